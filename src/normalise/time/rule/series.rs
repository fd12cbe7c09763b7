//! The dates of a rule and what departs from it, as times of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use chrono::{Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime};

use super::exceptions::{Change, Exceptions};
use super::{Instance, Length};
use crate::listing::Note;
use crate::normalise::time::TimeError;
use crate::normalise::time::span::Extent;
use crate::normalise::time::zone_name::Zone;
use crate::when::grid::Grid;
use crate::when::{Hours, Override, Rule, Series, SeriesParts, When, WhenError};

/// Instances that begin at one time of day.
#[derive(Clone, Debug)]
pub(super) struct Set {
    time: NaiveTime,
    rule: Option<ByRule>,
    /// Besides those of the rule.
    dates: BTreeSet<NaiveDate>,
}

#[derive(Clone, Debug)]
struct ByRule {
    rule: Rule,
    first: NaiveDate,
    until: Option<NaiveDate>,
}

/// Of instances that stand one by one, each is a session to be published.
const MAX_SINGLE: usize = 200;

impl Set {
    pub(super) fn of_rule(first: NaiveDateTime, rule: Rule, until: Option<NaiveDate>) -> Self {
        let rule = ByRule { rule, first: first.date(), until };
        Self { time: first.time(), rule: Some(rule), dates: BTreeSet::new() }
    }

    pub(super) fn of_dates(time: NaiveTime, dates: BTreeSet<NaiveDate>) -> Self {
        Self { time, rule: None, dates }
    }

