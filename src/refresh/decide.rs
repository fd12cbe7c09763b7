//! What becomes of activities because of which listings are together now.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::activity::{Activity, Field, State};
use crate::dedupe::carry::{self, Change};
use crate::dedupe::index::Cluster;
use crate::dedupe::merge::{Currency, Witness};
use crate::dedupe::naming::{Known, Name, Naming};
use crate::id::{ActivityId, ListingKey, Revision, SourceId};
use crate::listing::Rank;
use crate::plan::ListingState;
use crate::report::ActivityChangeKind;
use crate::store::listings::Kept;

/// What becomes of one activity.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) activity: Arc<Activity>,
    pub(super) change: ActivityChangeKind,
    pub(super) fields: BTreeSet<Field>,
}

/// How far each configured source is believed. One that is not configured any more is heard only where
/// no other tells of an activity: nobody reads on whether it still says so.
#[derive(Clone, Debug)]
pub(super) struct Trust(pub(super) BTreeMap<SourceId, Rank>);

/// Clusters that are looked at anew, with all that they are made of.
pub(super) struct Case<'a> {
    pub(super) clusters: &'a [Cluster],
    pub(super) kept: &'a BTreeMap<ListingKey, Kept>,
    pub(super) known: &'a BTreeMap<ListingKey, Known>,
    pub(super) activities: &'a BTreeMap<ActivityId, Activity>,
    pub(super) trust: &'a Trust,
    pub(super) now: DateTime<Utc>,
    pub(super) revision: Revision,
}

/// Something is published of what its source has, or had until it ended.
pub(super) fn tells(kept: &Kept) -> bool {
    kept.stored.state != ListingState::Withdrawn
}

impl Case<'_> {
    /// What has ended, then the clusters in their order, then what redirects.
    pub(super) fn verdicts(&self, naming: &Naming) -> Vec<Verdict> {
        let ended = naming.ended.iter().filter_map(|id| self.withdrawn(id));
        let named = self.clusters.iter().zip(&naming.names);
        let named = named.filter_map(|(cluster, name)| self.of(cluster, name.as_ref()?));
        let merged = naming.merged.iter().filter_map(|(id, into)| self.merged(id, into));
        ended.chain(named).chain(merged).collect()
    }

    fn of(&self, cluster: &Cluster, name: &Name) -> Option<Verdict> {
        let witnesses = self.witnesses(cluster);
        let id = name.id();
        if witnesses.is_empty() {
            return self.withdrawn(&id);
        }
        let previous = self.activities.get(&id);
        let (founder, generation) = match name {
            Name::New { founder, generation } => (founder, *generation),
            Name::Old(_) => previous.map(|activity| (&activity.founder, activity.generation))?,
        };
        let (now, revision) = (self.now, self.revision);
        let change = carry::activity(previous, founder, generation, &witnesses, now, revision);
        let kind = match previous.map(|activity| &activity.state) {
            None if self.came_from_another(cluster) => ActivityChangeKind::Split,
            None => ActivityChangeKind::Added,
            Some(State::Live) => ActivityChangeKind::Changed,
            Some(State::Withdrawn { .. }) => ActivityChangeKind::Returned,
            Some(State::Merged { .. }) => ActivityChangeKind::Split,
        };
        verdict(change, kind)
    }

    fn came_from_another(&self, cluster: &Cluster) -> bool {
        let mut known = cluster.iter().filter_map(|key| self.known.get(key));
        known.any(|known| known.tells && known.activity.is_some())
    }

    fn witnesses(&self, cluster: &Cluster) -> Vec<Witness<'_>> {
        let kept = cluster.iter().filter_map(|key| self.kept.get(key)).filter(|kept| tells(kept));
        let (configured, others): (Vec<_>, Vec<_>) =
            kept.map(|kept| self.witness(kept)).partition(|(is_configured, _)| *is_configured);
        let heard = if configured.is_empty() { others } else { configured };
        heard.into_iter().map(|(_, witness)| witness).collect()
    }

    fn witness<'b>(&self, kept: &'b Kept) -> (bool, Witness<'b>) {
        let rank = self.trust.0.get(&kept.stored.listing.key.source);
        let currency = match kept.stored.state {
            ListingState::Live => Currency::Listed,
            ListingState::Expired | ListingState::Withdrawn => Currency::Ended,
        };
        let witness = Witness {
            listing: &kept.stored.listing,
            rank: rank.copied().unwrap_or(Rank(u8::MAX)),
            currency,
            first_seen: kept.first_seen,
            changed: kept.changed,
        };
        (rank.is_some(), witness)
    }

    fn withdrawn(&self, id: &ActivityId) -> Option<Verdict> {
        let activity = self.activities.get(id)?;
        verdict(carry::withdraw(activity, self.now, self.revision), ActivityChangeKind::Withdrawn)
    }

    fn merged(&self, id: &ActivityId, into: &ActivityId) -> Option<Verdict> {
        let activity = self.activities.get(id)?;
        let change = carry::merge_away(activity, into, self.now, self.revision);
        verdict(change, ActivityChangeKind::Merged)
    }
}

fn verdict(change: Change, kind: ActivityChangeKind) -> Option<Verdict> {
    match change {
        Change::Unchanged => None,
        Change::New(activity) => {
            Some(Verdict { activity: activity.into(), change: kind, fields: BTreeSet::new() })
        }
        Change::Changed { activity, fields } => {
            Some(Verdict { activity: activity.into(), change: kind, fields })
        }
    }
}
