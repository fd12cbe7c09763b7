//! Instances in few bytes, so that a year of a weekly hour is one line of numbers and not fifty times.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::entry::Instance;
use super::filter::Days;

/// Instances at one time of day that touch equally many days and follow each other in equal steps.
/// Days are counted from that of the Common Era.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    time: NaiveTime,
    first: i32,
    /// At least 1.
    step: i32,
    /// At least 1.
    count: i32,
    /// Days from that of the start to the last one that an instance touches.
    length: i32,
    ongoing: bool,
}

/// What makes instances comparable.
type Kind = (NaiveTime, i32, bool);

/// All of a session's, in no order.
pub(super) fn runs(instances: &[Instance]) -> Vec<Run> {
    let mut kinds: BTreeMap<Kind, Vec<i32>> = BTreeMap::new();
    for instance in instances {
        let first = instance.start.date().num_days_from_ce();
        let length = instance.last.num_days_from_ce() - first;
        let kind = (instance.start.time(), length, instance.ongoing);
        kinds.entry(kind).or_default().push(first);
    }
    kinds.into_iter().flat_map(|(kind, days)| shortest(kind, days)).collect()
}

/// As one, or each weekday by itself: whatever takes less. A course on Tuesdays and Thursdays steps
/// equally only weekday by weekday.
fn shortest(kind: Kind, mut days: Vec<i32>) -> Vec<Run> {
    days.sort_unstable();
    days.dedup();
    let together = stepped(kind, &days);
    let weekdays = 0..7;
    let apart: Vec<Run> = weekdays
        .flat_map(|weekday| {
            let same: Vec<i32> =
                days.iter().copied().filter(|day| day.rem_euclid(7) == weekday).collect();
            stepped(kind, &same)
        })
        .collect();
    if apart.len() < together.len() { apart } else { together }
}

fn stepped((time, length, ongoing): Kind, days: &[i32]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some(run) if run.count == 1 && run.first < day => {
                (run.step, run.count) = (day - run.first, 2);
            }
            Some(run) if run.day(run.count) == day => run.count += 1,
            _ => runs.push(Run { time, first: day, step: 1, count: 1, length, ongoing }),
        }
    }
    runs
}

/// The first of a session's instances that is not over before `since`, as its start and last day. An
/// ongoing service has none.
pub(super) fn first_since(runs: &[Run], since: NaiveDate) -> Option<(NaiveDateTime, NaiveDate)> {
    let timed = runs.iter().filter(|run| !run.ongoing);
    timed.filter_map(|run| run.instance(run.number_since(since)?)).min()
}

impl Run {
    /// Whether any instance is on one of these days.
    pub(super) fn touches(&self, days: Days) -> bool {
        let number = days.from.map_or(Some(0), |from| self.number_since(from));
        number.is_some_and(|number| {
            days.to.is_none_or(|to| self.day(number) <= to.num_days_from_ce())
        })
    }

    pub(super) fn is_ongoing(&self) -> bool {
        self.ongoing
    }

    /// Of the first one that touches `since` or a later day.
    fn number_since(&self, since: NaiveDate) -> Option<i32> {
        let behind = since.num_days_from_ce() - self.length - self.first;
        let number = if behind <= 0 { 0 } else { (behind - 1) / self.step + 1 };
        (number < self.count).then_some(number)
    }

    /// All of them.
    #[cfg(test)]
    pub(super) fn instances(&self) -> impl Iterator<Item = Instance> + '_ {
        let found = (0..self.count).filter_map(|number| self.instance(number));
        found.map(|(start, last)| Instance { start, last, ongoing: self.ongoing })
    }

    fn day(&self, number: i32) -> i32 {
        self.first + number * self.step
    }

    fn instance(&self, number: i32) -> Option<(NaiveDateTime, NaiveDate)> {
        let date = NaiveDate::from_num_days_from_ce_opt;
        let day = self.day(number);
        Some((date(day)?.and_time(self.time), date(day + self.length)?))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::activity::Digest;
    use crate::catalogue::entry::Entry;
    use crate::sample::published::*;
    use crate::when::When;
    use crate::when::occurrences::Window;

    fn date(number: i32) -> NaiveDate {
        day("2026-11-01") + chrono::Duration::days(number.into())
    }

    #[track_caller]
    fn check_runs(when: When, expected: usize) {
        let window = Window { from: day("2026-10-25"), to: day("2027-11-24") };
        let entry = Entry::new(&choir(vec![at(when)]), Digest::of(""), BTreeMap::new(), window);
        assert_eq!(entry.sessions[0].runs.len(), expected);
    }

    #[test]
    fn what_repeats_takes_little_room() {
        check_runs(series(weekly(&[2], "2026-11-24", "18:00–19:30")), 1);
        check_runs(series(weekly(&[2, 4], "2026-11-24", "18:00–19:30")), 2);
        check_runs(series(weekly(&[1, 2, 3, 4, 5, 6, 7], "2026-11-24", "18:00–")), 1);
        check_runs(days("2026-11-20", "2026-12-30"), 1);
        check_runs(ongoing("2026-01-01"), 1);
    }

    fn instance() -> impl Strategy<Value = Instance> {
        (0..60, 0..4, 8_u32..10, any::<bool>()).prop_map(|(first, length, hour, ongoing)| {
            Instance {
                start: date(first).and_hms_opt(hour, 0, 0).unwrap(),
                last: date(first + length),
                ongoing,
            }
        })
    }

    fn asked() -> impl Strategy<Value = Days> {
        let day = || proptest::option::of((-5..70).prop_map(date));
        (day(), day()).prop_map(|(from, to)| Days { from, to })
    }

    proptest! {
        #[test]
        fn runs_say_the_same_as_the_instances(
            instances in vec(instance(), 0..30), days in asked(), since in (-5..70).prop_map(date)
        ) {
            let runs = runs(&instances);
            let told: BTreeSet<_> = runs.iter().flat_map(Run::instances).collect();
            prop_assert_eq!(told, instances.iter().copied().collect());
            let touched = instances.iter().any(|i| days.touch(i.start.date(), i.last));
            // An interval that ends before it begins is none of a filter's.
            if days.from.zip(days.to).is_none_or(|(from, to)| from <= to) {
                prop_assert_eq!(runs.iter().any(|run| run.touches(days)), touched);
            }
            let coming = instances.iter().filter(|i| !i.ongoing && i.last >= since);
            prop_assert_eq!(first_since(&runs, since), coming.map(|i| (i.start, i.last)).min());
        }
    }
}
