//! Where things are held.

use std::collections::HashMap;

use crate::catalogue::Entry;
use crate::listing::{Place, Venue};

/// Each as often as it is told otherwise. Few ask for places, and of some sets nearly every activity has
/// one of its own, so that they are looked up when somebody first asks.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Places {
    pub(in crate::catalogue) all: Box<[Spot]>,
    /// Of each entry the numbers of its own, in the order of its sessions.
    pub(in crate::catalogue) of: Box<[Box<[u32]>]>,
}

/// Where a session is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    Place(Place),
    /// There and nowhere else.
    Online,
}

impl Places {
    pub(super) fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut all: Vec<Spot> = Vec::new();
        let mut number = |spot: Spot| {
            let next = super::number(all.len());
            let number = *numbers.entry(format!("{spot:?}")).or_insert(next);
            if number == next {
                all.push(spot);
            }
            number
        };
        let of = entries.map(|entry| {
            let sessions = entry.activity().sessions.into_iter();
            sessions.filter_map(|held| Spot::of(held.session.venue)).map(&mut number).collect()
        });
        let of = of.collect();
        Self { all: all.into(), of }
    }
}

impl Spot {
    fn of(venue: Venue) -> Option<Self> {
        match venue {
            Venue::Place(place) | Venue::Hybrid { place, .. } => Some(Self::Place(place)),
            Venue::Online(_) => Some(Self::Online),
            Venue::Phone(_) | Venue::Unknown => None,
        }
    }
}
