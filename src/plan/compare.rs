use chrono::NaiveDate;

use super::guard::Case;
use super::reused::reused;
use super::{
    Before, Cause, Change, Completeness, ENOUGH, Incoming, ListingState, Plan, Record, Removals,
    Withdraw, guard,
};
use crate::id::ItemId;
use crate::listing::{Listing, Outline, Publication};
use crate::show::Policy;

/// Compares what is stored of one source with what a run of it brought. `held` is what the run
/// before left waiting for a person; `policy` tells what is shown on `as_of`, the local date.
///
/// **Adds and returns always apply, and so do changes** but for those that take an entry out of sight
/// when many do so at once. A new draft is added like any other: it is stored and not shown. A withdrawn or expired listing comes back when it is listed as published, and is
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
/// what it says of one entry will be said again. `guard` tells which removals are held, and counts
/// as one what a change would hide: of 200 entries that all end yesterday by a fault of the source, the
/// calendar is as empty as without them.
///
/// **What has ended** is not removed: it expires as soon as it is absent or has a tombstone.
#[must_use]
pub fn plan(
    before: &Before,
    incoming: &Incoming,
    held: &Removals,
    policy: &Policy,
    as_of: NaiveDate,
) -> Plan {
    let case = Case::new(&before.records, incoming, policy, as_of);
    let mut comparison = Comparison {
        before,
        incoming,
        case: &case,
        plan: Plan::default(),
        evidence: Removals::new(),
        hiding: Vec::new(),
    };
    for (id, record) in &before.records {
        match record.state {
            ListingState::Live => comparison.live(id, record),
            ListingState::Expired | ListingState::Withdrawn => comparison.gone(id),
        }
    }
    let Comparison { mut plan, evidence, hiding, .. } = comparison;
    let new = incoming.listings.iter().filter(|(id, _)| !before.records.contains_key(*id));
    plan.add = new.map(|(_, listing)| listing.clone()).collect();
    plan.withdraw = guard::withdraw(&case, evidence, held);
    if let Withdraw::Now { removals } = &mut plan.withdraw {
        removals.retain(|_, cause| *cause != Cause::Hidden);
        plan.change.extend(hiding);
        plan.change.sort_by(|a, b| a.after.key.cmp(&b.after.key));
    }
    plan
}

/// There without being listed, because the last complete run holds on.
fn repeated(record: &Record, incoming: &Incoming) -> bool {
    incoming.completeness == Completeness::Unchanged
        && record.state == ListingState::Live
        && record.absent == 0
}

struct Comparison<'a> {
    before: &'a Before,
    incoming: &'a Incoming,
    case: &'a Case<'a>,
    plan: Plan,
    evidence: Removals,
    /// Changes that take an entry out of sight.
    hiding: Vec<Change>,
}

impl Comparison<'_> {
    fn live(&mut self, id: &ItemId, record: &Record) {
        if let Some(listing) = self.incoming.listings.get(id) {
            self.seen(id, record);
            self.listed(id, record, listing);
        } else if self.incoming.same.contains(id) {
            self.seen(id, record);
            self.plan.unchanged += 1;
        } else if self.incoming.unreadable.contains(id) {
            self.seen(id, record);
        } else if repeated(record, self.incoming) && !self.tombstoned(id) {
            self.plan.unchanged += 1;
        } else {
            self.missing(id, record);
        }
    }

    fn listed(&mut self, id: &ItemId, record: &Record, listing: &Listing) {
        if self.before.listings.get(id) == Some(listing) {
            self.plan.unchanged += 1;
        } else if self.unpublishes(id, record, listing) {
            if self.proves_removal() {
                self.evidence.insert(id.clone(), Cause::Unpublished);
                self.plan.unpublished.push(listing.clone());
            }
        } else if self.case.hides(id, &Outline::of(listing)) {
            if self.proves_removal() {
                self.evidence.insert(id.clone(), Cause::Hidden);
                self.hiding.push(self.change(listing));
            }
        } else {
            self.plan.change.push(self.change(listing));
        }
    }

    /// Of what has ended, a new status is a change like any other.
    fn unpublishes(&self, id: &ItemId, record: &Record, listing: &Listing) -> bool {
        self.case.stands(id)
            && record.outline.publication == Publication::Published
            && listing.content.publication != Publication::Published
    }

    fn change(&self, listing: &Listing) -> Change {
        Change { after: listing.clone(), reused: self.reuses(listing) }
    }

    fn reuses(&self, listing: &Listing) -> bool {
        let before = self.before.listings.get(&listing.key.id);
        before.is_some_and(|before| reused(before, listing))
    }

    fn gone(&mut self, id: &ItemId) {
        let as_before = || self.before.listings.get(id).filter(|_| self.incoming.same.contains(id));
        let listed = self.incoming.listings.get(id).or_else(as_before);
        let back = listed.filter(|l| l.content.publication == Publication::Published);
        match back {
            Some(listing) if self.reuses(listing) => self.plan.change.push(self.change(listing)),
            Some(listing) => self.plan.returned.push(listing.clone()),
            None => {}
        }
    }

    fn seen(&mut self, id: &ItemId, record: &Record) {
        if record.absent != 0 {
            self.plan.absent.insert(id.clone(), 0);
        }
    }

    fn missing(&mut self, id: &ItemId, record: &Record) {
        let complete =
            matches!(self.incoming.completeness, Completeness::Complete | Completeness::Unchanged);
        if !self.case.stands(id) {
            if complete || self.tombstoned(id) {
                self.plan.expire.push(id.clone());
            }
            return;
        }
        if complete && !self.case.nothing_came {
            self.count(id, record);
        }
        if self.tombstoned(id) {
            self.evidence.insert(id.clone(), Cause::Tombstone);
        }
    }

    fn count(&mut self, id: &ItemId, record: &Record) {
        let count = record.absent.saturating_add(1).min(ENOUGH);
        if count != record.absent {
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
