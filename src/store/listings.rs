//! What each source said last, and whether it still says it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use super::{StoreError, by_name, from_json, instant, name_of, seconds, text, to_json};
use crate::id::{ItemId, ListingKey, SourceId};
use crate::listing::{Listing, Mark, Outline, Reading};
use crate::plan::{ListingState, Record, Records, Step, Stored};
use crate::source::Same;

/// All of a source's listings, withdrawn and expired ones included.
pub fn of_source(
    connection: &Connection,
    source: &SourceId,
) -> Result<BTreeMap<ItemId, Stored>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body, state, absent, generation FROM listing
         JOIN body ON body.source = listing.source AND body.listing = listing.id
         WHERE listing.source = ?1",
    )?;
    let mut rows = statement.query([source.as_str()])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let stored = stored(row)?;
        all.insert(stored.listing.key.id.clone(), stored);
    }
    Ok(all)
}

fn stored(row: &Row<'_>) -> Result<Stored, StoreError> {
    Ok(Stored {
        listing: from_json("listing", text(row, 0)?)?,
        state: by_name("listing state", text(row, 1)?)?,
        absent: row.get(2)?,
        generation: row.get(3)?,
    })
}

/// The same in outline.
pub fn records(connection: &Connection, source: &SourceId) -> Result<Records, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, outline, state, absent, generation, mark FROM listing WHERE source = ?1",
    )?;
    let mut rows = statement.query([source.as_str()])?;
    // In the order of the ids: a map is made of all of them at once in less time than one by one.
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: ItemId = by_name("entry id", text(row, 0)?)?;
        let outline = match row.get_ref(1)? {
            ValueRef::Null => body(connection, source, &id)?.map(|body| Outline::of(&body)),
            _ => Some(from_json("outline", text(row, 1)?)?),
        };
        let record = Record {
            outline: outline.unwrap_or_default(),
            state: by_name("listing state", text(row, 2)?)?,
            absent: row.get(3)?,
            generation: row.get(4)?,
            mark: mark(row, 5)?,
        };
        all.push((id, record));
    }
    Ok(all.into_iter().collect())
}

/// Some of a source's listings, those of them that there are.
pub fn some<'a>(
    connection: &Connection,
    source: &SourceId,
    ids: impl IntoIterator<Item = &'a ItemId>,
) -> Result<BTreeMap<ItemId, Listing>, StoreError> {
    let mut all = BTreeMap::new();
    for id in ids {
        if let Some(listing) = body(connection, source, id)? {
            all.insert(id.clone(), listing);
        }
    }
    Ok(all)
}

fn body(
    connection: &Connection,
    source: &SourceId,
    id: &ItemId,
) -> Result<Option<Listing>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM body WHERE source = ?1 AND listing = ?2")?;
    let mut rows = statement.query([source.as_str(), id.as_str()])?;
    rows.next()?.map(|row| from_json("listing", text(row, 0)?)).transpose()
}

/// Of which live listings it is known what they were read from.
pub fn known(connection: &Connection, source: &SourceId) -> Result<Vec<Same>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, organiser, mark FROM listing
         WHERE source = ?1 AND state = 'live' AND mark IS NOT NULL",
    )?;
    let mut rows = statement.query([source.as_str()])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(mark) = mark(row, 2)? else { continue };
        all.push(Same { id: by_name("entry id", text(row, 0)?)?, organiser: row.get(1)?, mark });
    }
    Ok(all)
}

/// 32 bytes and 16.
fn mark(row: &Row<'_>, column: usize) -> Result<Option<Mark>, StoreError> {
    let stored: Option<[u8; 48]> = row.get(column)?;
    Ok(stored.and_then(|stored| {
        let (bytes, reading) = stored.split_first_chunk()?;
        Some(Mark { bytes: *bytes, reading: Reading(reading.try_into().ok()?) })
    }))
}

fn written(mark: &Mark) -> Vec<u8> {
    [mark.bytes.as_slice(), &mark.reading.0].concat()
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

impl Kept {
    /// What `apply` makes of a step for a listing that was not there before; `None` where it has nothing
    /// to store.
    #[must_use]
    pub fn first(step: Step, now: DateTime<Utc>) -> Option<Self> {
        let Step { state, absent, generation, listing } = step;
        let at = instant(seconds(now));
        Some(Self {
            stored: Stored { listing: listing?, state, absent, generation },
            first_seen: at,
            changed: at,
            gone: (state != ListingState::Live).then_some(at),
        })
    }
}

fn kept(row: &Row<'_>) -> Result<Kept, StoreError> {
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
        let source = by_name("source id", text(row, 0)?)?;
        keys.insert(ListingKey::new(source, by_name("item id", text(row, 1)?)?));
    }
    Ok(keys)
}

