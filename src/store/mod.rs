//! What is kept, in one SQLite file. One writer; readers beside it.

pub mod activities;
pub mod backup;
pub mod decisions;
pub mod held;
pub mod hosts;
pub mod listings;
mod open;
pub mod possible;
pub mod revisions;
pub mod rulings;
pub mod runs;
pub mod settings;
pub mod sources;
pub mod tokens;
pub mod translations;
pub mod turns;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use open::Lock;
pub(crate) use open::beside;

/// The one that may write. Holds the lock that keeps a second daemon away.
#[derive(Debug)]
pub struct Store {
    /// Held for one transaction at a time and never across an await; calls are made from blocking threads.
    connection: Mutex<Connection>,
    path: PathBuf,
    /// Why the last transaction could not be written, where that is the machine's doing.
    trouble: Mutex<Option<String>>,
    _lock: Lock,
}

/// Opens connections that only read; works beside a running daemon.
#[derive(Clone, Debug)]
pub struct Reader {
    path: PathBuf,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{}: another Kooste is using it", .0.display())]
    InUse(PathBuf),
    #[error(
        "{} is damaged ({found}) and was left as it is.\nStop Kooste and put a copy of yours in its place:\n  {}\nWithout a copy, leave out the cp: everything that the sources still list is read again, under the same ids.",
        path.display(), restore_command(path)
    )]
    Damaged { path: PathBuf, found: String },
    #[error("{}: written by a newer Kooste (schema {found}, this one knows {known}); run that one, or restore an older copy", path.display())]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("{}: there is no database yet; `kooste serve` or `kooste sync` makes it", .0.display())]
    Missing(PathBuf),
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("the database is busy: another program holds it")]
    Busy,
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    #[error("a stored {what} cannot be read: {source}")]
    Body { what: &'static str, source: serde_json::Error },
}

impl StoreError {
    /// Whether it is the machine's doing, and may be well by itself: a disk that is full or fails, a file
    /// that another program holds.
    #[must_use]
    pub fn is_of_the_machine(&self) -> bool {
        use rusqlite::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Self::Busy => true,
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(DiskFull | SystemIoFailure | ReadOnly | CannotOpen)
            ),
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// What to type in a shell; the writer's own files beside the database belong to the damaged one.
fn restore_command(path: &Path) -> String {
    let quoted = |suffix| {
        let name = open::beside(path, suffix).display().to_string();
        format!("'{}'", name.replace('\'', r"'\''"))
    };
    format!(
        "mv {} {} && rm -f {} {} && cp BACKUP {}",
        quoted(""),
        quoted(".damaged"),
        quoted("-wal"),
        quoted("-shm"),
        quoted("")
    )
}

impl Store {
    /// Makes the file where there is none, brings it to today's schema, and checks it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = Lock::take(path)?;
        let connection = Mutex::new(open::writer(path)?);
        Ok(Self { connection, path: path.to_owned(), trouble: Mutex::default(), _lock: lock })
    }

    /// One short IMMEDIATE transaction: all of `work` or nothing of it.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(work, Ending::Commit)
    }

    /// The same work, and then none of it happened.
    pub fn rehearse<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.transact(work, Ending::Rollback)
    }

    fn transact<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
        ending: Ending,
    ) -> Result<T, E> {
        // A panic in another transaction rolled that one back; the connection itself is sound.
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| self.noted(error))?;
        let result = match work(&transaction) {
            Ok(result) => result,
            Err(failure) => {
                // SQLite rolls back by itself only where it cannot go on (sqlite.org/lang_transaction, 3).
                if transaction.is_autocommit() {
                    self.trouble("the system broke a transaction off".to_owned());
                }
                return Err(failure);
            }
        };
        let ended = match ending {
            Ending::Commit => transaction.commit(),
            Ending::Rollback => transaction.rollback(),
        };
        ended.map_err(|error| self.noted(error))?;
        if let Ending::Commit = ending {
            *self.troubled() = None;
        }
        Ok(result)
    }

    /// Why nothing new can be stored, as far as is known; what is stored can be read all the same.
    #[must_use]
    pub fn is_in_trouble(&self) -> Option<String> {
        self.troubled().clone()
    }

    fn noted(&self, error: rusqlite::Error) -> StoreError {
        let error = StoreError::from(error);
        // That another program holds it is over soon, or its own failure.
        if error.is_of_the_machine() && !matches!(error, StoreError::Busy) {
            self.trouble(error.to_string());
        }
        error
    }

    fn trouble(&self, why: String) {
        *self.troubled() = Some(why);
    }

    fn troubled(&self) -> MutexGuard<'_, Option<String>> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { path: self.path.clone() }
    }
}

#[derive(Clone, Copy)]
enum Ending {
    Commit,
    Rollback,
}

impl Reader {
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// A consistent view: everything that `work` reads is of one moment.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = open::reader(&self.path)?;
        let transaction = connection.transaction().map_err(StoreError::from)?;
        work(&transaction)
    }
}

fn seconds(at: DateTime<Utc>) -> i64 {
    at.timestamp()
}

fn instant(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

fn to_json<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|source| StoreError::Body { what, source })
}

fn from_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Body { what, source })
}

/// An enum's own name for itself, as it stands in a column: the string that serde gives it.
fn name_of<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    from_json(what, &to_json(what, value)?)
}

fn by_name<T: serde::de::DeserializeOwned>(
    what: &'static str,
    name: &str,
) -> Result<T, StoreError> {
    from_json(what, &to_json(what, &name)?)
}

#[cfg(test)]
mod tests;
