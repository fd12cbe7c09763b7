//! What people have hidden, by the activities that it takes along.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use crate::id::{ActivityId, ListingKey};
use crate::store::{StoreError, activities, decisions};

/// The subjects, as `source:id`, because of which each activity is hidden: one entry hides the whole of
/// the activity that it belongs to.
pub fn by_activity(
    connection: &Connection,
) -> Result<BTreeMap<ActivityId, BTreeSet<String>>, StoreError> {
    let mut hidden: BTreeMap<ActivityId, BTreeSet<String>> = BTreeMap::new();
    for subject in decisions::suppressions(connection)?.into_keys() {
        let activity = match ListingKey::parse(&subject) {
            Some(key) => activities::id_of_listing(connection, &key)?,
            None => ActivityId::parse(&subject),
        };
        if let Some(activity) = activity {
            hidden.entry(activity).or_default().insert(subject);
        }
    }
    Ok(hidden)
}

/// Because of what else an entry is hidden.
pub fn others(connection: &Connection, key: &ListingKey) -> Result<BTreeSet<String>, StoreError> {
    let Some(activity) = activities::id_of_listing(connection, key)? else {
        return Ok(BTreeSet::new());
    };
    let mut subjects = by_activity(connection)?.remove(&activity).unwrap_or_default();
    subjects.remove(&key.to_string());
    Ok(subjects)
}
