//! The blocks in which a profile stands.

use super::{Profile, Slot};
use crate::dedupe::block::{Key, Keys};
use crate::dedupe::timetable::Dates;

/// Of a listing with more dates than these the weekday tells enough.
const FEW_DATES: usize = 3;
/// Letters of a word that inflection leaves alone.
const STEM: usize = 5;
const MAX_WORDS: usize = 6;

impl Profile {
    #[must_use]
    pub fn keys(&self) -> Keys {
        let (mut coarse, mut fine) = (Vec::new(), Vec::new());
        for slot in &self.slots {
            coarse.extend(self.by_time(slot));
            coarse.extend(self.by_clock(slot));
            coarse.extend(stems(self).map(|stem| Key::of(("title", &slot.place_code(), &stem))));
            fine.push(Key::of(("place", &slot.place)));
        }
        coarse.extend(self.titles.iter().map(|title| Key::of(("whole", &joined(&title.core)))));
        coarse.extend(self.reach.specific_links().map(|link| Key::of(("link", link))));
        coarse.extend(self.reach.phones().map(|phone| Key::of(("phone", phone))));
        coarse.extend(self.reach.emails().map(|email| Key::of(("email", email))));
        fine.extend(self.reach.emails().map(|email| Key::of(("email", email))));
        fine.extend(stems(self).map(|stem| Key::of(("stem", &stem))));
        fine.push(Key::of(("organiser", &self.organiser)));
        Keys { coarse: set(coarse), fine: set(fine), exact: Some(self.exact()) }
    }

    fn by_time<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = Key> + 'a {
        let town = slot.place_code();
        let dates: &[_] = match &slot.times.dates {
            Dates::Each(dates) if dates.len() <= FEW_DATES => dates,
            _ => &[],
        };
        let start = slot.times.clock.map(|clock| clock.start);
        let on_dates: Vec<_> = dates
            .iter()
            .flat_map(|date| [Key::of(("date", &town, date)), Key::of(("moment", date, start))])
            .collect();
        let weekdays = slot.times.dates.weekdays();
        let on_weekdays =
            (0..7u8).filter(move |day| weekdays & 1 << day != 0).flat_map(move |day| {
                let (day, town) = (day.to_string(), town.clone());
                hours(slot).map(move |hours| Key::of(("weekday", &town, &day, &hours)))
            });
        on_dates.into_iter().chain(on_weekdays)
    }

    /// For those of which one does not tell the town.
    fn by_clock<'a>(&'a self, slot: &'a Slot) -> impl Iterator<Item = Key> + 'a {
        let weekdays = slot.times.dates.weekdays();
        let start = slot.times.clock.map(|clock| clock.start.to_string());
        start.into_iter().flat_map(move |start| {
            (0..7u8).filter(move |day| weekdays & 1 << day != 0).flat_map(move |day| {
                let (day, start) = (day.to_string(), start.clone());
                stems(self).map(move |stem| Key::of(("clock", &day, &start, &stem)))
            })
        })
    }

    /// What the single dates of one series share.
    pub(super) fn family_key(&self, slot: &Slot) -> Key {
        let titles: Vec<_> = self.titles.iter().map(|title| (&title.core, &title.marks)).collect();
        Key::of(("family", &self.origin, titles, slot.times.clock, &slot.place, &self.organiser))
    }

    fn exact(&self) -> Key {
        let slot = self.slots.first();
        let clock = slot.and_then(|slot| slot.times.clock);
        let place = slot.map(|slot| slot.place);
        let title = self.titles.first().map_or("", |title| &title.core);
        Key::of(("exact", title, clock, place))
    }
}

impl Slot {
    fn place_code(&self) -> String {
        self.town().map_or_else(String::new, |town| town.code().to_owned())
    }
}

fn set(mut keys: Vec<Key>) -> Box<[Key]> {
    keys.sort_unstable();
    keys.dedup();
    keys.into_boxed_slice()
}

/// Two hours each, and both where it begins at the edge of one.
fn hours(slot: &Slot) -> impl Iterator<Item = String> {
    const LENGTH: u16 = 120;
    const EDGE: u16 = 15;
    let start = slot.times.clock.map(|clock| clock.start);
    let buckets = start.map_or([None, None], |start| {
        [Some(start.saturating_sub(EDGE) / LENGTH), Some((start + EDGE) / LENGTH)]
    });
    let [first, second] = buckets;
    let second = second.filter(|second| Some(*second) != first);
    let named = |bucket: Option<u16>| bucket.map_or_else(|| "day".to_owned(), |n| n.to_string());
    std::iter::once(named(first)).chain(second.map(|second| second.to_string()))
}

/// Compounds are written together or apart.
fn joined(core: &str) -> String {
    core.split(' ').collect()
}

fn stems(profile: &Profile) -> impl Iterator<Item = String> + '_ {
    profile.titles.iter().flat_map(|title| {
        let words = title.core.split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS);
        words.map(|word| word.chars().take(STEM).collect())
    })
}
