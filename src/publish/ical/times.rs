//! When a session is, in the terms of iCalendar: a first time, a rule, and what departs from it.
//!
//! Everything is written in Helsinki's time. A reader takes the length of an instance from the first
//! one, so one that lasts through the night of a clock change ends an hour off there: RFC 5545 has no
//! way to say "until six in the morning" of a series.

use chrono::{
    DateTime, Days, LocalResult, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc,
};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;

use crate::when::occurrences::{Occurrence, Span, Window, occurrences};
use crate::when::recurrence::rrule;
use crate::when::{FIRST_YEAR, Hours, LAST_YEAR, Override, Series, SeriesParts, When};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) span: Stamps,
    pub(super) rule: Option<String>,
    pub(super) rdates: Vec<Stamp>,
    pub(super) exdates: Vec<Stamp>,
    pub(super) changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamps {
    pub(super) start: Stamp,
    /// After `start`; of days the one after the last.
    pub(super) end: Option<Stamp>,
}

/// A value of DTSTART and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stamp {
    Day(NaiveDate),
    /// In Helsinki's time.
    Time(NaiveDateTime),
    /// In the hour that comes twice: libical takes the second one where RFC 5545 means the first.
    Instant(DateTime<Utc>),
}

/// What became of one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) original: Stamp,
    pub(super) span: Stamps,
    pub(super) cancelled: bool,
}

/// How many instances are listed one by one of a series that no rule in Helsinki's time describes.
const MAX_LISTED: usize = 400;

impl Times {
    /// `None` for what has no time: an ongoing service.
    pub(super) fn of(when: &When) -> Option<Self> {
        match when {
            When::Ongoing(_) => None,
            When::Once(_) | When::Days(_) => {
                let only = occurrences(when, ALWAYS).into_iter().next()?;
                Some(Self::single(Stamps::of(&only.span)))
            }
            When::Series(series) if is_ours(series) => Some(Self::by_rule(series)),
            When::Series(series) => match in_helsinki(series) {
                Some(shifted) => Some(Self::by_rule(&shifted)),
                None => Self::listed(when),
            },
        }
    }

    /// With cancelled instances left out instead of told.
    pub(super) fn without_cancelled(mut self) -> Self {
        let cancelled = self.changes.iter().filter(|change| change.cancelled);
        self.exdates.extend(cancelled.map(|change| change.original));
        self.exdates.sort_unstable();
        self.changes.retain(|change| !change.cancelled);
        self
    }

    pub(super) fn any_cancelled(&self) -> bool {
        self.changes.iter().any(|change| change.cancelled)
    }

    fn single(span: Stamps) -> Self {
        Self { span, rule: None, rdates: Vec::new(), exdates: Vec::new(), changes: Vec::new() }
    }

    fn by_rule(series: &Series) -> Self {
        let at = |date: &NaiveDate| Stamps::on(*date, series.hours);
        let change = |(date, change): (&NaiveDate, &Override)| match change {
            Override::Cancelled => {
                Change { original: at(date).start, span: at(date), cancelled: true }
            }
            Override::Moved { start, end } => {
                let span = Stamps::moved(*start, *end, series.hours);
                Change { original: at(date).start, span, cancelled: false }
            }
        };
        Self {
            span: at(&series.first),
            rule: Some(rrule(series)),
            rdates: series.rdates.iter().map(|date| at(date).start).collect(),
            exdates: series.exdates.iter().map(|date| at(date).start).collect(),
            changes: series.overrides.iter().map(change).collect(),
        }
    }

    /// Every instance by itself. Moved ones simply stand where they are.
    fn listed(when: &When) -> Option<Self> {
        let all = occurrences(when, ALWAYS);
        let mut spans = all.iter().take(MAX_LISTED).map(|one| (Stamps::of(&one.span), one));
        let (first, _) = spans.clone().next()?;
        let change = |(span, one): (Stamps, &Occurrence)| {
            one.cancelled.then_some(Change { original: span.start, span, cancelled: true })
        };
        let changes = spans.clone().filter_map(change).collect();
        let rdates = spans.by_ref().skip(1).map(|(span, _)| span.start).collect();
        Some(Self { rdates, changes, ..Self::single(first) })
    }
}

