//! What people decided, and the log of who did what.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use super::{StoreError, instant, seconds};
use crate::id::SourceId;

/// An entry that is not to be shown, whatever its source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suppression {
    pub reason: String,
    pub actor: String,
    pub at: DateTime<Utc>,
}

/// By subject: a listing's key, `source:id`.
pub fn suppressions(connection: &Connection) -> Result<BTreeMap<String, Suppression>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT subject, reason, actor, at FROM decision WHERE kind = 'suppress'",
    )?;
    let rows = statement.query_map([], |row| {
        let suppression =
            Suppression { reason: row.get(1)?, actor: row.get(2)?, at: instant(row.get(3)?) };
        Ok((row.get(0)?, suppression))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn suppress(
    transaction: &Transaction<'_>,
    subject: &str,
    suppression: &Suppression,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO decision (kind, subject, reason, actor, at) VALUES ('suppress', ?1, ?2, ?3, ?4)
             ON CONFLICT (kind, subject) DO UPDATE SET reason = excluded.reason",
        )?
        .execute(params![subject, suppression.reason, suppression.actor, seconds(suppression.at)])?;
    Ok(())
}

/// False where it was not suppressed.
pub fn unsuppress(transaction: &Transaction<'_>, subject: &str) -> Result<bool, StoreError> {
    let gone = transaction
        .prepare_cached("DELETE FROM decision WHERE kind = 'suppress' AND subject = ?1")?
        .execute([subject])?;
    Ok(gone == 1)
}

/// One line of who did what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    pub at: DateTime<Utc>,
    pub actor: String,
    pub action: String,
    pub subject: String,
    pub detail: String,
}

pub fn audit(transaction: &Transaction<'_>, line: &AuditLine) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![seconds(line.at), line.actor, line.action, line.subject, line.detail])?;
    Ok(())
}

/// What was decided of removals, the oldest first; of one source or of all.
pub fn on_removals(
    connection: &Connection,
    source: Option<&SourceId>,
) -> Result<Vec<AuditLine>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, actor, action, subject, detail FROM audit
         WHERE action IN ('held/approve', 'held/reject') AND (?1 IS NULL OR subject = ?1) ORDER BY id",
    )?;
    let rows = statement.query_map([source.map(SourceId::as_str)], line)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A part of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPart {
    /// The newest first.
    pub lines: Vec<AuditLine>,
    /// Before which there are more.
    pub next: Option<i64>,
}

/// At most `limit` lines, those older than `before` where given.
pub fn audit_log(
    connection: &Connection,
    before: Option<i64>,
    limit: u32,
) -> Result<AuditPart, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, actor, action, subject, detail, id FROM audit WHERE ?1 IS NULL OR id < ?1
         ORDER BY id DESC LIMIT ?2",
    )?;
    // One more than is told tells whether there are more.
    let rows = statement.query_map(params![before, i64::from(limit) + 1], |row| {
        Ok((row.get::<_, i64>(5)?, line(row)?))
    })?;
    let mut lines: Vec<_> = rows.collect::<Result<_, _>>()?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = lines.len() > limit;
    lines.truncate(limit);
    let next = lines.last().filter(|_| more).map(|(id, _)| *id);
    Ok(AuditPart { lines: lines.into_iter().map(|(_, line)| line).collect(), next })
}

fn line(row: &Row<'_>) -> rusqlite::Result<AuditLine> {
    Ok(AuditLine {
        at: instant(row.get(0)?),
        actor: row.get(1)?,
        action: row.get(2)?,
        subject: row.get(3)?,
        detail: row.get(4)?,
    })
}
