//! What must be remembered of each source between runs.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{StoreError, from_json, instant, seconds, to_json};
use crate::fetch::Validators;
use crate::id::SourceId;

/// Bookkeeping of one source; survives restarts, so that a restart asks nobody for anything early.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceState {
    /// Of all in its configuration that decides what is read out of the same bytes. Validators
    /// that were stored under another one are of no use.
    pub fingerprint: String,
    /// Of each page of the last run, if that was complete, in order; else empty.
    pub validators: Vec<PageValidators>,
    /// Runs that failed since the last one that did not.
    pub failures: u32,
    pub next_due: Option<DateTime<Utc>>,
    pub last_success: Option<DateTime<Utc>>,
    pub last_complete: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageValidators {
    pub url: String,
    pub validators: Validators,
}

pub fn get(connection: &Connection, source: &SourceId) -> Result<SourceState, StoreError> {
    type Row = (String, String, u32, Option<i64>, Option<i64>, Option<i64>);
    let row: Option<Row> = connection
        .prepare_cached(
            "SELECT fingerprint, validators, failures, next_due, last_success, last_complete
             FROM source WHERE id = ?1",
        )?
        .query_row([source.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    let Some((fingerprint, validators, failures, next_due, last_success, last_complete)) = row
    else {
        return Ok(SourceState::default());
    };
    Ok(SourceState {
        fingerprint,
        validators: from_json("validators", &validators)?,
        failures,
        next_due: next_due.map(instant),
        last_success: last_success.map(instant),
        last_complete: last_complete.map(instant),
    })
}

pub fn put(
    transaction: &Transaction<'_>,
    source: &SourceId,
    state: &SourceState,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO source (id, fingerprint, validators, failures, next_due, last_success, last_complete)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint,
                 validators = excluded.validators, failures = excluded.failures,
                 next_due = excluded.next_due, last_success = excluded.last_success,
                 last_complete = excluded.last_complete",
        )?
        .execute(params![
            source.as_str(),
            state.fingerprint,
            to_json("validators", &state.validators)?,
            state.failures,
            state.next_due.map(seconds),
            state.last_success.map(seconds),
            state.last_complete.map(seconds),
        ])?;
    Ok(())
}