impl Stamps {
    pub(super) fn of(span: &Span) -> Self {
        match span {
            Span::AllDay { first, last } => {
                Self { start: Stamp::Day(*first), end: Some(Stamp::Day(*last + Days::new(1))) }
            }
            Span::Timed { start, end } => {
                Self { start: Stamp::at(start), end: end.as_ref().map(Stamp::at) }
            }
        }
    }

    fn on(date: NaiveDate, hours: Option<Hours>) -> Self {
        let Some(hours) = hours else {
            return Self { start: Stamp::Day(date), end: Some(Stamp::Day(date + Days::new(1))) };
        };
        let end = hours.end.map(|end| {
            let next_day = Days::new(u64::from(end <= hours.start));
            Stamp::Time(date.and_time(end) + next_day)
        });
        Self { start: Stamp::Time(date.and_time(hours.start)), end }
    }

    fn moved(start: NaiveDateTime, end: Option<NaiveDateTime>, hours: Option<Hours>) -> Self {
        let midnight = |time: NaiveDateTime| time.time() == NaiveTime::MIN;
        if hours.is_none() && midnight(start) && end.is_none_or(midnight) {
            let end = end.map_or(start.date() + Days::new(1), |end| end.date());
            Self { start: Stamp::Day(start.date()), end: Some(Stamp::Day(end)) }
        } else {
            Self { start: Stamp::Time(start), end: end.map(Stamp::Time) }
        }
    }
}

impl Stamp {
    fn at(time: &DateTime<Tz>) -> Self {
        let wall = time.with_timezone(&Helsinki).naive_local();
        match Helsinki.from_local_datetime(&wall) {
            LocalResult::Ambiguous(..) => Self::Instant(time.to_utc()),
            LocalResult::Single(_) | LocalResult::None => Self::Time(wall),
        }
    }
}

/// Days have no zone.
fn is_ours(series: &Series) -> bool {
    series.zone == Helsinki || series.hours.is_none()
}

/// The same series on Helsinki's clock, if there is one: true of zones that change their clocks at the
/// same instants, as the whole European Union does. Proved on its first three years.
fn in_helsinki(series: &Series) -> Option<Series> {
    let hours = series.hours?;
    let original = When::Series(Box::new(series.clone()));
    let from = series.first;
    let window = Window { from, to: from.checked_add_months(Months::new(36))? };
    let wall = from.and_time(hours.start);
    let here = crate::when::zone::to_instant(wall, series.zone).with_timezone(&Helsinki);
    let shift = here.naive_local() - wall;
    let later = |time: NaiveTime| time.overflowing_add_signed(shift).0;
    let moved = |change: &Override| match change {
        Override::Cancelled => Override::Cancelled,
        Override::Moved { start, end } => {
            Override::Moved { start: *start + shift, end: end.map(|end| end + shift) }
        }
    };
    let parts = SeriesParts {
        zone: Helsinki,
        hours: Some(Hours { start: later(hours.start), end: hours.end.map(later) }),
        overrides: series.overrides.iter().map(|(date, change)| (*date, moved(change))).collect(),
        ..SeriesParts::from(series.clone())
    };
    let shifted = Series::try_from(parts).ok()?;
    let ours = When::Series(Box::new(shifted.clone()));
    (instants(&original, window) == instants(&ours, window)).then_some(shifted)
}

fn instants(when: &When, window: Window) -> Vec<Stamps> {
    occurrences(when, window).iter().map(|one| Stamps::of(&one.span)).collect()
}

const ALWAYS: Window = Window { from: new_year(FIRST_YEAR), to: new_year(LAST_YEAR + 1) };

const fn new_year(year: i32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}
