//! The instances of a series, counted out on its own clock.
//!
//! By what reads the rules of other calendars, day by day. What we publish is written by steps of its
//! own, so this is a second opinion on it.

use std::collections::HashSet;

use chrono::{Duration, Months, NaiveDateTime, NaiveTime};

use crate::lint::component::{Component, Tree};
use crate::lint::recur::Recur;
use crate::lint::stamp::{Form, Stamp};
use crate::normalise::time::instances;

/// Up to the last date that is asked for.
pub(super) struct Count {
    /// `true` without a rule as well.
    pub(super) start_is_in_rule: bool,
    walls: HashSet<NaiveDateTime>,
    /// What comes after it was not counted.
    end: NaiveDateTime,
}

/// How many days may be looked at, so that a file takes time by its size alone.
pub(super) struct Budget {
    days: i64,
    /// The first series that was not counted for it.
    pub(super) exhausted_at: Option<usize>,
}

/// Of each series; what is named after them is not judged.
const MAX_YEARS: u32 = 15;
/// Many times what ordinary calendars need: a series of them has some twenty lines.
const DAYS_OF_A_LINE: i64 = 50;
const DAYS_AT_LEAST: i64 = 50_000;
/// A rule looks at a whole period at least, the longest of which is a year.
const DAYS_OF_A_PERIOD: i64 = 366;

impl Budget {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let lines = i64::try_from(tree.properties().count()).unwrap_or(i64::MAX);
        let days = lines.saturating_mul(DAYS_OF_A_LINE).saturating_add(DAYS_AT_LEAST);
        Self { days, exhausted_at: None }
    }
}

impl Count {
    /// `None` for what cannot be counted: rules that are told to be wrong, that meet by the hour, or
    /// end by a clock that only the file knows.
    pub(super) fn of(
        master: &Component<'_>,
        start: Stamp<'_>,
        last: Option<NaiveDateTime>,
        budget: &mut Budget,
    ) -> Option<Self> {
        let first = start.wall();
        let horizon = first.checked_add_months(Months::new(12 * MAX_YEARS))?;
        let end = last.map_or(first, |last| last.clamp(first, horizon));
        let mut count = Self { start_is_in_rule: true, walls: HashSet::from([first]), end };
        if master.get("EXRULE").is_some() {
            return None;
        }
        for (at, property) in master.all("RRULE").enumerate() {
            if budget.days <= 0 {
                budget.exhausted_at.get_or_insert(master.line);
                return None;
            }
            budget.days -= (end - first).num_days() + DAYS_OF_A_PERIOD;
            let found = count.add_rule(property.value, start)?;
            count.start_is_in_rule = found || at > 0 && count.start_is_in_rule;
        }
        let dates = master.all("RDATE").flat_map(Stamp::all);
        count.walls.extend(dates.filter_map(|(_, stamp)| stamp?.on_the_clock_of(start)));
        Some(count)
    }

    /// Whether the start is a date of the rule.
    fn add_rule(&mut self, rule: &str, start: Stamp<'_>) -> Option<bool> {
        let until = match Recur::parse(rule).ok()?.until() {
            Some(until) => self.end.min(end_of(until, start)?),
            None => self.end,
        };
        let mut dates = instances(rule, start.wall(), self.end.date())?;
        let found = dates.first() == Some(&start.wall());
        dates.retain(|date| *date <= until);
        self.walls.extend(dates);
        Some(found)
    }

    /// `wall` is what the clock of the series shows at `stamp`.
    pub(super) fn has(&self, stamp: Stamp<'_>, wall: NaiveDateTime, start: Stamp<'_>) -> bool {
        wall > self.end || self.walls.contains(&wall) || self.has_in_the_gap(stamp, wall, start)
    }

    /// 03:30 where the clocks go from 03:00 to 04:00 is an instance at 04:30, and UTC calls it that.
    fn has_in_the_gap(&self, stamp: Stamp<'_>, wall: NaiveDateTime, start: Stamp<'_>) -> bool {
        let (Stamp::Zoned(_, tzid), Some(earlier)) =
            (start, wall.checked_sub_signed(Duration::hours(1)))
        else {
            return false;
        };
        self.walls.contains(&earlier) && Stamp::Zoned(earlier, tzid).instant() == stamp.instant()
    }
}

/// The last time of the series' clock that a rule may name.
fn end_of(until: Stamp<'_>, start: Stamp<'_>) -> Option<NaiveDateTime> {
    match until {
        Stamp::Day(date) => {
            date.and_time(NaiveTime::MIN).checked_add_signed(Duration::seconds(86_399))
        }
        _ if until.form() == Form::Fixed && start.form() == Form::Fixed => {
            until.on_the_clock_of(start)
        }
        // Told to be of a wrong form; what is meant is as good as certain.
        _ => Some(until.wall()),
    }
}
