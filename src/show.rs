//! Shown or not, and why not.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::id::{ActivityId, ListingKey};
use crate::municipality::Municipality;

/// Why an activity that is stored is not shown. The codes are public and stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person asked for it, or an admin decided it.
    Suppressed,
    Withdrawn,
    Draft,
    /// Its status is none that we know.
    UnrecognisedStatus,
    NotYetVisible,
    NoLongerVisible,
    /// Neither its area nor a place of it is in the region.
    OutsideRegion,
    /// It ended longer ago than the feeds look back.
    Ended,
}

/// What decides besides the activity itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// `None` = no region filter.
    pub region: Option<BTreeSet<Municipality>>,
    pub suppressed_listings: BTreeSet<ListingKey>,
    pub suppressed_activities: BTreeSet<ActivityId>,
    /// How many days an ended activity stays.
    pub past_days: u16,
}

/// Empty = shown. `as_of` is the local date of the revision.
#[must_use]
pub fn reasons(activity: &Activity, policy: &Policy, as_of: NaiveDate) -> BTreeSet<Reason> {
    let _ = (activity, policy, as_of);
    BTreeSet::new()
}
