//! What was last told of each public id: what readers of changes follow, deletions included.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, Transaction, params};

use super::{StoreError, by_name, instant, seconds};
use crate::activity::{Digest, Told, Turn};
use crate::id::{ActivityId, Revision};

/// In order of their revisions and ids.
pub fn all(connection: &Connection) -> Result<Vec<Turn>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT activity, digest, revision, at FROM turn ORDER BY revision, activity",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(turn(row)?);
    }
    Ok(all)
}

pub fn get(connection: &Connection, id: &ActivityId) -> Result<Option<Turn>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT activity, digest, revision, at FROM turn WHERE activity = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    rows.next()?.map(turn).transpose()
}

/// Takes the place of what was told before.
pub fn put(transaction: &Transaction<'_>, turn: &Turn) -> Result<(), StoreError> {
    let digest = match &turn.told {
        Told::Shown(Digest(bytes)) => Some(bytes),
        Told::Gone => None,
    };
    transaction
        .prepare_cached(
            "INSERT INTO turn (activity, digest, revision, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (activity) DO UPDATE SET digest = excluded.digest,
                 revision = excluded.revision, at = excluded.at",
        )?
        .execute(params![turn.id.as_str(), digest, turn.revision.0, seconds(turn.at)])?;
    Ok(())
}

/// Ids of which nothing else is stored any more.
pub fn orphans(connection: &Connection) -> Result<Vec<ActivityId>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT activity FROM turn WHERE activity NOT IN (SELECT id FROM activity) ORDER BY activity",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(id(row)?);
    }
    Ok(all)
}

/// Forgets those that have been gone since before `cutoff`.
pub fn forget(transaction: &Transaction<'_>, cutoff: DateTime<Utc>) -> Result<usize, StoreError> {
    Ok(transaction
        .prepare_cached("DELETE FROM turn WHERE digest IS NULL AND at < ?1")?
        .execute([seconds(cutoff)])?)
}

fn turn(row: &Row<'_>) -> Result<Turn, StoreError> {
    let digest: Option<[u8; 16]> = row.get(1)?;
    let told = digest.map_or(Told::Gone, |bytes| Told::Shown(Digest(bytes)));
    Ok(Turn { id: id(row)?, told, revision: Revision(row.get(2)?), at: instant(row.get(3)?) })
}

fn id(row: &Row<'_>) -> Result<ActivityId, StoreError> {
    by_name("activity id", &row.get::<_, String>(0)?)
}
