//! One view of what several listings tell of one activity: chosen field by field, not listing by
//! listing, and with each field's origin.

mod facts;
mod places;
mod sessions;
mod status;
mod texts;
mod together;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::activity::Field;
use crate::id::ListingKey;
use crate::listing::{Content, Listing, Publication, Rank, Session};

pub use facts::reach;

/// Raised where the same listings come to tell something else together: what is stored is merged anew.
pub const MERGER: u32 = 2;

/// A listing as one that tells of an activity.
#[derive(Clone, Copy, Debug)]
pub struct Witness<'a> {
    pub listing: &'a Listing,
    pub rank: Rank,
    pub currency: Currency,
    pub first_seen: DateTime<Utc>,
    /// When what its source says of it last changed.
    pub changed: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    Listed,
    /// It has ended, and its source does not list it any more.
    Ended,
}

/// What is published of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub content: Content,
    pub sessions: Vec<Session>,
    /// Which listing each field came from; of what is joined, the first that gave something.
    pub origin: BTreeMap<Field, ListingKey>,
}

impl Witness<'_> {
    /// In which they are believed; the key only makes it one order.
    fn order(&self) -> (Currency, Rank, &ListingKey) {
        (self.currency, self.rank, &self.listing.key)
    }

    /// What it says of its status now is news, and not only how it was found.
    fn has_changed(&self) -> bool {
        self.changed > self.first_seen
    }
}

/// Those that are listened to, in the order in which they are believed. Where one is published, what
/// others hold back, drafts for one, is not taken from them.
#[must_use]
pub fn heard<'a>(witnesses: &[Witness<'a>]) -> Vec<Witness<'a>> {
    let published = |w: &Witness<'_>| w.listing.content.publication == Publication::Published;
    let any = witnesses.iter().any(published);
    let mut heard: Vec<_> = witnesses.iter().filter(|w| !any || published(w)).copied().collect();
    heard.sort_by(|a, b| a.order().cmp(&b.order()));
    heard
}

/// What they tell together. One alone tells what it tells; the order of several decides nothing.
#[must_use]
pub fn merge(witnesses: &[Witness<'_>]) -> Merged {
    let heard = heard(witnesses);
    let Some(first) = heard.first() else { return Merged::default() };
    let (content, mut origin) = facts::content(&heard, first);
    let (sessions, from) = sessions::sessions(&heard, first);
    origin.insert(Field::Sessions, from);
    Merged { content, sessions, origin }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
