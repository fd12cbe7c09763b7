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
    /// The schedule by which `next_due` was reckoned; `None` = by none.
    pub schedule: Option<String>,
    pub last_success: Option<DateTime<Utc>>,
    pub last_complete: Option<DateTime<Utc>>,
    /// When all is to be asked for, where otherwise only changes are.
    pub next_full: Option<DateTime<Utc>>,
    /// What changes were read last: the end of a feed of changes, or parts of series among them.
    pub cursor: Option<String>,
    /// Where the upstream says that it has moved to for good; without secrets.
    pub moved: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageValidators {
    pub url: String,
    pub validators: Validators,
}

pub fn get(connection: &Connection, source: &SourceId) -> Result<SourceState, StoreError> {
    let row = connection
        .prepare_cached(
            "SELECT validators, fingerprint, failures, next_due, last_success, last_complete,
                    next_full, cursor, moved, schedule
             FROM source WHERE id = ?1",
        )?
        .query_row([source.as_str()], |row| {
            let time = |index| row.get(index).map(|time: Option<i64>| time.map(instant));
            let state = SourceState {
                fingerprint: row.get(1)?,
                validators: Vec::new(),
                failures: row.get(2)?,
                next_due: time(3)?,
                last_success: time(4)?,
                last_complete: time(5)?,
                next_full: time(6)?,
                cursor: row.get(7)?,
                moved: row.get(8)?,
                schedule: row.get(9)?,
            };
            Ok((row.get::<_, String>(0)?, state))
        })
        .optional()?;
    let Some((validators, state)) = row else { return Ok(SourceState::default()) };
    Ok(SourceState { validators: from_json("validators", &validators)?, ..state })
}

pub fn put(
    transaction: &Transaction<'_>,
    source: &SourceId,
    state: &SourceState,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO source (id, fingerprint, validators, failures, next_due, last_success,
                                 last_complete, next_full, cursor, moved, schedule)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint,
                 validators = excluded.validators, failures = excluded.failures,
                 next_due = excluded.next_due, last_success = excluded.last_success,
                 last_complete = excluded.last_complete, next_full = excluded.next_full,
                 cursor = excluded.cursor, moved = excluded.moved,
                 schedule = excluded.schedule",
        )?
        .execute(params![
            source.as_str(),
            state.fingerprint,
            to_json("validators", &state.validators)?,
            state.failures,
            state.next_due.map(seconds),
            state.last_success.map(seconds),
            state.last_complete.map(seconds),
            state.next_full.map(seconds),
            state.cursor,
            state.moved,
            state.schedule,
        ])?;
    Ok(())
}
