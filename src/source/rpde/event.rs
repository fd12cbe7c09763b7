//! One event: an Event, a SessionSeries or a ScheduledSession.

use crate::id::ItemId;
use crate::source::entry::{Reader, Refusal};
use crate::source::field::{Field, Wrong};
use crate::source::schema_org::{self, Event, schedule};
use crate::source::{Held, Item, RawChannel, RawHash, RawTime, RejectionReason};

/// What a session does not tell, the series tells that it is embedded in; and what a series does not,
/// the one above it.
pub(super) fn read(
    data: &Field<'_>,
    id: ItemId,
    hash: RawHash,
    lang: &str,
) -> Result<Item, Refusal> {
    if !data.is_object() {
        return Err((RejectionReason::WrongShape, "data: is no object".to_owned()));
    }
    let series = data.get("superEvent");
    let above = series.get("superEvent");
    let mut read = Reader::default();
    let mut item = schema_org::read(Event::new(data, &[series, above]), id, hash, lang, &mut read);
    let sessions = data.get("subEvent");
    let sessions = sessions.elements();
    let sessions: Vec<_> = sessions.iter().filter(|one| one.get("startDate").exists()).collect();
    item.parts = sessions.iter().filter_map(|session| named(session)).collect();
    let times = times(data, &sessions, &mut read);
    if !times.is_empty() {
        let places = std::mem::take(&mut item.channels);
        item.channels = times.iter().flat_map(|times| times.at_each(&places)).collect();
    }
    Ok(Item { unreadable: read.unreadable, ..item })
}

/// The times of which the same became.
struct Times {
    held: Held,
    read: Vec<RawTime>,
    unreadable: Vec<String>,
}

impl Times {
    fn at_each(&self, places: &[RawChannel]) -> Vec<RawChannel> {
        let channel = |place: &RawChannel| RawChannel {
            held: self.held,
            times: self.read.clone(),
            unreadable_times: self.unreadable.clone(),
            ..place.clone()
        };
        places.iter().map(channel).collect()
    }
}

/// Of sessions, a rule and a start the first that there is counts: each says less exactly what the one
/// before it says.
fn times(data: &Field<'_>, sessions: &[&Field<'_>], read: &mut Reader) -> Vec<Times> {
    let mut all: Vec<Times> = Vec::new();
    let mut add = |held: Held, time: Result<Option<RawTime>, Wrong>| {
        let at = all.iter().position(|times| times.held == held).unwrap_or(all.len());
        if at == all.len() {
            all.push(Times { held, read: Vec::new(), unreadable: Vec::new() });
        }
        if let Some(times) = all.get_mut(at) {
            match time {
                Ok(time) => times.read.extend(time),
                Err(wrong) => times.unreadable.push(wrong.to_string()),
            }
        }
    };
    let span = |event: &Field<'_>| Ok(schema_org::span(event)?.map(RawTime::Span));
    let rules = data.get("eventSchedule");
    if !sessions.is_empty() {
        for session in sessions {
            let held = match schema_org::held(session, read) {
                Held::Rescheduled => Held::Scheduled,
                other => other,
            };
            add(held, span(session));
        }
    } else if rules.exists() {
        for rule in rules.elements() {
            let series = schedule::read(&rule);
            add(Held::Scheduled, series.map(|series| Some(RawTime::Recurring(Box::new(series)))));
        }
    } else if data.get("startDate").exists() {
        add(Held::Scheduled, span(data));
    }
    all
}

fn named(session: &Field<'_>) -> Option<ItemId> {
    let mut names = ["@id", "id", "identifier"].into_iter();
    let id = names.find_map(|name| session.get(name).loose_text().ok().flatten())?;
    ItemId::parse(&id).ok()
}
