//! One time of a session, for calendars that draw themselves.

use std::collections::BTreeMap;

use serde::Serialize;

use super::model::{Languages, Status, Texts, Times, Town, texts};
use super::session::{VenueKind, status};
use crate::activity::{Activity, HeldSession};
use crate::listing::{Place, Venue};
use crate::site::Site;
use crate::when::occurrences::{Occurrence, Span};

/// The names of all members of a time, in their order.
pub const TIME_MEMBERS: &[&str] = &[
    "id",
    "activity",
    "session",
    "name",
    "status",
    "start_time",
    "end_time",
    "all_day",
    "location",
    "municipality",
    "page",
];

#[derive(Serialize)]
pub(super) struct Object<'a> {
    /// The session's, and the start that its rule gave it, so that it stays when the time is moved.
    id: String,
    activity: &'a str,
    session: String,
    name: Texts<'a>,
    status: Status,
    #[serde(flatten)]
    times: Times,
    all_day: bool,
    location: Location<'a>,
    municipality: Option<Town>,
    page: String,
}

/// In short: the rest is told by the activity.
#[derive(Serialize)]
struct Location<'a> {
    kind: VenueKind,
    name: Texts<'a>,
    address: BTreeMap<&'a str, String>,
    url: Option<&'a str>,
}

pub(super) fn object<'a>(
    activity: &'a Activity,
    held: &'a HeldSession,
    occurrence: &Occurrence,
    site: &Site,
    langs: Languages<'_>,
) -> Object<'a> {
    let session = format!("{}-{}", activity.id, held.id);
    let place = held.session.venue.place();
    let cancelled = occurrence.cancelled.then_some(Status::Cancelled);
    Object {
        id: format!("{session}-{}", occurrence.original.format("%Y%m%dT%H%M")),
        activity: activity.id.as_str(),
        session,
        name: texts(&activity.content.name, langs),
        status: cancelled.unwrap_or_else(|| status(held.session.status)),
        times: Times::of(&occurrence.span),
        all_day: matches!(occurrence.span, Span::AllDay { .. }),
        location: Location::of(&held.session.venue, langs),
        municipality: place.and_then(|place| place.municipality).map(|town| Town::of(town, langs)),
        page: site.page(&activity.id),
    }
}

impl<'a> Location<'a> {
    fn of(venue: &'a Venue, langs: Languages<'_>) -> Self {
        let place = venue.place();
        Self {
            kind: VenueKind::of(venue),
            name: place.map(|place| texts(&place.name, langs)).unwrap_or_default(),
            address: place.map(|place| lines(place, langs)).unwrap_or_default(),
            url: venue.online().and_then(|online| online.url.as_ref()).map(|url| url.as_str()),
        }
    }
}

fn lines<'a>(place: &'a Place, langs: Languages<'_>) -> BTreeMap<&'a str, String> {
    let lines = langs.of(&place.address).into_iter();
    lines
        .map(|(lang, address)| (lang, address.one_line()))
        .filter(|(_, line)| !line.is_empty())
        .collect()
}
