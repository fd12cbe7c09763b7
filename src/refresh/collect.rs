//! Asks a source for all it has: from the network, from files, or from the demo inside the program.

mod http;
mod organisers;

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;
use tracing::warn;
use url::Url;

use crate::clock::local_date;
use crate::config::{Origin, Source};
use crate::demo::{self, Anchor};
use crate::fetch::files::{self, FileLimits, FilesError};
use crate::fetch::{Client, FetchError};
use crate::id::ItemId;
use crate::normalise::{self, Organisers};
use crate::paging::{self, PageFacts};
use crate::plan::Completeness;
use crate::report::Mode;
use crate::source::kind;
use crate::source::{Item, Page, PageError, RawOrganiser, Rejection};
use crate::store::sources::{PageValidators, SourceState};
use crate::store::{Store, StoreError, settings};

/// What a source answered.
#[derive(Debug)]
pub(super) enum Collected {
    /// Every page is as it was in the last complete run.
    Unchanged {
        validators: Vec<PageValidators>,
    },
    Read {
        said: Said,
        validators: Vec<PageValidators>,
    },
}

/// All pages of a run together.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) items: Vec<Item>,
    pub(super) rejections: Vec<Rejection>,
    pub(super) tombstones: Vec<ItemId>,
    pub(super) organisers: Organisers,
    pub(super) completeness: Completeness,
    pub(super) pages: usize,
    pub(super) received: usize,
}

/// Why a run brought nothing. What is stored stays.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    #[error("{page} {error}")]
    Fetch { page: String, error: FetchError },
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

pub(super) async fn collect(
    client: &Result<Client, FetchError>,
    store: &Store,
    source: &Source,
    state: &SourceState,
    mode: Mode,
    now: DateTime<Utc>,
) -> Result<Collected, CollectError> {
    let own = organisers::read(source)?;
    match &source.origin {
        Origin::Http(origin) => {
            let known = mode == Mode::Normal && state.fingerprint == source.fingerprint();
            let validators = if known { state.validators.as_slice() } else { &[] };
            let client =
                client.as_ref().map_err(|error| http::failed(&origin.url, error.clone()))?;
            http::collect(client, source, origin, validators, own).await
        }
        Origin::Files(glob) => {
            let pattern = glob.to_string_lossy();
            let read = files::read(&pattern, Path::new(""), &FileLimits::default())?;
            let pages = read.into_iter().map(|file| (file.name, file.bytes)).collect();
            saved(source, pages, own)
        }
        Origin::Demo => saved(source, demo::pages(demo_anchor(store, mode, now)?), own),
    }
}

/// Pages that lie side by side: all of them are there at once.
fn saved(
    source: &Source,
    files: Vec<(String, Vec<u8>)>,
    own: Vec<RawOrganiser>,
) -> Result<Collected, CollectError> {
    let mut pages = Vec::new();
    for (name, bytes) in files {
        let url = file_url(&name)?;
        pages.push(
            parse(source, &bytes, &url)
                .map_err(|error| CollectError::Page { page: name, error })?,
        );
    }
    let facts: Vec<_> = pages.iter().map(PageFacts::of).collect();
    let said = together(pages, paging::completeness_of_files(&facts), own);
    Ok(Collected::Read { said, validators: Vec::new() })
}

/// What a file is called where an address is asked for.
fn file_url(name: &str) -> Result<Url, CollectError> {
    let mut url = Url::parse("file:///").map_err(|error| CollectError::Paging {
        page: name.to_owned(),
        problem: error.to_string(),
    })?;
    url.set_path(name);
    Ok(url)
}

fn parse(source: &Source, bytes: &[u8], url: &Url) -> Result<Page, PageError> {
    source.kind.parse(bytes, kind::Origin { url, language: &source.language })
}

fn together(pages: Vec<Page>, completeness: Completeness, own: Vec<RawOrganiser>) -> Said {
    let mut said = Said {
        items: Vec::new(),
        rejections: Vec::new(),
        tombstones: Vec::new(),
        organisers: Organisers::new(),
        completeness,
        pages: pages.len(),
        received: pages.iter().map(|page| page.received).sum(),
    };
    let mut side_lists: Vec<RawOrganiser> = Vec::new();
    for page in pages {
        said.items.extend(page.items);
        said.rejections.extend(page.rejections);
        said.tombstones.extend(page.tombstones);
        side_lists.extend(page.organisers);
    }
    // What the region's own file says comes first, and the source fills in what that lacks.
    said.organisers = normalise::index(own.into_iter().chain(side_lists));
    said
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
