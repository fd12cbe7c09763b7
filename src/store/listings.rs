//! What each source said last, and whether it still says it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use super::{StoreError, by_name, from_json, instant, name_of, seconds, to_json};
use crate::id::{ItemId, ListingKey, SourceId};
use crate::plan::Stored;

/// All of a source's listings, withdrawn and expired ones included.
pub fn of_source(
    connection: &Connection,
    source: &SourceId,
) -> Result<BTreeMap<ItemId, Stored>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT body, state, absent, generation FROM listing WHERE source = ?1")?;
    let mut rows = statement.query([source.as_str()])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let stored = stored(row)?;
        all.insert(stored.listing.key.id.clone(), stored);
    }
    Ok(all)
}

fn stored(row: &rusqlite::Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        listing: from_json("listing", &row.get::<_, String>(0)?)?,
        state: by_name("listing state", &row.get::<_, String>(1)?)?,
        absent: row.get(2)?,
        generation: row.get(3)?,
    })
}

/// A listing with when it came, changed and went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub stored: Stored,
    pub first_seen: DateTime<Utc>,
    /// When what its source says of it last changed.
    pub changed: DateTime<Utc>,
    /// Since when it is not live.
    pub gone: Option<DateTime<Utc>>,
}

const KEPT: &str = "SELECT body, state, absent, generation, first_seen, changed, gone FROM listing";

fn kept(row: &rusqlite::Row<'_>) -> Result<Kept, StoreError> {
    Ok(Kept {
        stored: stored(row)?,
        first_seen: instant(row.get(4)?),
        changed: instant(row.get(5)?),
        gone: row.get::<_, Option<i64>>(6)?.map(instant),
    })
}

/// Of every listing of every source.
pub fn keys(connection: &Connection) -> Result<BTreeSet<ListingKey>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT source, id FROM listing ORDER BY source, id")?;
    let mut rows = statement.query([])?;
    let mut keys = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let source = by_name("source id", &row.get::<_, String>(0)?)?;
        keys.insert(ListingKey::new(source, by_name("item id", &row.get::<_, String>(1)?)?));
    }
    Ok(keys)
}

/// One listing with its times.
pub fn times(connection: &Connection, key: &ListingKey) -> Result<Option<Kept>, StoreError> {
    let sql = format!("{KEPT} WHERE source = ?1 AND id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([key.source.as_str(), key.id.as_str()])?;
    rows.next()?.map(kept).transpose()
}

/// Writes what differs from `before`. Bookkeeping alone does not touch `changed`.
pub fn apply(
    transaction: &Transaction<'_>,
    before: &BTreeMap<ItemId, Stored>,
    after: &BTreeMap<ItemId, Stored>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (id, stored) in after {
        match before.get(id) {
            Some(old) if old == stored => {}
            Some(old) if old.listing == stored.listing => bookkeep(transaction, stored, now)?,
            Some(_) | None => upsert(transaction, stored, now)?,
        }
    }
    for (id, old) in before {
        if !after.contains_key(id) {
            delete(transaction, &old.listing.key)?;
        }
    }
    Ok(())
}

fn upsert(
    transaction: &Transaction<'_>,
    stored: &Stored,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let key = &stored.listing.key;
    transaction
        .prepare_cached(
            "INSERT INTO listing (source, id, body, state, absent, generation, first_seen, changed, gone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, iif(?4 = 'live', NULL, ?7))
             ON CONFLICT (source, id) DO UPDATE SET body = excluded.body, state = excluded.state,
                 absent = excluded.absent, generation = excluded.generation, changed = excluded.changed,
                 gone = iif(excluded.state = 'live', NULL, coalesce(gone, excluded.changed))",
        )?
        .execute(params![
            key.source.as_str(),
            key.id.as_str(),
            to_json("listing", &stored.listing)?,
            name_of("listing state", &stored.state)?,
            stored.absent,
            stored.generation,
            seconds(now),
        ])?;
    Ok(())
}

fn bookkeep(
    transaction: &Transaction<'_>,
    stored: &Stored,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let key = &stored.listing.key;
    transaction
        .prepare_cached(
            "UPDATE listing SET state = ?3, absent = ?4, generation = ?5,
                 gone = iif(?3 = 'live', NULL, coalesce(gone, ?6))
             WHERE source = ?1 AND id = ?2",
        )?
        .execute(params![
            key.source.as_str(),
            key.id.as_str(),
            name_of("listing state", &stored.state)?,
            stored.absent,
            stored.generation,
            seconds(now),
        ])?;
    Ok(())
}

/// Forgets a listing for good; its source listing it again makes it new.
pub fn delete(transaction: &Transaction<'_>, key: &ListingKey) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM listing WHERE source = ?1 AND id = ?2")?
        .execute([key.source.as_str(), key.id.as_str()])?;
    Ok(())
}

/// How many listings of a source are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    pub live: u32,
    pub expired: u32,
    pub withdrawn: u32,
}

pub fn numbers(connection: &Connection, source: &SourceId) -> Result<Numbers, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FILTER (WHERE state = 'live'), count(*) FILTER (WHERE state = 'expired'),
                count(*) FILTER (WHERE state = 'withdrawn') FROM listing WHERE source = ?1",
    )?;
    Ok(statement.query_row([source.as_str()], |row| {
        Ok(Numbers { live: row.get(0)?, expired: row.get(1)?, withdrawn: row.get(2)? })
    })?)
}

/// When an entry of the source was last new or changed.
pub fn last_news(
    connection: &Connection,
    source: &SourceId,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(changed) FROM listing WHERE source = ?1")?
        .query_row([source.as_str()], |row| row.get(0))?;
    Ok(newest.map(instant))
}

/// One listing, whatever its state.
pub fn get(connection: &Connection, key: &ListingKey) -> Result<Option<Stored>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body, state, absent, generation FROM listing WHERE source = ?1 AND id = ?2",
    )?;
    let mut rows = statement.query([key.source.as_str(), key.id.as_str()])?;
    rows.next()?.map(stored).transpose()
}

/// Every source that has listings, also one that the configuration no longer has.
pub fn sources(connection: &Connection) -> Result<Vec<SourceId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT source FROM listing ORDER BY source")?;
    let mut rows = statement.query([])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push(by_name("source id", &row.get::<_, String>(0)?)?);
    }
    Ok(sources)
}
