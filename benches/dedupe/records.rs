//! The records that are measured with: listings of a made set, and what is compared of them.

use std::collections::{BTreeMap, BTreeSet};

use kooste::dedupe::index::{Changes, Index};
use kooste::dedupe::rulings::Rulings;
use kooste::dedupe::title::{Memory, Tongue};
use kooste::id::ListingKey;
use kooste::listing::Listing;
use kooste::localized::Lang;

use crate::labelled::truth::{Cluster, Member};
use crate::labelled::world::World;
use crate::reading::{self, Read};

/// Copies that are written and read in one go: no more of the feeds is in memory at once.
const CHUNK: usize = 1_000;

/// As a run reads the feeds; part by part.
pub(crate) fn parts(world: &World) -> impl Iterator<Item = Read> + '_ {
    world.copies.chunks(CHUNK).map(|copies| {
        let part = World {
            activities: world.activities.clone(),
            copies: copies.to_vec(),
            pairs: Vec::new(),
        };
        reading::read(&part.feeds())
    })
}

pub(crate) fn listings(world: &World) -> Vec<Listing> {
    parts(world).flat_map(|read| read.listings).collect()
}

pub(crate) fn all(listings: &[Listing]) -> Changes<'_> {
    listings.iter().map(|one| (one.key.clone(), Some(one))).collect()
}

pub(crate) fn empty(memory: &Memory) -> Index {
    Index::new(Rulings::default(), memory.clone())
}

pub(crate) fn clusters(index: &Index, read: &Read) -> Vec<Cluster> {
    let members = |keys: &BTreeSet<ListingKey>| -> Vec<Member> {
        keys.iter().flat_map(|key| read.members(key)).collect()
    };
    let clusters = index.clusters();
    let numbered = clusters.iter().enumerate();
    numbered
        .map(|(number, keys)| Cluster { id: number.to_string(), members: members(keys) })
        .collect()
}

/// Every hundredth listing, wherever it stands: often one date of a series that goes on as it was.
pub(crate) fn scattered(listings: &[Listing]) -> Vec<Listing> {
    listings.iter().step_by(100).cloned().collect()
}

/// Every hundredth thing that a source tells, with all the dates that it lists one by one.
pub(crate) fn whole(listings: &[Listing]) -> Vec<Listing> {
    let mut things: BTreeMap<_, Vec<&Listing>> = BTreeMap::new();
    for listing in listings {
        let content = &listing.content;
        let told = (&listing.key.source, content.title(), &content.organiser.name);
        things.entry(told).or_default().push(listing);
    }
    things.into_values().step_by(100).flatten().cloned().collect()
}

/// In other words.
pub(crate) fn retold(listings: &[Listing]) -> Vec<Listing> {
    let mut retold = listings.to_vec();
    for listing in &mut retold {
        let name = &mut listing.content.name;
        *name = name.map(|name| format!("{name} uudella paikalla"));
    }
    retold
}

/// As a full rebuild learns it.
pub(crate) fn memory(listings: &[Listing]) -> Memory {
    let tongue = |lang: &Lang| match lang.as_str() {
        "fi" => Some(Tongue::Fi),
        "sv" => Some(Tongue::Sv),
        "en" => Some(Tongue::En),
        _ => None,
    };
    Memory::learn(listings.iter().map(|listing| {
        let titles = listing.content.name.iter();
        titles.filter_map(|(lang, name)| Some((tongue(lang)?, name.clone()))).collect()
    }))
}
