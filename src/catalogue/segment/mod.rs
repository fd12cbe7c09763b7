//! Some of the entries, with everything that filters ask about them looked up beforehand.

mod times;

use std::ops::Range;
use std::sync::Arc;

use crate::catalogue::text;
use crate::catalogue::{Entry, EntrySession};
use crate::id::ActivityId;
use crate::listing::{Position, Venue};

pub(super) use times::{Run, first_since};

/// Made at once of a set of entries and never changed. What depends on the edition's date is not in it.
#[derive(Debug)]
pub(super) struct Segment {
    /// In order of their ids. An entry's number is its place here.
    entries: Box<[Arc<Entry>]>,
    /// The first slot of each entry, and where the last one's end.
    firsts: Box<[u32]>,
    slots: Box<[Slot]>,
    runs: Box<[Run]>,
    pub(super) texts: text::Index,
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
        let mut slots = Vec::new();
        let mut runs = Vec::new();
        let mut firsts = vec![0];
        for (owner, entry) in (0..).zip(&entries) {
            let held = entry.activity.sessions.iter().map(|held| &held.session.venue);
            for (session, venue) in entry.sessions.iter().zip(held) {
                let start = number(runs.len());
                runs.extend(times::runs(&session.instances));
                let kind = if session.over { SlotKind::Over } else { SlotKind::Session };
                let position = Venue::place(venue).and_then(|place| place.position);
                slots.push(Slot { owner, position, kind, runs: start..number(runs.len()) });
            }
            if entry.sessions.is_empty() {
                slots.push(Slot { owner, position: None, kind: SlotKind::Bare, runs: 0..0 });
            }
            firsts.push(number(slots.len()));
        }
        let texts = text::Index::build(entries.iter().map(|entry| &*entry.activity));
        Self {
            entries: entries.into(),
            firsts: firsts.into(),
            slots: slots.into(),
            runs: runs.into(),
            texts,
        }
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

    pub(super) fn find(&self, id: &ActivityId) -> Option<u32> {
        let place = self.entries.binary_search_by(|entry| entry.activity.id.cmp(id));
        place.ok().map(number)
    }

    /// Those of an entry.
    pub(super) fn slots_of(&self, entry: u32) -> impl Iterator<Item = (u32, &Slot)> {
        let end = at(&self.firsts, entry.saturating_add(1)).copied().unwrap_or(0);
        let range = at(&self.firsts, entry).map_or(0..0, |first| *first..end);
        range.filter_map(|number| Some((number, at(&self.slots, number)?)))
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
