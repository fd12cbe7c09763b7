//! Kooste's own way, without the program around it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kooste::dedupe::index::{Changes, Index};
use kooste::dedupe::rulings::Rulings;
use kooste::dedupe::title::Memory;
use kooste::id::ListingKey;
use kooste::listing::Listing;

use crate::labelled::world::{Extent, World};
use crate::{figures, measured, reading};

/// With no translations learnt.
pub(crate) fn clusters(listings: &[Listing], _now: DateTime<Utc>) -> Vec<Vec<ListingKey>> {
    let all = listings.iter().map(|listing| (listing.key.clone(), Some(listing)));
    let changes: Changes<'_> = all.collect::<BTreeMap<_, _>>();
    let outcome = Index::new(Rulings::default(), Memory::default()).apply(&changes);
    outcome.clusters.into_iter().map(|cluster| cluster.into_iter().collect()).collect()
}

/// What goes wrong here is the matcher's, and what goes wrong in the program alone is not.
#[test]
fn the_index_recognises_a_set_by_itself() {
    let world = World::make(1, Extent::Activities(200));
    let score = measured(&reading::read(&world.feeds()), &world.truth(), clusters);
    println!("{}", figures::line("the index, seed 1", &score));
    assert!(score.pairs.f1() >= 0.94 && score.b_cubed.f1() >= 0.96);
}
