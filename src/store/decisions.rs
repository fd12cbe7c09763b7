//! What people decided, and the log of who did what.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

use super::{StoreError, instant, seconds};

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

/// The newest first.
pub fn audit_log(connection: &Connection, limit: u32) -> Result<Vec<AuditLine>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        Ok(AuditLine {
            at: instant(row.get(0)?),
            actor: row.get(1)?,
            action: row.get(2)?,
            subject: row.get(3)?,
            detail: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
