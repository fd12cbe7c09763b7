//! Times as Linked Events writes them: instants in UTC, and dates where no hour is told.

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, Utc};
use chrono_tz::Europe::Helsinki;
use serde::{Serialize, Serializer};

use crate::when::When;
use crate::when::occurrences::{Span, Window, first_day, last_day, occurrences};
use crate::when::zone::to_instant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Day(NaiveDate),
    At(DateTime<Utc>),
}

/// From when until when; a day as an end is the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub start: Moment,
    pub end: Option<Moment>,
}

/// The instants between which something is held. One without a known end is over when it begins; one
/// that is open has the ends of all time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub start: DateTime<Utc>,
    pub end: DateTime<Utc>,
    pub all_day: bool,
}

impl Moment {
    #[must_use]
    pub fn local_date(instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&Helsinki).date_naive()
    }

    #[must_use]
    pub fn begins(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => midnight(day),
            Self::At(instant) => instant,
        }
    }

    /// A day ends with the midnight after it.
    #[must_use]
    pub fn ends(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => {
                day.checked_add_days(Days::new(1)).map_or(DateTime::<Utc>::MAX_UTC, midnight)
            }
            Self::At(instant) => instant,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::At(instant) => f.write_str(&written(*instant)),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Times {
    pub(super) fn of(span: &Span) -> Self {
        match span {
            Span::Timed { start, end } => Self {
                start: Moment::At(start.to_utc()),
                end: end.map(|end| Moment::At(end.to_utc())),
            },
            Span::AllDay { first, last } => {
                Self { start: Moment::Day(*first), end: Some(Moment::Day(*last)) }
            }
        }
    }

    /// From the first time to the last one. A service that has an end and no beginning goes on since
    /// `first_seen`.
    pub(super) fn of_when(when: &When, first_seen: NaiveDate) -> Option<Self> {
        if let When::Ongoing(days) = when {
            let to = days.to?;
            let from = days.from.unwrap_or(first_seen).min(to);
            return Some(Self { start: Moment::Day(from), end: Some(Moment::Day(to)) });
        }
        let on = |day: NaiveDate| occurrences(when, Window { from: day, to: day });
        let of = |day: NaiveDate| on(day).into_iter().map(|one| Self::of(&one.span));
        let first = of(first_day(when)?).min_by_key(|times| times.start.begins())?;
        let last = last_day(when).and_then(|day| of(day).max_by_key(|times| times.until()));
        Some(Self { start: first.start, end: last.map(|last| last.end.unwrap_or(last.start)) })
    }

    /// When it is over: with its beginning where no end is told.
    #[must_use]
    pub fn until(&self) -> DateTime<Utc> {
        self.end.map_or_else(|| self.start.begins(), Moment::ends)
    }

    /// What is told as the end: none where that is the beginning, or the day of it.
    #[must_use]
    pub fn told_end(&self) -> Option<Moment> {
        self.end.filter(|end| *end != self.start)
    }
}

impl Reach {
    pub(super) fn of(span: &Span) -> Self {
        let times = Times::of(span);
        let all_day = matches!(span, Span::AllDay { .. });
        Self { start: times.start.begins(), end: times.until(), all_day }
    }

    pub(super) fn of_when(when: &When, window: Window) -> Vec<Self> {
        let When::Ongoing(days) = when else {
            return occurrences(when, window).iter().map(|one| Self::of(&one.span)).collect();
        };
        vec![Self {
            start: days.from.map_or(DateTime::<Utc>::MIN_UTC, midnight),
            end: days.to.map_or(DateTime::<Utc>::MAX_UTC, |to| Moment::Day(to).ends()),
            all_day: true,
        }]
    }
}

/// `2026-11-24T16:00:00Z`
pub(super) fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// That begins the day in Helsinki.
#[must_use]
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    to_instant(day.and_time(NaiveTime::MIN), Helsinki).to_utc()
}
