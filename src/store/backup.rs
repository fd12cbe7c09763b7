//! Copies of the database: made beside a daemon that writes, checked, and put back in its place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::revisions::{self, Published};
use super::{Lock, StoreError, open};

/// 4 MB: other readers of the disk come in between.
const PAGES_AT_ONCE: i32 = 1_000;
const PAUSE: Duration = Duration::from_millis(2);

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// `None` = nothing was published yet.
    pub published: Option<Published>,
    pub listings: u32,
    pub activities: u32,
    pub bytes: u64,
}

/// What becomes of a file that has the copy's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Kept,
    Replaced,
}

#[derive(Debug)]
pub struct Restored {
    pub contents: Contents,
    /// Where the database is that was there before.
    pub before: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{}: is there already; --force replaces it", .0.display())]
    Exists(PathBuf),
    #[error("{}: is the database itself", .0.display())]
    Itself(PathBuf),
    #[error("{}: cannot be restored: {found}", path.display())]
    Unusable { path: PathBuf, found: String },
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Copies the database as it is at one moment, however much is written meanwhile. The name `to` is
/// given only to a copy that is whole, checked and on the disk.
pub fn save(database: &Path, to: &Path, existing: Existing) -> Result<Contents, BackupError> {
    let source = open::reader(database)?;
    if is_same(database, to) {
        return Err(BackupError::Itself(to.to_owned()));
    }
    if existing == Existing::Kept && to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let partial = Partial::create(to)?;
    copy(&source, &partial.path)?;
    let contents = inspect(&partial.path)?;
    partial.place(to)?;
    Ok(contents)
}

/// Puts a copy in the database's place, which no Kooste may be using. What was there is kept beside it
/// as `kooste.db.before-{stamp}`; of a copy that is not in order nothing is taken.
pub fn restore(from: &Path, database: &Path, stamp: &str) -> Result<Restored, BackupError> {
    let _lock = Lock::take(database)?;
    if is_same(from, database) {
        return Err(BackupError::Itself(from.to_owned()));
    }
    File::open(from).map_err(|source| io_at(from, source))?;
    let partial = Partial::create(database)?;
    let unusable = |error| match error {
        BackupError::Store(StoreError::Newer { found, known, .. }) => {
            BackupError::Store(StoreError::Newer { path: from.to_owned(), found, known })
        }
        BackupError::Store(error @ (StoreError::Sqlite(_) | StoreError::Damaged { .. })) => {
            let found = match error {
                StoreError::Damaged { found, .. } => found,
                other => other.to_string(),
            };
            BackupError::Unusable { path: from.to_owned(), found }
        }
        other => other,
    };
    let source = open::reader(from)?;
    copy(&source, &partial.path).map_err(unusable)?;
    let contents = inspect(&partial.path).map_err(unusable)?;
    let before = set_aside(database, stamp)?;
    partial.place(database)?;
    Ok(Restored { contents, before })
}

fn copy(source: &Connection, to: &Path) -> Result<(), BackupError> {
    // A view of one moment: without it the copy would begin anew at every commit. In WAL a writer
    // does not wait for it.
    let view = source.unchecked_transaction()?;
    view.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let mut target = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // It is brought to the disk as a whole when it is done.
    target.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(&view, &mut target)?;
    loop {
        match backup.step(PAGES_AT_ONCE)? {
            StepResult::Done => break,
            StepResult::More => std::thread::sleep(PAUSE),
            _ => return Err(StoreError::Busy.into()),
        }
    }
    drop(backup);
    // Of one file: with a log it would need two more beside it to be read.
    let _mode: String =
        target.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    target.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Checks a copy that nobody else uses.
fn inspect(path: &Path) -> Result<Contents, BackupError> {
    let connection = open::reader(path)?;
    if open::check(path, &connection)? == 0 {
        let found = "it holds nothing of Kooste".to_owned();
        return Err(StoreError::Damaged { path: path.to_owned(), found }.into());
    }
    let count = |sql| connection.query_row(sql, [], |row| row.get(0));
    Ok(Contents {
        published: revisions::latest(&connection)?,
        listings: count("SELECT count(*) FROM listing")?,
        activities: count("SELECT count(*) FROM activity WHERE state = 'live'")?,
        bytes: fs::metadata(path).map_err(|source| io_at(path, source))?.len(),
    })
}

/// Leaves the database in its place too, under two names, until the copy takes the first: whoever
/// stops us in between leaves the old state, and never none.
fn set_aside(database: &Path, stamp: &str) -> Result<Option<PathBuf>, BackupError> {
    let aside = open::beside(database, &format!(".before-{stamp}"));
    let there = database.exists();
    if there {
        open::fold(database);
        fs::hard_link(database, &aside)
            // Not every file system has hard links.
            .or_else(|error| match error.kind() {
                ErrorKind::AlreadyExists => Err(error),
                _ => fs::rename(database, &aside),
            })
            .map_err(|source| io_at(&aside, source))?;
    }
    // What is left in the log belongs to the old file, and would be played into the new one.
    let log = open::beside(database, "-wal");
    absent_is_well(fs::rename(&log, open::beside(&aside, "-wal")), &log)?;
    let shared = open::beside(database, "-shm");
    absent_is_well(fs::remove_file(&shared), &shared)?;
    Ok(there.then_some(aside))
}

fn absent_is_well(result: io::Result<()>, path: &Path) -> Result<(), BackupError> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(|source| io_at(path, source)),
    }
}

fn is_same(a: &Path, b: &Path) -> bool {
    let place = |path| fs::metadata(path).map(|file| (file.dev(), file.ino())).ok();
    place(a).is_some_and(|a| place(b) == Some(a))
}

fn io_at(path: &Path, source: io::Error) -> BackupError {
    BackupError::Io { path: path.to_owned(), source }
}

/// A file that is removed again unless it was put in its place.
struct Partial {
    path: PathBuf,
}

impl Partial {
    /// Empty, beside `of`, and for its owner alone: it is to hold the hashes of tokens.
    fn create(of: &Path) -> Result<Self, BackupError> {
        let path = open::beside(of, &format!(".partial-{}", std::process::id()));
        // Of one that was killed and had our number.
        absent_is_well(fs::remove_file(&path), &path)?;
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|source| io_at(&path, source))?;
        Ok(Self { path })
    }

    fn place(self, at: &Path) -> Result<(), BackupError> {
        let folder = at.parent().filter(|folder| !folder.as_os_str().is_empty());
        let on_disk = |path: &Path| {
            File::open(path).and_then(|file| file.sync_all()).map_err(|source| io_at(path, source))
        };
        on_disk(&self.path)?;
        fs::rename(&self.path, at).map_err(|source| io_at(at, source))?;
        on_disk(folder.unwrap_or(Path::new(".")))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Fails where it is in its place.
        drop(fs::remove_file(&self.path));
    }
}
