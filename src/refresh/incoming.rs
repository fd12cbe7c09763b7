//! From what was collected to what a plan compares: every item read by itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Months, NaiveDate, Utc};

use super::collect::{Books, Collected, Said};
use crate::clock::local_date;
use crate::config::Source;
use crate::id::ItemId;
use crate::listing::{Listing, Note, last_day};
use crate::normalise::{self, Rules};
use crate::plan::{Completeness, Incoming};
use crate::report::{Counts, NoteCount, count_notes};
use crate::source::{Item, Rejection, RejectionReason};

/// What a run brought, read.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) incoming: Incoming,
    pub(super) rejections: Vec<Rejection>,
    pub(super) notes: Vec<NoteCount>,
    pub(super) counts: Counts,
    pub(super) books: Books,
}

pub(super) fn incoming(
    source: &Source,
    collected: Collected,
    retention_months: u32,
    now: DateTime<Utc>,
) -> Brought {
    match collected {
        Collected::Unchanged { books } => unchanged(books),
        Collected::Read { said, books } => {
            read(source, said, books, retention_cutoff(now, retention_months))
        }
    }
}

/// What ended before this day is not kept.
pub(super) fn retention_cutoff(now: DateTime<Utc>, months: u32) -> NaiveDate {
    local_date(now).checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

fn unchanged(books: Books) -> Brought {
    let incoming = Incoming { completeness: Completeness::Unchanged, ..Incoming::default() };
    let pages = books.validators.as_ref().map_or(0, Vec::len);
    Brought {
        incoming,
        rejections: Vec::new(),
        notes: Vec::new(),
        counts: Counts { pages, ..Counts::default() },
        books,
    }
}

fn read(source: &Source, said: Said, books: Books, cutoff: NaiveDate) -> Brought {
    let rules = rules(source);
    let organisers = said.organisers;
    let mut rejections = said.rejections;
    let mut counts = Counts { pages: said.pages, items: said.received, ..Counts::default() };
    let mut listings = BTreeMap::new();
    for item in one_of_each(said.items, &mut rejections) {
        match normalise::listing(&item, &rules, &organisers) {
            Ok(listing) if is_past(&listing, cutoff) => counts.past += 1,
            Ok(listing) => {
                listings.insert(listing.key.id.clone(), listing);
            }
            Err(rejection) => rejections.push(rejection),
        }
    }
    let readable: BTreeSet<_> = listings.keys().cloned().collect();
    let unreadable = rejections.iter().filter_map(|r| r.id.clone());
    let unreadable = unreadable.filter(|id| !readable.contains(id)).collect();
    counts.rejected = rejections.len();
    let notes = count_notes(listings.iter().flat_map(|(id, listing)| notes(id, listing)));
    let incoming = Incoming {
        listings,
        unreadable,
        tombstones: said.tombstones.into_iter().collect(),
        completeness: said.completeness,
    };
    Brought { incoming, rejections, notes, counts, books }
}

fn notes<'a>(id: &'a ItemId, listing: &'a Listing) -> impl Iterator<Item = (&'a ItemId, &'a Note)> {
    listing.notes.iter().map(move |note| (id, note))
}

fn is_past(listing: &Listing, cutoff: NaiveDate) -> bool {
    last_day(&listing.sessions).is_some_and(|last| last < cutoff)
}

/// An id that comes twice counts once. Of two that differ, the one whose hash sorts first is kept, so
/// that the order of pages decides nothing; the other is told.
fn one_of_each(mut items: Vec<Item>, rejections: &mut Vec<Rejection>) -> Vec<Item> {
    items.sort_by(|a, b| (&a.id, &a.hash).cmp(&(&b.id, &b.hash)));
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match kept.last() {
            Some(last) if last.id == item.id && last.hash == item.hash => {}
            Some(last) if last.id == item.id => rejections.push(Rejection {
                id: Some(item.id),
                hash: item.hash,
                reason: RejectionReason::DuplicateId,
                detail: "the id is used twice; the other entry is kept".to_owned(),
            }),
            _ => kept.push(item),
        }
    }
    kept
}

fn rules(source: &Source) -> Rules {
    Rules {
        source: source.id.clone(),
        link: source.link.clone(),
        image: source.image.clone(),
        attribution: source.attribution.clone(),
        licence: source.licence.clone(),
        redact: source.redact,
    }
}

#[cfg(test)]
mod tests;
