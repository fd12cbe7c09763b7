use std::collections::BTreeSet;

use super::{ListingState, Records, Removals};
use crate::id::ItemId;

/// Of what is held, what a person has approved: only what was named, and only what is still live.
/// An entry that came back since has left `held`, which each run computes anew.
#[must_use]
pub fn approve(held: &Removals, named: &BTreeSet<ItemId>, records: &Records) -> Removals {
    let live = |id| records.get(id).is_some_and(|record| record.state == ListingState::Live);
    held.iter()
        .filter(|(id, _)| named.contains(*id) && live(*id))
        .map(|(id, cause)| (id.clone(), *cause))
        .collect()
}

/// Names a set of removals, so that a person approves what was seen and not what it has become:
/// 16 hexadecimal digits.
#[must_use]
pub fn digest(removals: &Removals) -> String {
    let mut hasher = blake3::Hasher::new();
    for (id, cause) in removals {
        for part in [id.as_str(), cause.code()] {
            // An id may hold any character, so its length is hashed and not a separator.
            hasher.update(part.len().to_string().as_bytes());
            hasher.update(b":");
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}
