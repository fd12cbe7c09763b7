//! What can go wrong with the file.

use std::path::{Path, PathBuf};

use super::open;

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
            Self::Io { source, .. } => {
                use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
                matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem | StorageFull)
            }
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