/// One listing with its times.
pub fn times(connection: &Connection, key: &ListingKey) -> Result<Option<Kept>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT body, state, absent, generation, first_seen, changed, gone FROM listing
         JOIN body ON body.source = listing.source AND body.listing = listing.id
         WHERE listing.source = ?1 AND listing.id = ?2",
    )?;
    let mut rows = statement.query([key.source.as_str(), key.id.as_str()])?;
    rows.next()?.map(kept).transpose()
}

/// Stores what a plan came to. Bookkeeping alone does not touch `changed`. `marks` are of what was read
/// in this run.
pub fn apply(
    transaction: &Transaction<'_>,
    source: &SourceId,
    steps: &BTreeMap<ItemId, Step>,
    marks: &BTreeMap<ItemId, Mark>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (id, step) in steps {
        match &step.listing {
            Some(listing) => upsert(transaction, step, listing, marks.get(id), now)?,
            None => bookkeep(transaction, source, id, step, now)?,
        }
    }
    Ok(())
}

fn upsert(
    transaction: &Transaction<'_>,
    step: &Step,
    listing: &Listing,
    mark: Option<&Mark>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ListingKey { source, id } = &listing.key;
    transaction
        .prepare_cached(
            "INSERT INTO listing (source, id, state, absent, generation, first_seen, changed, gone,
                                  outline, mark, organiser)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, iif(?3 = 'live', NULL, ?6), ?7, ?8, ?9)
             ON CONFLICT (source, id) DO UPDATE SET state = excluded.state,
                 absent = excluded.absent, generation = excluded.generation, changed = excluded.changed,
                 gone = iif(excluded.state = 'live', NULL, coalesce(gone, excluded.changed)),
                 outline = excluded.outline, mark = excluded.mark, organiser = excluded.organiser",
        )?
        .execute(params![
            source.as_str(),
            id.as_str(),
            name_of("listing state", &step.state)?,
            step.absent,
            step.generation,
            seconds(now),
            to_json("outline", &Outline::of(listing))?,
            mark.map(written),
            listing.content.organiser.id,
        ])?;
    transaction
        .prepare_cached(
            "INSERT INTO body (source, listing, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (source, listing) DO UPDATE SET body = excluded.body",
        )?
        .execute(params![source.as_str(), id.as_str(), to_json("listing", listing)?])?;
    Ok(())
}

fn bookkeep(
    transaction: &Transaction<'_>,
    source: &SourceId,
    id: &ItemId,
    step: &Step,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "UPDATE listing SET state = ?3, absent = ?4, generation = ?5,
                 gone = iif(?3 = 'live', NULL, coalesce(gone, ?6))
             WHERE source = ?1 AND id = ?2",
        )?
        .execute(params![
            source.as_str(),
            id.as_str(),
            name_of("listing state", &step.state)?,
            step.absent,
            step.generation,
            seconds(now),
        ])?;
    Ok(())
}

/// Notes what a listing is read from, of which nothing but that has changed.
pub fn remark(
    transaction: &Transaction<'_>,
    listing: &Listing,
    mark: &Mark,
) -> Result<(), StoreError> {
    let ListingKey { source, id } = &listing.key;
    transaction
        .prepare_cached(
            "UPDATE listing SET outline = ?3, mark = ?4, organiser = ?5
             WHERE source = ?1 AND id = ?2",
        )?
        .execute(params![
            source.as_str(),
            id.as_str(),
            to_json("outline", &Outline::of(listing))?,
            written(mark),
            listing.content.organiser.id,
        ])?;
    Ok(())
}

/// Forgets a listing for good; its source listing it again makes it new.
pub fn delete(transaction: &Transaction<'_>, key: &ListingKey) -> Result<(), StoreError> {
    let key = [key.source.as_str(), key.id.as_str()];
    for table in [
        "DELETE FROM listing WHERE source = ?1 AND id = ?2",
        "DELETE FROM body WHERE source = ?1 AND listing = ?2",
    ] {
        transaction.prepare_cached(table)?.execute(key)?;
    }
    Ok(())
}

/// How many listings of a source are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    pub live: u32,
    pub expired: u32,
    pub withdrawn: u32,
}

/// Whether anything of a source is live.
pub fn any_is_live(connection: &Connection, source: &SourceId) -> Result<bool, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT 1 FROM listing WHERE source = ?1 AND state = 'live' LIMIT 1")?;
    Ok(statement.exists([source.as_str()])?)
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
    Ok(times(connection, key)?.map(|kept| kept.stored))
}

/// Every source that has listings, also one that the configuration no longer has.
pub fn sources(connection: &Connection) -> Result<Vec<SourceId>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT source FROM listing ORDER BY source")?;
    let mut rows = statement.query([])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push(by_name("source id", text(row, 0)?)?);
    }
    Ok(sources)
}
