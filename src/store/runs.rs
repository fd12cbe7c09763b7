//! Runs: what was asked for, what became of it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{StoreError, by_name, from_json, instant, name_of, seconds, to_json};
use crate::id::{Revision, RunId, SourceId};
use crate::report::{Failure, Mode, Report, Run, RunState, Trigger};

const COLUMNS: &str =
    "id, source, mode, trigger, state, queued, started, ended, revision, error, report, failure";

/// A new run that waits for its turn.
pub fn queue(
    transaction: &Transaction<'_>,
    source: &SourceId,
    mode: Mode,
    trigger: &Trigger,
    now: DateTime<Utc>,
) -> Result<RunId, StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO run (source, mode, trigger, state, queued) VALUES (?1, ?2, ?3, 'queued', ?4)",
        )?
        .execute(params![
            source.as_str(),
            name_of("mode", &mode)?,
            to_json("trigger", trigger)?,
            seconds(now),
        ])?;
    Ok(RunId(transaction.last_insert_rowid()))
}

pub fn start(
    transaction: &Transaction<'_>,
    id: RunId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE run SET state = 'running', started = ?2 WHERE id = ?1")?
        .execute(params![id.0, seconds(now)])?;
    Ok(())
}

/// How a run ended.
#[derive(Clone, Debug)]
pub struct Ending {
    pub state: RunState,
    pub revision: Option<Revision>,
    pub error: Option<String>,
    pub failure: Option<Failure>,
    pub report: Option<Report>,
}

pub fn end(
    transaction: &Transaction<'_>,
    id: RunId,
    ending: &Ending,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let report = ending.report.as_ref().map(|report| to_json("report", report)).transpose()?;
    let failure = ending.failure.as_ref().map(|failure| name_of("failure", failure)).transpose()?;
    transaction
        .prepare_cached(
            "UPDATE run SET state = ?2, revision = ?3, error = ?4, report = ?5, ended = ?6, failure = ?7
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            name_of("run state", &ending.state)?,
            ending.revision.map(|revision| revision.0),
            ending.error,
            report,
            seconds(now),
            failure,
        ])?;
    Ok(())
}

/// Runs that a stopped daemon left behind never end by themselves.
pub fn abandon_unfinished(
    transaction: &Transaction<'_>,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    Ok(transaction
        .prepare_cached(
            "UPDATE run SET state = 'failed', error = 'interrupted: Kooste was stopped',
                 failure = 'interrupted', ended = ?1
             WHERE state IN ('queued', 'running')",
        )?
        .execute([seconds(now)])?)
}

pub fn get(connection: &Connection, id: RunId) -> Result<Option<Run>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM run WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(read).transpose()
}

/// The newest first; of one source or of all; older than `before` where given.
pub fn list(
    connection: &Connection,
    source: Option<&SourceId>,
    before: Option<RunId>,
    limit: u32,
) -> Result<Vec<Run>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM run WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR id < ?2)
         ORDER BY id DESC LIMIT ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![
        source.map(SourceId::as_str),
        before.map(|before| before.0),
        limit
    ])?;
    let mut runs = Vec::new();
    while let Some(row) = rows.next()? {
        runs.push(read(row)?);
    }
    Ok(runs)
}

/// When the newest run of all was; a clock that is set back before it is a mistake.
pub fn latest_time(connection: &Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let latest: Option<i64> = connection
        .prepare_cached("SELECT max(max(queued), max(coalesce(ended, 0))) FROM run")?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(latest.map(instant))
}

/// Runs are bookkeeping, not history: all but the newest `keep` of each source are forgotten.
pub fn prune(transaction: &Transaction<'_>, keep: u32) -> Result<usize, StoreError> {
    Ok(transaction
        .prepare_cached(
            "DELETE FROM run WHERE id IN (SELECT id FROM
                 (SELECT id, row_number() OVER (PARTITION BY source ORDER BY id DESC) AS age FROM run)
             WHERE age > ?1)",
        )?
        .execute([keep])?)
}

fn read(row: &rusqlite::Row<'_>) -> Result<Run, StoreError> {
    let source: String = row.get(1)?;
    let report: Option<String> = row.get(10)?;
    let failure: Option<String> = row.get(11)?;
    Ok(Run {
        id: RunId(row.get(0)?),
        source: by_name("source id", &source)?,
        mode: by_name("mode", &row.get::<_, String>(2)?)?,
        trigger: from_json("trigger", &row.get::<_, String>(3)?)?,
        state: by_name("run state", &row.get::<_, String>(4)?)?,
        queued: instant(row.get(5)?),
        started: row.get::<_, Option<i64>>(6)?.map(instant),
        ended: row.get::<_, Option<i64>>(7)?.map(instant),
        revision: row.get::<_, Option<i64>>(8)?.map(Revision),
        error: row.get(9)?,
        failure: failure.map(|failure| by_name("failure", &failure)).transpose()?,
        report: report.map(|report| from_json("report", &report)).transpose()?,
    })
}
