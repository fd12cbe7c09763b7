//! DATE and DATE-TIME values (RFC 5545, 3.3.4 and 3.3.5), and which comes first.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::property::Property;
use crate::when::zone::to_instant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp<'a> {
    Day(NaiveDate),
    /// On no clock in particular.
    Floating(NaiveDateTime),
    Utc(NaiveDateTime),
    /// On the clock of the zone of this TZID.
    Zoned(NaiveDateTime, &'a str),
}

/// What has to be the same of a start, its end and the instances of its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Date,
    Local,
    Fixed,
}

impl Form {
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Date => "a date",
            Self::Local => "a time without a zone",
            Self::Fixed => "a time in a zone or UTC",
        }
    }
}

impl<'a> Stamp<'a> {
    /// The one value of a property.
    pub(super) fn of(property: &Property<'a>) -> Option<Self> {
        Self::parse(property.value, property.param("TZID"))
    }

    /// Each value of a list; of a period its start.
    pub(super) fn all(property: &Property<'a>) -> impl Iterator<Item = (&'a str, Option<Self>)> {
        let tzid = property.param("TZID");
        let period = property.is_value_type("PERIOD");
        property.value.split(',').map(move |value| {
            let start = value.split_once('/').filter(|_| period).map_or(value, |(start, _)| start);
            (value, Self::parse(start, tzid))
        })
    }

    pub(super) fn parse(text: &str, tzid: Option<&'a str>) -> Option<Self> {
        let Some((date, time)) = text.split_once('T') else { return day(text).map(Self::Day) };
        let (time, utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
        let wall = day(date)?.and_time(time_of_day(time)?);
        Some(match tzid {
            _ if utc => Self::Utc(wall),
            Some(tzid) => Self::Zoned(wall, tzid),
            None => Self::Floating(wall),
        })
    }

    pub(super) fn form(self) -> Form {
        match self {
            Self::Day(_) => Form::Date,
            Self::Floating(_) => Form::Local,
            Self::Utc(_) | Self::Zoned(..) => Form::Fixed,
        }
    }

    /// As its own clock shows it; of a date its midnight.
    pub(super) fn wall(self) -> NaiveDateTime {
        match self {
            Self::Day(date) => date.and_time(NaiveTime::MIN),
            Self::Floating(wall) | Self::Utc(wall) | Self::Zoned(wall, _) => wall,
        }
    }

    /// In UTC. `None` for what names no instant, or one in a zone that only the file knows.
    pub(super) fn instant(self) -> Option<NaiveDateTime> {
        match self {
            Self::Day(_) | Self::Floating(_) => None,
            Self::Utc(wall) => Some(wall),
            Self::Zoned(wall, tzid) => Some(to_instant(wall, zone(tzid)?).naive_utc()),
        }
    }

    /// As the clock shows it on which `other` is. `None` where that cannot be known.
    pub(super) fn on_the_clock_of(self, other: Self) -> Option<NaiveDateTime> {
        match (self, other) {
            (Self::Zoned(wall, own), Self::Zoned(_, its)) if own == its => Some(wall),
            (Self::Utc(_) | Self::Zoned(..), Self::Zoned(_, its)) => {
                let instant = self.instant()?.and_utc();
                Some(instant.with_timezone(&zone(its)?).naive_local())
            }
            (Self::Utc(_) | Self::Zoned(..), Self::Utc(_)) => self.instant(),
            _ => (self.form() == other.form()).then(|| self.wall()),
        }
    }

    /// `None` for what cannot be compared.
    pub(super) fn order(self, other: Self) -> Option<Ordering> {
        if let (Some(own), Some(its)) = (self.instant(), other.instant()) {
            return Some(own.cmp(&its));
        }
        Some(self.on_the_clock_of(other)?.cmp(&other.wall()))
    }
}

/// The zone that is called so everywhere. A calendar may call its own zone anything, but nobody calls
/// another one by these names.
pub(super) fn zone(tzid: &str) -> Option<Tz> {
    tzid.parse().ok()
}

fn day(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = numbers(text, [4, 2, 2])?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A leap second is taken for the one before it.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let [hour, minute, second] = numbers(text, [2, 2, 2])?;
    NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second })
}

/// Digits cut into numbers of these lengths.
fn numbers(mut text: &str, lengths: [usize; 3]) -> Option<[u32; 3]> {
    let mut numbers = [0; 3];
    if text.len() != lengths.iter().sum::<usize>()
        || !text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let (digits, rest) = text.split_at_checked(length)?;
        *number = digits.parse().ok()?;
        text = rest;
    }
    Some(numbers)
}
