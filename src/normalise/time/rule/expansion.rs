//! The dates of a rule that is none of our grids, counted out one by one.
//!
//! The engine is used as a calendar without zones: it is given wall-clock times labelled UTC, because
//! with a real zone it refuses or doubles times in the hours of a clock change.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use chrono::{Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use super::series::Set;
use super::text::Rrule;
use super::{Moment, Start};
use crate::normalise::brief;
use crate::normalise::time::TimeError;

/// Nothing here knows what today is, so a rule without an end is followed far enough that one begun years
/// ago still reaches beyond it.
const MAX_YEARS: u32 = 15;
const MAX_INSTANCES: usize = 500;
/// Every hour. More is no timetable that a person would read.
const MAX_TIMES_OF_DAY: usize = 24;

/// One set for each time of day on which an instance begins.
pub(super) fn sets(
    rule: &Rrule,
    start: &Start,
    until: Option<NaiveDate>,
) -> Result<Vec<Set>, TimeError> {
    let refused = || TimeError::Rule(brief(&text(rule)));
    let clock = Clock::of(start);
    let engine = engine(rule, clock.written(start.first.start)).ok_or_else(refused)?;
    let last = last(start.first.start, until).ok_or_else(refused)?;
    let mut dates: BTreeMap<NaiveTime, BTreeSet<NaiveDate>> = BTreeMap::new();
    let walls = engine.into_iter().map(|instance| clock.local(instance.naive_utc()));
    for wall in walls.take_while(|wall| *wall <= last).take(MAX_INSTANCES) {
        dates.entry(wall.time()).or_default().insert(wall.date());
    }
    if dates.len() > MAX_TIMES_OF_DAY {
        return Err(refused());
    }
    Ok(dates.into_iter().map(|(time, dates)| Set::of_dates(time, dates)).collect())
}

/// The clock on which the rule is written, where its dates are not the local ones.
enum Clock<'a> {
    Local,
    Other { start: &'a Start, shift: chrono::FixedOffset },
}

impl<'a> Clock<'a> {
    fn of(start: &'a Start) -> Self {
        match start.moment {
            Some(Moment::At(at)) if start.crosses_midnight() => {
                Self::Other { start, shift: *at.offset() }
            }
            _ => Self::Local,
        }
    }

    fn written(&self, local: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Other { start: Start { moment: Some(Moment::At(at)), .. }, .. } => {
                at.naive_local()
            }
            _ => local,
        }
    }

    fn local(&self, written: NaiveDateTime) -> NaiveDateTime {
        match self {
            Self::Local => written,
            Self::Other { start, shift } => {
                let instant = shift.from_local_datetime(&written).single();
                instant.and_then(|at| Moment::At(at).wall(start.zone)).unwrap_or(written)
            }
        }
    }
}

fn engine(rule: &Rrule, start: NaiveDateTime) -> Option<RRuleSet> {
    let rule = RRule::<Unvalidated>::from_str(&text(rule)).ok()?;
    rule.build(Tz::UTC.from_utc_datetime(&start)).ok()
}

/// Without UNTIL, which the caller knows better.
fn text(rule: &Rrule) -> String {
    let mut text = format!("FREQ={};INTERVAL={}", rule.freq.name(), rule.interval);
    if let Some(count) = rule.count {
        text.push_str(&format!(";COUNT={count}"));
    }
    let week_start = crate::when::IsoWeekday::from(rule.week_start).rfc5545();
    text.push_str(&format!(";WKST={week_start}"));
    for (part, value) in &rule.by {
        text.push_str(&format!(";{}={value}", part.name()));
    }
    text
}

fn last(first: NaiveDateTime, until: Option<NaiveDate>) -> Option<NaiveDateTime> {
    let horizon = first.date().checked_add_months(Months::new(12 * MAX_YEARS))?;
    let day = until.map_or(horizon, |until| until.min(horizon));
    day.and_hms_opt(23, 59, 59)
}
