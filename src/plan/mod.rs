//! What a run changes: stored × incoming → plan. Pure; a dry run prints it, a real one applies it.

mod apply;
mod approve;
mod compare;
mod guard;
mod reused;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::ItemId;
use crate::listing::{Listing, Mark, Outline};

pub use apply::{Step, apply};
pub use approve::{approve, digest};
pub use compare::plan;

/// A listing as it is stored, with what its source's last runs showed of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub listing: Listing,
    pub state: ListingState,
    /// In how many complete runs in a row it was absent; counted no further than `ENOUGH`.
    pub absent: u8,
    /// How often the source had used this id for something else before.
    pub generation: u32,
}

/// The same in outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub outline: Outline,
    pub state: ListingState,
    pub absent: u8,
    pub generation: u32,
    /// Of what it was read from, where that is known.
    pub mark: Option<Mark>,
}

/// By the source's ids.
pub type Records = BTreeMap<ItemId, Record>;

/// What is stored of a source before a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// All of it, in outline.
    pub records: Records,
    /// In full, those that `Incoming::compared` names.
    pub listings: BTreeMap<ItemId, Listing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingState {
    Live,
    /// It has ended and its source does not list it any more.
    Expired,
    Withdrawn,
}

/// So many complete runs in a row without an entry are evidence that it is gone.
pub const ENOUGH: u8 = 2;

/// What a run brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    pub listings: BTreeMap<ItemId, Listing>,
    /// Entries that were read before, to what is stored of them.
    pub same: BTreeSet<ItemId>,
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

/// The difference that a run makes. Lists are in order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub add: Vec<Listing>,
    pub change: Vec<Change>,
    /// Withdrawn or expired before, and back.
    pub returned: Vec<Listing>,
    /// Ended, and not listed any more. Not a removal.
    pub expire: Vec<ItemId>,
    pub withdraw: Withdraw,
    /// What the source now says of those that `withdraw` takes away because of their status; kept
    /// out of the store as long as the removal is held.
    pub unpublished: Vec<Listing>,
    /// New counts of absence, where they change.
    pub absent: BTreeMap<ItemId, u8>,
    pub unchanged: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub after: Listing,
    /// The source used the id for something else: the old activity ends and a new one begins.
    pub reused: bool,
}

/// What is removed, and on what evidence.
pub type Removals = BTreeMap<ItemId, Cause>;

/// Removals, which need evidence; many at once need a person besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Withdraw {
    Now { removals: Removals },
    Held { removals: Removals, reason: HoldReason },
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
    /// It is still published, and yet would not be shown any more: its visibility has ended, it has moved
    /// out of the region, or its dates into the past. Held only where many are; else a change like any other.
    Hidden,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// A complete run brought nothing where there was something.
    Empty,
    /// More than 5 and more than 20 % of what is live.
    Many,
}

impl Incoming {
    /// Of which stored listings more must be known than their outlines.
    pub fn compared<'a>(&'a self, records: &'a Records) -> impl Iterator<Item = &'a ItemId> {
        let read = self.listings.keys().filter(|id| records.contains_key(*id));
        let away = records.iter().filter(|(_, record)| record.state != ListingState::Live);
        let back = away.map(|(id, _)| id).filter(|id| self.same.contains(*id));
        read.chain(back)
    }
}

impl From<&Stored> for Record {
    fn from(stored: &Stored) -> Self {
        let Stored { listing, state, absent, generation } = stored;
        let outline = Outline::of(listing);
        Self { outline, state: *state, absent: *absent, generation: *generation, mark: None }
    }
}

impl Plan {
    /// Takes these away and does nothing else: what an approval comes to.
    #[must_use]
    pub fn removing(removals: Removals) -> Self {
        Self { withdraw: Withdraw::Now { removals }, ..Self::default() }
    }
}

impl Default for Withdraw {
    fn default() -> Self {
        Self::Now { removals: Removals::new() }
    }
}

impl Cause {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Tombstone => "tombstone",
            Self::Unpublished => "unpublished",
            Self::Hidden => "hidden",
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod words;
