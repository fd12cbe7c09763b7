//! Small things that must be remembered, by name.

use rusqlite::{Connection, OptionalExtension, Transaction};

use super::StoreError;

pub fn get(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub fn set(transaction: &Transaction<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute([name, value])?;
    Ok(())
}
