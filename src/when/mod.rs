//! When a session is: types that cannot hold nonsense, in local time with its zone.

pub(crate) mod grid;
pub mod occurrences;
#[cfg(test)]
mod properties;
pub mod recurrence;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
pub mod zone;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;
use std::ops::Deref;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// When a session takes place. Local wall-clock time and its zone, never bare UTC: a club that
/// meets at 18.00 meets at 18.00 on both sides of a clock change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    Once(Once),
    Days(Days),
    Series(Box<Series>),
    Ongoing(Ongoing),
}

/// One time of day on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OnceParts", into = "OnceParts")]
pub struct Once(OnceParts);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnceParts {
    pub zone: Tz,
    pub start: NaiveDateTime,
    /// After `start`; absent where the source does not tell.
    pub end: Option<NaiveDateTime>,
}

/// Whole days, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DaysParts", into = "DaysParts")]
pub struct Days(DaysParts);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaysParts {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// The same hours again and again by one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SeriesParts", into = "SeriesParts")]
pub struct Series(SeriesParts);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesParts {
    pub zone: Tz,
    pub rule: Rule,
    /// `None` = all day.
    pub hours: Option<Hours>,
    /// The first real instance: a date that `rule` produces and `exdates` does not take away.
    pub first: NaiveDate,
    /// The last day on which `rule` may give an instance; `None` = no end is known.
    pub until: Option<NaiveDate>,
    /// Dates of instances that are left out; each one names a date that `rule` produces.
    #[serde(default)]
    pub exdates: BTreeSet<NaiveDate>,
    /// Dates besides those of the rule, at the same hours; they may lie before `first` and after
    /// `until`.
    #[serde(default)]
    pub rdates: BTreeSet<NaiveDate>,
    /// By the original date of the instance.
    #[serde(default)]
    pub overrides: BTreeMap<NaiveDate, Override>,
}

/// What became of one instance of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Override {
    Cancelled,
    /// `end` is after `start`; absent where the source does not tell. In an all-day series a move
    /// from midnight to midnight stays all day and, as in RFC 5545, `end` is the day after its last;
    /// any other time makes this one instance a timed one.
    Moved {
        start: NaiveDateTime,
        end: Option<NaiveDateTime>,
    },
}

/// Wall-clock hours. An end at or before the start is on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    pub start: NaiveTime,
    pub end: Option<NaiveTime>,
}

/// A service without session times: shown in the tray, not in a calendar unless asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "OngoingParts", into = "OngoingParts")]
pub struct Ongoing(OngoingParts);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OngoingParts {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// How instances follow each other. Weeks are ISO weeks and count from that of the first instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "every", rename_all = "snake_case")]
pub enum Rule {
    Days {
        interval: NonZeroU16,
    },
    /// `weekdays` is never empty.
    Weeks {
        interval: NonZeroU16,
        weekdays: Weekdays,
    },
    /// "The second Tuesday of the month", or the last one; months that have none are skipped.
    MonthsByWeekday {
        interval: NonZeroU16,
        ordinal: Ordinal,
        weekday: IsoWeekday,
    },
    /// "The 31st"; months that have none are skipped.
    MonthsByDay {
        interval: NonZeroU16,
        day: MonthDay,
    },
}

/// A weekday, kept as its ISO number: Monday 1 … Sunday 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct IsoWeekday(u8);

/// At least one weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeSet<IsoWeekday>", into = "BTreeSet<IsoWeekday>")]
pub struct Weekdays(BTreeSet<IsoWeekday>);

/// 1st to 5th of its kind in a month, or the last one, written −1 as in RFC 5545.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct Ordinal(i8);

/// 1 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct MonthDay(u8);

/// Why given parts make no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    #[error("ends before it starts")]
    EndsBeforeStart,
    #[error("has no instance at all")]
    NoInstance,
    #[error("lies outside the years {FIRST_YEAR}–{LAST_YEAR}")]
    OutOfRange,
    #[error("{0} is out of range")]
    Number(i16),
    #[error("names no weekday")]
    NoWeekday,
}

/// Nothing outside is a real activity: Linked Events feeds have shown the year 0026, and
/// milliseconds taken for seconds land far in the future.
pub const FIRST_YEAR: i32 = 1990;
pub const LAST_YEAR: i32 = 2100;

fn in_range(date: NaiveDate) -> Result<(), WhenError> {
    let ok = (FIRST_YEAR..=LAST_YEAR).contains(&date.year());
    if ok { Ok(()) } else { Err(WhenError::OutOfRange) }
}

fn check_span(start: NaiveDateTime, end: Option<NaiveDateTime>) -> Result<(), WhenError> {
    in_range(start.date())?;
    end.map_or(Ok(()), |end| in_range(end.date()))?;
    if end.is_some_and(|end| end <= start) { Err(WhenError::EndsBeforeStart) } else { Ok(()) }
}

impl Once {
    pub fn new(
        zone: Tz,
        start: NaiveDateTime,
        end: Option<NaiveDateTime>,
    ) -> Result<Self, WhenError> {
        OnceParts { zone, start, end }.try_into()
    }
}

