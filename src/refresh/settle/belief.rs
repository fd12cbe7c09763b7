//! Who is believed is said by the configuration, and how by this version of Kooste. Where either is
//! another than when activities were merged, those of several listings are merged anew.

use std::collections::BTreeMap;

use rusqlite::Transaction;

use crate::dedupe::index::Cluster;
use crate::dedupe::merge::MERGER;
use crate::id::ActivityId;
use crate::refresh::decide::Trust;
use crate::store::{StoreError, activities, settings};

const SETTING: &str = "merged_by";

/// The activities of several listings, each with all its listings; none where it is as before. It is
/// as from then on.
pub(super) fn shaken(tx: &Transaction<'_>, trust: &Trust) -> Result<Vec<Cluster>, StoreError> {
    let told = told(trust);
    if settings::get(tx, SETTING)?.as_ref() == Some(&told) {
        return Ok(Vec::new());
    }
    settings::set(tx, SETTING, &told)?;
    let mut members: BTreeMap<ActivityId, Cluster> = BTreeMap::new();
    for (key, id) in activities::membership(tx)? {
        members.entry(id).or_default().insert(key);
    }
    Ok(members.into_values().filter(|cluster| cluster.len() > 1).collect())
}

/// "2 kunta=3 lahella=1"
fn told(trust: &Trust) -> String {
    let ranks = trust.0.iter().map(|(source, rank)| format!(" {source}={}", rank.0));
    format!("{MERGER}{}", ranks.collect::<String>())
}
