//! What Linked Events tells of an activity, and that our own reader of Linked Events reads it back.

mod round_trip;

use std::collections::BTreeSet;

use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::listing::{
    Address, Image, Online, Organiser, Place, Position, Price, PriceKind, Session, Status, Venue,
};
use crate::localized::{Lang, Localized};
use crate::municipality::Municipality;
use crate::sample::published::*;
use crate::sample::session;
use crate::vocabulary::Scheme;

const EVERYTHING: [Include; 6] = [
    Include::Audience,
    Include::InLanguage,
    Include::Keywords,
    Include::Location,
    Include::SubEvents,
    Include::SuperEvent,
];

fn window() -> Window {
    Window { from: day("2026-11-02"), to: day("2027-11-02") }
}

fn value(happening: &Happening<'_>, include: &[Include]) -> Value {
    let include: BTreeSet<_> = include.iter().copied().collect();
    let site = site();
    let frame = Frame { site: &site, window: window() };
    serde_json::from_str(&event(happening, &include, &frame)).unwrap()
}

fn whole(activity: &Activity) -> Value {
    value(&Happening::whole(activity), &[])
}

fn parts(activity: &Activity) -> Vec<Value> {
    let parts = Happening::whole(activity).parts(window());
    parts.iter().map(|part| value(part, &[])).collect()
}

fn times(event: &Value) -> (&str, &str, &str) {
    let text = |name: &str| event[name].as_str().unwrap_or("null");
    (text("start_time"), text("end_time"), text("event_status"))
}

/// Of an activity with this one session.
fn check(session: Session, start: &str, end: &str, status: &str) {
    let activity = choir(vec![session]);
    let event = whole(&activity);
    assert_eq!(times(&event), (start, end, status));
    assert_eq!(event["super_event_type"], Value::Null);
    assert_eq!(event["sub_events"], json!([]));
}

#[test]
fn one_time_is_one_event_in_utc_and_whole_days_are_dates() {
    let scheduled = "EventScheduled";
    let evening = once(Helsinki, "2026-11-24 18:00", "2026-11-24 19:30");
    check(at(evening.clone()), "2026-11-24T16:00:00Z", "2026-11-24T17:30:00Z", scheduled);
    let summer = once(Helsinki, "2027-06-01 18:00", "");
    check(at(summer), "2027-06-01T15:00:00Z", "null", scheduled);
    check(at(days("2026-11-28", "2026-11-29")), "2026-11-28", "2026-11-29", scheduled);
    check(at(days("2026-11-28", "2026-11-28")), "2026-11-28", "null", scheduled);
    let off = Session { status: Status::Cancelled, ..at(evening.clone()) };
    check(off, "2026-11-24T16:00:00Z", "2026-11-24T17:30:00Z", "EventCancelled");
    // Linked Events: postponed events do not have a date set.
    let later = Session { status: Status::Postponed, ..at(evening) };
    check(later, "null", "null", "EventPostponed");
}

#[test]
fn a_service_without_an_end_has_no_times_and_one_with_an_end_has_days() {
    check(at(ongoing("2026-01-01")), "null", "null", "EventScheduled");
    let until =
        crate::when::Ongoing::new(Some(day("2026-01-01")), Some(day("2026-12-31"))).unwrap();
    check(at(crate::when::When::Ongoing(until)), "2026-01-01", "2026-12-31", "EventScheduled");
    // The choir was first seen on the first of October.
    let since = crate::when::Ongoing::new(None, Some(day("2026-12-31"))).unwrap();
    check(at(crate::when::When::Ongoing(since)), "2026-10-01", "2026-12-31", "EventScheduled");
}

