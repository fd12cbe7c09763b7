//! A series as RFC 5545 has it.
//!
//! A rule that is one of our own grids becomes one; of any other the dates are counted out. Either way
//! the wall clock decides: a club that meets at 18.00 meets at 18.00 on both sides of a clock change.

mod exceptions;
mod expansion;
mod grid;
mod parts;
mod periods;
mod series;
mod text;

use std::collections::BTreeSet;

use chrono::{Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use self::exceptions::Exceptions;
use self::parts::Parts;
use self::series::Set;
use self::text::Rrule;
use super::moment::Moment;
use super::span::{Extent, extent};
use super::zone_name::Zone;
use super::{TimeError, brief};
use crate::listing::{Decision, Note};
use crate::source::RawRecurrence;
use crate::when::{When, WhenError};

/// One for every day of the years that a rule is followed for. Read in part, it would be another series.
const MAX_DEPARTURES: usize = 6_000;

/// Those of a rule from `start` to the end of the day `last`, on the clock of `start`, which is one of them
/// only if the rule gives it. UNTIL is the caller's to know. `None` for a rule that cannot be read or meets
/// by the hour.
#[must_use]
pub fn instances(rule: &str, start: NaiveDateTime, last: NaiveDate) -> Option<Vec<NaiveDateTime>> {
    let rule = Rrule::parse(rule)?;
    let parts = Parts::of(&rule, start)?;
    Some(periods::instances(&rule, &parts, start, last).collect())
}

/// One series, or one for each time of day that the rule names, and beside them what cannot be told as
/// one: extra dates at other hours, and all of it where an instance lasts longer than a day.
pub(in crate::normalise) fn read(
    raw: &RawRecurrence,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<When>, TimeError> {
    let told = raw.rule.as_deref().map(str::trim).filter(|rule| !rule.is_empty());
    let rule = told.map(|told| Rrule::parse(told).ok_or_else(|| TimeError::Rule(brief(told))));
    let rule = rule.transpose()?;
    let departures = raw.exdates.len() + raw.rdates.len() + raw.overrides.len();
    if departures > MAX_DEPARTURES {
        return Err(TimeError::Departures(departures));
    }
    let zone = Zone::read(raw.first.zone.as_deref(), notes);
    let first = Instance::of(extent(&raw.first, zone, notes)?);
    let exceptions = Exceptions::read(raw, first, zone, notes);
    let start =
        Start { first, moment: Moment::parse(&raw.first.start).map(|m| m.in_zone(zone)), zone };
    let sets = match &rule {
        Some(rule) => sets(rule, &start, &exceptions, notes)?,
        None => vec![Set::of_dates(first.start.time(), [first.start.date()].into())],
    };
    let whens = if first.fits_a_series() {
        series::read(sets, first, exceptions, zone, notes)
    } else {
        series::one_by_one(sets, first, exceptions, zone, notes)
    };
    let whens = whens?;
    if whens.is_empty() { Err(WhenError::NoInstance.into()) } else { Ok(whens) }
}

/// How long an instance lasts, and when the first one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Instance {
    /// Midnight where it is all day.
    start: NaiveDateTime,
    length: Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    /// From a time of day on; `None` = for how long is not told.
    Timed(Option<TimeDelta>),
    /// So many days after the first one.
    Days(u64),
}

struct Start {
    first: Instance,
    moment: Option<Moment>,
    zone: Zone,
}

impl Instance {
    fn of(extent: Extent) -> Self {
        match extent {
            Extent::Timed { start, end } => {
                Self { start, length: Length::Timed(end.map(|end| end - start)) }
            }
            Extent::Days { first, last } => {
                let days = u64::try_from((last - first).num_days()).unwrap_or_default();
                Self { start: first.and_time(NaiveTime::MIN), length: Length::Days(days) }
            }
            // "Until further notice" is said of the rule then, not of each instance.
            Extent::From(first) => {
                Self { start: first.and_time(NaiveTime::MIN), length: Length::Days(0) }
            }
        }
    }

    fn at(self, start: NaiveDateTime) -> Extent {
        match self.length {
            Length::Timed(length) => Extent::Timed {
                start,
                end: length.and_then(|length| start.checked_add_signed(length)),
            },
            Length::Days(more) => {
                let first = start.date();
                let last = first.checked_add_days(DayCount::new(more)).unwrap_or(first);
                Extent::Days { first, last }
            }
        }
    }

    fn is_all_day(self) -> bool {
        matches!(self.length, Length::Days(_))
    }

    /// `Hours` cannot say that something ends later than at the same time of the next day.
    fn fits_a_series(self) -> bool {
        match self.length {
            Length::Timed(length) => length.is_none_or(|length| length <= TimeDelta::days(1)),
            Length::Days(more) => more == 0,
        }
    }
}

fn sets(
    rule: &Rrule,
    start: &Start,
    exceptions: &Exceptions,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<Set>, TimeError> {
    if matches!(start.moment, Some(Moment::At(_))) {
        notes.insert(Note::Decided(Decision::InstantsAsWallClock));
    }
    let first = start.first.start;
    let until = last_day(rule, start);
    let grid = if start.crosses_midnight() { None } else { grid::of(rule, first.date()) };
    if let (Some(rule_of_ours), true) = (&grid, start.first.fits_a_series()) {
        let counted = rule.count.map(|count| {
            let beside = exceptions.adds(first) && !grid::holds(rule_of_ours, first.date());
            grid::nth(rule_of_ours, first.date(), count.saturating_sub(u32::from(beside)))
        });
        let until = match counted {
            None => until,
            // A count that the start alone uses up.
            Some(grid::Nth::NoneAtAll) => return Ok(vec![Set::of_dates(first.time(), [].into())]),
            Some(grid::Nth::Date(date)) => Some(until.map_or(date, |until| until.min(date))),
            Some(grid::Nth::Beyond) => until,
        };
        return Ok(vec![Set::of_rule(first, rule_of_ours.clone(), until)]);
    }
    notes.insert(Note::Decided(Decision::RuleCountedOut));
    expansion::sets(rule, start, until)
}

impl Start {
    /// Whether the date that is written is another one than the local one, so that the weekdays of the
    /// rule are not those on which people come: 23.00 UTC on a Monday is Tuesday in Helsinki.
    fn crosses_midnight(&self) -> bool {
        let written = self.moment.map(Moment::written_date);
        written.is_some_and(|written| written != self.first.start.date())
    }
}

/// The last local day on which the rule may give an instance. UNTIL is read as a time on the wall clock,
/// whichever of its three forms it has: an instance exactly then is the last one.
fn last_day(rule: &Rrule, start: &Start) -> Option<NaiveDate> {
    let until = rule.until?;
    let day = until.date(start.zone);
    let begins = start.first.start.time();
    let too_early = !start.first.is_all_day()
        && until.wall(start.zone).is_some_and(|until| until.time() < begins);
    let last = if too_early { day.pred_opt()? } else { day };
    Some(last).filter(|last| !super::day::stands_for_never(*last))
}

#[cfg(test)]
mod tests;
