//! How well duplicates are found, measured on sets of which it is known what is one activity.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests are tests"
)]

#[path = "dedupe/baseline.rs"]
mod baseline;
mod labelled;
#[path = "dedupe/reading.rs"]
mod reading;

use std::collections::BTreeSet;

use kooste::id::ListingKey;
use labelled::score::score;
use labelled::truth::{Cluster, Member};
use labelled::world::{Extent, World};
use reading::Read;

/// The size of the set that figures are given for.
const SIZE: Extent = Extent::Activities(360);

#[test]
fn every_entry_of_a_generated_set_is_read_and_stands_in_the_truth_once() {
    for seed in 1..=6 {
        let world = World::make(seed, SIZE);
        let read = reading::read(&world.feeds());
        assert_eq!(read.refused, [""; 0], "seed {seed}");
        let told = members(&read);
        let truth = world.truth();
        let mut known = BTreeSet::new();
        for member in truth.clusters.iter().flat_map(labelled::truth::TrueCluster::members) {
            assert!(known.insert(member.clone()), "{member:?} is twice in the truth");
        }
        assert_eq!(told, known, "seed {seed}");
    }
}

#[test]
fn an_exact_match_is_no_match_for_the_set() {
    for seed in 1..=3 {
        let world = World::make(seed, SIZE);
        let read = reading::read_apart(&world.feeds());
        let score = score(&world.truth(), &expanded(&read, &baseline::clusters(&read.listings)));
        println!(
            "seed {seed}: {} activities, {} copies, {} entries, {} negatives",
            world.activities.len(),
            world.copies.len(),
            members(&read).len(),
            world.pairs.len()
        );
        println!("  pairs {:?} {:.3}", score.pairs, score.pairs.f1());
        println!("  b3 {:?} {:.3}", score.b_cubed, score.b_cubed.f1());
        println!("  listings {:?} {:.3}", score.listings, score.listings.f1());
        println!("  merged {:?} torn {:?}", score.merged, score.torn);
    }
}

fn members(read: &Read) -> BTreeSet<Member> {
    read.listings.iter().flat_map(|listing| read.members(&listing.key)).collect()
}

/// With the sources' own ids.
fn expanded(read: &Read, clusters: &[Vec<ListingKey>]) -> Vec<Cluster> {
    let cluster = |(number, keys): (usize, &Vec<ListingKey>)| Cluster {
        id: number.to_string(),
        members: keys.iter().flat_map(|key| read.members(key)).collect(),
    };
    clusters.iter().enumerate().map(cluster).collect()
}
