use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Before, ListingState, Plan, Record, Stored, Withdraw};
use crate::id::ItemId;
use crate::listing::Listing;

/// How one listing is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub state: ListingState,
    pub absent: u8,
    pub generation: u32,
    /// `None` = what is stored of it stays.
    pub listing: Option<Listing>,
}

/// What is to be stored otherwise than before when `plan` is carried out. Held removals stay as they
/// are.
///
/// A withdrawn listing keeps its last content, or takes over the unpublished one that ended it, so
/// that a person can still be told why it is not shown.
#[must_use]
pub fn apply(before: &Before, plan: Plan) -> BTreeMap<ItemId, Step> {
    let mut steps = Steps { before, steps: BTreeMap::new() };
    for listing in plan.add {
        let id = listing.key.id.clone();
        steps.steps.insert(id, Step { listing: Some(listing), ..Step::new() });
    }
    for change in plan.change {
        steps.revive(change.after, change.reused);
    }
    for listing in plan.returned {
        steps.revive(listing, false);
    }
    for (id, count) in plan.absent {
        steps.edit(id, |step| step.absent = count);
    }
    for id in plan.expire {
        steps.edit(id, |step| step.state = ListingState::Expired);
    }
    if let Withdraw::Now { removals } = plan.withdraw {
        for id in removals.into_keys() {
            steps.edit(id, |step| step.state = ListingState::Withdrawn);
        }
        for listing in plan.unpublished {
            steps.edit(listing.key.id.clone(), |step| step.listing = Some(listing));
        }
    }
    steps.steps
}

impl Stored {
    /// As it is stored when it is seen for the first time.
    #[must_use]
    pub fn new(listing: Listing) -> Self {
        Self { listing, state: ListingState::Live, absent: 0, generation: 0 }
    }
}

impl Step {
    fn new() -> Self {
        Self { state: ListingState::Live, absent: 0, generation: 0, listing: None }
    }
}

impl From<&Record> for Step {
    fn from(record: &Record) -> Self {
        let Record { state, absent, generation, .. } = *record;
        Self { state, absent, generation, listing: None }
    }
}

struct Steps<'a> {
    before: &'a Before,
    steps: BTreeMap<ItemId, Step>,
}

impl Steps<'_> {
    fn revive(&mut self, listing: Listing, reused: bool) {
        let id = listing.key.id.clone();
        let listing =
            Some(listing).filter(|listing| self.before.listings.get(&id) != Some(listing));
        self.edit(id, |step| {
            step.listing = listing;
            step.state = ListingState::Live;
            step.absent = 0;
            step.generation = step.generation.saturating_add(u32::from(reused));
        });
    }

    fn edit(&mut self, id: ItemId, change: impl FnOnce(&mut Step)) {
        let Some(record) = self.before.records.get(&id) else { return };
        match self.steps.entry(id) {
            Entry::Occupied(mut step) => change(step.get_mut()),
            Entry::Vacant(place) => change(place.insert(Step::from(record))),
        }
    }
}
