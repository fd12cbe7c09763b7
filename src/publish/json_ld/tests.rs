//! What our own reader makes of it, and what search engines ask for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::{List, activity, list, script};
use crate::activity::Activity;
use crate::id::SourceId;
use crate::listing::{
    Accessibility, Contact, ContactMeans, Listing, Online, Phone, PriceKind, Status, Venue,
};
use crate::localized::Lang;
use crate::normalise::{self, Organisers, Redact, Rules};
use crate::sample::published::*;
use crate::sample::session;
use crate::source::json_ld;
use crate::vocabulary::Scheme;
use crate::when::When;
use crate::when::occurrences::{Span, Window, occurrences};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn node(of: &Activity, lang: &Lang) -> Value {
    serde_json::from_str(&activity(of, &site(), TODAY, lang)).unwrap()
}

fn finnish(of: &Activity) -> Value {
    node(of, &Lang::FI)
}

/// What a Kooste that reads it as a source believes.
fn read(document: &str) -> Vec<Listing> {
    let page = Url::parse("https://kalenteri.example/activities.jsonld").unwrap();
    let page = json_ld::parse(document.as_bytes(), &page).unwrap();
    assert_eq!(page.rejections, []);
    let rules = Rules {
        source: SourceId::parse("toinen").unwrap(),
        link: None,
        image: None,
        attribution: "Kooste".to_owned(),
        licence: None,
        redact: Redact::default(),
    };
    let listing = |item| normalise::listing(item, &rules, &Organisers::new()).unwrap();
    page.items.iter().map(listing).collect()
}

/// Start and end of what takes place from today on, as people in Finland see it.
fn times<'a>(whens: impl IntoIterator<Item = &'a When>) -> BTreeSet<String> {
    let window = Window { from: TODAY, to: TODAY + chrono::Days::new(400) };
    let told = |span: &Span| match span {
        Span::AllDay { first, last } => format!("{first} – {last}"),
        Span::Timed { start, end } => {
            let here = |time: &chrono::DateTime<chrono_tz::Tz>| time.with_timezone(&Helsinki);
            format!("{} – {:?}", here(start), end.as_ref().map(here))
        }
    };
    let held = |when| occurrences(when, window).into_iter().filter(|one| !one.cancelled);
    whens.into_iter().flat_map(held).map(|one| told(&one.span)).collect()
}

#[test]
fn our_own_reader_finds_every_kind_of_time_again() {
    let whens: BTreeMap<String, When> =
        serde_json::from_str(include_str!("../../../fixtures/publish/times.json")).unwrap();
    let mut read_back = 0;
    for (name, when) in whens {
        let told = times([&when]);
        if told.is_empty() {
            continue;
        }
        let document = activity(&choir(vec![at(when)]), &site(), TODAY, &Lang::FI);
        let listings = read(&document);
        let found = listings.iter().flat_map(|listing| &listing.sessions);
        assert_eq!(times(found.map(|session| &session.when)), told, "{name}: {document}");
        assert_eq!(listings.len(), 1, "{name}");
        read_back += 1;
    }
    assert!(read_back > 15, "{read_back}");
}

#[test]
fn our_own_reader_finds_places_people_and_prices_again() {
    let mut of = choir(vec![at(eventful())]);
    of.content.organiser.name = Some("Laulajat ry".to_owned());
    of.content.organiser.business_id = Some("1234567-1".to_owned());
    of.content.contacts = vec![Contact {
        means: ContactMeans::Phone("040 123 4567".to_owned()),
        label: texts(&[("fi", "Aino")]),
    }];
    of.content.price.kind = PriceKind::Free;
    of.content.ages.min = Some(7);
    of.content.ages.max = Some(12);
    of.content.languages = [term(Scheme::Language, "sv")].into();
    let listings = read(&activity(&of, &site(), TODAY, &Lang::SV));
    let [listing] = &*listings else { panic!("{listings:#?}") };
    // A document tells no language of its own, and our reader takes such a one for Finnish.
    assert_eq!(listing.content.title(), "Kör för alla");
    assert_eq!(listing.content.organiser.name, of.content.organiser.name);
    assert_eq!(listing.content.organiser.business_id, of.content.organiser.business_id);
    assert_eq!(listing.content.price.kind, PriceKind::Free);
    assert_eq!(listing.content.ages, of.content.ages);
    assert_eq!(listing.content.languages, of.content.languages);
    assert_eq!(listing.content.themes, of.content.themes);
    let place = listing.sessions[0].venue.place().unwrap();
    let (_, address) = place.address.best(&Lang::FI).unwrap();
    assert_eq!(address.one_line(), "Kajaaninkatu 1, Oulu");
    assert_eq!(listing.credit.link, Some(url(&site().page(&of.id))));
}

#[test]
fn dates_given_one_by_one_are_read_as_one_activity() {
    let days = ["2026-12-01 18:00", "2026-12-09 17:00", "2027-01-20 18:00"];
    let of = choir(days.iter().map(|day| at(once(Helsinki, day, ""))).collect());
    let listings = read(&activity(&of, &site(), TODAY, &Lang::FI));
    assert_eq!(listings.len(), 1, "{listings:#?}");
    let found = listings[0].sessions.iter().map(|session| &session.when);
    assert_eq!(times(found), times(of.sessions.iter().map(|held| &held.session.when)));
}

