//! Which removals wait for a person.

use std::collections::BTreeMap;

use super::{Cause, Completeness, HoldReason, Incoming, Removals, Stored, Withdraw};
use crate::id::ItemId;
use crate::listing::Publication;

/// So many removals at once are never suspicious, however few listings there are.
const FEW: usize = 5;
/// One in so many, or fewer, is not suspicious either.
const SHARE: usize = 5;

pub(super) struct Case<'a> {
    /// Live and not ended.
    pub(super) standing: BTreeMap<&'a ItemId, &'a Stored>,
    pub(super) incoming: &'a Incoming,
    /// No entry at all, readable or not.
    pub(super) nothing_came: bool,
}

/// What is removed now and what is held, given the evidence of this run and the set that the run
/// before left waiting.
///
/// A complete run computes the set anew. Of the set before, it keeps what a source has said once
/// and need not repeat (tombstone, status), until a listing contradicts it. A partial run keeps the
/// set before, less what it contradicts. An increment adds its own evidence to that; as long as
/// some of the set before is left it releases nothing, because only a complete run can show that
/// the reason for holding has passed.
pub(super) fn withdraw(case: &Case<'_>, evidence: Removals, held: &Removals) -> Withdraw {
    let carried = case.still_held(held);
    match case.incoming.completeness {
        Completeness::Partial(_) => case.waiting(carried),
        Completeness::Increment if carried.is_empty() => case.guarded(evidence),
        Completeness::Increment => case.waiting(joined(carried, evidence)),
        Completeness::Complete | Completeness::Unchanged => {
            let said = carried.into_iter().filter(|(_, cause)| *cause != Cause::Absent).collect();
            case.guarded(joined(said, evidence))
        }
    }
}

fn joined(mut removals: Removals, more: Removals) -> Removals {
    removals.extend(more);
    removals
}

impl Case<'_> {
    fn still_held(&self, held: &Removals) -> Removals {
        let holds = |id: &ItemId, cause: Cause| match self.incoming.listings.get(id) {
            Some(listing) => {
                cause == Cause::Unpublished && listing.content.publication != Publication::Published
            }
            None => !self.incoming.unreadable.contains(id),
        };
        held.iter()
            .filter(|(id, cause)| self.standing.contains_key(*id) && holds(id, **cause))
            .map(|(id, cause)| (id.clone(), *cause))
            .collect()
    }

    fn guarded(&self, removals: Removals) -> Withdraw {
        let complete = self.incoming.completeness != Completeness::Increment;
        if complete && self.nothing_came && !self.standing.is_empty() {
            let all = self.standing.keys().map(|id| ((*id).clone(), Cause::Absent)).collect();
            Withdraw::Held { removals: joined(all, removals), reason: HoldReason::Empty }
        } else if self.is_many(&removals) {
            Withdraw::Held { removals, reason: HoldReason::Many }
        } else {
            Withdraw::Now { removals }
        }
    }

    /// Drafts are not shown: losing them is no loss, and having them makes no loss look small.
    fn is_many(&self, removals: &Removals) -> bool {
        let shown: Vec<_> = self
            .standing
            .iter()
            .filter(|(_, entry)| entry.listing.content.publication == Publication::Published)
            .collect();
        let lost = shown.iter().filter(|(id, _)| removals.contains_key(**id)).count();
        lost > FEW && lost * SHARE > shown.len()
    }

    /// Held on, for the reason that the set itself shows: all that there is, or much of it.
    fn waiting(&self, removals: Removals) -> Withdraw {
        if removals.is_empty() {
            return Withdraw::default();
        }
        let all = self.standing.keys().all(|id| removals.contains_key(*id));
        let reason = if all { HoldReason::Empty } else { HoldReason::Many };
        Withdraw::Held { removals, reason }
    }
}
