//! One session of an activity.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::activity::View;
use super::model::{Coded, Languages, Status, Texts, Times, Town, plain, texts};
use super::schedule::Schedule;
use crate::activity::{Activity, HeldSession};
use crate::listing::{self, Accessibility, Address, Place, Position, Venue};
use crate::publish::upcoming::upcoming;

const NEXT: usize = 5;

#[derive(Serialize)]
pub(super) struct Session<'a> {
    /// Unique among all activities.
    id: String,
    /// The same as in the calendar.
    uid: String,
    status: Status,
    schedule: Schedule,
    location: Location<'a>,
    info: Texts<'a>,
    accessibility: Access,
    registration: Registration<'a>,
    /// Absent where the whole is to be the same on every day.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Vec<Next>>,
    created_time: String,
    last_modified_time: String,
}

#[derive(Serialize)]
struct Location<'a> {
    kind: VenueKind,
    name: Texts<'a>,
    address: BTreeMap<&'a str, PostalAddress<'a>>,
    municipality: Option<Town>,
    position: Option<Point>,
    url: Option<&'a str>,
    telephone: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum VenueKind {
    Place,
    Online,
    Phone,
    Hybrid,
    Unknown,
}

#[derive(Serialize)]
struct PostalAddress<'a> {
    street_address: Option<&'a str>,
    postal_code: Option<&'a str>,
    address_locality: Option<&'a str>,
}

/// GeoJSON: longitude first.
#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Access {
    /// Not known is not the same as not accessible.
    status: Known,
    features: Vec<Coded>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Known {
    Known,
    Unknown,
}

#[derive(Serialize)]
struct Registration<'a> {
    /// `null` = not told.
    required: Option<bool>,
    url: Option<&'a str>,
    email: Option<&'a str>,
    text: Texts<'a>,
}

#[derive(Serialize)]
pub(super) struct Next {
    #[serde(flatten)]
    times: Times,
    status: Status,
}

impl<'a> Session<'a> {
    pub(super) fn of(activity: &Activity, held: &'a HeldSession, view: View<'_>) -> Self {
        let View { site, as_of, langs } = view;
        let session = &held.session;
        Self {
            id: format!("{}-{}", activity.id, held.id),
            uid: site.uid(&activity.id, held.id),
            status: status(session.status),
            schedule: Schedule::of(&session.when),
            location: Location::of(&session.venue, langs),
            info: plain(&session.info, langs),
            accessibility: Access::of(&session.accessibility, langs),
            registration: Registration::of(&session.registration, langs),
            next: as_of.map(|as_of| next(session, as_of)),
            created_time: super::model::time(&held.created),
            last_modified_time: super::model::time(&held.changed),
        }
    }
}

pub(super) fn status(status: listing::Status) -> Status {
    match status {
        listing::Status::Scheduled => Status::Scheduled,
        listing::Status::Cancelled => Status::Cancelled,
        listing::Status::Postponed => Status::Postponed,
    }
}

pub(super) fn next(session: &listing::Session, as_of: NaiveDate) -> Vec<Next> {
    let next = |occurrence: crate::when::occurrences::Occurrence| Next {
        times: Times::of(&occurrence.span),
        status: if occurrence.cancelled { Status::Cancelled } else { status(session.status) },
    };
    upcoming(&session.when, as_of, NEXT).into_iter().map(next).collect()
}

impl VenueKind {
    pub(super) fn of(venue: &Venue) -> Self {
        match venue {
            Venue::Place(_) => Self::Place,
            Venue::Online(_) => Self::Online,
            Venue::Phone(_) => Self::Phone,
            Venue::Hybrid { .. } => Self::Hybrid,
            Venue::Unknown => Self::Unknown,
        }
    }
}

impl<'a> Location<'a> {
    fn of(venue: &'a Venue, langs: Languages<'_>) -> Self {
        let place = venue.place();
        let telephone = match venue {
            Venue::Phone(phone) => phone.number.as_deref(),
            Venue::Place(_) | Venue::Online(_) | Venue::Hybrid { .. } | Venue::Unknown => None,
        };
        Self {
            kind: VenueKind::of(venue),
            name: place.map(|place| texts(&place.name, langs)).unwrap_or_default(),
            address: place.map(|place| addresses(place, langs)).unwrap_or_default(),
            municipality: place
                .and_then(|place| place.municipality)
                .map(|here| Town::of(here, langs)),
            position: place.and_then(|place| place.position).map(Point::of),
            url: venue.online().and_then(|online| online.url.as_ref()).map(|url| url.as_str()),
            telephone,
        }
    }
}

fn addresses<'a>(place: &'a Place, langs: Languages<'_>) -> BTreeMap<&'a str, PostalAddress<'a>> {
    let told = langs.of(&place.address).into_iter();
    told.map(|(lang, address)| (lang, PostalAddress::of(address))).collect()
}

impl<'a> PostalAddress<'a> {
    fn of(address: &'a Address) -> Self {
        Self {
            street_address: address.street.as_deref(),
            postal_code: address.postal_code.as_deref(),
            address_locality: address.city.as_deref(),
        }
    }
}

impl Point {
    fn of(position: Position) -> Self {
        Self { r#type: "Point", coordinates: [position.lon(), position.lat()] }
    }
}

impl Access {
    fn of(accessibility: &Accessibility, langs: Languages<'_>) -> Self {
        match accessibility {
            Accessibility::Unknown => Self { status: Known::Unknown, features: Vec::new() },
            Accessibility::Features(terms) => {
                Self { status: Known::Known, features: Coded::terms(terms, langs) }
            }
        }
    }
}

impl<'a> Registration<'a> {
    fn of(registration: &'a listing::Registration, langs: Languages<'_>) -> Self {
        Self {
            required: registration.required,
            url: registration.url.as_ref().map(|url| url.as_str()),
            email: registration.email.as_deref(),
            text: plain(&registration.text, langs),
        }
    }
}
