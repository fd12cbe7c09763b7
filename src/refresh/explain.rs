//! Why listings are one activity and others are not: the answer for the terminal and for admins.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::Serialize;

use super::recognise::takes_part;
use super::why::{self, Subject};
use crate::activity::{Activity, Field};
use crate::dedupe::explain::Comparison;
use crate::dedupe::index::{Changes, Cluster, Index};
use crate::dedupe::rulings::Ruling;
use crate::dedupe::weights::MODEL;
use crate::id::{ActivityId, ListingKey};
use crate::plan::ListingState;
use crate::store::listings::{self, Kept};
use crate::store::possible::{self, Possible};
use crate::store::rulings::Ruled;
use crate::store::{StoreError, activities, revisions, rulings, translations};
use crate::weburl::WebUrl;

/// Listings are named as `source:id`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    pub activity: ActivityId,
    pub name: String,
    pub model: Model,
    pub members: Vec<Member>,
    /// Each two of the members; the dates of a series that a source lists one by one are one of them.
    pub pairs: Vec<Pair>,
    /// Others that may be the same.
    pub possible: Vec<Doubt>,
    pub rulings: Vec<Said>,
    /// Which listing each field of what is published came from.
    pub origin: BTreeMap<Field, String>,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Model {
    /// Of the table of weights.
    pub weights: u32,
    /// Of the translations that were learnt.
    pub translations: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    pub listing: String,
    pub name: String,
    pub state: ListingState,
    pub link: Option<WebUrl>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    pub a: String,
    pub b: String,
    #[serde(flatten)]
    pub comparison: Comparison,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Doubt {
    /// The other activity.
    pub activity: ActivityId,
    pub since: DateTime<Utc>,
    /// Why they were not joined although they are alike enough: a code, the code of the veto if it is
    /// one, and the two listings between which it stands.
    pub refused: serde_json::Value,
    #[serde(flatten)]
    pub pair: Pair,
}

/// A ruling, with who made it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    pub ruling: Ruling,
    pub pair: [String; 2],
    pub reason: String,
    pub actor: String,
    pub at: DateTime<Utc>,
}

impl From<Ruled> for Said {
    fn from(ruled: Ruled) -> Self {
        let pair = ruled.pair.keys().map(ToString::to_string);
        Self { ruling: ruled.ruling, pair, reason: ruled.reason, actor: ruled.actor, at: ruled.at }
    }
}

/// `None` where it is no activity, and no listing of one.
pub fn explain(
    connection: &Connection,
    subject: &Subject,
) -> Result<Option<Explanation>, StoreError> {
    let Some(key) = why::key(connection, subject)? else { return Ok(None) };
    let Some(activity) = activities::of_listing(connection, &key)? else { return Ok(None) };
    let own = activities::listings_of(connection, &activity.id)?;
    let touches = |possible: &Possible| possible.pair.keys().iter().any(|key| own.contains(*key));
    let doubts: Vec<_> = possible::all(connection)?.into_iter().filter(touches).collect();
    let mut all = own.clone();
    for key in doubts.iter().flat_map(|possible| possible.pair.keys()) {
        if let Some(id) = activities::id_of_listing(connection, key)? {
            all.extend(activities::listings_of(connection, &id)?);
        }
    }
    let kept = load(connection, &all)?;
    let index = index(connection, &kept)?;
    let said = rulings::all(connection)?;
    let about = |ruled: &Ruled| ruled.pair.keys().iter().any(|key| own.contains(*key));
    Ok(Some(Explanation {
        name: activity.content.title().to_owned(),
        model: Model { weights: MODEL, translations: index.memory().version() },
        members: own.iter().filter_map(|key| kept.get(key)).map(member).collect(),
        pairs: pairs(&index, &own),
        possible: others(connection, &index, &activity, &doubts)?,
        rulings: said.into_iter().filter(about).map(Said::from).collect(),
        origin: activity.origin.iter().map(|(field, key)| (*field, key.to_string())).collect(),
        activity: activity.id,
    }))
}

fn load(
    connection: &Connection,
    keys: &BTreeSet<ListingKey>,
) -> Result<BTreeMap<ListingKey, Kept>, StoreError> {
    let mut all = BTreeMap::new();
    for key in keys {
        if let Some(kept) = listings::times(connection, key)? {
            all.insert(key.clone(), kept);
        }
    }
    Ok(all)
}

/// Of these listings alone: what two have to do with each other depends on no third.
fn index(connection: &Connection, kept: &BTreeMap<ListingKey, Kept>) -> Result<Index, StoreError> {
    let today = revisions::latest(connection)?.map_or(NaiveDate::MIN, |latest| latest.as_of);
    let memory = translations::get(connection)?.memory;
    let mut index = Index::new(rulings::standing(connection)?, memory);
    let taking_part = kept.iter().filter(|(_, kept)| takes_part(kept, today));
    let changes: Changes<'_> =
        taking_part.map(|(key, kept)| (key.clone(), Some(&kept.stored.listing))).collect();
    index.apply(&changes);
    Ok(index)
}

fn member(kept: &Kept) -> Member {
    let listing = &kept.stored.listing;
    Member {
        listing: listing.key.to_string(),
        name: listing.content.title().to_owned(),
        state: kept.stored.state,
        link: listing.credit.link.clone(),
    }
}

fn pairs(index: &Index, own: &BTreeSet<ListingKey>) -> Vec<Pair> {
    let series: Vec<Cluster> = index.series().filter(|series| !series.is_disjoint(own)).collect();
    let first: Vec<&ListingKey> = series.iter().filter_map(|series| series.first()).collect();
    let mut pairs = Vec::new();
    for (at, a) in first.iter().enumerate() {
        pairs.extend(first.iter().skip(at + 1).filter_map(|b| pair(index, a, b)));
    }
    pairs
}

fn pair(index: &Index, a: &ListingKey, b: &ListingKey) -> Option<Pair> {
    let comparison = Comparison::of(&index.judge(a, b)?);
    Some(Pair { a: a.to_string(), b: b.to_string(), comparison })
}

fn others(
    connection: &Connection,
    index: &Index,
    activity: &Activity,
    doubts: &[Possible],
) -> Result<Vec<Doubt>, StoreError> {
    let mut told = Vec::new();
    for possible in doubts {
        let [a, b] = possible.pair.keys();
        for key in [a, b] {
            let other = activities::id_of_listing(connection, key)?;
            let Some(other) = other.filter(|other| *other != activity.id) else { continue };
            told.extend(pair(index, a, b).map(|pair| Doubt {
                activity: other,
                since: possible.since,
                refused: possible.evidence.get("refused").cloned().unwrap_or_default(),
                pair,
            }));
        }
    }
    Ok(told)
}
