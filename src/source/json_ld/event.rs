//! One event as an item.

use super::super::entry::{self, Reader, Refusal};
use super::super::field::Field;
use super::super::schema_org::{self, Event, schedule};
use super::super::{Held, Item, RawChannel, RawHash, RawSpan, RawTime, RejectionReason};
use crate::id::ItemId;

/// `id` may be told apart from others of the page later on.
pub(super) fn read(
    event: &Field<'_>,
    hash: RawHash,
    id: ItemId,
    language: &str,
) -> Result<Item, Refusal> {
    entry::object(event)?;
    let mut read = Reader::default();
    let mut item = schema_org::read(Event::new(event, &[]), id, hash, language, &mut read);
    let times = times(event);
    // What is put off has no time yet, and of a whole with parts these have the times.
    let timeless = times.times.is_empty() && times.unreadable_times.is_empty();
    if timeless && item.held == Held::Scheduled && !event.get("subEvent").exists() {
        let detail = "startDate: is missing".to_owned();
        return Err((RejectionReason::NoReadableTime, detail));
    }
    for channel in &mut item.channels {
        channel.times.clone_from(&times.times);
        channel.unreadable_times.clone_from(&times.unreadable_times);
    }
    Ok(Item { unreadable: read.unreadable, ..item })
}

/// A schedule says more than the first and the last date beside it. Of one that cannot be read, these
/// are still a time where they are one day.
fn times(event: &Field<'_>) -> RawChannel {
    let mut found = RawChannel::default();
    for field in event.get("eventSchedule").elements() {
        match schedule::read(&field) {
            Ok(recurrence) => found.times.push(RawTime::Recurring(Box::new(recurrence))),
            Err(wrong) => found.unreadable_times.push(wrong.to_string()),
        }
    }
    if !found.times.is_empty() {
        return found;
    }
    match schema_org::span(event) {
        Ok(Some(span)) if found.unreadable_times.is_empty() || is_one_day(&span) => {
            found.times.push(RawTime::Span(span));
        }
        Ok(_) => {}
        Err(wrong) => found.unreadable_times.push(wrong.to_string()),
    }
    found
}

fn is_one_day(span: &RawSpan) -> bool {
    span.end.as_ref().is_none_or(|end| end.get(..10) == span.start.get(..10))
}
