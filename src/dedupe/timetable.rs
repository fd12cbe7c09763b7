//! When a listing takes place, in a form that is quick to compare: dates, and the clock.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Offset, TimeZone, Timelike};
use chrono_tz::Europe::Helsinki;

use crate::when::occurrences::{self, Window};
use crate::when::{Hours, When};

/// Of more dates the first ones count. Two years of a weekly group.
const MAX_DATES: usize = 104;
/// How far a series without an end is looked into.
const LOOK_AHEAD: Days = Days::new(2 * 366);

/// The dates of one or several sessions at the same hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    pub dates: Dates,
    /// `None` = all day, or no hours are told.
    pub clock: Option<Clock>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dates {
    /// Sorted, without repeats, at least one.
    Each(Box<[NaiveDate]>),
    /// Some time between these days, both included: "12.1.–30.4.", a service without hours.
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

/// Minutes of the local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    pub start: u16,
    pub end: Option<u16>,
}

/// How the dates of two compare. The first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateLikeness {
    /// All of the fewer dates are among the others, and there are about as many.
    Same,
    /// Nearly all of the fewer are among the others: one side looks further, or misses some.
    Most,
    /// A single date among several.
    OneOfMany,
    /// What the other tells as a span of days begins and ends with single dates.
    Spanned,
    /// Single dates within what the other tells as a span of days.
    Within,
    /// About a half.
    Half,
    Few,
    /// No date in common.
    Disjoint,
    /// One of them tells no dates.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockLikeness {
    SameBoth,
    SameStart,
    /// Within a quarter of an hour, or within an hour where they end together.
    Near,
    /// Within half an hour.
    Close,
    /// Earlier or later by as much as Finland is ahead of UTC: a copy that took UTC for local time.
    UtcShift,
    /// Begins while the other is on.
    Within,
    Other,
    /// One of them tells no hours.
    Unknown,
}

impl Timetable {
    #[must_use]
    pub fn of(when: &When) -> Self {
        match when {
            When::Once(once) => Self {
                dates: Dates::Each([once.start.date()].into()),
                clock: Some(Clock::of(Hours {
                    start: once.start.time(),
                    end: once.end.map(|end| end.time()),
                })),
            },
            When::Days(days) if days.first == days.last => {
                Self { dates: Dates::Each([days.first].into()), clock: None }
            }
            When::Days(days) => {
                Self { dates: Dates::Between(Some(days.first), Some(days.last)), clock: None }
            }
            When::Ongoing(ongoing) => {
                Self { dates: Dates::Between(ongoing.from, ongoing.to), clock: None }
            }
            When::Series(series) => {
                let from = occurrences::first_day(when).unwrap_or(series.first);
                let to = from.checked_add_days(LOOK_AHEAD).unwrap_or(from);
                let all = occurrences::occurrences(when, Window { from, to });
                let mut dates: Vec<_> =
                    all.iter().take(MAX_DATES).map(|one| one.original.date()).collect();
                dates.sort_unstable();
                dates.dedup();
                if dates.is_empty() {
                    dates.push(series.first);
                }
                Self {
                    dates: Dates::Each(dates.into_boxed_slice()),
                    clock: series.hours.map(Clock::of),
                }
            }
        }
    }

    /// With the dates of another at the same hours.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let dates = match (self.dates, &other.dates) {
            (Dates::Each(dates), Dates::Each(more)) => {
                let mut dates = [dates, more.clone()].concat();
                dates.sort_unstable();
                dates.dedup();
                dates.truncate(MAX_DATES);
                Dates::Each(dates.into_boxed_slice())
            }
            (dates, _) => dates,
        };
        Self { dates, ..self }
    }
}

impl Dates {
    #[must_use]
    pub fn first(&self) -> Option<NaiveDate> {
        match self {
            Self::Each(dates) => dates.first().copied(),
            Self::Between(from, _) => *from,
        }
    }

    /// One bit a weekday, Monday the lowest; none where only a span is told.
    #[must_use]
    pub fn weekdays(&self) -> u8 {
        match self {
            Self::Each(dates) => {
                dates.iter().fold(0, |days, date| days | 1 << date.weekday().num_days_from_monday())
            }
            Self::Between(..) => 0,
        }
    }

    #[must_use]
    pub fn against(&self, other: &Self) -> DateLikeness {
        match (self, other) {
            (Self::Each(a), Self::Each(b)) => each(a, b),
            (Self::Each(dates), Self::Between(from, to))
            | (Self::Between(from, to), Self::Each(dates)) => among(dates, *from, *to),
            (Self::Between(a, b), Self::Between(c, d)) => spans((*a, *b), (*c, *d)),
        }
    }
}

