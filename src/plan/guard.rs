//! Which removals wait for a person.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    Cause, Completeness, HoldReason, Incoming, ListingState, Record, Records, Removals, Withdraw,
};
use crate::id::ItemId;
use crate::listing::{Outline, Publication};
use crate::show::{self, Policy};

/// So many removals at once are never suspicious, however few listings there are.
const FEW: usize = 5;
/// One in so many, or fewer, is not suspicious either.
const SHARE: usize = 5;

pub(super) struct Case<'a> {
    records: &'a Records,
    incoming: &'a Incoming,
    /// Complete, and yet no entry, readable or not, where there were some.
    pub(super) nothing_came: bool,
    policy: &'a Policy,
    as_of: NaiveDate,
}

/// What is removed now and what is held, given the evidence of this run and the set that the run
/// before left waiting.
///
/// Only a run that lists everything can show that the reason for holding has passed: it computes
/// the set anew, which waits on as long as more than a few of the set before are still gone. Of the set before, it keeps what a source has said once and need not repeat
/// (tombstone, status), until a listing contradicts it. All other runs keep the set before, less
/// what they contradict, and add their own evidence; a partial run has none.
pub(super) fn withdraw(case: &Case<'_>, evidence: Removals, held: &Removals) -> Withdraw {
    let carried = case.still_held(held);
    if case.nothing_came {
        return Withdraw::Held { removals: case.all(evidence), reason: HoldReason::Empty };
    }
    match case.incoming.completeness {
        Completeness::Complete => {
            let left = carried.len();
            let said = carried.into_iter().filter(|(_, cause)| *cause != Cause::Absent).collect();
            let removals = joined(said, evidence);
            // More entries of the source make the same loss a smaller share, and no less a loss.
            if left > FEW && !removals.is_empty() {
                case.waiting(removals)
            } else {
                case.guarded(removals)
            }
        }
        Completeness::Unchanged | Completeness::Partial(_) | Completeness::Increment => {
            if carried.is_empty() {
                case.guarded(evidence)
            } else {
                case.waiting(joined(carried, evidence))
            }
        }
    }
}

fn joined(mut removals: Removals, more: Removals) -> Removals {
    removals.extend(more);
    removals
}

/// Live and not ended.
fn stands(record: &Record, as_of: NaiveDate) -> bool {
    record.state == ListingState::Live && !record.outline.has_ended(as_of)
}

impl<'a> Case<'a> {
    pub(super) fn new(
        records: &'a Records,
        incoming: &'a Incoming,
        policy: &'a Policy,
        as_of: NaiveDate,
    ) -> Self {
        let nothing_came = incoming.completeness == Completeness::Complete
            && incoming.listings.is_empty()
            && incoming.same.is_empty()
            && incoming.unreadable.is_empty()
            && records.values().any(|record| stands(record, as_of));
        Self { records, incoming, nothing_came, policy, as_of }
    }

    pub(super) fn stands(&self, id: &ItemId) -> bool {
        self.standing_one(id).is_some()
    }

    fn standing_one(&self, id: &ItemId) -> Option<&'a Record> {
        self.records.get(id).filter(|record| stands(record, self.as_of))
    }

    /// What there is to lose.
    fn standing(&self) -> impl Iterator<Item = (&'a ItemId, &'a Record)> {
        let as_of = self.as_of;
        self.records.iter().filter(move |(_, record)| stands(record, as_of))
    }

    /// Whether what is shown would go out of sight with its new version.
    pub(super) fn hides(&self, id: &ItemId, version: &Outline) -> bool {
        let before = self.standing_one(id).is_some_and(|record| self.is_shown(&record.outline));
        before && !self.is_shown(version)
    }

    fn is_shown(&self, entry: &Outline) -> bool {
        let shown = show::entry_is_shown(entry, self.policy, self.as_of);
        shown && !entry.has_ended(self.as_of)
    }

    fn all(&self, evidence: Removals) -> Removals {
        let absent = self.standing().map(|(id, _)| (id.clone(), Cause::Absent));
        joined(absent.collect(), evidence)
    }

    fn still_held(&self, held: &Removals) -> Removals {
        let holds = |id: &ItemId, cause: Cause| match self.version(id) {
            Some(version) => match cause {
                Cause::Unpublished => version.publication != Publication::Published,
                Cause::Hidden => self.hides(id, &version),
                Cause::Absent | Cause::Tombstone => false,
            },
            None => !self.incoming.unreadable.contains(id),
        };
        held.iter()
            .filter(|(id, cause)| self.stands(id) && holds(id, **cause))
            .map(|(id, cause)| (id.clone(), *cause))
            .collect()
    }

    /// How the run lists it, if it does.
    fn version(&self, id: &ItemId) -> Option<Cow<'_, Outline>> {
        let as_before = || self.standing_one(id).filter(|_| self.incoming.same.contains(id));
        match self.incoming.listings.get(id) {
            Some(listing) => Some(Cow::Owned(Outline::of(listing))),
            None => as_before().map(|record| Cow::Borrowed(&record.outline)),
        }
    }

    fn guarded(&self, removals: Removals) -> Withdraw {
        if self.is_many(&removals) {
            Withdraw::Held { removals, reason: HoldReason::Many }
        } else {
            Withdraw::Now { removals }
        }
    }

    /// To lose what is not shown, as drafts, is no loss, and to have it makes no loss look small.
    fn is_many(&self, removals: &Removals) -> bool {
        if removals.len() <= FEW {
            return false;
        }
        let shown = self.standing().filter(|(_, record)| self.is_shown(&record.outline));
        let (mut all, mut lost) = (0, 0);
        for (id, _) in shown {
            all += 1;
            lost += usize::from(removals.contains_key(id));
        }
        lost > FEW && lost * SHARE > all
    }

    /// Held on, for the reason that the set itself shows: all that there is, or much of it.
    fn waiting(&self, removals: Removals) -> Withdraw {
        let all = self.standing().all(|(id, _)| removals.contains_key(id));
        let reason = if all { HoldReason::Empty } else { HoldReason::Many };
        Withdraw::Held { removals, reason }
    }
}
