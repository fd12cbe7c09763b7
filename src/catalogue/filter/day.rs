//! Days as they are asked for, and as they are once it is known which day it is.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike, NaiveDate, TimeDelta};

/// A local day. Relative ones are counted from an edition's `as_of`, so that a feed's address can say
/// "the next fourteen days".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Day {
    On(NaiveDate),
    /// So many days after today.
    Today(i16),
}

/// Local days, both included; open where none is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Day {
    /// A little more than instances are looked for.
    const FURTHEST: i16 = 999;

    /// `2026-12-01`, `today`, `today+14`, `today-7`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("today") {
            Some("") => Some(Self::Today(0)),
            // A `+` that is not percent-encoded is a space in a query.
            Some(offset) => {
                let (sign, days) = match offset.split_at_checked(1)? {
                    ("+" | " ", days) => (1, days),
                    ("-", days) => (-1, days),
                    _ => return None,
                };
                Some(Self::Today(sign * number(days).filter(|days| *days <= Self::FURTHEST)?))
            }
            None => date(text).map(Self::On),
        }
    }

    fn date(self, as_of: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Today(days) => as_of.checked_add_signed(TimeDelta::days(days.into())),
        }
    }

    /// Known only of two dates, or of two days that are counted from today.
    pub(super) fn is_before(self, other: Self) -> bool {
        match (self, other) {
            (Self::On(a), Self::On(b)) => a < b,
            (Self::Today(a), Self::Today(b)) => a < b,
            (Self::On(_), Self::Today(_)) | (Self::Today(_), Self::On(_)) => false,
        }
    }
}

/// chrono alone would take 2026-1-5 and +12026-01-05. What is no year of ours is a slip.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10 && (1900..=2199).contains(&date.year())).then_some(date)
}

fn number(text: &str) -> Option<i16> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Today(0) => f.write_str("today"),
            Self::Today(days) => write!(f, "today{days:+}"),
        }
    }
}

impl Days {
    /// Those that are from all of `from` on and until all of `to`.
    pub(super) fn of(from: &BTreeSet<Day>, to: &BTreeSet<Day>, as_of: NaiveDate) -> Self {
        Self {
            from: from.iter().filter_map(|day| day.date(as_of)).max(),
            to: to.iter().filter_map(|day| day.date(as_of)).min(),
        }
    }

    /// Whether anything from `first` to `last` is on one of these days.
    #[must_use]
    pub fn touch(self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }

    #[must_use]
    pub fn are_all(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}
