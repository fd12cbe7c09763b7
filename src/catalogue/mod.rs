//! Everything that is published, in memory: immutable, and swapped whole. Reads need nothing else.

mod agenda;
mod census;
mod edits;
pub mod entry;
mod facets;
pub mod filter;
mod order;
mod packed;
mod parts;
mod runs;
mod search;
mod segment;
mod selection;
mod sieve;
mod text;
pub mod turns;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::id::{ActivityId, Revision};
use crate::show::Reason;

pub use agenda::{Agenda, FARTHEST, Time};
pub use edits::Edits;
pub use entry::{Entry, EntrySession};
pub use facets::{Count, Facets};
pub use filter::{Days, Fault, Filter, FilterError, Form, Moment, Query, Start};
use parts::Parts;
pub use segment::Spot;
pub use selection::{Chosen, Selection};
pub use sieve::Sign;
pub use turns::Turns;

#[derive(Clone, Debug)]
pub struct Catalogue {
    pub edition: Edition,
    parts: Parts,
    /// Shared from edition to edition where none of it changes.
    gone: Arc<BTreeMap<ActivityId, Gone>>,
    turns: Turns,
    edits: Edits,
}

/// Which published state this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub revision: Revision,
    /// The local date from which windows are counted.
    pub as_of: NaiveDate,
    /// When this revision came to be: what Last-Modified says.
    pub published: DateTime<Utc>,
}

/// Why an id that once was published is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// No source has it any more.
    Withdrawn,
    /// Stored, but not shown.
    Hidden(BTreeSet<Reason>),
    /// Another id stands for both.
    Merged { into: ActivityId },
}

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    Live(&'a Arc<Entry>),
    Gone(&'a Gone),
    Unknown,
}

impl Catalogue {
    /// An id that is both an entry and gone is live.
    #[must_use]
    pub fn build(
        edition: Edition,
        entries: impl IntoIterator<Item = impl Into<Arc<Entry>>>,
        mut gone: BTreeMap<ActivityId, Gone>,
    ) -> Self {
        let by_id = |entry: Arc<Entry>| (entry.id.clone(), entry);
        let entries: BTreeMap<_, _> = entries.into_iter().map(|e| by_id(e.into())).collect();
        gone.retain(|id, _| !entries.contains_key(id));
        let parts = Parts::default().with(entries, &BTreeSet::new());
        let (turns, edits) = (Turns::default(), Edits::default());
        Self { edition, parts, gone: Arc::new(gone), turns, edits }
    }

    /// The next edition: `changed` entries take the place of their old ones, ids that are `gone` lose
    /// theirs, and everything else is shared with this one, as is an entry that came out equal.
    #[must_use]
    pub fn with(
        &self,
        edition: Edition,
        changed: impl IntoIterator<Item = Entry>,
        gone: BTreeMap<ActivityId, Gone>,
    ) -> Self {
        let mut all_gone = Arc::clone(&self.gone);
        let mut leaving: BTreeSet<ActivityId> = gone.keys().cloned().collect();
        if !gone.is_empty() {
            Arc::make_mut(&mut all_gone).extend(gone);
        }
        let mut fresh = BTreeMap::new();
        for entry in changed {
            let id = &entry.id;
            if all_gone.contains_key(id) {
                Arc::make_mut(&mut all_gone).remove(id);
            }
            if self.parts.get(id).is_some_and(|old| **old == entry) {
                leaving.remove(id);
                fresh.remove(id);
            } else {
                fresh.insert(id.clone(), Arc::new(entry));
            }
        }
        let parts = self.parts.with(fresh, &leaving);
        let (turns, edits) = (self.turns.clone(), self.edits.clone());
        Self { edition, parts, gone: all_gone, turns, edits }
    }

    /// With the turns that lead to it.
    #[must_use]
    pub fn turned(self, turns: Turns) -> Self {
        Self { turns, ..self }
    }

    /// With what changed in the last months.
    #[must_use]
    pub fn edited(self, edits: Edits) -> Self {
        Self { edits, ..self }
    }

    #[must_use]
    pub fn edits(&self) -> &Edits {
        &self.edits
    }

    #[must_use]
    pub fn turns(&self) -> &Turns {
        &self.turns
    }

    /// Whether the same is served, whatever the edition is called.
    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        let entries = || self.parts.entries().eq(other.parts.entries());
        self.turns == other.turns && self.gone == other.gone && entries()
    }

    #[must_use]
    pub fn get(&self, id: &ActivityId) -> Found<'_> {
        match (self.parts.get(id), self.gone.get(id)) {
            (Some(entry), _) => Found::Live(entry),
            (None, Some(gone)) => Found::Gone(gone),
            (None, None) => Found::Unknown,
        }
    }

    /// In order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.parts.entries()
    }

    pub fn gone(&self) -> impl Iterator<Item = (&ActivityId, &Gone)> {
        self.gone.iter()
    }

    /// What `filter` asks for, in its order.
    #[must_use]
    pub fn select(&self, filter: &Filter) -> Selection<'_> {
        self.page(filter, &Start::First)
    }

    /// The same from `start` on; a page is as long as the filter's limit.
    #[must_use]
    pub fn page(&self, filter: &Filter, start: &Start) -> Selection<'_> {
        Selection::of(self, filter, start)
    }

    /// The times of what `filter` asks for, from `start` on, without those that are over at `since`.
    #[must_use]
    pub fn agenda(
        &self,
        filter: &Filter,
        start: &Start,
        since: Option<DateTime<Utc>>,
    ) -> Agenda<'_> {
        Agenda::of(self, filter, start, since)
    }

    /// What can be asked for besides: by the names of filters the values that occur, as a filter writes
    /// them. Of each name the filter's own wish is passed over, so that others can be chosen.
    #[must_use]
    pub fn facets(&self, filter: &Filter) -> Facets {
        facets::count(self, filter)
    }
}

#[cfg(test)]
mod naive;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
