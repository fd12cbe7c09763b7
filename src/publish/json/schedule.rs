//! When a session is, after schema.org's Schedule.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use serde::Serialize;

use super::model::Status;
use crate::when::{Once, Ongoing, Override, Rule, Series, When};

/// Dates and clock times are those of `timezone`; `end_date` is the last day.
#[derive(Serialize)]
pub(super) struct Schedule {
    kind: Kind,
    all_day: bool,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    start_time: Option<String>,
    /// Of a series: at or before `start_time` it is on the next day.
    end_time: Option<String>,
    /// ISO 8601: `P1D`, `P2W`, `P1M`.
    repeat_frequency: Option<String>,
    /// `MO` … `SU`.
    by_day: Vec<&'static str>,
    by_month_day: Option<u8>,
    /// 2 with `by_day` TU: the second Tuesday of the month.
    by_month_week: Option<i8>,
    except_dates: BTreeSet<NaiveDate>,
    extra_dates: BTreeSet<NaiveDate>,
    changes: Vec<Change>,
    timezone: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Once,
    Days,
    Series,
    Ongoing,
}

/// What became of the instance that the rule puts on `date`.
#[derive(Serialize)]
struct Change {
    date: NaiveDate,
    status: Status,
    /// Where it was moved to, as wall-clock time.
    moved_to: Option<Moved>,
}

#[derive(Serialize)]
struct Moved {
    start: String,
    end: Option<String>,
}

impl Schedule {
    pub(super) fn of(when: &When) -> Self {
        match when {
            When::Once(once) => Self::once(once),
            When::Days(days) => Self {
                start_date: Some(days.first),
                end_date: Some(days.last),
                ..Self::empty(Kind::Days, chrono_tz::Europe::Helsinki)
            },
            When::Series(series) => Self::series(series),
            When::Ongoing(ongoing) => Self::ongoing(ongoing),
        }
    }

    fn empty(kind: Kind, zone: Tz) -> Self {
        Self {
            kind,
            all_day: true,
            start_date: None,
            end_date: None,
            start_time: None,
            end_time: None,
            repeat_frequency: None,
            by_day: Vec::new(),
            by_month_day: None,
            by_month_week: None,
            except_dates: BTreeSet::new(),
            extra_dates: BTreeSet::new(),
            changes: Vec::new(),
            timezone: zone.name(),
        }
    }

    fn once(once: &Once) -> Self {
        Self {
            all_day: false,
            start_date: Some(once.start.date()),
            end_date: Some(once.end.unwrap_or(once.start).date()),
            start_time: Some(clock(once.start.time())),
            end_time: once.end.map(|end| clock(end.time())),
            ..Self::empty(Kind::Once, once.zone)
        }
    }

    fn ongoing(ongoing: &Ongoing) -> Self {
        let (start_date, end_date) = (ongoing.from, ongoing.to);
        let zone = chrono_tz::Europe::Helsinki;
        Self { start_date, end_date, ..Self::empty(Kind::Ongoing, zone) }
    }

    fn series(series: &Series) -> Self {
        let schedule = Self {
            all_day: series.hours.is_none(),
            start_date: Some(series.first),
            end_date: series.until,
            start_time: series.hours.map(|hours| clock(hours.start)),
            end_time: series.hours.and_then(|hours| hours.end).map(clock),
            except_dates: series.exdates.clone(),
            extra_dates: series.rdates.clone(),
            changes: series
                .overrides
                .iter()
                .map(|(date, change)| Change::of(*date, change))
                .collect(),
            ..Self::empty(Kind::Series, series.zone)
        };
        schedule.by(&series.rule)
    }

    fn by(self, rule: &Rule) -> Self {
        let every = |interval: std::num::NonZeroU16, unit: char| Some(format!("P{interval}{unit}"));
        match rule {
            Rule::Days { interval } => Self { repeat_frequency: every(*interval, 'D'), ..self },
            Rule::Weeks { interval, weekdays } => Self {
                repeat_frequency: every(*interval, 'W'),
                by_day: weekdays.iter().map(|weekday| weekday.rfc5545()).collect(),
                ..self
            },
            Rule::MonthsByWeekday { interval, ordinal, weekday } => Self {
                repeat_frequency: every(*interval, 'M'),
                by_day: vec![weekday.rfc5545()],
                by_month_week: Some(i8::from(*ordinal)),
                ..self
            },
            Rule::MonthsByDay { interval, day } => Self {
                repeat_frequency: every(*interval, 'M'),
                by_month_day: Some(u8::from(*day)),
                ..self
            },
        }
    }
}

impl Change {
    fn of(date: NaiveDate, change: &Override) -> Self {
        match change {
            Override::Cancelled => Self { date, status: Status::Cancelled, moved_to: None },
            Override::Moved { start, end } => {
                let moved = Moved { start: wall(*start), end: end.map(wall) };
                Self { date, status: Status::Scheduled, moved_to: Some(moved) }
            }
        }
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn wall(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M").to_string()
}
