//! What a run did, as its report tells it.

use crate::alarm::{Alarm, misses};
use crate::id::ItemId;
use crate::listing::{Listing, Note, Outline};
use crate::plan::{Plan, Withdraw};
use crate::refresh::decide::Verdict;
use crate::refresh::incoming::{Brought, Outlines};
use crate::report::{
    ActivityChange, Counts, LISTED, ListingChange, ListingChangeKind, Report, count_notes,
    count_rejections, refusals,
};

/// `alarms` are what is odd about it. What became of activities is not known yet.
pub(super) fn report(
    plan: &Plan,
    brought: &Brought,
    outlines: &Outlines<'_>,
    alarms: Vec<Alarm>,
) -> Report {
    let (withdrawn, held, reason) = match &plan.withdraw {
        Withdraw::Now { removals } => (removals.len(), 0, None),
        Withdraw::Held { removals, reason } => (0, removals.len(), Some(*reason)),
    };
    let counts = Counts {
        added: plan.add.len(),
        changed: plan.change.len(),
        unchanged: plan.unchanged,
        returned: plan.returned.len(),
        expired: plan.expire.len(),
        withdrawn,
        held,
        ..brought.counts
    };
    Report {
        completeness: brought.incoming.completeness.clone(),
        counts,
        rejections: count_rejections(&brought.rejections),
        notes: count_notes(outlines.iter().flat_map(|(id, outline)| notes(id, outline))),
        held: reason,
        alarms,
        organisers: brought.organisers,
        misses: misses(outlines.values().map(AsRef::as_ref)),
        listings: listing_changes(plan),
        activities: Vec::new(),
        changed_activities: 0,
        refused: refusals(&brought.rejections),
    }
}

fn notes<'a>(id: &'a ItemId, of: &'a Outline) -> impl Iterator<Item = (&'a ItemId, &'a Note)> {
    of.notes.iter().map(move |note| (id, note))
}

pub(super) fn activity_changes(verdicts: &[Verdict]) -> Vec<ActivityChange> {
    verdicts.iter().take(LISTED).map(activity_change).collect()
}

fn activity_change(verdict: &Verdict) -> ActivityChange {
    ActivityChange {
        id: verdict.activity.id.clone(),
        name: verdict.activity.content.title().to_owned(),
        change: verdict.change,
        fields: verdict.fields.iter().copied().collect(),
    }
}

fn listing_changes(plan: &Plan) -> Vec<ListingChange> {
    use ListingChangeKind::{Added, Changed, Expired, Held, Returned, Withdrawn};
    let named = |listing: &Listing, change| ListingChange {
        id: listing.key.id.clone(),
        name: listing.content.title().to_owned(),
        change,
    };
    let unnamed =
        |id: &ItemId, change| ListingChange { id: id.clone(), name: String::new(), change };
    let removal = match plan.withdraw {
        Withdraw::Now { .. } => Withdrawn,
        Withdraw::Held { .. } => Held,
    };
    let (Withdraw::Now { removals } | Withdraw::Held { removals, .. }) = &plan.withdraw;
    let added = plan.add.iter().map(|listing| named(listing, Added));
    let changed = plan.change.iter().map(|change| named(&change.after, Changed));
    let returned = plan.returned.iter().map(|listing| named(listing, Returned));
    let expired = plan.expire.iter().map(|id| unnamed(id, Expired));
    let removed = removals.keys().map(|id| unnamed(id, removal));
    added.chain(changed).chain(returned).chain(expired).chain(removed).take(LISTED).collect()
}
