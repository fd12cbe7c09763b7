//! Hosts that asked for patience.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, params};

use super::{StoreError, instant, seconds};
use crate::fetch::HostPort;

/// Before when each is not to be asked anything, by any source.
pub type Waits = BTreeMap<HostPort, DateTime<Utc>>;

pub fn all(connection: &Connection) -> Result<Waits, StoreError> {
    let mut statement = connection.prepare_cached("SELECT name, not_before FROM host")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut waits = Waits::new();
    for row in rows {
        let (name, not_before): (String, i64) = row?;
        if let Ok(host) = name.parse() {
            waits.insert(host, instant(not_before));
        }
    }
    Ok(waits)
}

/// In place of all that is stored.
pub fn replace(transaction: &Transaction<'_>, waits: &Waits) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM host", [])?;
    let mut insert =
        transaction.prepare_cached("INSERT INTO host (name, not_before) VALUES (?1, ?2)")?;
    for (host, not_before) in waits {
        insert.execute(params![host.to_string(), seconds(*not_before)])?;
    }
    Ok(())
}

/// Those whose wait is over.
pub fn forget_past(transaction: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM host WHERE not_before <= ?1", [seconds(now)])?;
    Ok(())
}
