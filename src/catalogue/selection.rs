//! What a filter chooses from a catalogue.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::filter::{Cursor, Filter, Start};
use super::search::Search;
use super::{Catalogue, Entry, EntrySession, order};

/// The chosen activities in the order that is asked for: by the next start if nothing else is, and those
/// without any time to come after them, ongoing services among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<'a> {
    /// At most as many as the filter's limit.
    pub chosen: Vec<Chosen<'a>>,
    /// How many there are without the limit, wherever the list began.
    pub total: usize,
    /// From where it goes on, if it does.
    pub next: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    pub entry: &'a Arc<Entry>,
    /// Empty only where the activity has no session at all.
    pub sessions: Vec<&'a EntrySession>,
    /// The start of the first instance that is not over, in Helsinki's local time.
    pub next: Option<NaiveDateTime>,
    /// The last day of that instance.
    pub last: Option<NaiveDate>,
}

impl<'a> Selection<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, filter: &Filter, start: &Start) -> Self {
        let as_of = catalogue.edition.as_of;
        let parts = catalogue.parts.iter();
        let searches: Vec<_> = parts.map(|part| Search::new(part, filter, as_of)).collect();
        let order::Page { shown, total, last } = order::page(&searches, filter, start);
        let chosen = shown.into_iter().filter_map(|(search, entry)| Chosen::of(search, entry));
        Self { chosen: chosen.collect(), total, next: last.map(|rank| Cursor::new(filter, rank)) }
    }
}

impl<'a> Chosen<'a> {
    fn of(search: &Search<'a>, number: u32) -> Option<Self> {
        let segment = search.segment;
        let sessions = search.slots(number).filter_map(|(slot, _)| segment.session(slot)).collect();
        let (next, last) = search.next(number).unzip();
        Some(Self { entry: segment.entry(number)?, sessions, next, last })
    }
}

#[cfg(test)]
mod tests;
