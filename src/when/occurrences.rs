//! The one place where time is expanded.

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;

use super::grid::Grid;
use super::zone::to_instant;
use super::{Hours, Override, Series, When};

/// Local days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// One instance of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The wall-clock start that the rule gave it; midnight of the first day where it is all day.
    /// Identifies the instance (RECURRENCE-ID) even after it was moved.
    pub original: NaiveDateTime,
    pub span: Span,
    pub cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// `end` is after `start`.
    Timed { start: DateTime<Tz>, end: Option<DateTime<Tz>> },
    /// Both days included.
    AllDay { first: NaiveDate, last: NaiveDate },
}

/// How long something is taken to last that does not tell when it ends.
const WITHOUT_AN_END: TimeDelta = TimeDelta::hours(2);

/// No rule gives more than this many instances in one call.
pub const MAX_OCCURRENCES: usize = 4_000;

/// The instances that touch `window`, in order of their start: those of which any local day lies in
/// it. Of more than `MAX_OCCURRENCES` the first ones. `Ongoing` has none.
#[must_use]
pub fn occurrences(when: &When, window: Window) -> Vec<Occurrence> {
    let single = match when {
        When::Series(series) => return of_series(series, window),
        When::Ongoing(_) => return Vec::new(),
        When::Once(once) => Occurrence {
            original: once.start,
            span: Span::timed(once.start, once.end, once.zone),
            cancelled: false,
        },
        When::Days(days) => Occurrence {
            original: days.first.and_time(NaiveTime::MIN),
            span: Span::AllDay { first: days.first, last: days.last },
            cancelled: false,
        },
    };
    Some(single).filter(|only| window.touches(&only.span)).into_iter().collect()
}

/// The last day on which something happens; `None` where no end is known.
///
/// A cancelled instance counts: until its day is over, people must be able to read that it is off.
#[must_use]
pub fn last_day(when: &When) -> Option<NaiveDate> {
    match when {
        When::Once(once) => Some(Span::timed(once.start, once.end, once.zone).days().1),
        When::Days(days) => Some(days.last),
        When::Ongoing(ongoing) => ongoing.to,
        When::Series(series) => {
            series.until?;
            let by_rule = undisturbed(series, Grid::of(series).all()).next_back();
            by_rule
                .into_iter()
                .chain(singled_out(series))
                .map(|date| instance(series, date).span.days().1)
                .max()
        }
    }
}

/// The first day on which something happens; `None` where it is not known.
#[must_use]
pub fn first_day(when: &When) -> Option<NaiveDate> {
    match when {
        When::Once(once) => Some(Span::timed(once.start, once.end, once.zone).days().0),
        When::Days(days) => Some(days.first),
        When::Ongoing(ongoing) => ongoing.from,
        When::Series(series) => {
            let by_rule = undisturbed(series, Grid::of(series).all()).next();
            by_rule
                .into_iter()
                .chain(singled_out(series))
                .map(|date| instance(series, date).span.days().0)
                .min()
        }
    }
}

impl Window {
    fn touches(self, span: &Span) -> bool {
        let (first, last) = span.days();
        self.from <= self.to && first <= self.to && last >= self.from
    }
}

