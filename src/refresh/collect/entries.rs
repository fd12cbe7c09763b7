//! Which entries of a source need not be read, because they are as they were.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use url::Url;

use crate::config::Source;
use crate::id::SourceId;
use crate::source::{Known, Page, PageError, RawOrganiser, kind};
use crate::store::{Store, StoreError, listings};

/// By the hashes of their bytes.
type Pages = HashMap<blake3::Hash, Page>;

/// Pages of each source's last run on which every entry was as it was: the same bytes again need not even
/// be cut into entries. Kept as long as the program runs.
#[derive(Debug, Default)]
pub(in crate::refresh) struct KnownPages(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// With the way in which they were read.
    pages: BTreeMap<SourceId, (String, Pages)>,
    /// How often all were forgotten: what a run saw before counts no more.
    forgotten: u64,
}

/// How a source's entries are read.
pub(super) struct Entries<'a> {
    pub(super) source: &'a Source,
    /// Of the way in which they are read.
    pub(super) fingerprint: &'a str,
    /// Organisers that the region's own file tells.
    pub(super) own: &'a [RawOrganiser],
    /// Of no use where they were read in another way before.
    memory: Option<Memory<'a>>,
}

struct Memory<'a> {
    store: &'a Store,
    /// Read out of the store when it is first needed.
    known: OnceLock<Known>,
    kept: &'a KnownPages,
    /// `Kept::forgotten` when the run began.
    forgotten: u64,
    before: Mutex<Pages>,
    seen: Mutex<Pages>,
}

impl KnownPages {
    /// Something else than a run has taken away what is stored.
    pub(in crate::refresh) fn forget(&self) {
        let mut kept = locked(&self.0);
        kept.pages.clear();
        kept.forgotten += 1;
    }

    fn take(&self, source: &SourceId, way: &str) -> (Pages, u64) {
        let mut kept = locked(&self.0);
        let taken = kept.pages.remove(source).filter(|(read, _)| read == way);
        (taken.map(|(_, pages)| pages).unwrap_or_default(), kept.forgotten)
    }

    fn put(&self, source: SourceId, way: String, pages: Pages, forgotten: u64) {
        let mut kept = locked(&self.0);
        if kept.forgotten == forgotten {
            kept.pages.insert(source, (way, pages));
        }
    }
}

impl<'a> Entries<'a> {
    /// All are read.
    pub(super) fn all(source: &'a Source, fingerprint: &'a str, own: &'a [RawOrganiser]) -> Self {
        Self { source, fingerprint, own, memory: None }
    }

    /// Those are not that are as they were, where that can be told entry by entry.
    pub(super) fn less_known(self, store: &'a Store, kept: &'a KnownPages) -> Self {
        if !self.source.kind.lists_single_entries() {
            return self;
        }
        let (before, forgotten) = kept.take(&self.source.id, self.fingerprint);
        let memory = Memory {
            store,
            known: OnceLock::new(),
            kept,
            forgotten,
            before: Mutex::new(before),
            seen: Mutex::default(),
        };
        Self { memory: Some(memory), ..self }
    }

    /// `hash` is that of the bytes.
    pub(super) fn parse(
        &self,
        bytes: &[u8],
        hash: blake3::Hash,
        url: &Url,
    ) -> Result<Result<Page, PageError>, StoreError> {
        let origin = kind::Origin { url, language: &self.source.language };
        let Some(memory) = &self.memory else { return Ok(self.source.kind.parse(bytes, origin)) };
        let known = locked(&memory.before).remove(&hash);
        let page = match known {
            Some(page) => Ok(page),
            None => {
                let known = memory.known(self)?;
                self.source.kind.parse_rest(bytes, origin, known)
            }
        };
        if let Ok(page) = &page
            && page.is_known()
        {
            locked(&memory.seen).insert(hash, page.clone());
        }
        Ok(page)
    }

    /// Keeps what was seen for the next run.
    pub(super) fn keep(self) {
        let Some(memory) = self.memory else { return };
        let seen = memory.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let way = self.fingerprint.to_owned();
        memory.kept.put(self.source.id.clone(), way, seen, memory.forgotten);
    }
}

impl Memory<'_> {
    fn known(&self, entries: &Entries<'_>) -> Result<&Known, StoreError> {
        if let Some(known) = self.known.get() {
            return Ok(known);
        }
        let reader = self.store.reader();
        let read = reader.read(|connection| listings::known(connection, &entries.source.id))?;
        let known = Known::new(entries.fingerprint, entries.own.iter().cloned(), read);
        Ok(self.known.get_or_init(|| known))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