impl Days {
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, WhenError> {
        DaysParts { first, last }.try_into()
    }
}

impl Ongoing {
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Self, WhenError> {
        OngoingParts { from, to }.try_into()
    }
}

impl TryFrom<OnceParts> for Once {
    type Error = WhenError;
    fn try_from(parts: OnceParts) -> Result<Self, WhenError> {
        check_span(parts.start, parts.end)?;
        Ok(Self(parts))
    }
}

impl TryFrom<DaysParts> for Days {
    type Error = WhenError;
    fn try_from(parts: DaysParts) -> Result<Self, WhenError> {
        in_range(parts.first)?;
        in_range(parts.last)?;
        if parts.last < parts.first {
            return Err(WhenError::EndsBeforeStart);
        }
        Ok(Self(parts))
    }
}

impl TryFrom<OngoingParts> for Ongoing {
    type Error = WhenError;
    fn try_from(parts: OngoingParts) -> Result<Self, WhenError> {
        parts.from.map_or(Ok(()), in_range)?;
        parts.to.map_or(Ok(()), in_range)?;
        match (parts.from, parts.to) {
            (Some(from), Some(to)) if to < from => Err(WhenError::EndsBeforeStart),
            _ => Ok(Self(parts)),
        }
    }
}

impl TryFrom<SeriesParts> for Series {
    type Error = WhenError;

    /// Accepts any start day and trims the parts to what they mean: `first` moves on to the first
    /// real instance, `exdates` keep only dates that the rule produces, `rdates` only others that are
    /// not excluded, and `overrides` only those of real instances. A rule without any date left
    /// gives way to the extra dates, if there are some.
    fn try_from(parts: SeriesParts) -> Result<Self, WhenError> {
        in_range(parts.first)?;
        parts.until.map_or(Ok(()), in_range)?;
        recurrence::settle(parts).map(Self)
    }
}

macro_rules! read_only {
    ($($outer:ty => $parts:ty),*) => {$(
        impl Deref for $outer {
            type Target = $parts;
            fn deref(&self) -> &$parts {
                &self.0
            }
        }

        impl From<$outer> for $parts {
            fn from(value: $outer) -> Self {
                value.0
            }
        }
    )*};
}
read_only!(Once => OnceParts, Days => DaysParts, Series => SeriesParts, Ongoing => OngoingParts);

macro_rules! bounded {
    ($($name:ident 1..=$max:literal),*) => {$(
        impl TryFrom<u8> for $name {
            type Error = WhenError;
            fn try_from(number: u8) -> Result<Self, WhenError> {
                if (1..=$max).contains(&number) { Ok(Self(number)) } else { Err(WhenError::Number(number.into())) }
            }
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> u8 {
                value.0
            }
        }
    )*};
}
bounded!(IsoWeekday 1..=7, MonthDay 1..=31);

impl TryFrom<i8> for Ordinal {
    type Error = WhenError;
    fn try_from(number: i8) -> Result<Self, WhenError> {
        if matches!(number, -1 | 1..=5) {
            Ok(Self(number))
        } else {
            Err(WhenError::Number(number.into()))
        }
    }
}

impl From<Ordinal> for i8 {
    fn from(ordinal: Ordinal) -> i8 {
        ordinal.0
    }
}

impl Ordinal {
    /// `None` = the last one.
    fn counted_up(self) -> Option<u8> {
        u8::try_from(self.0).ok()
    }
}

impl IsoWeekday {
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        date.weekday().into()
    }

    #[must_use]
    pub fn weekday(self) -> Weekday {
        match self.0 {
            1 => Weekday::Mon,
            2 => Weekday::Tue,
            3 => Weekday::Wed,
            4 => Weekday::Thu,
            5 => Weekday::Fri,
            6 => Weekday::Sat,
            _ => Weekday::Sun,
        }
    }

    /// As RFC 5545 writes it: MO … SU.
    #[must_use]
    pub fn rfc5545(self) -> &'static str {
        match self.0 {
            1 => "MO",
            2 => "TU",
            3 => "WE",
            4 => "TH",
            5 => "FR",
            6 => "SA",
            _ => "SU",
        }
    }
}

impl From<Weekday> for IsoWeekday {
    fn from(weekday: Weekday) -> Self {
        Self(u8::try_from(weekday.number_from_monday()).unwrap_or(7))
    }
}

impl Weekdays {
    pub fn iter(&self) -> impl Iterator<Item = IsoWeekday> + '_ {
        self.0.iter().copied()
    }

    #[must_use]
    pub fn contains(&self, weekday: IsoWeekday) -> bool {
        self.0.contains(&weekday)
    }
}

impl TryFrom<BTreeSet<IsoWeekday>> for Weekdays {
    type Error = WhenError;
    fn try_from(weekdays: BTreeSet<IsoWeekday>) -> Result<Self, WhenError> {
        if weekdays.is_empty() { Err(WhenError::NoWeekday) } else { Ok(Self(weekdays)) }
    }
}

impl From<Weekdays> for BTreeSet<IsoWeekday> {
    fn from(weekdays: Weekdays) -> Self {
        weekdays.0
    }
}
