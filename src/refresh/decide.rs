//! Which activities change because of which listings did.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::activity::{Activity, Field, State};
use crate::dedupe::carry::{self, Change};
use crate::id::{ItemId, ListingKey, Revision};
use crate::plan::{ListingState, Stored};
use crate::report::ActivityChangeKind;

/// What becomes of one activity.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) activity: Arc<Activity>,
    pub(super) change: ActivityChangeKind,
    pub(super) fields: BTreeSet<Field>,
}

/// In order of the listings' ids. `known` are the activities to which the source's listings belong.
pub(super) fn verdicts(
    before: &BTreeMap<ItemId, Stored>,
    after: &BTreeMap<ItemId, Stored>,
    known: &BTreeMap<ListingKey, Activity>,
    now: DateTime<Utc>,
    revision: Revision,
) -> Vec<Verdict> {
    let moment = Moment { now, revision };
    let changed = after.iter().filter(|(id, stored)| differs(before.get(*id), stored));
    changed.flat_map(|(_, stored)| moment.of(stored, known.get(&stored.listing.key))).collect()
}

/// Bookkeeping aside.
fn differs(before: Option<&Stored>, after: &Stored) -> bool {
    before.is_none_or(|before| {
        before.listing != after.listing
            || before.state != after.state
            || before.generation != after.generation
    })
}

struct Moment {
    now: DateTime<Utc>,
    revision: Revision,
}

impl Moment {
    fn of(&self, stored: &Stored, known: Option<&Activity>) -> Vec<Verdict> {
        if stored.state == ListingState::Withdrawn {
            return known.and_then(|activity| self.withdraw(activity)).into_iter().collect();
        }
        let (same, other) = match known {
            Some(activity) if activity.generation == stored.generation => (Some(activity), None),
            other => (None, other),
        };
        // The id stands for something else now: what it stood for ends, and keeps its own public id.
        let ended = other.and_then(|activity| self.withdraw(activity));
        ended.into_iter().chain(self.carry_on(stored, same)).collect()
    }

    fn carry_on(&self, stored: &Stored, previous: Option<&Activity>) -> Option<Verdict> {
        let listing = &stored.listing;
        let change = carry::activity(
            previous,
            &listing.key,
            stored.generation,
            &[listing],
            self.now,
            self.revision,
        );
        let was_gone = previous.is_some_and(|activity| activity.state != State::Live);
        match change {
            Change::Unchanged => None,
            Change::New(activity) => Some(Verdict {
                activity: activity.into(),
                change: ActivityChangeKind::Added,
                fields: BTreeSet::new(),
            }),
            Change::Changed { activity, fields } if was_gone => Some(Verdict {
                activity: activity.into(),
                change: ActivityChangeKind::Returned,
                fields,
            }),
            Change::Changed { activity, fields } => Some(Verdict {
                activity: activity.into(),
                change: ActivityChangeKind::Changed,
                fields,
            }),
        }
    }

    fn withdraw(&self, activity: &Activity) -> Option<Verdict> {
        match carry::withdraw(activity, self.now, self.revision) {
            Change::Changed { activity, fields } => Some(Verdict {
                activity: activity.into(),
                change: ActivityChangeKind::Withdrawn,
                fields,
            }),
            Change::Unchanged | Change::New(_) => None,
        }
    }
}
