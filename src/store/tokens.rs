//! Admin tokens, of which only hashes are kept.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{StoreError, instant, seconds};

/// A token as it is kept. The token itself has 256 random bits, so a fast hash is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// Who it was made for; stands in the audit log.
    pub name: String,
    pub hash: Vec<u8>,
    pub created: DateTime<Utc>,
}

pub fn all(connection: &Connection) -> Result<Vec<StoredToken>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT name, hash, created FROM token ORDER BY name")?;
    let rows = statement.query_map([], |row| {
        Ok(StoredToken { name: row.get(0)?, hash: row.get(1)?, created: instant(row.get(2)?) })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// False where the name is taken.
pub fn add(transaction: &Transaction<'_>, token: &StoredToken) -> Result<bool, StoreError> {
    let added = transaction
        .prepare_cached("INSERT OR IGNORE INTO token (name, hash, created) VALUES (?1, ?2, ?3)")?
        .execute(params![token.name, token.hash, seconds(token.created)])?;
    Ok(added == 1)
}

/// False where there is none of that name.
pub fn revoke(transaction: &Transaction<'_>, name: &str) -> Result<bool, StoreError> {
    Ok(transaction.prepare_cached("DELETE FROM token WHERE name = ?1")?.execute([name])? == 1)
}