    #[cfg(test)]
    pub(super) fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        self.dates.iter().copied()
    }

    fn holds(&self, date: NaiveDate) -> bool {
        let by_rule = |by: &ByRule| Grid::new(&by.rule, by.first, by.until).contains(date);
        self.dates.contains(&date) || self.rule.as_ref().is_some_and(by_rule)
    }

    /// `None` where no instance is left.
    fn series(
        self,
        first: Instance,
        exdates: BTreeSet<NaiveDate>,
        overrides: BTreeMap<NaiveDate, Override>,
        zone: Zone,
    ) -> Result<Option<When>, TimeError> {
        let mut rdates = self.dates;
        let by = match self.rule {
            Some(by) if by.until.is_none_or(|until| until >= by.first) => by,
            _ => {
                let Some(only) = rdates.pop_first() else { return Ok(None) };
                let rule = Rule::Days { interval: NonZeroU16::MIN };
                ByRule { rule, first: only, until: Some(only) }
            }
        };
        let parts = SeriesParts {
            zone: zone.shown,
            rule: by.rule,
            hours: hours(first, self.time),
            first: by.first,
            until: by.until,
            exdates,
            rdates,
            overrides,
        };
        match Series::try_from(parts) {
            Ok(series) => when(series, first, self.time, zone).map(Some),
            Err(WhenError::NoInstance) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// One series for each set, and what fits into none of them by itself.
pub(super) fn read(
    mut sets: Vec<Set>,
    first: Instance,
    exceptions: Exceptions,
    zone: Zone,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<When>, TimeError> {
    let mut single = take_in_extra_dates(&mut sets, first, &exceptions);
    for excluded in &exceptions.excluded {
        let at = |set: &Set| excluded.is_at(set.time) && set.holds(excluded.date);
        if !sets.iter().any(at) {
            notes.insert(Note::ExclusionWithoutInstance(excluded.date));
        }
    }
    let mut whens = Vec::new();
    let mut changes = exceptions.changes.clone();
    for set in sets {
        let at = |change: &Change| change.slot.is_at(set.time) && set.holds(change.slot.date);
        let (here, elsewhere) = changes.into_iter().partition(at);
        changes = elsewhere;
        let time = set.time;
        let mut exdates: BTreeSet<NaiveDate> = exceptions
            .excluded
            .iter()
            .filter(|slot| slot.is_at(time))
            .map(|slot| slot.date)
            .collect();
        let mut overrides = BTreeMap::new();
        for change in here {
            match departure(change, first, time) {
                Departure::None => {}
                Departure::Override(change_to) => {
                    overrides.insert(change.slot.date, change_to);
                }
                Departure::Apart(extent) => {
                    exdates.insert(change.slot.date);
                    single.push(extent);
                }
            }
        }
        whens.extend(set.series(first, exdates, overrides, zone)?);
    }
    single.extend(without_an_instance(&changes, notes));
    whens.extend(single.into_iter().take(MAX_SINGLE).filter_map(|extent| extent.when(zone).ok()));
    Ok(whens)
}

/// Instances longer than a day, each by itself.
pub(super) fn one_by_one(
    mut sets: Vec<Set>,
    first: Instance,
    exceptions: Exceptions,
    zone: Zone,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<When>, TimeError> {
    let mut extents = take_in_extra_dates(&mut sets, first, &exceptions);
    let mut changes = exceptions.changes.clone();
    let starts = sets.iter().flat_map(|set| set.dates.iter().map(|date| date.and_time(set.time)));
    for start in starts {
        let is_here =
            |slot: super::exceptions::Slot| slot.date == start.date() && slot.is_at(start.time());
        if exceptions.excluded.iter().any(|slot| is_here(*slot)) {
            continue;
        }
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| is_here(change.slot));
        changes = elsewhere;
        match here.first() {
            Some(change) => extents.extend(change.to),
            None => extents.push(first.at(start)),
        }
    }
    extents.extend(without_an_instance(&changes, notes));
    extents.truncate(MAX_SINGLE);
    extents.into_iter().map(|extent| extent.when(zone)).collect()
}

/// Extra dates at the time of day of a set become its own; the others are given back.
fn take_in_extra_dates(sets: &mut Vec<Set>, first: Instance, told: &Exceptions) -> Vec<Extent> {
    let mut apart = Vec::new();
    for extra in &told.extra {
        let set = sets.iter_mut().find(|set| set.time == extra.start.time());
        match (extra.own, set) {
            (Some(own), _) => apart.push(own),
            (None, Some(set)) => {
                set.dates.insert(extra.start.date());
            }
            (None, None) if extra.start.time() == first.start.time() => {
                let dates = [extra.start.date()].into();
                sets.push(Set::of_dates(extra.start.time(), dates));
            }
            (None, None) => apart.push(first.at(extra.start)),
        }
    }
    apart
}

/// A changed instance of which the rule knows nothing still takes place; a cancelled one is nothing.
fn without_an_instance(changes: &[Change], notes: &mut BTreeSet<Note>) -> Vec<Extent> {
    let cancelled = changes.iter().filter(|change| change.to.is_none());
    notes.extend(cancelled.map(|change| Note::ExclusionWithoutInstance(change.slot.date)));
    changes.iter().filter_map(|change| change.to).collect()
}

enum Departure {
    /// Only its words were changed, not its time.
    None,
    Override(Override),
    /// All day in a series of hours, or longer than a day in one of days: no instance of it any more.
    Apart(Extent),
}

fn departure(change: Change, first: Instance, time: NaiveTime) -> Departure {
    let Some(to) = change.to else { return Departure::Override(Override::Cancelled) };
    if to == first.at(change.slot.date.and_time(time)) {
        return Departure::None;
    }
    match to {
        Extent::Timed { start, end } => Departure::Override(Override::Moved { start, end }),
        Extent::Days { first: from, last } if first.is_all_day() => {
            let end = last.checked_add_days(DayCount::new(1)).map(midnight);
            Departure::Override(Override::Moved { start: midnight(from), end })
        }
        apart @ (Extent::Days { .. } | Extent::From(_)) => Departure::Apart(apart),
    }
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

fn hours(first: Instance, start: NaiveTime) -> Option<Hours> {
    match first.length {
        Length::Timed(length) => {
            let end = length.map(|length| start.overflowing_add_signed(length).0);
            Some(Hours { start, end })
        }
        Length::Days(_) => None,
    }
}

/// A series of a single instance is none.
fn when(series: Series, first: Instance, time: NaiveTime, zone: Zone) -> Result<When, TimeError> {
    let only = series.until == Some(series.first)
        && series.rdates.is_empty()
        && series.overrides.is_empty();
    if only {
        return first.at(series.first.and_time(time)).when(zone);
    }
    Ok(When::Series(Box::new(series)))
}
