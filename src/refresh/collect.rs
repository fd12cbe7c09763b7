//! Asks a source for all it has: from the network, from files, or from the demo inside the program.

mod entries;
mod http;
mod organisers;
mod parts;
mod saved;
mod together;
mod visit;
mod ways;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;
use tracing::warn;

use super::hosts::Hosts;
use super::progress::{Step, Teller};
use crate::clock::local_date;
use crate::config::{Origin, Source};
use crate::demo::{self, Anchor};
use crate::fetch::files::{self, FileLimits, FilesError};
use crate::fetch::{Client, FetchError};
use crate::report::{Mode, Patience};
use crate::source::{PageError, RawOrganiser};
use crate::store::sources::{PageValidators, SourceState};
use crate::store::{Store, StoreError, settings};
use entries::Entries;
pub(super) use entries::KnownPages;
pub(super) use together::Said;
use visit::{Seen, Visit};

/// What a source answered.
#[derive(Debug)]
pub(super) enum Collected {
    /// Every page is as it was in the last complete run.
    Unchanged {
        books: Books,
    },
    Read {
        said: Said,
        books: Books,
    },
}

impl Collected {
    /// For who watches the run.
    pub(super) fn step(&self) -> Step {
        match self {
            Self::Unchanged { .. } => Step::AsBefore,
            Self::Read { said, .. } => Step::Read { pages: said.pages, items: said.received },
        }
    }
}

/// What is to be remembered until the next run.
#[derive(Clone, Debug)]
pub(super) struct Books {
    /// Of all that decided what was read; validators are of use only as long as it stays.
    pub(super) fingerprint: String,
    /// In place of those that are stored; `None` = these stay.
    pub(super) validators: Option<Vec<PageValidators>>,
    /// Whether all was asked for.
    pub(super) whole: bool,
    pub(super) cursor: Option<String>,
    pub(super) fresh_for: Option<Duration>,
    pub(super) moved: Option<String>,
}

/// Why a run brought nothing. What is stored stays.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    #[error("{page} {error}")]
    Fetch { page: String, error: FetchError },
    #[error(
        "{host} is not to be asked anything before {until}, by its own word (`kooste sync --force` asks nevertheless)"
    )]
    Patience { host: String, until: DateTime<Utc> },
    #[error("did not come to its end within {0:?}")]
    Deadline(Duration),
    #[error("{page} {error}")]
    Page { page: String, error: PageError },
    #[error(transparent)]
    Files(#[from] FilesError),
    #[error("the file of organisers {file}: {problem}")]
    Organisers { file: String, problem: String },
    #[error("{page}: {problem}")]
    Paging { page: String, problem: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CollectError {
    /// The page is not there, and will not be.
    fn is_a_dead_link(&self) -> bool {
        let dead = |error: &FetchError| matches!(error, FetchError::NotFound | FetchError::Gone);
        matches!(self, Self::Fetch { error, .. } if dead(error))
    }

    /// Other pages may be read all the same.
    fn is_of_one_page(&self) -> bool {
        match self {
            Self::Page { .. } => true,
            Self::Fetch { error, .. } => !matches!(error, FetchError::RateLimited { .. }),
            _ => false,
        }
    }
}

/// What a run asks with.
pub(super) struct Means<'a> {
    pub(super) client: &'a Result<Client, FetchError>,
    pub(super) hosts: &'a Hosts,
    pub(super) teller: &'a Teller,
    pub(super) store: &'a Store,
    pub(super) patience: Patience,
    /// How long what has ended is kept, and so read at all.
    pub(super) retention_months: u32,
    pub(super) extent: Extent,
    pub(super) pages: &'a KnownPages,
}

/// Which entries of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that are not as they were when they were read before.
    Changed,
    All,
}

/// What is known of a source before a run.
pub(super) struct Memory {
    pub(super) state: SourceState,
    /// Whether anything of it is live.
    pub(super) has_entries: bool,
}

pub(super) async fn collect(
    means: &Means<'_>,
    source: &Source,
    known: &Memory,
    mode: Mode,
    now: DateTime<Utc>,
) -> Result<Collected, CollectError> {
    let own = organisers::read(source)?;
    let fingerprint = fingerprint(source, &own, means.retention_months);
    let same_way = known.state.fingerprint == fingerprint;
    let entries = Entries::all(source, &fingerprint, &own);
    let entries = match means.extent {
        Extent::Changed if same_way => entries.less_known(means.store, means.pages),
        Extent::Changed | Extent::All => entries,
    };
    let collected = match &source.origin {
        Origin::Http(origin) => {
            let client =
                means.client.as_ref().map_err(|error| visit::failed(&origin.url, error.clone()))?;
            let visit = Visit {
                client,
                hosts: means.hosts,
                teller: means.teller,
                patience: means.patience,
                source,
                origin,
                state: &known.state,
                entries: &entries,
                now,
                seen: Seen::default(),
            };
            http::collect(visit, mode, known.has_entries, own.clone()).await?
        }
        Origin::Files(glob) => {
            let pattern = glob.to_string_lossy();
            let pages = files::list(&pattern, Path::new(""), &FileLimits::default())?;
            let known = match mode {
                Mode::Normal if same_way => known.state.validators.as_slice(),
                _ => &[],
            };
            saved::files(&entries, &pages, known)?
        }
        Origin::Demo => {
            let pages = demo::pages(demo_anchor(means.store, mode, now)?);
            saved::read(&entries, pages)?
        }
    };
    entries.keep();
    Ok(collected)
}

/// Besides the source's own settings, those around it that decide what its bytes are read to.
fn fingerprint(source: &Source, own: &[RawOrganiser], retention_months: u32) -> String {
    let parts = format!("{} {own:?} {retention_months}", source.fingerprint());
    blake3::hash(parts.as_bytes()).to_hex().to_string()
}

/// The week to which the demo is moved; remembered, so that a restart changes nothing.
fn demo_anchor(store: &Store, mode: Mode, now: DateTime<Utc>) -> Result<NaiveDate, StoreError> {
    let today = local_date(now);
    match mode {
        Mode::DryRun => store.rehearse(|tx| keep_anchor(tx, today)),
        Mode::Normal | Mode::Full => store.write(|tx| keep_anchor(tx, today)),
    }
}

fn keep_anchor(tx: &Transaction<'_>, today: NaiveDate) -> Result<NaiveDate, StoreError> {
    const NAME: &str = "demo_anchor";
    let stored = settings::get(tx, NAME)?.and_then(|text| text.parse().ok());
    match demo::anchor(stored, today) {
        Anchor::Kept(anchor) => Ok(anchor),
        Anchor::Set { anchor, was } => {
            settings::set(tx, NAME, &anchor.to_string())?;
            if let Some(was) = was {
                warn!("the demo stood around the week of {was} and moves to that of {anchor}");
            }
            Ok(anchor)
        }
    }
}
