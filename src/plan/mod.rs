//! What a run changes: stored × incoming → plan. Pure; a dry run prints it, a real one applies it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::ItemId;
use crate::listing::Listing;

/// A listing as it is stored, with what its source's last runs showed of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub listing: Listing,
    pub state: ListingState,
    /// In how many complete runs in a row it was absent.
    pub absent: u8,
    /// How often the source had used this id for something else before.
    pub generation: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingState {
    Live,
    /// It has ended and its source does not list it any more.
    Expired,
    Withdrawn,
}

/// What a run brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    pub listings: BTreeMap<ItemId, Listing>,
    /// Entries that were there but could not be read: they keep what is stored.
    pub unreadable: BTreeSet<ItemId>,
    /// Entries that the source says are gone.
    pub tombstones: BTreeSet<ItemId>,
    pub completeness: Completeness,
}

/// Whether what came is all there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "completeness", content = "reason", rename_all = "snake_case")]
pub enum Completeness {
    Complete,
    /// The source said that nothing changed since the last complete run: what was there then is there.
    Unchanged,
    /// Something does not add up, so an absent entry proves nothing.
    Partial(String),
    /// Only what changed was asked for.
    #[default]
    Increment,
}

/// The difference that a run makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub add: Vec<Listing>,
    pub change: Vec<Change>,
    /// Withdrawn or expired before, and back.
    pub returned: Vec<Listing>,
    /// Ended, and not listed any more. Not a removal.
    pub expire: Vec<ItemId>,
    pub withdraw: Withdraw,
    /// New counts of absence, where they change.
    pub absent: BTreeMap<ItemId, u8>,
    pub unchanged: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub before: Listing,
    pub after: Listing,
    /// The source used the id for something else: the old activity ends and a new one begins.
    pub reused: bool,
}

/// Removals, which need evidence; many at once need a person besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Withdraw {
    Now { removals: BTreeMap<ItemId, Cause> },
    Held { removals: BTreeMap<ItemId, Cause>, reason: HoldReason },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Absent from two complete runs in a row.
    Absent,
    /// The source says it is gone.
    Tombstone,
    /// Its status is no longer a published one.
    Unpublished,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// A complete run brought nothing where there was something.
    Empty,
    /// More than 5 and more than 20 % of what is live.
    Many,
}

/// Compares what is stored of one source with what a run of it brought. `as_of` is the local date.
#[must_use]
pub fn plan(stored: &BTreeMap<ItemId, Stored>, incoming: &Incoming, as_of: NaiveDate) -> Plan {
    let _ = (stored, incoming, as_of);
    Plan {
        add: Vec::new(),
        change: Vec::new(),
        returned: Vec::new(),
        expire: Vec::new(),
        withdraw: Withdraw::Now { removals: BTreeMap::new() },
        absent: BTreeMap::new(),
        unchanged: 0,
    }
}
