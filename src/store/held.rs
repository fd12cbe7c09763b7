//! Removals that wait for a person.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;

use super::{StoreError, by_name, from_json, instant, name_of, seconds, to_json};
use crate::id::{ItemId, RunId, SourceId};
use crate::plan::{Cause, HoldReason};

/// The removals of one source that an admin is to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Names exactly this set; an answer to another set is refused.
    pub digest: String,
    pub removals: BTreeMap<ItemId, Cause>,
    pub reason: HoldReason,
    pub since: DateTime<Utc>,
    pub run: RunId,
    /// A person has said that they are to stay; nobody need be asked about this set again.
    pub rejected: bool,
}

pub fn of_source(connection: &Connection, source: &SourceId) -> Result<Option<Held>, StoreError> {
    type Row = (String, String, String, i64, i64, bool);
    let row: Option<Row> = connection
        .prepare_cached(
            "SELECT digest, removals, reason, since, run, rejected FROM held WHERE source = ?1",
        )?
        .query_row([source.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    row.map(|(digest, removals, reason, since, run, rejected)| {
        Ok(Held {
            digest,
            removals: from_json("held set", &removals)?,
            reason: by_name("hold reason", &reason)?,
            since: instant(since),
            run: RunId(run),
            rejected,
        })
    })
    .transpose()
}

/// `None` = nothing waits any more.
pub fn set(
    transaction: &Transaction<'_>,
    source: &SourceId,
    held: Option<&Held>,
) -> Result<(), StoreError> {
    let Some(held) = held else {
        transaction
            .prepare_cached("DELETE FROM held WHERE source = ?1")?
            .execute([source.as_str()])?;
        return Ok(());
    };
    transaction
        .prepare_cached(
            "INSERT INTO held (source, digest, removals, reason, since, run, rejected)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (source) DO UPDATE SET digest = excluded.digest, removals = excluded.removals,
                 reason = excluded.reason, since = excluded.since, run = excluded.run,
                 rejected = excluded.rejected",
        )?
        .execute(params![
            source.as_str(),
            held.digest,
            to_json("held set", &held.removals)?,
            name_of("hold reason", &held.reason)?,
            seconds(held.since),
            held.run.0,
            held.rejected,
        ])?;
    Ok(())
}