#[test]
fn a_series_is_an_event_that_holds_one_event_for_each_time() {
    let activity = choir(vec![at(eventful())]);
    let id = &activity.id;
    let event = whole(&activity);
    assert_eq!(event["super_event_type"], "recurring");
    assert_eq!(times(&event).0, "2026-11-24T16:00:00Z");
    assert_eq!(times(&event).1, "2026-12-15T17:30:00Z");
    let address = |id: &str| format!("https://kalenteri.example/linkedevents/v1/event/{id}/");
    let expected = ["20261124", "20261201", "20261215"]
        .map(|date| json!({"@id": address(&format!("kooste:{id}-1-{date}"))}));
    assert_eq!(event["sub_events"], json!(expected));

    let parts = parts(&activity);
    let told: Vec<_> = parts.iter().map(times).collect();
    assert_eq!(
        told,
        [
            ("2026-11-24T16:00:00Z", "2026-11-24T17:30:00Z", "EventScheduled"),
            ("2026-12-02T15:00:00Z", "2026-12-02T16:30:00Z", "EventRescheduled"),
            ("2026-12-15T16:00:00Z", "2026-12-15T17:30:00Z", "EventCancelled"),
        ]
    );
    for part in &parts {
        assert_eq!(part["super_event"], json!({"@id": address(&format!("kooste:{id}"))}));
        assert_eq!(part["super_event_type"], Value::Null);
        assert_eq!(part["name"], event["name"]);
    }
}

#[test]
fn every_event_is_found_by_its_id_also_outside_of_the_window() {
    let later = once(Helsinki, "2026-12-24 18:00", "");
    let activity = choir(vec![at(eventful()), at(later), at(ongoing("2026-01-01"))]);
    let all = Happening::whole(&activity).parts(window());
    let ids: Vec<_> = all.iter().map(|part| part.id().to_string()).collect();
    let id = |rest: &str| format!("kooste:{}-{rest}", activity.id);
    assert_eq!(ids, ["1-20261124", "1-20261201", "1-20261215", "2", "3"].map(id));
    for part in &all {
        let found = Happening::find(&activity, part.id().part).unwrap();
        assert_eq!(value(&found, &[]), value(part, &[]));
    }
    let find =
        |rest: &str| Happening::find(&activity, EventId::parse(&id(rest)).unwrap().part).is_some();
    for none in ["1", "1-20261208", "1-20261125", "2-20261224", "4"] {
        assert!(!find(none), "{none}");
    }
    let single = choir(vec![at(days("2026-11-28", "2026-11-29"))]);
    assert!(Happening::find(&single, Part::Session(crate::id::SessionId(1))).is_none());
    let endless = choir(vec![at(series(weekly(&[2], "2026-11-24", "18:00–19:30")))]);
    let far = Part::Instance(crate::id::SessionId(1), day("2031-11-25"));
    assert!(Happening::find(&endless, far).is_some());
    assert_eq!(times(&whole(&endless)).1, "null");
}

#[test]
fn what_is_included_is_told_one_level_deep() {
    let activity = choir(vec![at(eventful())]);
    let event = value(&Happening::whole(&activity), &EVERYTHING);
    assert_eq!(event["location"]["street_address"], json!({"fi": "Kajaaninkatu 1"}));
    assert_eq!(event["keywords"][0]["name"]["sv"], "Kultur");
    let part = &event["sub_events"][0];
    assert_eq!(part["start_time"], "2026-11-24T16:00:00Z");
    assert_eq!(part["location"]["address_locality"]["fi"], "Oulu");
    let id = format!("https://kalenteri.example/linkedevents/v1/event/kooste:{}/", activity.id);
    assert_eq!(part["super_event"], json!({"@id": id}));
    let named = whole(&activity);
    assert_eq!(
        named["keywords"],
        json!([
            {"@id": "https://kalenteri.example/linkedevents/v1/keyword/kooste:theme-culture/"},
            {"@id": "https://kalenteri.example/linkedevents/v1/keyword/kooste:type-hobby/"},
        ])
    );
    let at = named["location"]["@id"].as_str().unwrap();
    assert!(at.starts_with("https://kalenteri.example/linkedevents/v1/place/kooste:"), "{at}");
}

#[test]
fn texts_say_null_where_nothing_is_said() {
    let event = whole(&choir(vec![]));
    assert_eq!(event["name"], json!({"fi": "Kaikille avoin kuoro", "sv": "Kör för alla"}));
    for field in ["description", "location_extra_info", "provider", "location", "publisher"] {
        assert_eq!(event[field], Value::Null, "{field}");
    }
    for field in ["offers", "audience", "in_language", "images", "videos", "sub_events"] {
        assert_eq!(event[field], json!([]), "{field}");
    }
    // Whom to thank, and where it can be corrected.
    assert_eq!(event["external_links"][0]["name"], "Lähellä.fi");
    assert_eq!(event["info_url"]["sv"], "https://lahella.example/41001");
}

