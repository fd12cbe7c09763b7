//! What is kept, in one SQLite file. One writer; readers beside it.

pub mod activities;
pub mod backup;
pub mod decisions;
pub mod edits;
mod error;
pub mod held;
pub mod hosts;
pub mod listings;
mod open;
pub mod possible;
pub mod revisions;
pub mod rulings;
pub mod runs;
pub mod search;
pub mod settings;
pub mod sources;
pub mod tokens;
pub mod translations;
pub mod turns;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior};
use serde::de::IntoDeserializer;
use serde::de::value::StrDeserializer;
use tracing::warn;

pub use error::StoreError;
pub use open::Lock;
pub(crate) use open::beside;

/// The one that may write. Holds the lock that keeps a second daemon away.
#[derive(Debug)]
pub struct Store {
    /// Held for one transaction at a time and never across an await; calls are made from blocking threads.
    writer: Mutex<Writer>,
    path: PathBuf,
    /// Why the last transaction could not be written, where that is the machine's doing.
    trouble: Mutex<Option<String>>,
}

/// What writes, as far as it is open. Each transaction opens what is missing.
#[derive(Debug, Default)]
struct Writer {
    lock: Option<Lock>,
    connection: Option<Connection>,
}

/// Opens connections that only read; works beside a running daemon.
#[derive(Clone, Debug)]
pub struct Reader {
    path: PathBuf,
}

impl Writer {
    fn open(&mut self, path: &Path) -> Result<&mut Connection, StoreError> {
        if self.lock.is_none() {
            self.lock = Some(Lock::take(path)?);
        }
        match &mut self.connection {
            Some(connection) => Ok(connection),
            closed => Ok(closed.insert(open::writer(path)?)),
        }
    }

    /// After a write or an fsync that failed nobody knows what the system still holds of what it was
    /// given: a new connection reads what is there, and looks whether it is in order. Nothing is
    /// brought from the log into the file on the way.
    fn close(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(failure) =
                connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        {
            warn!("the connection that failed is closed as any other: {failure}");
        }
    }
}

impl Store {
    /// Makes the file where there is none, brings it to today's schema, and checks it.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut writer = Writer::default();
        writer.open(path)?;
        let (writer, trouble) = (Mutex::new(writer), Mutex::default());
        Ok(Self { writer, path: path.to_owned(), trouble })
    }

    /// The same, and where there is a sound database of today's schema that cannot be written, it is
    /// read: each write tries anew.
    pub fn open_to_serve(path: &Path) -> Result<Self, StoreError> {
        match Self::open(path) {
            Err(why) if why.is_of_the_machine() && open::is_readable(path) => {
                let trouble = Mutex::new(Some(why.to_string()));
                Ok(Self { writer: Mutex::default(), path: path.to_owned(), trouble })
            }
            opened => opened,
        }
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
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = writer.open(&self.path).map_err(|error| self.noted(error))?;
        match transaction(connection, work, ending) {
            Ok(result) => {
                if let Ending::Commit = ending {
                    *self.troubled() = None;
                }
                Ok(result)
            }
            Err(Failure::Work { failure, broken_off }) => {
                if broken_off {
                    self.trouble("the system broke a transaction off".to_owned());
                    writer.close();
                }
                Err(failure)
            }
            Err(Failure::Sqlite(error)) => {
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure) {
                    writer.close();
                }
                Err(self.noted(error.into()).into())
            }
        }
    }

    /// Why nothing new can be stored, as far as is known; what is stored can be read all the same.
    #[must_use]
    pub fn is_in_trouble(&self) -> Option<String> {
        self.troubled().clone()
    }

    fn noted(&self, error: StoreError) -> StoreError {
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

enum Failure<E> {
    /// SQLite rolls back by itself only where it cannot go on (sqlite.org/lang_transaction, 3).
    Work {
        failure: E,
        broken_off: bool,
    },
    Sqlite(rusqlite::Error),
}

fn transaction<T, E>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ending: Ending,
) -> Result<T, Failure<E>> {
    let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begun.map_err(Failure::Sqlite)?;
    let result = work(&transaction).map_err(|failure| {
        let broken_off = transaction.is_autocommit();
        Failure::Work { failure, broken_off }
    })?;
    let ended = match ending {
        Ending::Commit => transaction.commit(),
        Ending::Rollback => transaction.rollback(),
    };
    ended.map_err(Failure::Sqlite)?;
    Ok(result)
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

fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str, StoreError> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

/// An enum's own name for itself, as it stands in a column: the string that serde gives it.
fn name_of<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    let value = serde_json::to_value(value);
    let name = value.and_then(serde_json::from_value);
    name.map_err(|source| StoreError::Body { what, source })
}

fn by_name<T: serde::de::DeserializeOwned>(
    what: &'static str,
    name: &str,
) -> Result<T, StoreError> {
    let name: StrDeserializer<'_, serde_json::Error> = name.into_deserializer();
    T::deserialize(name).map_err(|source| StoreError::Body { what, source })
}

#[cfg(test)]
mod tests;
