//! How well duplicates are found, measured on sets of which it is known what is one activity.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests are tests"
)]

#[path = "dedupe/baseline.rs"]
mod baseline;
#[path = "dedupe/figures.rs"]
mod figures;
#[path = "dedupe/hand.rs"]
mod hand;
mod labelled;
#[path = "dedupe/reading.rs"]
mod reading;
#[path = "dedupe/recognised.rs"]
mod recognised;
#[path = "dedupe/scoring.rs"]
mod scoring;
#[path = "dedupe/wired.rs"]
mod wired;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{DateTime, Utc};
use kooste::id::ListingKey;
use kooste::listing::Listing;
use labelled::corruption::Corruption;
use labelled::later::Fate;
use labelled::negative::Negative;
use labelled::score::{Score, score};
use labelled::truth::{Cluster, Member, TrueCluster, Truth};
use labelled::world::{Extent, Feeds, World};
use reading::Read;

/// The size of the sets that figures are given for.
const SIZE: Extent = Extent::Activities(400);

#[test]
fn every_entry_of_a_set_is_read_and_stands_in_the_truth_once() {
    let (now, later) = (World::make(1, SIZE), World::make(2, SIZE).later(2).0);
    all_is_read(&hand::feeds(), &hand::truth());
    all_is_read(&now.feeds(), &now.truth());
    all_is_read(&later.feeds(), &later.truth());
}

fn all_is_read(feeds: &Feeds, truth: &Truth) {
    let read = reading::read(feeds);
    assert_eq!(read.refused, [""; 0]);
    let mut known = BTreeSet::new();
    for member in truth.clusters.iter().flat_map(TrueCluster::members) {
        assert!(known.insert(member.clone()), "{member:?} is twice in the truth");
    }
    assert_eq!(members(&read), known);
}

#[test]
fn each_set_has_enough_of_everything() {
    for seed in 1..=6 {
        let world = World::make(seed, SIZE);
        let mut befallen: BTreeMap<Corruption, usize> = BTreeMap::new();
        for corruption in world.copies.iter().flat_map(|copy| &copy.corruptions) {
            *befallen.entry(*corruption).or_default() += 1;
        }
        let kinds: BTreeSet<Negative> = world.pairs.iter().map(|(kind, _, _)| *kind).collect();
        assert!(world.activities.len() >= 300);
        assert!(world.pairs.len() >= 175, "seed {seed}: {}", world.pairs.len());
        assert_eq!(kinds.len(), Negative::ALL.len(), "seed {seed}");
        assert!(befallen.len() >= 45, "seed {seed}: {befallen:?}");
    }
}

#[test]
fn a_large_set_is_made_in_the_asked_size() {
    let large = World::make(7, Extent::Copies(2_000));
    assert!((2_000..2_030).contains(&large.copies.len()));
}

#[test]
fn the_same_seed_makes_the_same_set_and_another_one_another() {
    let make = |seed| World::make(seed, Extent::Activities(40));
    assert_eq!(make(1).feeds(), make(1).feeds());
    assert_ne!(make(1).feeds(), make(2).feeds());
}

#[test]
fn what_is_untouched_is_told_in_the_same_words_later() {
    let world = World::make(1, Extent::Activities(120));
    let (later, fates) = world.later(1);
    let told = |world: &World, at: usize| -> Vec<_> {
        let copies = world.copies.iter().filter(|copy| copy.activity == at);
        copies.map(|copy| (copy.key, copy.face.clone())).collect()
    };
    let kinds: BTreeSet<Fate> = fates.values().copied().collect();
    assert_eq!(kinds.len(), 7, "everything happens");
    for (at, fate) in fates {
        let same = told(&world, at) == told(&later, at);
        assert_eq!(same, fate == Fate::Untouched, "{at}: {fate:?}");
    }
}

/// What finds duplicates: each listing in one of the lists.
type Matcher = fn(&[Listing], DateTime<Utc>) -> Vec<Vec<ListingKey>>;

/// The figures are printed: `cargo nextest run --test dedupe --no-capture exact`.
#[test]
fn an_exact_match_finds_next_to_nothing() {
    let world = World::make(1, SIZE);
    let read = |feeds: Feeds| reading::read_apart(&feeds);
    for (name, read, truth) in [
        ("by hand", read(hand::feeds()), hand::truth()),
        ("seed 1", read(world.feeds()), world.truth()),
    ] {
        let score = measured(&read, &truth, baseline::clusters);
        println!("{}", figures::line(&format!("exact, {name}"), &score));
        println!("{}", figures::details(&score));
        assert!(score.pairs.f1() < 0.15, "{name} is no easier than real feeds");
    }
}

/// Into `target/tmp/dedupe/{seed}/`, with `later/` beside it: for programs that read files.
#[test]
#[ignore = "writes sets for other programs"]
fn write_the_sets() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dedupe");
    for seed in 1..=6 {
        let world = World::make(seed, SIZE);
        let (later, fates) = world.later(seed);
        let at = folder.join(seed.to_string());
        write(&at, &world);
        write(&at.join("later"), &later);
        std::fs::write(at.join("later/fates.json"), serde_json::to_vec(&fates).unwrap()).unwrap();
    }
}

fn write(folder: &Path, world: &World) {
    std::fs::create_dir_all(folder).unwrap();
    for (name, body) in world.feeds().files() {
        std::fs::write(folder.join(name), body).unwrap();
    }
    let truth = serde_json::to_vec_pretty(&world.truth()).unwrap();
    std::fs::write(folder.join("truth.json"), truth).unwrap();
}

fn measured(read: &Read, truth: &Truth, matcher: Matcher) -> Score {
    let now = labelled::NOW.parse().unwrap();
    score(truth, &expanded(read, &matcher(&read.listings, now)))
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
