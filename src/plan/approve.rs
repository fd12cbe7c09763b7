use std::collections::{BTreeMap, BTreeSet};

use super::{Cause, ListingState, Removals, Stored};
use crate::id::ItemId;

/// Of what is held, what a person has approved: only entries that the person named, and only those
/// still gone. One that came back since has left `held`, or counts no absence any more. The person's
/// word stands in for the second complete run where a run brought nothing at all.
#[must_use]
pub fn approve(
    held: &Removals,
    named: &BTreeSet<ItemId>,
    stored: &BTreeMap<ItemId, Stored>,
) -> Removals {
    let still_gone = |id: &ItemId, cause: Cause| {
        stored.get(id).is_some_and(|entry| {
            entry.state == ListingState::Live && (cause != Cause::Absent || entry.absent > 0)
        })
    };
    held.iter()
        .filter(|(id, cause)| named.contains(*id) && still_gone(id, **cause))
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
