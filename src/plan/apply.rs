use std::collections::BTreeMap;

use super::{ListingState, Plan, Stored, Withdraw};
use crate::id::ItemId;
use crate::listing::Listing;

/// What is stored after `plan` was carried out. Held removals stay as they are.
///
/// A withdrawn listing keeps its last content, or takes over the unpublished one that ended it, so
/// that a person can still be told why it is not shown.
#[must_use]
pub fn apply(stored: &BTreeMap<ItemId, Stored>, plan: &Plan) -> BTreeMap<ItemId, Stored> {
    let mut after = stored.clone();
    for listing in &plan.add {
        after.insert(listing.key.id.clone(), Stored::new(listing.clone()));
    }
    for change in &plan.change {
        revive(&mut after, &change.after, change.reused);
    }
    for listing in &plan.returned {
        revive(&mut after, listing, false);
    }
    for (id, count) in &plan.absent {
        edit(&mut after, id, |entry| entry.absent = *count);
    }
    for id in &plan.expire {
        edit(&mut after, id, |entry| entry.state = ListingState::Expired);
    }
    withdraw(&mut after, plan);
    after
}

impl Stored {
    /// As it is stored when it is seen for the first time.
    #[must_use]
    pub fn new(listing: Listing) -> Self {
        Self { listing, state: ListingState::Live, absent: 0, generation: 0 }
    }
}

fn withdraw(after: &mut BTreeMap<ItemId, Stored>, plan: &Plan) {
    let Withdraw::Now { removals } = &plan.withdraw else { return };
    for id in removals.keys() {
        edit(after, id, |entry| entry.state = ListingState::Withdrawn);
    }
    for listing in &plan.unpublished {
        edit(after, &listing.key.id, |entry| entry.listing = listing.clone());
    }
}

fn revive(after: &mut BTreeMap<ItemId, Stored>, listing: &Listing, reused: bool) {
    edit(after, &listing.key.id, |entry| {
        entry.listing = listing.clone();
        entry.state = ListingState::Live;
        entry.absent = 0;
        entry.generation = entry.generation.saturating_add(u32::from(reused));
    });
}

fn edit(after: &mut BTreeMap<ItemId, Stored>, id: &ItemId, f: impl FnOnce(&mut Stored)) {
    if let Some(entry) = after.get_mut(id) {
        f(entry);
    }
}
