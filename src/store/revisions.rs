//! The published states, one after the other.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{StoreError, instant, seconds};
use crate::id::Revision;

/// One published state: output is a function of it and the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub revision: Revision,
    /// The local date that windows are counted from.
    pub as_of: NaiveDate,
    /// `publish::RENDERER` of the program that published it.
    pub renderer: u32,
    pub at: DateTime<Utc>,
}

/// `None` before anything was ever published.
pub fn latest(connection: &Connection) -> Result<Option<Published>, StoreError> {
    let row: Option<(i64, String, u32, i64)> = connection
        .prepare_cached(
            "SELECT id, as_of, renderer, published FROM revision ORDER BY id DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    Ok(row.map(|(id, as_of, renderer, at)| Published {
        revision: Revision(id),
        as_of: as_of.parse().unwrap_or_default(),
        renderer,
        at: instant(at),
    }))
}

pub fn add(transaction: &Transaction<'_>, published: &Published) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO revision (id, as_of, renderer, published) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            published.revision.0,
            published.as_of.to_string(),
            published.renderer,
            seconds(published.at),
        ])?;
    Ok(())
}
