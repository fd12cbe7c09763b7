//! Some of the entries, with everything that filters ask about them looked up beforehand.

mod facts;
mod names;
mod times;

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use roaring::RoaringBitmap;

use crate::catalogue::text;
use crate::catalogue::{Entry, EntrySession};
use crate::id::ActivityId;
use crate::listing::Position;
use crate::localized::Lang;

pub(super) use facts::{Circumstance, Facts, Trait};
use names::Names;
pub(super) use names::key as name_key;
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
    /// Of entries.
    pub(super) traits: Facts<Trait>,
    /// Of slots.
    pub(super) circumstances: Facts<Circumstance>,
    pub(super) texts: text::Index,
    /// When each entry last changed.
    changed: Box<[DateTime<Utc>]>,
    names: Names,
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
        let mut segment = Self {
            firsts: Box::default(),
            slots: Box::default(),
            runs: Box::default(),
            traits: Facts::default(),
            circumstances: Facts::default(),
            texts: text::Index::build(entries.iter().map(|entry| &*entry.activity)),
            changed: entries.iter().map(|entry| entry.activity.changed).collect(),
            names: Names::default(),
            entries: entries.into(),
        };
        segment.note_traits();
        segment.lay_out();
        segment
    }

    fn note_traits(&mut self) {
        let mut traits = Facts::default();
        for (number, entry) in (0..).zip(&self.entries) {
            traits.note(number, facts::traits(&entry.activity));
        }
        self.traits = traits.fitted();
    }

    /// Gives each session a slot, and one to each activity without any.
    fn lay_out(&mut self) {
        let (mut slots, mut runs, mut firsts) = (Vec::new(), Vec::new(), vec![0]);
        let mut circumstances = Facts::default();
        for (owner, entry) in (0..).zip(&self.entries) {
            let area = &entry.activity.content.area;
            for (session, held) in entry.sessions.iter().zip(&entry.activity.sessions) {
                let start = number(runs.len());
                runs.extend(times::runs(&session.instances));
                let kind = if session.over { SlotKind::Over } else { SlotKind::Session };
                let place = held.session.venue.place();
                let position = place.and_then(|place| place.position);
                circumstances
                    .note(number(slots.len()), facts::circumstances(area, Some(&held.session)));
                slots.push(Slot { owner, position, kind, runs: start..number(runs.len()) });
            }
            if entry.sessions.is_empty() {
                circumstances.note(number(slots.len()), facts::circumstances(area, None));
                slots.push(Slot { owner, position: None, kind: SlotKind::Bare, runs: 0..0 });
            }
            firsts.push(number(slots.len()));
        }
        (self.slots, self.runs, self.firsts) = (slots.into(), runs.into(), firsts.into());
        self.circumstances = circumstances.fitted();
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
        self.names.ranks(&self.entries, lang)
    }

    pub(super) fn changed(&self, entry: u32) -> Option<DateTime<Utc>> {
        at(&self.changed, entry).copied()
    }

    pub(super) fn changed_since(&self, at: DateTime<Utc>) -> RoaringBitmap {
        let numbered = (0..).zip(&self.changed);
        numbered.filter(|(_, changed)| **changed >= at).map(|(number, _)| number).collect()
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
