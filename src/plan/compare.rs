use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::guard::Case;
use super::reused::reused;
use super::{
    Cause, Change, Completeness, ENOUGH, Incoming, ListingState, Plan, Removals, Stored, guard,
};
use crate::id::ItemId;
use crate::listing::{Listing, Publication, last_day};

/// Compares what is stored of one source with what a run of it brought. `held` is what the run
/// before left waiting for a person; `as_of` is the local date.
///
/// **Adds, changes and returns always apply.** A new draft is added like any other: it is stored
/// and not shown. A withdrawn or expired listing comes back when it is listed as published, and is
/// left alone until then.
///
/// **Absence** is counted in complete runs only: one more for a listing that is not there, none for
/// one that is. A run that brought no news (`Unchanged`) repeats the last complete one: what was
/// absent then is absent again, the rest is there. A run that is complete and brings nothing at all
/// looks like a fault and is not counted. A partial run or an increment proves no absence and clears
/// those that it contradicts. An unreadable entry is there, and keeps what is stored.
///
/// **Removal** needs evidence: `ENOUGH` absences in a row, a tombstone, or a status that was
/// published and is not any more. A tombstone of an entry that the same run lists is a
/// contradiction and counts for nothing. A partial run starts no removal at all, whatever it says:
/// what it says of one entry will be said again. `guard` tells which removals are held.
///
/// **What has ended** is not removed: it expires as soon as it is absent or has a tombstone.
#[must_use]
pub fn plan(
    stored: &BTreeMap<ItemId, Stored>,
    incoming: &Incoming,
    held: &Removals,
    as_of: NaiveDate,
) -> Plan {
    let standing = stored.iter().filter(|(_, entry)| stands(entry, as_of)).collect();
    let case = Case::new(standing, incoming);
    let mut comparison =
        Comparison { incoming, case: &case, plan: Plan::default(), evidence: Removals::new() };
    for (id, entry) in stored {
        match entry.state {
            ListingState::Live => comparison.live(id, entry),
            ListingState::Expired | ListingState::Withdrawn => comparison.gone(id, entry),
        }
    }
    let Comparison { mut plan, evidence, .. } = comparison;
    let new = incoming.listings.iter().filter(|(id, _)| !stored.contains_key(*id));
    plan.add = new.map(|(_, listing)| listing.clone()).collect();
    plan.withdraw = guard::withdraw(&case, evidence, held);
    plan
}

/// Live and not ended: what there is to lose.
fn stands(entry: &Stored, as_of: NaiveDate) -> bool {
    let ended = last_day(&entry.listing.sessions).is_some_and(|last| last < as_of);
    entry.state == ListingState::Live && !ended
}

/// There without being listed, because the last complete run holds on.
fn repeated(entry: &Stored, incoming: &Incoming) -> bool {
    incoming.completeness == Completeness::Unchanged
        && entry.state == ListingState::Live
        && entry.absent == 0
}

struct Comparison<'a> {
    incoming: &'a Incoming,
    case: &'a Case<'a>,
    plan: Plan,
    evidence: Removals,
}

impl Comparison<'_> {
    fn live(&mut self, id: &ItemId, entry: &Stored) {
        if let Some(listing) = self.incoming.listings.get(id) {
            self.seen(id, entry);
            self.listed(id, entry, listing);
        } else if self.incoming.unreadable.contains(id) {
            self.seen(id, entry);
        } else if repeated(entry, self.incoming) && !self.tombstoned(id) {
            self.plan.unchanged += 1;
        } else {
            self.missing(id, entry);
        }
    }

    fn listed(&mut self, id: &ItemId, entry: &Stored, listing: &Listing) {
        if entry.listing == *listing {
            self.plan.unchanged += 1;
        } else if !self.unpublishes(id, entry, listing) {
            self.change(entry, listing);
        } else if self.proves_removal() {
            self.evidence.insert(id.clone(), Cause::Unpublished);
            self.plan.unpublished.push(listing.clone());
        }
    }

    /// Of what has ended, a new status is a change like any other.
    fn unpublishes(&self, id: &ItemId, entry: &Stored, listing: &Listing) -> bool {
        self.case.stands(id)
            && entry.listing.content.publication == Publication::Published
            && listing.content.publication != Publication::Published
    }

    fn gone(&mut self, id: &ItemId, entry: &Stored) {
        let listed = self.incoming.listings.get(id);
        let back = listed.filter(|l| l.content.publication == Publication::Published);
        match back {
            Some(listing) if reused(&entry.listing, listing) => self.change(entry, listing),
            Some(listing) => self.plan.returned.push(listing.clone()),
            None => {}
        }
    }

    fn change(&mut self, entry: &Stored, listing: &Listing) {
        self.plan.change.push(Change {
            before: entry.listing.clone(),
            after: listing.clone(),
            reused: reused(&entry.listing, listing),
        });
    }

    fn seen(&mut self, id: &ItemId, entry: &Stored) {
        if entry.absent != 0 {
            self.plan.absent.insert(id.clone(), 0);
        }
    }

    fn missing(&mut self, id: &ItemId, entry: &Stored) {
        let complete =
            matches!(self.incoming.completeness, Completeness::Complete | Completeness::Unchanged);
        if !self.case.stands(id) {
            if complete || self.tombstoned(id) {
                self.plan.expire.push(id.clone());
            }
            return;
        }
        if complete && !self.case.nothing_came {
            self.count(id, entry);
        }
        if self.tombstoned(id) {
            self.evidence.insert(id.clone(), Cause::Tombstone);
        }
    }

    fn count(&mut self, id: &ItemId, entry: &Stored) {
        let count = entry.absent.saturating_add(1).min(ENOUGH);
        if count != entry.absent {
            self.plan.absent.insert(id.clone(), count);
        }
        if count == ENOUGH {
            self.evidence.insert(id.clone(), Cause::Absent);
        }
    }

    fn tombstoned(&self, id: &ItemId) -> bool {
        self.incoming.tombstones.contains(id) && self.proves_removal()
    }

    fn proves_removal(&self) -> bool {
        !matches!(self.incoming.completeness, Completeness::Partial(_))
    }
}
