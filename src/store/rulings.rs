//! What people said of pairs of listings. One ruling a pair: the later word replaces the earlier.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use super::{StoreError, by_name, instant, name_of, seconds};
use crate::dedupe::rulings::{Pair, Ruling, Rulings};
use crate::id::ListingKey;

/// A ruling with who made it, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruled {
    pub pair: Pair,
    pub ruling: Ruling,
    pub reason: String,
    pub actor: String,
    pub at: DateTime<Utc>,
}

pub fn all(connection: &Connection) -> Result<Vec<Ruled>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT source, listing, other_source, other_listing, ruling, reason, actor, at
         FROM ruling ORDER BY source, listing, other_source, other_listing",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Ruled {
            pair: pair(row)?,
            ruling: by_name("ruling", &row.get::<_, String>(4)?)?,
            reason: row.get(5)?,
            actor: row.get(6)?,
            at: instant(row.get(7)?),
        });
    }
    Ok(all)
}

/// All of them, as what decides.
pub fn standing(connection: &Connection) -> Result<Rulings, StoreError> {
    Ok(all(connection)?.into_iter().map(|ruled| (ruled.pair, ruled.ruling)).collect())
}

pub fn put(transaction: &Transaction<'_>, ruled: &Ruled) -> Result<(), StoreError> {
    let [a, b] = ruled.pair.keys();
    transaction
        .prepare_cached(
            "INSERT INTO ruling (source, listing, other_source, other_listing, ruling, reason, actor, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (source, listing, other_source, other_listing) DO UPDATE SET
                 ruling = excluded.ruling, reason = excluded.reason, actor = excluded.actor,
                 at = excluded.at",
        )?
        .execute(params![
            a.source.as_str(),
            a.id.as_str(),
            b.source.as_str(),
            b.id.as_str(),
            name_of("ruling", &ruled.ruling)?,
            ruled.reason,
            ruled.actor,
            seconds(ruled.at),
        ])?;
    Ok(())
}

/// False where nobody had ruled on the pair.
pub fn remove(transaction: &Transaction<'_>, pair: &Pair) -> Result<bool, StoreError> {
    let [a, b] = pair.keys();
    let gone = transaction
        .prepare_cached(
            "DELETE FROM ruling WHERE source = ?1 AND listing = ?2
                 AND other_source = ?3 AND other_listing = ?4",
        )?
        .execute([a.source.as_str(), a.id.as_str(), b.source.as_str(), b.id.as_str()])?;
    Ok(gone == 1)
}

/// From the first four columns.
pub(super) fn pair(row: &Row<'_>) -> Result<Pair, StoreError> {
    let key = |source: usize, id: usize| -> Result<ListingKey, StoreError> {
        Ok(ListingKey {
            source: by_name("source id", &row.get::<_, String>(source)?)?,
            id: by_name("entry id", &row.get::<_, String>(id)?)?,
        })
    };
    let (a, b) = (key(0, 1)?, key(2, 3)?);
    Pair::new(&a, &b).ok_or_else(|| StoreError::Body {
        what: "pair",
        source: serde::de::Error::custom("a pair of one listing"),
    })
}