impl Span {
    /// The first and the last local day. An end at midnight does not reach into the day it opens.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::AllDay { first, last } => (*first, *last),
            Self::Timed { start, end } => {
                let first = start.date_naive();
                let last = end.and_then(|end| {
                    let inside = end.naive_local().checked_sub_signed(TimeDelta::nanoseconds(1))?;
                    Some(inside.date())
                });
                (first, last.unwrap_or(first))
            }
        }
    }

    /// Whether it has ended by then. Whole days end with their last one in Finland.
    #[must_use]
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        let ends = match self {
            Self::Timed { start, end: None } => start.to_utc().checked_add_signed(WITHOUT_AN_END),
            Self::Timed { end: Some(end), .. } => Some(end.to_utc()),
            Self::AllDay { last, .. } => last
                .succ_opt()
                .map(|next| to_instant(next.and_time(NaiveTime::MIN), Helsinki).to_utc()),
        };
        ends.is_some_and(|ends| ends <= at)
    }

    /// Takes the wall clock at its word at both ends: a night that loses an hour is an hour shorter.
    /// Only where the start is shifted out of a gap and up to the end or past it (03.30–04.00 on the
    /// spring day), the length on the wall clock is kept instead.
    fn timed(start: NaiveDateTime, end: Option<NaiveDateTime>, zone: Tz) -> Self {
        let begins = to_instant(start, zone);
        let ends = end.and_then(|end| {
            let ends = to_instant(end, zone);
            if ends > begins { Some(ends) } else { begins.checked_add_signed(end - start) }
        });
        Self::Timed { start: begins, end: ends }
    }

    /// Whole days begin with the first of them in `zone`.
    #[must_use]
    pub fn begins(&self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Timed { start, .. } => start.to_utc(),
            Self::AllDay { first, .. } => to_instant(first.and_time(NaiveTime::MIN), zone).to_utc(),
        }
    }
}

fn of_series(series: &Series, window: Window) -> Vec<Occurrence> {
    // One that began the day before can end in the window, and a zone that skipped a whole day
    // (Apia, 30.12.2011) shifts it by one more.
    let from = window.from.checked_sub_days(DayCount::new(2)).unwrap_or(NaiveDate::MIN);
    let by_rule = undisturbed(series, Grid::of(series).between(from, window.to))
        .map(|date| instance(series, date))
        .filter(|occurrence| window.touches(&occurrence.span))
        .take(MAX_OCCURRENCES);
    let mut found: Vec<_> = singled_out(series)
        .map(|date| instance(series, date))
        .filter(|occurrence| window.touches(&occurrence.span))
        .chain(by_rule)
        .collect();
    found.sort_by_key(|occurrence| (occurrence.span.begins(series.zone), occurrence.original));
    found.truncate(MAX_OCCURRENCES);
    found
}

/// Dates of the rule at which the instance is as the rule says.
fn undisturbed(
    series: &Series,
    dates: impl DoubleEndedIterator<Item = NaiveDate>,
) -> impl DoubleEndedIterator<Item = NaiveDate> {
    dates.filter(|date| !series.exdates.contains(date) && !series.overrides.contains_key(date))
}

/// Original dates of the instances that are named one by one: they are few, and can be anywhere.
fn singled_out(series: &Series) -> impl Iterator<Item = NaiveDate> {
    let extra = series.rdates.iter().filter(|date| !series.overrides.contains_key(date));
    extra.chain(series.overrides.keys()).copied()
}

fn instance(series: &Series, date: NaiveDate) -> Occurrence {
    let original = date.and_time(series.hours.map_or(NaiveTime::MIN, |hours| hours.start));
    let as_planned = match series.hours {
        Some(hours) => Span::timed(original, end_of(original, hours), series.zone),
        None => Span::AllDay { first: date, last: date },
    };
    match series.overrides.get(&date) {
        None => Occurrence { original, span: as_planned, cancelled: false },
        Some(Override::Cancelled) => Occurrence { original, span: as_planned, cancelled: true },
        Some(Override::Moved { start, end }) => {
            Occurrence { original, span: moved(series, *start, *end), cancelled: false }
        }
    }
}

fn end_of(start: NaiveDateTime, hours: Hours) -> Option<NaiveDateTime> {
    let same_day = start.date().and_time(hours.end?);
    if same_day > start { Some(same_day) } else { same_day.checked_add_days(DayCount::new(1)) }
}

fn moved(series: &Series, start: NaiveDateTime, end: Option<NaiveDateTime>) -> Span {
    let midnight = |time: NaiveDateTime| time.time() == NaiveTime::MIN;
    if series.hours.is_none() && midnight(start) && end.is_none_or(midnight) {
        let first = start.date();
        let last = end.and_then(|end| end.date().pred_opt()).unwrap_or(first);
        Span::AllDay { first, last }
    } else {
        Span::timed(start, end, series.zone)
    }
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
