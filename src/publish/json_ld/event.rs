//! A session as an event with dates.

use chrono::{DateTime, NaiveDate, SecondsFormat};
use chrono_tz::Tz;
use serde_json::Value;

use super::node::{self, Node};
use super::subject::Subject;
use super::{offer, place, schedule};
use crate::activity::HeldSession;
use crate::listing::{self, Session, Venue};
use crate::publish::upcoming::upcoming;
use crate::when::When;
use crate::when::occurrences::{Occurrence, Span, Window, first_day, occurrences};

/// How many times are looked at for one that is not cancelled.
const LOOKED_AT: usize = 30;

/// The only session of `whole`, which is that event.
pub(super) fn in_whole(subject: Subject<'_>, whole: Node, held: &HeldSession) -> Node {
    timed(subject, whole, &held.session)
}

/// What is the same in all sessions: a reader then knows that they differ in their times alone.
pub(super) fn of_all(subject: Subject<'_>, whole: Node, all: &[&HeldSession]) -> Node {
    let venue = |held: &HeldSession| place::locations(subject, &held.session);
    let first = all.first().map(|held| venue(held)).unwrap_or_default();
    let same = all.iter().all(|held| venue(held) == first);
    let offer = offer::of(subject, None);
    whole.with("offers", offer).with("location", if same { first } else { Vec::new() })
}

/// One of several.
pub(super) fn part(subject: Subject<'_>, held: &HeldSession) -> Node {
    let content = &subject.activity.content;
    let part = Node::of("Event")
        .with("@id", format!("{}#{}", subject.page(), held.id))
        .with("name", node::text(&content.name, subject.lang))
        .with("url", subject.page())
        .with("image", content.image.as_ref().map(|image| subject.picture(image)));
    timed(subject, part, &held.session)
}

fn timed(subject: Subject<'_>, node: Node, session: &Session) -> Node {
    let shown = shown(&session.when, subject.as_of);
    let off = shown.as_ref().is_some_and(|one| one.cancelled);
    let stated = if off { listing::Status::Cancelled } else { session.status };
    let dates = shown.map(|one| dates(&one.span));
    let (start, end) = dates.unwrap_or_default();
    node.with("startDate", start)
        .with("endDate", end)
        .with("eventSchedule", schedule::of(&session.when))
        .with("eventStatus", status(stated))
        .with("eventAttendanceMode", mode(&session.venue))
        .with("location", place::locations(subject, session))
        .with("offers", offer::of(subject, session.registration.url.as_ref()))
}

/// The next time that is not cancelled, else the next one; of what is over the first.
fn shown(when: &When, as_of: NaiveDate) -> Option<Occurrence> {
    let next = upcoming(when, as_of, LOOKED_AT);
    let held = next.iter().find(|one| !one.cancelled).or_else(|| next.first()).cloned();
    held.or_else(|| {
        let first = first_day(when)?;
        occurrences(when, Window { from: first, to: first }).into_iter().next()
    })
}

/// Whole days as dates, of which the last one is meant.
fn dates(span: &Span) -> (Option<String>, Option<String>) {
    let time = |time: &DateTime<Tz>| time.to_rfc3339_opts(SecondsFormat::Secs, false);
    match span {
        Span::Timed { start, end } => (Some(time(start)), end.as_ref().map(time)),
        Span::AllDay { first, last } => (Some(first.to_string()), Some(last.to_string())),
    }
}

pub(super) fn status(status: listing::Status) -> &'static str {
    match status {
        listing::Status::Scheduled => "https://schema.org/EventScheduled",
        listing::Status::Cancelled => "https://schema.org/EventCancelled",
        listing::Status::Postponed => "https://schema.org/EventPostponed",
    }
}

fn mode(venue: &Venue) -> Value {
    match venue {
        Venue::Place(_) => "https://schema.org/OfflineEventAttendanceMode".into(),
        Venue::Online(_) | Venue::Phone(_) => "https://schema.org/OnlineEventAttendanceMode".into(),
        Venue::Hybrid { .. } => "https://schema.org/MixedEventAttendanceMode".into(),
        Venue::Unknown => Value::Null,
    }
}
