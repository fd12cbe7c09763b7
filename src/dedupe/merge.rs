//! One view of what several listings tell of one activity.

use std::collections::BTreeMap;

use crate::activity::Field;
use crate::id::ListingKey;
use crate::listing::{Content, Listing, Session};

/// What is published of an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    pub content: Content,
    pub sessions: Vec<Session>,
    /// Which listing each field came from.
    pub origin: BTreeMap<Field, ListingKey>,
}

/// Everything comes from the listing with the smallest key, so it does not depend on the order in
/// which they arrive.
#[must_use]
pub fn merge(members: &[&Listing]) -> Merged {
    let Some(first) = members.iter().min_by(|a, b| a.key.cmp(&b.key)) else {
        return Merged::default();
    };
    Merged {
        content: first.content.clone(),
        sessions: first.sessions.clone(),
        origin: Field::OF_LISTING.into_iter().map(|field| (field, first.key.clone())).collect(),
    }
}
