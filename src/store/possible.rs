//! Pairs of listings that may be one activity: the queue that a person looks through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;
use serde_json::Value;

use super::{StoreError, by_name, from_json, instant, rulings, seconds, to_json};
use crate::dedupe::rulings::Pair;
use crate::id::ActivityId;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Possible {
    pub pair: Pair,
    /// In log-odds.
    pub score: f64,
    /// Which version of the weights found it.
    pub model: String,
    pub evidence: Value,
    pub since: DateTime<Utc>,
}

/// The likeliest first.
pub fn all(connection: &Connection) -> Result<Vec<Possible>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT source, listing, other_source, other_listing, score, model, evidence, since
         FROM possible ORDER BY score DESC, source, listing, other_source, other_listing",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Possible {
            pair: rulings::pair(row)?,
            score: row.get(4)?,
            model: row.get(5)?,
            evidence: from_json("evidence", &row.get::<_, String>(6)?)?,
            since: instant(row.get(7)?),
        });
    }
    Ok(all)
}

/// All pairs, in order.
pub fn pairs(connection: &Connection) -> Result<Vec<Pair>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT source, listing, other_source, other_listing FROM possible
         ORDER BY source, listing, other_source, other_listing",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(rulings::pair(row)?);
    }
    Ok(all)
}

pub fn count(connection: &Connection) -> Result<usize, StoreError> {
    let count: u32 = connection
        .prepare_cached("SELECT count(*) FROM possible")?
        .query_row([], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A pair that is known already keeps its date.
pub fn put(transaction: &Transaction<'_>, possible: &Possible) -> Result<(), StoreError> {
    let [a, b] = possible.pair.keys();
    transaction
        .prepare_cached(
            "INSERT INTO possible (source, listing, other_source, other_listing, score, model, evidence, since)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (source, listing, other_source, other_listing) DO UPDATE SET
                 score = excluded.score, model = excluded.model, evidence = excluded.evidence",
        )?
        .execute(params![
            a.source.as_str(),
            a.id.as_str(),
            b.source.as_str(),
            b.id.as_str(),
            possible.score,
            possible.model,
            to_json("evidence", &possible.evidence)?,
            seconds(possible.since),
        ])?;
    Ok(())
}

pub fn remove(transaction: &Transaction<'_>, pair: &Pair) -> Result<(), StoreError> {
    let [a, b] = pair.keys();
    transaction
        .prepare_cached(
            "DELETE FROM possible WHERE source = ?1 AND listing = ?2
                 AND other_source = ?3 AND other_listing = ?4",
        )?
        .execute([a.source.as_str(), a.id.as_str(), b.source.as_str(), b.id.as_str()])?;
    Ok(())
}

/// For each live activity, those live ones that may be the same; each pair stands under both.
pub fn by_activity(
    connection: &Connection,
) -> Result<BTreeMap<ActivityId, BTreeSet<ActivityId>>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT a.activity, b.activity FROM possible
         JOIN member AS a ON a.source = possible.source AND a.listing = possible.listing
         JOIN member AS b ON b.source = possible.other_source AND b.listing = possible.other_listing
         JOIN activity AS one ON one.id = a.activity AND one.state = 'live'
         JOIN activity AS two ON two.id = b.activity AND two.state = 'live'
         WHERE a.activity <> b.activity",
    )?;
    let mut rows = statement.query([])?;
    let mut found: BTreeMap<ActivityId, BTreeSet<ActivityId>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let id = |at: usize| -> Result<ActivityId, StoreError> {
            by_name("activity id", &row.get::<_, String>(at)?)
        };
        let (a, b) = (id(0)?, id(1)?);
        found.entry(a.clone()).or_default().insert(b.clone());
        found.entry(b).or_default().insert(a);
    }
    Ok(found)
}
