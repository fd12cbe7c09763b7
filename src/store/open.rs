//! Opening the file: lock, checks, migrations.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use tracing::warn;

use super::StoreError;

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!("migrations/001-first.sql")),
        M::up(include_str!("migrations/002-changes-and-hosts.sql")),
        M::up(include_str!("migrations/003-several-listings.sql")),
        M::up(include_str!("migrations/004-turns.sql")),
        M::up(include_str!("migrations/005-outlines.sql")),
        M::up(include_str!("migrations/006-failures.sql")),
    ])
});

/// What `MIGRATIONS` leads to.
const SCHEMA: u32 = 6;

/// How long another program may hold the file before a write fails.
const BUSY: Duration = Duration::from_secs(5);

/// Held while a Kooste writes; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held for its life, never read")] File);

impl Lock {
    pub fn take(database: &Path) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { path: database.to_owned(), source };
        if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        let path = beside(database, ".lock");
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(database.to_owned())),
            Err(TryLockError::Error(source)) => Err(io(source)),
        }
    }
}

/// `kooste.db` → `kooste.db.lock`.
pub(crate) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(suffix);
    PathBuf::from(name)
}

pub(super) fn writer(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path)?;
    let damaged = |error: rusqlite::Error| damage(path, error);
    connection.busy_timeout(BUSY)?;
    // Or what a killed Kooste left in the log would be written into a file that is refused.
    connection.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    check(path, &connection)?;
    connection.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // WAL with FULL loses no acknowledged commit at a power loss; with NORMAL it does.
    connection.pragma_update(None, "journal_mode", "WAL").map_err(damaged)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    MIGRATIONS.to_latest(&mut connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => StoreError::from(err),
        other => StoreError::Damaged { path: path.to_owned(), found: other.to_string() },
    })?;
    Ok(connection)
}

pub(super) fn reader(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    let looked = connection.pragma_query_value(None, "schema_version", |_| Ok(()));
    match looked {
        Err(error) if needs_a_log(&error) && !beside(path, "-wal").exists() => unchanging(path),
        _ => Ok(connection),
    }
}

fn needs_a_log(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

/// Where not even a log can be made beside it, the file is read as one that nobody changes
/// (sqlite.org/wal.html, 7).
fn unchanging(path: &Path) -> Result<Connection, StoreError> {
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    let absolute = std::path::absolute(path).map_err(io)?;
    let address =
        url::Url::from_file_path(absolute).map_err(|()| StoreError::Missing(path.to_owned()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(format!("{address}?immutable=1"), flags)?)
}

/// Whether all that is stored can be read as it is.
pub(super) fn is_readable(path: &Path) -> bool {
    reader(path)
        .and_then(|connection| check(path, &connection))
        .is_ok_and(|schema| schema == SCHEMA)
}

/// Brings what is in the log into the file, and does nothing where the file is not in order.
pub(super) fn fold(path: &Path) {
    let folded = Connection::open(path).map_err(StoreError::from).and_then(|connection| {
        connection.busy_timeout(BUSY)?;
        connection.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        check(path, &connection)?;
        connection.set_db_config(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        Ok(())
    });
    if let Err(failure) = folded {
        warn!("what is in the log of {} stays there: {failure}", path.display());
    }
}

/// Refuses a file that is damaged, is no database, or is of a newer Kooste, before anything is written
/// to it. Its schema; 0 = it is empty.
pub(super) fn check(path: &Path, connection: &Connection) -> Result<u32, StoreError> {
    let damaged = |error: rusqlite::Error| damage(path, error);
    let schema: u32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(damaged)?;
    if schema > SCHEMA {
        return Err(StoreError::Newer { path: path.to_owned(), found: schema, known: SCHEMA });
    }
    let verdict: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(damaged)?;
    let found = if verdict != "ok" {
        verdict
    } else if is_cut(path, connection)? {
        "its last page is cut".to_owned()
    } else {
        return Ok(schema);
    };
    Err(StoreError::Damaged { path: path.to_owned(), found })
}

/// SQLite takes what is missing of the last page for zeros, which `quick_check` finds in order. As
/// long as there is a log, the page may stand in it whole.
fn is_cut(path: &Path, connection: &Connection) -> Result<bool, StoreError> {
    let length = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.len());
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    let page: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let logged = length(&beside(path, "-wal")).unwrap_or(0);
    Ok(logged == 0 && !length(path).map_err(io)?.is_multiple_of(page.into()))
}

fn damage(path: &Path, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => {
            StoreError::Damaged { path: path.to_owned(), found: error.to_string() }
        }
        _ => StoreError::from(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_sound_and_lead_to_the_known_schema() {
        MIGRATIONS.validate().unwrap();
        let mut connection = Connection::open_in_memory().unwrap();
        MIGRATIONS.to_latest(&mut connection).unwrap();
        let version: u32 =
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, SCHEMA);
    }
}
