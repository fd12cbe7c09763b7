//! Some of the entries, with everything that filters ask about them looked up beforehand.

mod builder;
mod facts;
mod names;
mod organisers;
mod places;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use roaring::RoaringBitmap;

use crate::catalogue::filter::key::Key;
use crate::catalogue::runs::Run;
use crate::catalogue::text;
use crate::catalogue::{Entry, EntrySession};
use crate::id::ActivityId;
use crate::listing::{Organiser, Position};
use crate::localized::Lang;

pub(super) use builder::Builder;
pub(super) use facts::{Circumstance, Facts, Trait};
use names::Names;
use organisers::Organisers;
use places::Places;
pub use places::Spot;

/// Made at once of a set of entries and never changed. What depends on the edition's date is not in it.
#[derive(Debug)]
pub(super) struct Segment {
    /// In order of their ids. An entry's number is its place here.
    entries: Box<[Arc<Entry>]>,
    /// The first slot of each entry, and where the last one's end.
    firsts: Box<[u32]>,
    slots: Box<[Slot]>,
    runs: Box<[Run]>,
    /// Of entries.
    pub(super) traits: Facts<Trait>,
    /// Of slots.
    pub(super) circumstances: Facts<Circumstance>,
    pub(super) texts: text::Index,
    /// When each entry last changed.
    changed: Box<[DateTime<Utc>]>,
    names: Names,
    pub(super) organisers: Organisers,
    places: OnceLock<Places>,
}

/// A session; of an activity without any one that stands for it.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) owner: u32,
    pub(super) position: Option<Position>,
    pub(super) kind: SlotKind,
    runs: Range<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotKind {
    Session,
    /// A session that ended before the window.
    Over,
    /// An activity without sessions.
    Bare,
}

impl Segment {
    /// `entries` are in order of their ids.
    pub(super) fn build(entries: Vec<Arc<Entry>>) -> Self {
        let mut builder = Builder::default();
        for entry in entries {
            let activity = entry.activity();
            builder.take(entry, &activity);
        }
        builder.finish()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn entries(&self) -> impl ExactSizeIterator<Item = &Arc<Entry>> {
        self.entries.iter()
    }

    pub(super) fn entry(&self, number: u32) -> Option<&Arc<Entry>> {
        at(&self.entries, number)
    }

    /// Of each entry among the names of all; `None` where it has none.
    pub(super) fn name_ranks(&self, lang: &Lang) -> &[Option<u32>] {
        self.names.ranks(lang)
    }

    pub(super) fn name_key(&self, entry: u32, lang: &Lang) -> Option<Key> {
        self.names.key(entry, lang)
    }

    pub(super) fn organiser(&self, entry: u32) -> Option<&Organiser> {
        self.organisers.of(entry)
    }

    pub(super) fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::of(self.entries.iter().map(|entry| &**entry)))
    }

    pub(super) fn changed(&self, entry: u32) -> Option<DateTime<Utc>> {
        at(&self.changed, entry).copied()
    }

    pub(super) fn changed_since(&self, at: DateTime<Utc>) -> RoaringBitmap {
        let numbered = (0..).zip(&self.changed);
        numbered.filter(|(_, changed)| **changed >= at).map(|(number, _)| number).collect()
    }

    pub(super) fn find(&self, id: &ActivityId) -> Option<u32> {
        let place = self.entries.binary_search_by(|entry| entry.id.cmp(id));
        place.ok().map(number)
    }

    /// Those of an entry.
    pub(super) fn slots_of(&self, entry: u32) -> impl Iterator<Item = (u32, &Slot)> {
        let end = at(&self.firsts, entry.saturating_add(1)).copied().unwrap_or(0);
        let range = at(&self.firsts, entry).map_or(0..0, |first| *first..end);
        range.filter_map(|number| Some((number, at(&self.slots, number)?)))
    }

    /// All of them, with their numbers.
    pub(super) fn slots(&self) -> impl Iterator<Item = (u32, &Slot)> {
        (0..).zip(&self.slots)
    }

    pub(super) fn slot(&self, number: u32) -> Option<&Slot> {
        at(&self.slots, number)
    }

    /// `None` of one that stands for an activity without sessions.
    pub(super) fn session(&self, slot: u32) -> Option<&EntrySession> {
        let owner = self.slot(slot)?.owner;
        let first = at(&self.firsts, owner)?;
        at(&self.entry(owner)?.sessions, slot.checked_sub(*first)?)
    }

    pub(super) fn runs(&self, slot: &Slot) -> &[Run] {
        let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        self.runs.get(place(slot.runs.start)..place(slot.runs.end)).unwrap_or_default()
    }
}

fn at<T>(list: &[T], number: u32) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}

/// Of what is counted in memory: there is no room for 2³² of anything here.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
