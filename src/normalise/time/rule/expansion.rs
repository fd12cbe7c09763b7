//! The dates of a rule that is none of our grids, counted out one by one on the clock that it is written on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};

use super::parts::Parts;
use super::series::Set;
use super::text::Rrule;
use super::{Moment, Start, periods};
use crate::normalise::brief;
use crate::normalise::time::TimeError;

/// Nothing here knows what today is, so a rule without an end is followed far enough that one begun years
/// ago still reaches beyond it.
const MAX_YEARS: u32 = 15;
const MAX_INSTANCES: usize = 500;

/// One set for each time of day on which an instance begins.
pub(super) fn sets(
    rule: &Rrule,
    start: &Start,
    until: Option<NaiveDate>,
) -> Result<Vec<Set>, TimeError> {
    let refused = || TimeError::Rule(brief(&rule.to_string()));
    let clock = Clock::of(start);
    let written = clock.written(start.first.start);
    let parts = Parts::of(rule, written).ok_or_else(refused)?;
    let last = last(start.first.start, until).ok_or_else(refused)?;
    // The two clocks may be on different days.
    let followed = last.date().checked_add_days(Days::new(1)).ok_or_else(refused)?;
    let instances = periods::instances(rule, &parts, written, followed);
    let walls = instances.map(|instance| clock.local(instance));
    let mut dates: BTreeMap<NaiveTime, BTreeSet<NaiveDate>> = BTreeMap::new();
    for wall in walls.take_while(|wall| *wall <= last).take(MAX_INSTANCES) {
        dates.entry(wall.time()).or_default().insert(wall.date());
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

fn last(first: NaiveDateTime, until: Option<NaiveDate>) -> Option<NaiveDateTime> {
    let horizon = first.date().checked_add_months(Months::new(12 * MAX_YEARS))?;
    let day = until.map_or(horizon, |until| until.min(horizon));
    day.and_hms_opt(23, 59, 59)
}
