//! What is odd about what a source brought, although nothing failed.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

pub use crate::listing::Missing;
use crate::listing::Outline;

/// For a person to look at. Nothing is withdrawn or refused because of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alarm", rename_all = "snake_case")]
pub enum Alarm {
    /// Fewer entries than it has brought in any of the last runs.
    Floor { usually_at_least: usize, now: usize },
    /// Not one entry new or changed for so long: a source has answered 200 with nothing new for months.
    Silence { days: i64 },
    /// Nearly all entries begin on one day: a source once gave the date of its import as that of all.
    OneDay { date: NaiveDate, entries: usize, of: usize },
    /// The region's own table names none of those who arrange entries, or a smaller share than before: the
    /// wrong column may be called `id`.
    Strangers { rows: usize, named: usize, matched: usize },
}

/// What the region's own table of organisers is worth to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matches {
    pub rows: usize,
    /// How many entries name their organiser by an id.
    pub named: usize,
    /// How many of these ids stand in the table.
    pub matched: usize,
}

/// Fewer than this share of the usual is worth a look.
const FLOOR_PERCENT: usize = 80;
/// As of entries, of those whose organiser the table names.
const SHARE_OF_MATCHES_PERCENT: usize = 80;
/// So many earlier runs make a habit.
const HABIT: usize = 3;
const SILENCE: TimeDelta = TimeDelta::days(30);
/// Of so few entries any day may hold all.
const BATCH: usize = 20;
const BATCH_PERCENT: usize = 90;

/// `earlier` are the numbers of entries of the last complete runs; `last_news` is the day of the
/// newest entry that was new or changed.
#[must_use]
pub fn alarms<'a>(
    listings: impl IntoIterator<Item = &'a Outline>,
    earlier: &[usize],
    last_news: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<Alarm> {
    let listings: Vec<_> = listings.into_iter().collect();
    let floor = floor(listings.len(), earlier);
    floor.into_iter().chain(silence(last_news, today)).chain(one_day(&listings)).collect()
}

/// `earlier` are those of the last complete runs. A source that brings fewer entries makes no smaller share.
#[must_use]
pub fn strangers(now: Matches, earlier: impl IntoIterator<Item = Matches>) -> Option<Alarm> {
    let Matches { rows, named, matched } = now;
    let fell = |before: Matches| {
        matched * before.named * 100 < before.matched * named * SHARE_OF_MATCHES_PERCENT
    };
    let odd = named > 0 && (matched == 0 || earlier.into_iter().any(fell));
    odd.then_some(Alarm::Strangers { rows, named, matched })
}

fn floor(now: usize, earlier: &[usize]) -> Option<Alarm> {
    let usually_at_least = *earlier.iter().min().filter(|_| earlier.len() >= HABIT)?;
    let low = now * 100 < usually_at_least * FLOOR_PERCENT;
    low.then_some(Alarm::Floor { usually_at_least, now })
}

fn silence(last_news: Option<NaiveDate>, today: NaiveDate) -> Option<Alarm> {
    let quiet = today - last_news?;
    (quiet > SILENCE).then_some(Alarm::Silence { days: quiet.num_days() })
}

fn one_day(listings: &[&Outline]) -> Option<Alarm> {
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for first in listings.iter().filter_map(|listing| listing.first_day) {
        *days.entry(first).or_default() += 1;
    }
    let of = days.values().sum::<usize>();
    let (date, entries) = days.into_iter().max_by_key(|(date, count)| (*count, *date))?;
    let suspicious = of >= BATCH && entries * 100 >= of * BATCH_PERCENT;
    suspicious.then_some(Alarm::OneDay { date, entries, of })
}

/// How many entries lack what the service tray would show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misses(pub BTreeMap<Missing, usize>);

#[must_use]
pub fn misses<'a>(listings: impl IntoIterator<Item = &'a Outline>) -> Misses {
    let mut misses = Misses::default();
    for missing in listings.into_iter().flat_map(|listing| &listing.missing) {
        *misses.0.entry(*missing).or_default() += 1;
    }
    misses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{date, listing};
    use crate::when::{Days, When};

    fn on(day: &str, id: usize) -> Outline {
        let mut listing = listing(&id.to_string(), "Kuoro");
        for session in &mut listing.sessions {
            session.when = When::Days(Days::new(date(day), date(day)).unwrap());
        }
        Outline::of(&listing)
    }

    #[test]
    fn a_drop_below_the_habit_is_told() {
        let table: &[(usize, &[usize], bool)] = &[
            (100, &[100, 110, 120], false),
            (80, &[100, 110, 120], false),
            (79, &[100, 110, 120], true),
            (0, &[100, 110, 120], true),
            (0, &[100, 110], false),
            (0, &[], false),
            (500, &[100, 110, 120], false),
        ];
        for (now, earlier, alarm) in table {
            assert_eq!(floor(*now, earlier).is_some(), *alarm, "{now} after {earlier:?}");
        }
    }

    #[test]
    fn a_month_without_news_is_told() {
        let today = date("2026-11-24");
        assert_eq!(silence(Some(date("2026-10-25")), today), None);
        assert_eq!(silence(Some(date("2026-10-24")), today), Some(Alarm::Silence { days: 31 }));
        assert_eq!(silence(None, today), None);
    }

    #[test]
    fn nearly_all_on_one_day_is_suspicious() {
        let batch = |same: usize, other: usize| -> Vec<Outline> {
            let other = (0..other).map(|n| on(&format!("2027-01-{:02}", n + 1), 1_000 + n));
            (0..same).map(|n| on("2026-11-24", n)).chain(other).collect()
        };
        let told = |listings: &[Outline]| one_day(&listings.iter().collect::<Vec<_>>());
        let alarm = Alarm::OneDay { date: date("2026-11-24"), entries: 18, of: 20 };
        assert_eq!(told(&batch(18, 2)), Some(alarm));
        assert_eq!(told(&batch(17, 3)), None);
        assert_eq!(told(&batch(19, 0)), None, "too few to tell");
    }

    #[test]
    fn a_table_that_names_nobody_any_more_is_told() {
        type Share = (usize, usize);
        let of = |(named, matched): Share| Matches { rows: 9, named, matched };
        let table: &[(Share, &[Share], bool)] = &[
            ((100, 0), &[], true),
            ((0, 0), &[], false),
            ((0, 0), &[(100, 100)], false),
            ((100, 1), &[], false),
            ((100, 80), &[(100, 100)], false),
            ((100, 79), &[(100, 100)], true),
            ((50, 50), &[(100, 100)], false),
            ((100, 50), &[(100, 50), (100, 60)], false),
            ((100, 50), &[(100, 50), (100, 90), (100, 50)], true),
        ];
        for (now, earlier, told) in table {
            let alarm = strangers(of(*now), earlier.iter().map(|one| of(*one)));
            assert_eq!(alarm.is_some(), *told, "{now:?} after {earlier:?}");
        }
    }

    #[test]
    fn what_the_tray_would_miss_is_counted() {
        let bare = Outline::of(&listing("1", "Kuoro"));
        let counted = misses([&bare, &bare]);
        assert_eq!(counted.0.get(&Missing::Theme), Some(&2));
        assert_eq!(counted.0.get(&Missing::Municipality), None, "the sample has a town");
    }
}
