//! Lähellä's `events[]` as times. The rules that nobody has confirmed are in `docs/lahella.md`.

mod day;
mod hours;
mod moment;
mod period;
mod repeat;
pub(super) mod rule;
pub(super) mod span;
mod zone_name;

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::NaiveDate;
use chrono_tz::{Europe, Tz};

use self::hours::DayHours;
use self::period::Period;
use super::brief;
use crate::listing::{Decision, Note};
use crate::source::LahellaTime;
use crate::when::occurrences::{Occurrence, Span, Window, occurrences};
use crate::when::{Days, Hours, IsoWeekday, Once, When, WhenError};

pub use self::rule::instances;

/// Why a time cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TimeError {
    #[error("{0:?} is no type of time")]
    Type(String),
    #[error("{0:?} is no period")]
    Period(String),
    #[error("{0:?} is no gap between weeks")]
    Gap(String),
    #[error("every second day or fewer on given weekdays has no meaning we know")]
    SparseDaysOnWeekdays,
    #[error("{0} ms is no date")]
    Instant(i64),
    #[error("none of its hours can be read: {0:?}")]
    Hours(String),
    #[error("{0:?} is no time")]
    Moment(String),
    #[error("{0:?} is no rule that we read")]
    Rule(String),
    #[error("it departs from its rule {0} times, more than any series does")]
    Departures(usize),
    #[error("the time {0}")]
    When(#[from] WhenError),
}

/// What an event says once its instants are dates and its hours are hours.
struct Said {
    zone: Tz,
    start: NaiveDate,
    /// The last day, included.
    end: Option<NaiveDate>,
    excluded: BTreeSet<NaiveDate>,
    days: Vec<DayHours>,
}

/// One event as times: several where its weekdays have different hours. Never empty.
pub(super) fn read(time: &LahellaTime, notes: &mut BTreeSet<Note>) -> Result<Vec<When>, TimeError> {
    let said = Said::of(time, notes)?;
    let whens = said.times(time, notes)?;
    if let (Some(&from), Some(&to)) = (said.excluded.first(), said.excluded.last()) {
        let excluded = said.excluded.clone();
        let undisturbed = Said { excluded: BTreeSet::new(), ..said };
        let held = dates(&undisturbed.times(time, notes)?, Window { from, to });
        notes.extend(excluded.difference(&held).map(|date| Note::ExclusionWithoutInstance(*date)));
    }
    Ok(whens)
}

impl Said {
    fn of(time: &LahellaTime, notes: &mut BTreeSet<Note>) -> Result<Self, TimeError> {
        let zone = zone(time.zone.as_deref(), notes);
        let start = day::of_instant(time.start, zone)?;
        let end = time.end.map(|end| day::of_instant(end, zone)).transpose()?;
        Ok(Self {
            zone,
            start,
            end: end.filter(|end| !day::stands_for_never(*end)),
            excluded: day::excluded(&time.excluded, zone, notes),
            days: hours::read(&time.hours, notes)?,
        })
    }

    fn times(
        &self,
        time: &LahellaTime,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Vec<When>, TimeError> {
        let period = |notes: &mut _| Period::of(time.period.as_deref(), time.gap.as_deref(), notes);
        match time.kind.trim() {
            "1" | "2" => self.on_its_day(notes),
            "3" => self.in_range(period(notes)?, notes),
            "4" => self.recurring(period(notes)?, notes),
            other => Err(TimeError::Type(brief(other))),
        }
    }

    /// Types 1 and 2: the date is said, so hours that belong to another weekday cannot move it.
    fn on_its_day(&self, notes: &mut BTreeSet<Note>) -> Result<Vec<When>, TimeError> {
        if self.excluded.contains(&self.start) {
            return Err(WhenError::NoInstance.into());
        }
        let hours = hours::on(&self.days, IsoWeekday::of(self.start));
        if hours.is_empty() {
            if !self.days.is_empty() {
                notes.insert(Note::UnreadableTime(format!("no hours for {}", self.start)));
            }
            return Ok(vec![When::Days(Days::new(self.start, self.start)?)]);
        }
        hours.into_iter().map(|hours| self.once(hours)).collect()
    }

    fn once(&self, hours: Hours) -> Result<When, TimeError> {
        let end = hours.end.map(|end| {
            let next_day = self.start.succ_opt().filter(|_| end <= hours.start);
            next_day.unwrap_or(self.start).and_time(end)
        });
        Ok(When::Once(Once::new(self.zone, self.start.and_time(hours.start), end)?))
    }

    /// Type 3: each day of the range. Of a range that tells a period besides, that counts.
    fn in_range(
        &self,
        period: Option<Period>,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Vec<When>, TimeError> {
        let daily = Period::Days(NonZeroU16::MIN);
        match period {
            Some(period) if period != daily => self.repeated(period, notes),
            _ if self.end.is_none_or(|end| end == self.start) => self.on_its_day(notes),
            _ if self.days.is_empty() => self.whole_days(notes),
            _ => self.repeated(daily, notes),
        }
    }

    /// Type 4, which is weekly where it does not tell how often.
    fn recurring(
        &self,
        period: Option<Period>,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Vec<When>, TimeError> {
        match period {
            Some(period) => self.repeated(period, notes),
            None if self.days.is_empty() => self.whole_days(notes),
            None => self.repeated(Period::Weeks(NonZeroU16::MIN), notes),
        }
    }

    /// A range of days without hours, parted where days are excluded.
    fn whole_days(&self, notes: &mut BTreeSet<Note>) -> Result<Vec<When>, TimeError> {
        notes.insert(Note::Decided(Decision::RangeWithoutHours));
        let last = self.end.unwrap_or(self.start);
        if last < self.start {
            return Err(WhenError::EndsBeforeStart.into());
        }
        let mut spans = Vec::new();
        let mut first = self.start;
        for &excluded in self.excluded.range(self.start..).take_while(|day| **day <= last) {
            if first < excluded {
                spans.push(Days::new(first, excluded.pred_opt().unwrap_or(first))?);
            }
            first = excluded.succ_opt().unwrap_or(excluded);
        }
        if first <= last {
            spans.push(Days::new(first, last)?);
        }
        if spans.is_empty() {
            return Err(WhenError::NoInstance.into());
        }
        Ok(spans.into_iter().map(When::Days).collect())
    }
}

/// The dates in the window on which something begins, and all days of what lasts for days.
fn dates(whens: &[When], window: Window) -> BTreeSet<NaiveDate> {
    let days = |occurrence: Occurrence| match occurrence.span {
        Span::AllDay { first, last } => (first.max(window.from), last.min(window.to)),
        Span::Timed { .. } => (occurrence.original.date(), occurrence.original.date()),
    };
    whens
        .iter()
        .flat_map(|when| occurrences(when, window))
        .map(days)
        .flat_map(|(first, last)| first.iter_days().take_while(move |day| *day <= last))
        .collect()
}

/// Lähellä is of Finland: a zone that is missing or unknown is Helsinki's.
fn zone(name: Option<&str>, notes: &mut BTreeSet<Note>) -> Tz {
    let name = name.map(str::trim).unwrap_or_default();
    if name.is_empty() {
        notes.insert(Note::Decided(Decision::NoZone));
        return Europe::Helsinki;
    }
    name.parse().unwrap_or_else(|_| {
        notes.insert(Note::UnknownZone(brief(name)));
        Europe::Helsinki
    })
}

#[cfg(test)]
mod tests;
