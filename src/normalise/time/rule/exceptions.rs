//! What departs from a rule: dates left out, dates besides, and instances that were changed.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Instance;
use crate::listing::Note;
use crate::normalise::brief;
use crate::normalise::time::moment::{Moment, moved};
use crate::normalise::time::span::{Extent, extent};
use crate::normalise::time::zone_name::Zone;
use crate::source::{RawRecurrence, RawSpan};

#[derive(Clone, Debug, Default)]
pub(super) struct Exceptions {
    pub(super) excluded: Vec<Slot>,
    pub(super) extra: Vec<Extra>,
    pub(super) changes: Vec<Change>,
}

/// When an instance begins; without a time of day, any of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) date: NaiveDate,
    time: Option<NaiveTime>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Extra {
    pub(super) start: NaiveDateTime,
    /// `None` = as long as the others.
    pub(super) own: Option<Extent>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) slot: Slot,
    /// `None` = cancelled.
    pub(super) to: Option<Extent>,
}

impl Slot {
    pub(super) fn is_at(self, time: NaiveTime) -> bool {
        self.time.is_none_or(|told| told == time)
    }
}

impl Exceptions {
    /// Each by itself: one that cannot be read is noted and costs the others nothing.
    pub(super) fn read(
        raw: &RawRecurrence,
        first: Instance,
        zone: Zone,
        notes: &mut BTreeSet<Note>,
    ) -> Self {
        let mut read = Self::default();
        for text in told(&raw.exdates) {
            match slot(text, first, zone) {
                Some(slot) => read.excluded.push(slot),
                None => note(notes, "excluded", text),
            }
        }
        for text in told(&raw.rdates) {
            match extra(text, first, zone, notes) {
                Some(extra) => read.extra.push(extra),
                None => note(notes, "extra date", text),
            }
        }
        for (original, to) in &raw.overrides {
            match change(original, to.as_ref(), raw, first, zone, notes) {
                Some(change) => read.changes.push(change),
                None => note(notes, "changed", original),
            }
        }
        read
    }

    /// Whether `start` is told to be an instance, be it by the rule or not.
    pub(super) fn adds(&self, start: NaiveDateTime) -> bool {
        self.extra.iter().any(|extra| extra.start == start)
    }
}

fn told(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn note(notes: &mut BTreeSet<Note>, what: &str, text: &str) {
    notes.insert(Note::UnreadableTime(format!("{what} {:?}", brief(text))));
}

/// Midnight, of instances that begin at another time, means the day: exporters write dates so.
fn slot(text: &str, first: Instance, zone: Zone) -> Option<Slot> {
    let moment = Moment::parse(text)?;
    let time = moment.wall(zone).map(|wall| wall.time());
    let time = time.filter(|time| !first.is_all_day() && *time != NaiveTime::MIN);
    Some(Slot { date: moment.date(zone), time })
}

/// A date, a date with a time, or a period: "20261124T160000Z/PT1H" or ".../20261124T170000Z".
fn extra(text: &str, first: Instance, zone: Zone, notes: &mut BTreeSet<Note>) -> Option<Extra> {
    if let Some((start, end)) = text.split_once('/') {
        let begins = Moment::parse(start)?.wall(zone)?;
        let end = Some(end.to_owned());
        let own =
            extent(&RawSpan { start: start.to_owned(), end, ..RawSpan::default() }, zone, notes);
        let own = Some(own.ok()?).filter(|own| *own != first.at(begins));
        return Some(Extra { start: begins, own });
    }
    let moment = Moment::parse(text)?;
    let start = match moment.wall(zone) {
        Some(wall) if !first.is_all_day() => wall,
        _ => moment.date(zone).and_time(first.start.time()),
    };
    Some(Extra { start, own: None })
}

fn change(
    original: &str,
    to: Option<&RawSpan>,
    raw: &RawRecurrence,
    first: Instance,
    zone: Zone,
    notes: &mut BTreeSet<Note>,
) -> Option<Change> {
    let slot = slot(original, first, zone)?;
    let Some(span) = to else { return Some(Change { slot, to: None }) };
    let own = span.zone.as_deref().or(raw.first.zone.as_deref());
    let own = Zone::read(own, notes);
    let to = match extent(span, own, notes).ok()? {
        Extent::Timed { start, end } => {
            let here = |wall| moved(wall, own.shown, zone.shown);
            let (start, end) = (here(start), end.map(here));
            Extent::Timed { start, end: end.filter(|end| *end > start) }
        }
        days => days,
    };
    Some(Change { slot, to: Some(to) })
}
