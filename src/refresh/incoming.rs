//! From what was collected to what a plan compares: every item read by itself.

use std::borrow::Cow;
use std::collections::btree_map::Iter;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter::Peekable;
use std::sync::Arc;

use chrono::{DateTime, Months, NaiveDate, Utc};

use super::collect::{Books, Collected, Said};
use crate::alarm::Matches;
use crate::clock::local_date;
use crate::config::Source;
use crate::id::ItemId;
use crate::listing::{Listing, Mark, Outline, Reading, last_day};
use crate::normalise::{self, Organisers, Rules};
use crate::plan::{Completeness, Incoming, Record, Records};
use crate::report::Counts;
use crate::source::{Item, RawHash, Rejection, RejectionReason, Same};

/// What a run brought, read.
#[derive(Debug)]
pub(super) struct Brought {
    pub(super) incoming: Incoming,
    /// What each of its listings was read from.
    pub(super) marks: BTreeMap<ItemId, Mark>,
    /// What was not read, until `recall` says what it is.
    same: BTreeMap<ItemId, Arc<Same>>,
    /// What ended before this day is not kept.
    cutoff: NaiveDate,
    pub(super) rejections: Vec<Rejection>,
    pub(super) counts: Counts,
    /// Of the region's own table, where there is one.
    pub(super) organisers: Option<Matches>,
    pub(super) books: Books,
}

/// By the source's ids.
pub(super) type Outlines<'a> = BTreeMap<&'a ItemId, Cow<'a, Outline>>;

/// Pages tell of one organiser differently, so that what one of them tells is not what is believed: what
/// was not read has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contradiction;

pub(super) fn incoming(
    source: &Source,
    collected: Collected,
    retention_months: u32,
    now: DateTime<Utc>,
) -> Result<Brought, Contradiction> {
    let cutoff = retention_cutoff(now, retention_months);
    match collected {
        Collected::Unchanged { books } => Ok(unchanged(books, cutoff)),
        Collected::Read { said, books } => read(source, said, books, cutoff),
    }
}

/// What ended before this day is not kept.
pub(super) fn retention_cutoff(now: DateTime<Utc>, months: u32) -> NaiveDate {
    local_date(now).checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

fn unchanged(books: Books, cutoff: NaiveDate) -> Brought {
    let incoming = Incoming { completeness: Completeness::Unchanged, ..Incoming::default() };
    let pages = books.validators.as_ref().map_or(0, Vec::len);
    Brought {
        incoming,
        marks: BTreeMap::new(),
        same: BTreeMap::new(),
        cutoff,
        rejections: Vec::new(),
        organisers: None,
        counts: Counts { pages, ..Counts::default() },
        books,
    }
}

fn read(
    source: &Source,
    said: Said,
    books: Books,
    cutoff: NaiveDate,
) -> Result<Brought, Contradiction> {
    let rules = rules(source);
    let mut readings = Readings::new(&books.fingerprint, &said.organisers);
    if !said.same.iter().all(|same| readings.of(same.organiser.as_deref()) == same.mark.reading) {
        return Err(Contradiction);
    }
    let organisers = matches(source, &said);
    let said_same = said.same.len();
    let mut same: BTreeMap<_, _> =
        said.same.into_iter().map(|same| (same.id.clone(), same)).collect();
    let told = said.items.len() + said_same;
    let mut rejections = said.rejections;
    let refused = rejections.len();
    let mut counts = Counts { pages: said.pages, items: said.received, ..Counts::default() };
    let (mut listings, mut marks) = (BTreeMap::new(), BTreeMap::new());
    let items = one_of_each(said.items, &mut same, &mut rejections);
    let otherwise_told = items.len() + same.len() + rejections.len() - refused;
    counts.repeated = told.saturating_sub(otherwise_told);
    for item in items {
        match normalise::listing(&item, &rules, &said.organisers) {
            Ok(listing) if is_past(&listing, cutoff) => counts.past += 1,
            Ok(listing) => {
                if source.kind.lists_single_entries()
                    && let Some(bytes) = item.hash.bytes()
                {
                    let reading = readings.of(item.organiser.id.as_deref());
                    marks.insert(item.id, Mark { bytes, reading });
                }
                listings.insert(listing.key.id.clone(), listing);
            }
            Err(rejection) => rejections.push(rejection),
        }
    }
    let readable = |id: &ItemId| listings.contains_key(id) || same.contains_key(id);
    let unreadable = rejections.iter().filter_map(|r| r.id.clone());
    let unreadable = unreadable.filter(|id| !readable(id)).collect();
    counts.rejected = rejections.len();
    let incoming = Incoming {
        listings,
        same: BTreeSet::new(),
        unreadable,
        tombstones: said.tombstones.into_iter().collect(),
        completeness: said.completeness,
    };
    Ok(Brought { incoming, marks, same, cutoff, rejections, counts, organisers, books })
}

impl Brought {
    /// What was not read is what is stored of it, unless that has become something else since: then it is
    /// there, and is read next time.
    pub(super) fn recall(&mut self, records: &Records) {
        let mut is_same = Vec::with_capacity(self.same.len());
        let mut records = records.iter().peekable();
        for (id, same) in std::mem::take(&mut self.same) {
            match at(&mut records, &id) {
                Some(record) if record.mark != Some(same.mark) => {
                    self.incoming.unreadable.insert(id);
                }
                Some(record) if record.outline.has_ended(self.cutoff) => self.counts.past += 1,
                Some(_) => is_same.push(id),
                None => {}
            }
        }
        self.incoming.same = is_same.into_iter().collect();
    }

    /// Of all that can be read, in the order of their ids.
    pub(super) fn outlines<'a>(&'a self, records: &'a Records) -> Outlines<'a> {
        let read = self.incoming.listings.iter();
        let read = read.map(|(id, listing)| (id, Cow::Owned(Outline::of(listing))));
        let mut records = records.iter().peekable();
        let same = self.incoming.same.iter();
        let same =
            same.filter_map(move |id| Some((id, Cow::Borrowed(&at(&mut records, id)?.outline))));
        read.chain(same).collect()
    }
}

/// The record of `id`, for ids that come in their order: a look into the map for each takes longer.
fn at<'a>(records: &mut Peekable<Iter<'a, ItemId, Record>>, id: &ItemId) -> Option<&'a Record> {
    while records.next_if(|(other, _)| *other < id).is_some() {}
    records.next_if(|(other, _)| *other == id).map(|(_, record)| record)
}