#[test]
fn prices_are_offers_and_an_unknown_one_is_not_said_to_cost() {
    let kinds = |kind, text: &[(&str, &str)]| {
        let mut activity = choir(vec![at(ongoing("2026-01-01"))]);
        activity.content.price = Price { kind, text: rich(text) };
        let offers = whole(&activity)["offers"].take();
        let offers = offers.as_array().unwrap();
        let told = |offer: &Value| {
            (offer["is_free"].as_bool(), offer["price"]["fi"].as_str().map(str::to_owned))
        };
        offers.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(kinds(PriceKind::Unknown, &[]), []);
    assert_eq!(kinds(PriceKind::Unknown, &[("fi", "5 €")]), [(None, Some("5 €".into()))]);
    assert_eq!(kinds(PriceKind::Free, &[]), [(Some(true), None)]);
    assert_eq!(kinds(PriceKind::Paid, &[("fi", "5 €")]), [(Some(false), Some("5 €".into()))]);
    assert_eq!(
        kinds(PriceKind::Mixed, &[("fi", "5 €")]),
        [(Some(true), None), (Some(false), Some("5 €".into()))]
    );
}

#[test]
fn a_place_is_called_by_what_it_is() {
    let library = Place {
        name: texts(&[("fi", "Kaupunginkirjasto")]),
        address: [(
            Lang::FI,
            Address { street: Some("Kaarlenväylä 3".into()), ..Address::default() },
        )]
        .into_iter()
        .collect(),
        municipality: Municipality::by_code("564"),
        position: None,
    };
    let id = |place: &Place| Location::Place(place).id();
    let measured = Place { position: Position::new(25.46, 65.01), ..library.clone() };
    assert_eq!(id(&library), id(&measured));
    let elsewhere = Place { municipality: Municipality::by_code("678"), ..library.clone() };
    assert_ne!(id(&library), id(&elsewhere));
    let town = Place { municipality: Municipality::by_code("564"), ..Place::default() };
    assert_eq!(id(&town), "kooste:564");
    let bare = Place { position: Position::new(25.46, 65.01), ..Place::default() };
    assert_ne!(id(&bare), id(&Place { position: Position::new(25.47, 65.01), ..bare.clone() }));
    assert_eq!(Location::of(&Venue::Place(Place::default())), None);
    assert_eq!(Location::of(&Venue::Online(Online::default())).unwrap().id(), "kooste:internet");

    let told: Value = serde_json::from_str(&place(Location::Place(&measured), 3, &site())).unwrap();
    assert_eq!(told["position"], json!({"type": "Point", "coordinates": [25.46, 65.01]}));
    assert_eq!(told["address_locality"], json!({"fi": "Oulu", "sv": "Uleåborg"}));
    assert_eq!(told["n_events"], 3);
    assert_eq!(
        told["divisions"],
        json!([{"type": "muni", "ocd_id": "ocd-division/country:fi/kunta:oulu",
                "municipality": null, "name": {"fi": "Oulu", "sv": "Uleåborg"}}])
    );
}

#[test]
fn a_place_without_a_name_is_called_by_its_street_or_town() {
    let name = |activity: &Activity| {
        value(&Happening::whole(activity), &[Include::Location])["location"]["name"].take()
    };
    assert_eq!(name(&choir(vec![at(ongoing("2026-01-01"))])), json!({"fi": "Kajaaninkatu 1"}));
    let town = Place { municipality: Municipality::by_code("564"), ..Place::default() };
    let there = session(ongoing("2026-01-01"), Venue::Place(town));
    assert_eq!(name(&choir(vec![there])), json!({"fi": "Oulu", "sv": "Uleåborg"}));
}

#[test]
fn divisions_are_read_as_they_are_written_about_us() {
    let oulu = Municipality::by_code("564");
    for text in ["ocd-division/country:fi/kunta:oulu", "kunta:oulu", "oulu", "Uleåborg"] {
        assert_eq!(division(text), oulu, "{text}");
    }
    for town in Municipality::all() {
        let place = Place { municipality: Some(town), ..Place::default() };
        let told: Value =
            serde_json::from_str(&super::place(Location::Place(&place), 0, &site())).unwrap();
        assert_eq!(division(told["divisions"][0]["ocd_id"].as_str().unwrap()), Some(town));
    }
    for text in ["", "osa-alue:kamppi", "kunta:", "kunta:oulu/osa-alue:tuira"] {
        assert_eq!(division(text), None, "{text}");
    }
}

#[test]
fn every_keyword_has_an_id_that_leads_back_to_it() {
    let mut ids = BTreeSet::new();
    for term in keywords() {
        let id = keyword_id(term).unwrap();
        assert_eq!(keyword_of(&id), Some(term), "{id}");
        assert!(ids.insert(id));
    }
    assert!(ids.contains("kooste:theme-nature") && ids.contains("kooste:age-small-children"));
    let sets: usize = KeywordSet::ALL.into_iter().map(|set| set.terms().count()).sum();
    assert_eq!(sets, ids.len());
    assert_eq!(keyword_of("yso:p360"), None);
    assert_eq!(keyword_id(term(Scheme::Language, "fi")), None);
}

#[test]
fn an_organisation_is_known_by_the_business_register_else_by_its_name() {
    let named = Organiser { name: Some("Kuoroliitto".into()), ..Organiser::default() };
    let listed = Organiser { business_id: Some("1234567-1".into()), ..named.clone() };
    assert_eq!(organisation(&listed).unwrap(), "ytj:1234567-1");
    assert!(organisation(&named).unwrap().starts_with("kooste:"));
    assert_eq!(organisation(&Organiser::default()), None);
    let told: Value = serde_json::from_str(&organization(&listed, &site()).unwrap()).unwrap();
    assert_eq!(told["name"], "Kuoroliitto");
}

/// All that is left of one, as Linked Events has it.
#[test]
fn of_what_is_gone_the_id_alone_is_told() {
    let [gone, into] =
        [1, 2].map(|generation| ActivityId::derive(&crate::sample::key("1"), generation));
    let stone = Tombstone {
        id: gone.clone(),
        since: utc("2026-11-20T06:00:00Z"),
        replaced_by: Some(into.clone()),
    };
    let told: Value = serde_json::from_str(&tombstone(&stone)).unwrap();
    assert_eq!(
        told,
        json!({
            "id": format!("kooste:{gone}"), "deleted": true, "last_modified_time": "2026-11-20T06:00:00Z",
            "name": {"fi": "POISTETTU", "sv": "RADERAD", "en": "DELETED"},
            "replaced_by": format!("kooste:{into}"),
        })
    );
}

#[test]
fn an_image_is_told_at_once_and_has_an_address() {
    let mut activity = choir(vec![]);
    activity.content.image =
        Some(Image { url: url("https://kuvat.example/1.jpg"), alt: Localized::new() });
    let image = &whole(&activity)["images"][0];
    assert_eq!(image["url"], "https://kuvat.example/1.jpg");
    assert_eq!(image["name"], "Kaikille avoin kuoro");
    let id = format!("https://kalenteri.example/linkedevents/v1/image/kooste:{}/", activity.id);
    assert_eq!(image["@id"], id);
}

/// What clients cannot do without: they fail where it is absent or null.
fn mandatory(event: &Value) {
    for list in [
        "keywords",
        "external_links",
        "offers",
        "sub_events",
        "images",
        "in_language",
        "audience",
        "videos",
    ] {
        assert!(event[list].is_array(), "{list}: {event}");
    }
    for text in ["id", "@id", "@type", "@context", "type_id", "event_status", "last_modified_time"]
    {
        assert!(event[text].is_string(), "{text}: {event}");
    }
    assert!(event["name"].is_object(), "{event}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn whatever_was_announced_has_what_clients_cannot_do_without(activity in any_activity()) {
        let happening = Happening::whole(&activity);
        let event = value(&happening, &EVERYTHING);
        mandatory(&event);
        event["sub_events"].as_array().unwrap().iter().for_each(mandatory);
        let ids: BTreeSet<_> = happening.parts(window()).iter().map(Happening::id).collect();
        prop_assert_eq!(ids.len(), event["sub_events"].as_array().unwrap().len());
        for id in ids {
            prop_assert_eq!(EventId::parse(&id.to_string()), Some(id.clone()));
            prop_assert!(Happening::find(&activity, id.part).is_some(), "{}", id);
        }
    }
}
