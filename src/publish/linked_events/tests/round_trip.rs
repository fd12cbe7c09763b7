//! Read by our own reader, as an independent consumer would.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::*;
use crate::id::SourceId;
use crate::listing::Listing;
use crate::normalise::{Organisers, Redact, Rules};
use crate::sample::place as street;
use crate::source::linked_events as reader;
use crate::when::zone::to_instant;

/// The page that a reader gets who asks for places and keywords.
fn page(activity: &Activity) -> String {
    let site = site();
    let frame = Frame { site: &site, window: window() };
    let include = [Include::Location, Include::Keywords, Include::Audience].into();
    let whole = Happening::whole(activity);
    let parts = whole.parts(window());
    let events: Vec<_> =
        std::iter::once(&whole).chain(&parts).map(|one| event(one, &include, &frame)).collect();
    list(&Meta { count: events.len(), next: None, previous: None }, &events)
}

fn read_back(activity: &Activity) -> Listing {
    let page = reader::parse(page(activity).as_bytes()).unwrap();
    assert!(page.rejections.is_empty(), "{:?}", page.rejections);
    let page = reader::join(page);
    let [item] = &page.items[..] else { panic!("{:?}", page.items) };
    let rules = Rules {
        source: SourceId::parse("naapuri").unwrap(),
        link: None,
        image: None,
        attribution: "Naapuri".to_owned(),
        licence: None,
        redact: Redact::default(),
    };
    crate::normalise::listing(item, &rules, &Organisers::new()).unwrap()
}

type Held = (DateTime<Utc>, DateTime<Utc>, bool);

/// When it is held, and whether that is off.
fn held<'a>(happenings: impl IntoIterator<Item = &'a Happening<'a>>) -> BTreeSet<Held> {
    let of = |happening: &'a Happening<'a>| {
        let off = happening.status() == EventStatus::EventCancelled;
        happening.reaches(window()).into_iter().map(move |reach| (reach.start, reach.end, off))
    };
    happenings.into_iter().flat_map(of).collect()
}

fn held_of_listing(listing: &Listing) -> BTreeSet<Held> {
    let of = |session: &Session| {
        let off = session.status == Status::Cancelled;
        let reaches = Reach::of_when(&session.when, window());
        reaches.into_iter().map(move |reach| (reach.start, reach.end, off)).collect::<Vec<_>>()
    };
    listing.sessions.iter().flat_map(of).collect()
}

/// A window goes by the days of each zone, and a reader keeps one zone: at its edges they differ.
fn inside(held: BTreeSet<Held>) -> BTreeSet<Held> {
    let Window { from, to } = window();
    let day = |at: DateTime<Utc>| at.with_timezone(&Helsinki).date_naive();
    held.into_iter().filter(|(start, end, _)| from < day(*end) && day(*start) < to).collect()
}

/// Of the two hours of one name in autumn the wall clock, which a reader keeps, tells only the first.
fn survives_the_wall_clock(held: &Held) -> bool {
    let back = |at: DateTime<Utc>| to_instant(at.with_timezone(&Helsinki).naive_local(), Helsinki);
    back(held.0).to_utc() == held.0 && back(held.1).to_utc() == held.1
}

#[test]
fn names_times_and_places_are_read_back_as_they_were() {
    let evening = once(Helsinki, "2026-12-24 18:00", "2026-12-24 19:00");
    for sessions in [
        vec![at(evening.clone())],
        vec![at(days("2026-11-28", "2026-11-29"))],
        vec![at(eventful())],
        vec![at(eventful()), session(evening, street("Hallituskatu 2"))],
    ] {
        let activity = choir(sessions);
        let listing = read_back(&activity);
        assert_eq!(listing.content.name, activity.content.name);
        assert_eq!(listing.content.themes, activity.content.themes);
        let whole = Happening::whole(&activity);
        let parts = whole.parts(window());
        let told = if parts.is_empty() { held([&whole]) } else { held(&parts) };
        assert_eq!(held_of_listing(&listing), told);
        let places = |sessions: &mut dyn Iterator<Item = &Session>| {
            let place = |session: &Session| {
                let place = session.venue.place().unwrap();
                (format!("{:?}", place.address), place.municipality)
            };
            sessions.map(place).collect::<BTreeSet<_>>()
        };
        let was = places(&mut activity.sessions.iter().map(|held| &held.session));
        assert_eq!(places(&mut listing.sessions.iter()), was);
    }
}

#[test]
fn what_is_postponed_or_goes_on_without_an_end_is_read_back_so() {
    let evening = once(Helsinki, "2026-12-24 18:00", "2026-12-24 19:00");
    let later = Session { status: Status::Postponed, ..at(evening) };
    assert_eq!(read_back(&choir(vec![later])).sessions[0].status, Status::Postponed);
    let service = read_back(&choir(vec![at(ongoing("2026-01-01"))]));
    assert!(matches!(service.sessions[0].when, crate::when::When::Ongoing(_)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn whatever_the_times_they_are_read_back(any in any_activity()) {
        let sessions = any.sessions.into_iter().map(|held| held.session);
        let timed = sessions.filter(|s| !matches!(s.when, crate::when::When::Ongoing(_)));
        let activity = choir(timed.map(|s| Session { venue: street("Kajaaninkatu 1"), ..s }).collect());
        let whole = Happening::whole(&activity);
        let parts = whole.parts(window());
        let told = if parts.is_empty() { held([&whole]) } else { held(&parts) };
        // A reader takes no more than a thousand times of one thing.
        prop_assume!(!told.is_empty() && told.len() < 1_000);
        prop_assume!(told.iter().all(survives_the_wall_clock));
        prop_assert_eq!(inside(held_of_listing(&read_back(&activity))), inside(told));
    }
}
