//! The same feeds some weeks later: most as it was, some edited, some gone, some under new ids.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::copy::Copy;
use super::rng::Rng;
use super::source::Source;
use super::world::World;

/// What happened to an activity between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fate {
    Untouched,
    Retitled,
    Retimed,
    Moved,
    /// A feed gives it new ids, and tells the same.
    Reissued,
    /// One of its feeds does not tell it any more.
    Unlisted,
    /// None does.
    Gone,
}

/// How often each of `Fate` is, in per cent.
const WEIGHTS: [usize; 7] = [70, 7, 7, 5, 4, 3, 4];
const FATES: [Fate; 7] = [
    Fate::Untouched,
    Fate::Retitled,
    Fate::Retimed,
    Fate::Moved,
    Fate::Reissued,
    Fate::Unlisted,
    Fate::Gone,
];

/// One of the calendars changed its plug-in: all its ids are new, whatever became of what they name.
const RENUMBERED: Source = Source::Club;

impl World {
    /// The feeds later, and what became of each activity. Activities keep their numbers.
    pub(crate) fn later(&self, seed: u64) -> (Self, BTreeMap<usize, Fate>) {
        let mut rng = Rng::new(seed, 3);
        let mut world = Self { copies: Vec::new(), ..self.clone() };
        let mut fates = BTreeMap::new();
        let mut listed: BTreeMap<usize, Vec<Copy>> = BTreeMap::new();
        for copy in &self.copies {
            listed.entry(copy.activity).or_default().push(copy.clone());
        }
        for (at, mut copies) in listed {
            let fate = FATES[rng.weighted(&WEIGHTS)];
            let fate = befall(&mut rng, fate, &mut copies);
            fates.insert(at, fate);
            world.copies.extend(copies);
        }
        (world, fates)
    }
}

fn befall(rng: &mut Rng, fate: Fate, copies: &mut Vec<Copy>) -> Fate {
    let everywhere = rng.chance(50);
    let one = rng.below(copies.len());
    let edited = copies.iter_mut().enumerate().filter(|(at, _)| everywhere || *at == one);
    let edited = edited.map(|(_, copy)| copy);
    let mut fate = fate;
    match fate {
        Fate::Untouched => {}
        Fate::Retitled => {
            let word = *rng.pick(&[" – tule mukaan!", " uudistuu", " (paikkoja jäljellä)"]);
            edited.for_each(|copy| retitle(copy, word));
        }
        Fate::Retimed => {
            let minutes = TimeDelta::minutes(*rng.pick(&[-30, 30, 60]));
            edited.for_each(|copy| copy.face.times.start += minutes);
        }
        Fate::Moved => edited.for_each(relocate),
        Fate::Reissued => copies[one].key = rng.next(),
        Fate::Unlisted if copies.len() > 1 => {
            copies.remove(one);
        }
        Fate::Unlisted | Fate::Gone => {
            copies.clear();
            fate = Fate::Gone;
        }
    }
    for copy in copies.iter_mut().filter(|copy| copy.source == RENUMBERED) {
        copy.key = rng.next();
        if fate == Fate::Untouched {
            fate = Fate::Reissued;
        }
    }
    fate
}

fn retitle(copy: &mut Copy, word: &str) {
    for title in copy.face.titles.values_mut() {
        title.push_str(word);
    }
}

/// To the house at the other end of the street.
fn relocate(copy: &mut Copy) {
    let face = &mut copy.face;
    face.venue = face.venue.take().map(|_| "Väistötilat, vanha meijeri".to_owned());
    face.street = face.street.take().map(|street| format!("{street} B"));
    face.position = face.position.map(|(lon, lat)| (lon + 0.004, lat - 0.002));
}
