//! Which entries of the sources are one activity, by the sources' own ids: for measuring.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::id::{ActivityId, ItemId, SourceId};
use crate::plan::ListingState;
use crate::store::{StoreError, activities, listings};

#[derive(Debug, Serialize)]
pub(super) struct Cluster {
    id: ActivityId,
    /// In order; never empty.
    members: Vec<Member>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Member {
    source: SourceId,
    source_id: ItemId,
}

/// In order of their ids. Hidden activities and those that have ended are told too: whether anything is
/// shown of an entry says nothing of what it is.
pub(super) fn read(connection: &Connection) -> Result<Vec<Cluster>, StoreError> {
    let belongs = activities::membership(connection)?;
    let mut clusters: BTreeMap<&ActivityId, Vec<Member>> = BTreeMap::new();
    for key in listings::keys(connection)? {
        let Some(kept) = listings::times(connection, &key)? else { continue };
        let Some(id) = belongs.get(&key) else { continue };
        if kept.stored.state == ListingState::Withdrawn {
            continue;
        }
        let own = kept.stored.listing.source_ids();
        let member = |id: &ItemId| Member { source: key.source.clone(), source_id: id.clone() };
        clusters.entry(id).or_default().extend(own.map(member));
    }
    let cluster = |(id, mut members): (&ActivityId, Vec<Member>)| {
        members.sort();
        Cluster { id: id.clone(), members }
    };
    Ok(clusters.into_iter().map(cluster).collect())
}
