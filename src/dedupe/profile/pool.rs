//! What many listings tell alike, kept once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::{Origin, Profile};
use crate::dedupe::block::Key;
use crate::dedupe::organiser::Body;
use crate::dedupe::place::Spot;
use crate::dedupe::title::Marks;

/// Organisers, places and marks of the listings of an index.
#[derive(Debug, Default)]
pub(in crate::dedupe) struct Pool {
    origins: HashMap<Origin, Arc<Origin>>,
    marks: HashMap<Marks, Arc<Marks>>,
    /// By their names; of several that are called alike the last.
    bodies: HashMap<Key, Arc<Body>>,
    spots: HashMap<Key, Arc<Spot>>,
    /// Listings since it was last looked which of it nobody needs any more.
    taken: usize,
}

/// Listings after which it is looked again.
const OFTEN: usize = 50_000;

impl Pool {
    /// The same profile, sharing what is equal in others.
    pub(in crate::dedupe) fn share(&mut self, mut profile: Profile) -> Profile {
        profile.origin = known(&mut self.origins, &profile.origin);
        for title in &mut profile.titles {
            title.marks = known(&mut self.marks, &title.marks);
        }
        profile.body = last(&mut self.bodies, profile.organiser, profile.body);
        for slot in &mut profile.slots {
            let place = slot.place;
            slot.spot = slot.spot.take().map(|spot| last(&mut self.spots, place, spot));
        }
        self.taken += 1;
        if self.taken >= OFTEN {
            self.tidy();
        }
        profile
    }

    fn tidy(&mut self) {
        self.taken = 0;
        self.origins.retain(|_, one| Arc::strong_count(one) > 1);
        self.marks.retain(|_, one| Arc::strong_count(one) > 1);
        self.bodies.retain(|_, one| Arc::strong_count(one) > 1);
        self.spots.retain(|_, one| Arc::strong_count(one) > 1);
    }
}

fn known<T: Clone + Eq + Hash>(all: &mut HashMap<T, Arc<T>>, one: &Arc<T>) -> Arc<T> {
    if let Some(known) = all.get(&**one) {
        return Arc::clone(known);
    }
    all.insert(T::clone(one), Arc::clone(one));
    Arc::clone(one)
}

fn last<T: PartialEq>(all: &mut HashMap<Key, Arc<T>>, key: Key, one: Arc<T>) -> Arc<T> {
    let known = all.entry(key).or_insert_with(|| Arc::clone(&one));
    if *known != one {
        *known = one;
    }
    Arc::clone(known)
}