fn matches(source: &Source, said: &Said) -> Option<Matches> {
    if source.organisers.is_none() && said.own.is_empty() {
        return None;
    }
    let items = said.items.iter().filter_map(|item| item.organiser.id.as_ref());
    let same = said.same.iter().filter_map(|same| same.organiser.as_ref());
    let named: Vec<_> = items.chain(same).collect();
    let matched = named.iter().filter(|id| said.own.contains(**id)).count();
    Some(Matches { rows: said.own.len(), named: named.len(), matched })
}

fn is_past(listing: &Listing, cutoff: NaiveDate) -> bool {
    last_day(&listing.sessions).is_some_and(|last| last < cutoff)
}

/// An id that comes twice counts once. Of two that differ, the one whose hash sorts first is kept, so
/// that the order of pages decides nothing; the other is told.
fn one_of_each(
    mut items: Vec<Item>,
    same: &mut BTreeMap<ItemId, Arc<Same>>,
    rejections: &mut Vec<Rejection>,
) -> Vec<Item> {
    items.sort_by(|a, b| (&a.id, &a.hash).cmp(&(&b.id, &b.hash)));
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        if let Some(other) = same.get(&item.id) {
            let other = RawHash::from(other.mark.bytes);
            if other < item.hash {
                rejections.push(duplicate(item.id, item.hash));
                continue;
            }
            same.remove(&item.id);
            rejections.push(duplicate(item.id.clone(), other));
        }
        match kept.last() {
            Some(last) if last.id == item.id && last.hash == item.hash => {}
            Some(last) if last.id == item.id => rejections.push(duplicate(item.id, item.hash)),
            _ => kept.push(item),
        }
    }
    kept
}

fn duplicate(id: ItemId, hash: RawHash) -> Rejection {
    Rejection {
        id: Some(id),
        hash,
        reason: RejectionReason::DuplicateId,
        detail: "the id is used twice; the other entry is kept".to_owned(),
    }
}

/// How entries of each organiser are read.
struct Readings<'a> {
    way: &'a str,
    organisers: &'a Organisers,
    known: HashMap<Option<&'a str>, Reading>,
}

impl<'a> Readings<'a> {
    fn new(way: &'a str, organisers: &'a Organisers) -> Self {
        Self { way, organisers, known: HashMap::new() }
    }

    fn of(&mut self, organiser: Option<&str>) -> Reading {
        if let Some(reading) = self.known.get(&organiser) {
            return *reading;
        }
        let told = organiser.and_then(|id| self.organisers.get_key_value(id));
        let reading = Reading::of(self.way, told.map(|(_, told)| told));
        if let Some((id, _)) = told {
            self.known.insert(Some(id.as_str()), reading);
        }
        reading
    }
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
