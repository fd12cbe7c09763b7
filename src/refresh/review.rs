//! The queue of pairs that a person looks through.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::activity::{Activity, State};
use crate::id::{ActivityId, ListingKey};
use crate::listing::Session;
use crate::store::possible::{self, Possible};
use crate::store::{StoreError, activities, listings};
use crate::weburl::WebUrl;

/// Two activities that may be one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Queued {
    pub a: Side,
    pub b: Side,
    #[serde(flatten)]
    pub found: Found,
}

/// What was found, as it stands in the queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// In log-odds.
    pub score: f64,
    pub model: String,
    pub evidence: Value,
    pub since: chrono::DateTime<chrono::Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// As `source:id`.
    pub listing: String,
    pub activity: ActivityId,
    pub name: String,
    pub organiser: Option<String>,
    pub link: Option<WebUrl>,
    #[serde(skip)]
    pub sessions: Vec<Session>,
}

/// The likeliest first; those of which either is gone, or that are one by now, are left out.
pub fn queue(connection: &Connection) -> Result<Vec<Queued>, StoreError> {
    let mut queue = Vec::new();
    for possible in possible::all(connection)? {
        let [a, b] = possible.pair.keys();
        let sides = (side(connection, a)?, side(connection, b)?);
        if let (Some(a), Some(b)) = sides
            && a.activity != b.activity
        {
            queue.push(Queued { a, b, found: found(possible) });
        }
    }
    Ok(queue)
}

/// The listing that stands for what a person names: it itself, or the one that founded an activity,
/// or the first of those that are left of it.
pub fn spokesman(
    connection: &Connection,
    id: &ActivityId,
) -> Result<Option<ListingKey>, StoreError> {
    let Some(mut activity) = activities::get(connection, id)? else { return Ok(None) };
    if let State::Merged { into } = &activity.state {
        let Some(whole) = activities::get(connection, into)? else { return Ok(None) };
        activity = whole;
    }
    let mut keys = activity.members.iter().map(|member| &member.key);
    let founder = keys.clone().find(|key| **key == activity.founder);
    Ok(founder.or_else(|| keys.next()).cloned())
}

fn side(connection: &Connection, key: &ListingKey) -> Result<Option<Side>, StoreError> {
    let activity = activities::of_listing(connection, key)?;
    let live = activity.filter(|activity: &Activity| activity.state == State::Live);
    let stored = listings::get(connection, key)?;
    Ok(live.zip(stored).map(|(activity, stored)| Side {
        listing: key.to_string(),
        activity: activity.id,
        name: stored.listing.content.title().to_owned(),
        organiser: stored.listing.content.organiser.name,
        link: stored.listing.credit.link,
        sessions: stored.listing.sessions,
    }))
}

fn found(possible: Possible) -> Found {
    Found {
        score: possible.score,
        model: possible.model,
        evidence: possible.evidence,
        since: possible.since,
    }
}