fn each(a: &[NaiveDate], b: &[NaiveDate]) -> DateLikeness {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let common = few.iter().filter(|date| many.binary_search(date).is_ok()).count();
    let share = |percent: usize| common * 100 >= few.len() * percent;
    match common {
        0 => DateLikeness::Disjoint,
        _ if few.len() == 1 && many.len() > 2 => DateLikeness::OneOfMany,
        _ if share(90) && few.len() * 10 >= many.len() * 7 => DateLikeness::Same,
        _ if share(75) => DateLikeness::Most,
        _ if share(40) => DateLikeness::Half,
        _ => DateLikeness::Few,
    }
}

fn among(dates: &[NaiveDate], from: Option<NaiveDate>, to: Option<NaiveDate>) -> DateLikeness {
    if from.is_none() && to.is_none() {
        return DateLikeness::Unknown;
    }
    let inside = |date: &&NaiveDate| {
        from.is_none_or(|from| from <= **date) && to.is_none_or(|to| **date <= to)
    };
    match dates.iter().filter(inside).count() {
        0 => DateLikeness::Disjoint,
        some if some == dates.len() && begins_and_ends(dates, from, to) => DateLikeness::Spanned,
        some if some * 10 >= dates.len() * 9 => DateLikeness::Within,
        some if some * 2 >= dates.len() => DateLikeness::Half,
        _ => DateLikeness::Few,
    }
}

/// The first or the last may have been skipped or forgotten.
fn begins_and_ends(dates: &[NaiveDate], from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    let (first, last) = (dates.first().copied(), dates.last().copied());
    let near = |a: Option<NaiveDate>, b: Option<NaiveDate>| {
        let apart = a.zip(b).map(|(a, b)| a.signed_duration_since(b).num_days().abs());
        apart.is_some_and(|days| days % 7 == 0 && days <= 14)
    };
    near(first, from) && near(last, to)
}

type Span = (Option<NaiveDate>, Option<NaiveDate>);

fn spans(a: Span, b: Span) -> DateLikeness {
    if [a, b].contains(&(None, None)) {
        return DateLikeness::Unknown;
    }
    let first = |span: Span| span.0.unwrap_or(NaiveDate::MIN);
    let last = |span: Span| span.1.unwrap_or(NaiveDate::MAX);
    let length = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days() + 1;
    let common = length(first(a).max(first(b)), last(a).min(last(b)));
    let whole = length(first(a).min(first(b)), last(a).max(last(b)));
    match common {
        ..=0 => DateLikeness::Disjoint,
        _ if common * 10 >= whole * 7 => DateLikeness::Same,
        _ if common * 10 >= whole * 3 => DateLikeness::Half,
        _ => DateLikeness::Few,
    }
}

impl Clock {
    fn of(hours: Hours) -> Self {
        Self { start: minutes(hours.start), end: hours.end.map(minutes) }
    }

    /// `on` is a date of either, for Finland's distance from UTC.
    #[must_use]
    pub fn against(self, other: Self, on: Option<NaiveDate>) -> ClockLikeness {
        let apart = self.start.abs_diff(other.start);
        let end_together = self.end.is_some() && self.end == other.end;
        match apart {
            0 if end_together => ClockLikeness::SameBoth,
            0 => ClockLikeness::SameStart,
            1..=15 => ClockLikeness::Near,
            16..=60 if end_together => ClockLikeness::Near,
            16..=30 => ClockLikeness::Close,
            _ if on.is_some_and(|on| i64::from(apart) == ahead_of_utc(on)) => {
                ClockLikeness::UtcShift
            }
            _ if self.is_on_at(other.start) || other.is_on_at(self.start) => ClockLikeness::Within,
            _ => ClockLikeness::Other,
        }
    }

    fn is_on_at(self, minute: u16) -> bool {
        self.start < minute && self.end.is_some_and(|end| minute < end)
    }
}

fn minutes(time: NaiveTime) -> u16 {
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

/// In minutes, in the morning.
fn ahead_of_utc(on: NaiveDate) -> i64 {
    let offset = Helsinki.offset_from_utc_datetime(&on.and_time(NaiveTime::MIN));
    i64::from(offset.fix().local_minus_utc()) / 60
}

#[cfg(test)]
mod tests;