#[test]
fn a_series_has_the_dates_of_its_next_time_and_its_rule() {
    let event = finnish(&choir(vec![at(eventful())]));
    assert_eq!(event["@context"], "https://schema.org");
    assert_eq!(event["@type"], "Event");
    assert_eq!(event["name"], "Kaikille avoin kuoro");
    assert_eq!(event["startDate"], "2026-11-24T18:00:00+02:00");
    assert_eq!(event["endDate"], "2026-11-24T19:30:00+02:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
    assert_eq!(event["location"][0]["address"]["streetAddress"], "Kajaaninkatu 1");
    let rule = json!({
        "@type": "Schedule", "repeatFrequency": "P1W", "byDay": ["https://schema.org/Tuesday"],
        "startDate": "2026-11-24", "endDate": "2026-12-15", "startTime": "18:00:00", "endTime": "19:30:00",
        "exceptDate": ["2026-12-01", "2026-12-08", "2026-12-15"], "scheduleTimezone": "Europe/Helsinki",
    });
    let moved = json!({
        "@type": "Schedule", "repeatFrequency": "P1D", "startDate": "2026-12-02", "endDate": "2026-12-02",
        "startTime": "17:00:00", "endTime": "18:30:00", "scheduleTimezone": "Europe/Helsinki",
    });
    assert_eq!(event["eventSchedule"], json!([rule, moved]));
}

#[test]
fn each_of_several_sessions_is_an_event_with_dates() {
    let monday = once(Helsinki, "2026-11-30 18:00", "2026-11-30 19:00");
    let online = Venue::Online(Online { url: Some(url("https://kokous.example/x")) });
    let mut of = choir(vec![at(monday), session(days("2026-12-05", "2026-12-06"), online)]);
    of.sessions[1].session.status = Status::Cancelled;
    let whole = finnish(&of);
    assert_eq!(whole["@type"], "EventSeries");
    assert_eq!(whole["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(whole["startDate"], Value::Null);
    let [first, second] = whole["subEvent"].as_array().unwrap().as_slice() else { panic!() };
    for part in [first, second] {
        assert_eq!(part["@type"], "Event");
        assert_eq!(part["name"], "Kaikille avoin kuoro");
        assert!(part["location"].is_array());
    }
    assert_eq!(first["startDate"], "2026-11-30T18:00:00+02:00");
    assert_eq!(
        (&second["startDate"], &second["endDate"]),
        (&json!("2026-12-05"), &json!("2026-12-06"))
    );
    assert_eq!(second["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(
        second["location"],
        json!([{"@type": "VirtualLocation", "url": "https://kokous.example/x"}])
    );
}

#[test]
fn what_has_no_times_is_a_service() {
    let phone = Venue::Phone(Phone { number: Some("040 123 4567".to_owned()) });
    let service = finnish(&choir(vec![session(ongoing("2026-01-01"), phone)]));
    assert_eq!(service["@type"], "Service");
    assert_eq!(service["availableChannel"][0]["servicePhone"]["telephone"], "040 123 4567");
    assert_eq!(service["startDate"], Value::Null);
}

#[test]
fn what_is_told_in_another_language_says_so() {
    let of = choir(vec![at(eventful())]);
    assert_eq!(node(&of, &Lang::SV)["name"], "Kör för alla");
    let english = node(&of, &Lang::EN);
    assert_eq!(english["name"], json!({"@language": "fi", "@value": "Kaikille avoin kuoro"}));
    assert_eq!(english["keywords"], json!(["Hobbies and leisure", "Culture"]));
}

#[test]
fn what_is_not_known_is_not_told() {
    let mut of = choir(vec![at(eventful())]);
    let event = finnish(&of);
    for name in ["isAccessibleForFree", "offers", "organizer", "audience", "image"] {
        assert_eq!(event[name], Value::Null, "{name}");
    }
    assert_eq!(event["location"][0]["amenityFeature"], Value::Null);
    of.content.price.kind = PriceKind::Free;
    let wheelchair = term(Scheme::Accessibility, "wheelchair");
    of.sessions[0].session.accessibility = Accessibility::Features([wheelchair].into());
    let event = finnish(&of);
    assert_eq!(event["isAccessibleForFree"], true);
    assert_eq!(event["offers"], json!({"@type": "Offer", "price": "0", "priceCurrency": "EUR"}));
    let feature = &event["location"][0]["amenityFeature"][0];
    assert_eq!(
        (&feature["name"], &feature["value"]),
        (&json!(wheelchair.label(&Lang::FI)), &json!(true))
    );
}

#[test]
fn a_list_leads_on_to_the_next_page() {
    let of = choir(vec![at(eventful())]);
    let next = "https://kalenteri.example/activities.jsonld?limit=1&cursor=x";
    let about = List {
        name: "Alueen kalenteri",
        address: "https://kalenteri.example/activities.jsonld",
        next: Some(next),
        total: 2,
    };
    let document = list(&about, [&of], &site(), TODAY, &Lang::FI);
    let whole: Value = serde_json::from_str(&document).unwrap();
    assert_eq!(whole["@type"], "ItemList");
    assert_eq!(whole["numberOfItems"], 2);
    assert_eq!(whole["itemListElement"][0]["position"], 1);
    assert_eq!(whole["http://www.w3.org/ns/hydra/core#next"]["@id"], next);
    assert_eq!(read(&document).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn whatever_was_announced_is_a_document_and_ends_no_script(of in any_activity()) {
        for lang in Lang::OURS {
            let text = script(&of, &site(), TODAY, &lang);
            prop_assert!(!text.contains('<'), "{text}");
            let written: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&written, &node(&of, &lang));
            prop_assert!(["Event", "EventSeries", "Service"].iter().any(|kind| written["@type"] == *kind));
        }
    }
}
