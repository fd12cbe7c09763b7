//! Looks at each activity once, and it need not be in memory any longer.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};

use super::facts::{self, Circumstance, Facts, Trait};
use super::{Segment, Slot, SlotKind, names, number, organisers};
use crate::activity::Activity;
use crate::catalogue::Entry;
use crate::catalogue::runs::Run;
use crate::catalogue::text;

#[derive(Debug, Default)]
pub(in crate::catalogue) struct Builder {
    entries: Vec<Arc<Entry>>,
    firsts: Vec<u32>,
    slots: Vec<Slot>,
    runs: Vec<Run>,
    traits: Facts<Trait>,
    circumstances: Facts<Circumstance>,
    texts: text::Collector,
    changed: Vec<DateTime<Utc>>,
    names: names::Collector,
    organisers: organisers::Collector,
}

impl Builder {
    /// `activity` is the entry's. They come in order of their ids.
    pub(in crate::catalogue) fn take(&mut self, entry: Arc<Entry>, activity: &Activity) {
        let owner = number(self.entries.len());
        self.traits.note(owner, facts::traits(activity));
        self.texts.take(owner, activity);
        self.changed.push(activity.changed);
        self.names.take(&activity.content);
        self.organisers.take(&activity.content.organiser);
        self.lay_out(owner, &entry, activity);
        self.entries.push(entry);
    }

    /// Gives each session a slot, and one to each activity without any.
    fn lay_out(&mut self, owner: u32, entry: &Entry, activity: &Activity) {
        self.firsts.push(number(self.slots.len()));
        let area = &activity.content.area;
        for (session, held) in entry.sessions.iter().zip(&activity.sessions) {
            let start = number(self.runs.len());
            self.runs.extend_from_slice(&session.runs);
            let kind = if session.over { SlotKind::Over } else { SlotKind::Session };
            let position = held.session.venue.place().and_then(|place| place.position);
            let circumstances = facts::circumstances(area, Some(&held.session));
            let runs = start..number(self.runs.len());
            self.add(circumstances, Slot { owner, position, kind, runs });
        }
        if entry.sessions.is_empty() {
            let slot = Slot { owner, position: None, kind: SlotKind::Bare, runs: 0..0 };
            self.add(facts::circumstances(area, None), slot);
        }
    }

    fn add(&mut self, circumstances: Vec<Circumstance>, slot: Slot) {
        self.circumstances.note(number(self.slots.len()), circumstances);
        self.slots.push(slot);
    }

    pub(in crate::catalogue) fn finish(mut self) -> Segment {
        self.firsts.push(number(self.slots.len()));
        Segment {
            entries: self.entries.into(),
            firsts: self.firsts.into(),
            slots: self.slots.into(),
            runs: self.runs.into(),
            traits: self.traits.fitted(),
            circumstances: self.circumstances.fitted(),
            texts: self.texts.finish(),
            changed: self.changed.into(),
            names: self.names.finish(),
            organisers: self.organisers.finish(),
            places: OnceLock::new(),
        }
    }
}
