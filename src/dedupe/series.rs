//! Single dates of one data source that are one series: many feeds list each date by itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A listing with a single date, as a link of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Single {
    pub date: NaiveDate,
    /// Cancelled or put off.
    pub off: bool,
}

/// The longest break in a series: six weeks of holidays, and some more.
const LONGEST_GAP: Days = Days::new(62);

/// How many dates make a series even if one of them is off. Of two, one that is off and one that is
/// not may be a date and what it was moved to, and these are two.
const SURELY: usize = 3;

/// `family` are alike in all but the date. Those on one weekday without a long gap are one series.
/// Sorted, each by its smallest name; nobody is left out.
#[must_use]
pub fn chains<N: Copy + Ord>(family: &BTreeMap<N, Single>) -> BTreeSet<BTreeSet<N>> {
    let mut weekdays: BTreeMap<u32, Vec<(NaiveDate, N, bool)>> = BTreeMap::new();
    for (name, single) in family {
        let weekday: Weekday = single.date.weekday();
        let all = weekdays.entry(weekday.num_days_from_monday()).or_default();
        all.push((single.date, *name, single.off));
    }
    let mut chains = BTreeSet::new();
    for mut all in weekdays.into_values() {
        all.sort_unstable();
        let breaks = |a: &(NaiveDate, N, bool), b: &(NaiveDate, N, bool)| {
            a.0.checked_add_days(LONGEST_GAP).is_some_and(|latest| b.0 <= latest)
        };
        for chain in all.chunk_by(breaks) {
            let dates: BTreeSet<_> = chain.iter().map(|(date, ..)| *date).collect();
            let off = chain.iter().any(|(.., off)| *off);
            let names = chain.iter().map(|(_, name, _)| *name);
            if off && dates.len() < SURELY && dates.len() > 1 {
                chains.extend(names.map(|name| BTreeSet::from([name])));
            } else {
                chains.insert(names.collect());
            }
        }
    }
    chains
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::date;

    /// "2027-01-12 2027-01-19x | 2027-06-01": chains of dates, `x` = cancelled.
    #[test]
    fn dates_on_one_weekday_are_a_series_until_a_long_gap() {
        let check = |wanted: &str| {
            let mut family = BTreeMap::new();
            for word in wanted.split([' ', '|']).filter(|word| !word.is_empty()) {
                let single =
                    Single { date: date(word.trim_end_matches('x')), off: word.ends_with('x') };
                family.insert(word, single);
            }
            let told: Vec<String> = chains(&family)
                .iter()
                .map(|chain| chain.iter().copied().collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!(told.join(" | "), wanted);
        };
        check("2027-01-12 2027-01-19 2027-01-26");
        check("2027-01-12 2027-01-26 2027-03-23");
        check("2027-01-12 2027-01-19 | 2027-03-30");
        check("2027-01-12 2027-01-19 | 2027-01-14 2027-01-21");
        check("2027-01-12 2027-01-19x 2027-01-26");
        check("2027-01-12x | 2027-01-19");
        check("2027-01-12");
    }
}
