//! What is measured with: sets on disk, and databases that were loaded from them.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use kooste::catalogue::Catalogue;
use kooste::config::{Config, Environment};
use kooste::refresh::stored;
use kooste::store::Reader;

use crate::cost;
use crate::generator::{Changed, Set};

/// The day on which everything is read, and a time of it.
const FROM: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
pub(crate) const NOW: &str = "2026-11-23T08:00:00Z";
/// After all runs that begin then: a database that knows of a later run is refused.
pub(crate) const LATER: &str = "2026-11-23T12:00:00Z";

const CONFIG: &str = include_str!("../../examples/generate.toml");

pub(crate) const KOOSTE: &str = env!("CARGO_BIN_EXE_kooste");

#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) entries: usize,
    /// Of each pair.
    pub(crate) rounds: usize,
    /// Of a round of requests.
    pub(crate) seconds: u64,
    pub(crate) python: PathBuf,
    pub(crate) work: PathBuf,
}

impl Default for Bench {
    fn default() -> Self {
        Self {
            entries: 100_000,
            rounds: 5,
            seconds: 2,
            python: PathBuf::from("python3"),
            work: PathBuf::from("target/bench"),
        }
    }
}

/// A folder with pages, a configuration that reads them, and perhaps a database.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Bench {
    /// Written anew where this process has not yet done so.
    pub(crate) fn set(&self, entries: usize) -> Folder {
        let folder = fs::canonicalize(&self.work).unwrap().join(format!("set-{entries}"));
        let mark = folder.join(format!("made-by-{}", std::process::id()));
        if !mark.exists() {
            if folder.exists() {
                fs::remove_dir_all(&folder).unwrap();
            }
            let set = Set::new(1, FROM);
            pages(&folder.join("pages"), set.pages(entries, Changed::default()));
            pages(&folder.join("other"), set.pages(entries, Changed { percent: 1 }));
            fs::write(folder.join("kooste.toml"), CONFIG).unwrap();
            fs::write(mark, "").unwrap();
        }
        Folder(folder)
    }

    /// With the database that a first run makes.
    pub(crate) fn loaded(&self) -> Folder {
        let folder = self.set(self.entries);
        if !folder.database().exists() {
            folder.load();
        }
        folder
    }
}

fn pages(folder: &Path, pages: impl Iterator<Item = String>) {
    fs::create_dir_all(folder).unwrap();
    for (number, page) in pages.enumerate() {
        fs::write(folder.join(format!("page-{number:05}.json")), page).unwrap();
    }
}

impl Folder {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("kooste.db")
    }

    /// In their order.
    pub(crate) fn pages(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("pages")).unwrap();
        let mut pages: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        pages.sort();
        pages
    }

    /// The pages of which a hundredth is told otherwise take the place of the others, or these theirs.
    pub(crate) fn turn(&self) {
        let aside = self.path("aside");
        fs::rename(self.path("pages"), &aside).unwrap();
        fs::rename(self.path("other"), self.path("pages")).unwrap();
        fs::rename(aside, self.path("other")).unwrap();
    }

    pub(crate) fn forget(&self) {
        for name in ["kooste.db", "kooste.db-wal", "kooste.db-shm"] {
            // It fails where there is none.
            drop(fs::remove_file(self.path(name)));
        }
    }

    /// Seconds of a processor that the first run takes, from the program's start to its end.
    pub(crate) fn load(&self) -> f64 {
        self.forget();
        self.sync(&["--now", NOW])
    }

    /// A run that reads all, here or by the daemon that is on this database.
    pub(crate) fn sync(&self, more: &[&str]) -> f64 {
        let config = self.path("kooste.toml");
        let mut arguments: Vec<&Path> = ["sync", "--full"].map(Path::new).into();
        arguments.extend(more.iter().map(Path::new));
        arguments.extend([Path::new("--config"), &config]);
        cost::whole(Path::new(KOOSTE), &arguments)
    }

    pub(crate) fn config(&self) -> Config {
        let file = self.path("kooste.toml");
        Config::parse(&file, CONFIG, &Environment::new()).unwrap()
    }

    pub(crate) fn catalogue(&self) -> Catalogue {
        let config = self.config();
        let reader = Reader::new(&self.database());
        reader.read(|connection| stored(connection, &config, None)).unwrap()
    }
}

pub(crate) fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}
