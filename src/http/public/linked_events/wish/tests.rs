//! What each parameter finds in a small world.

use std::collections::BTreeMap;

use super::*;
use crate::activity::Digest;
use crate::catalogue::Edition;
use crate::id::Revision;
use crate::listing::{Area, Online, Organiser, Place, Position, PriceKind, Venue};
use crate::municipality::Municipality;
use crate::publish::linked_events::Location;
use crate::sample::published::*;
use crate::sample::{key, session};
use crate::vocabulary::Scheme;

fn named(number: &str, name: &str, sessions: Vec<crate::listing::Session>) -> Activity {
    let mut activity = choir(sessions);
    activity.id = ActivityId::derive(&key(number), 0);
    activity.content.name = texts(&[("fi", name)]);
    activity
}

/// A choir on one evening, yoga on several (the second one moved, the last one off), a group on the net
/// that goes on, and an exhibition in Raahe.
fn world() -> Vec<Activity> {
    let evening = once(chrono_tz::Europe::Helsinki, "2026-11-24 18:00", "2026-11-24 19:30");
    let mut kuoro = named("1", "kuoro", vec![at(evening)]);
    kuoro.content.name = texts(&[("fi", "kuoro"), ("sv", "kör")]);
    let mut jooga = named("2", "jooga", vec![at(eventful())]);
    jooga.content.summary = rich(&[("fi", "Hengitellään.")]);
    jooga.content.themes = [term(Scheme::Theme, "sports")].into();
    jooga.content.age_groups = [term(Scheme::AgeGroup, "seniors")].into();
    let net = session(ongoing("2026-01-01"), Venue::Online(Online::default()));
    let mut tuki = named("3", "tuki", vec![net]);
    tuki.content.kind = Some(term(Scheme::Type, "voluntary"));
    tuki.content.themes.clear();
    tuki.content.languages = [term(Scheme::Language, "ru")].into();
    let mut kuvat = named("4", "kuvat", vec![session(days("2026-11-28", "2026-11-30"), museum())]);
    kuvat.content.area = Area::Unknown;
    kuvat.content.price.kind = PriceKind::Free;
    let business_id = Some("1234567-1".to_owned());
    kuvat.content.organiser = Organiser { business_id, ..Organiser::default() };
    vec![kuoro, jooga, tuki, kuvat]
}

fn museum() -> Venue {
    Venue::Place(Place {
        name: texts(&[("fi", "Museo")]),
        municipality: Municipality::by_name("Raahe"),
        position: Position::new(24.48, 64.68),
        ..Place::default()
    })
}

fn read(query: &str) -> Result<Wish, Detail> {
    Wish::read(&Parameters::parse(Some(query))?, day("2026-11-02"))
}

/// Their names, and of parts what follows the activity's id.
fn found(query: &str) -> Vec<String> {
    let wish = read(query).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let window = Window { from: day("2026-11-02"), to: day("2027-11-02") };
    let label = |happening: &Happening<'_>| {
        let id = happening.id().to_string();
        let part = id.rsplit_once('-').map(|(_, part)| format!(" {part}")).unwrap_or_default();
        format!("{}{part}", happening.activity.content.title())
    };
    let of = |activity: &Activity| {
        wish.of(activity, activity.changed, window).iter().map(label).collect::<Vec<_>>()
    };
    let perhaps = left(&wish);
    world().iter().filter(|activity| perhaps.contains(&activity.id)).flat_map(of).collect()
}

/// Those that are left to look at.
fn left(wish: &Wish) -> BTreeSet<ActivityId> {
    let window = Window { from: day("2026-11-02"), to: day("2027-11-02") };
    let as_of = day("2026-11-02");
    let edition = Edition { revision: Revision(1), as_of, published: utc("2026-11-02T06:00:00Z") };
    let entry = |activity: Activity| Entry::new(&activity, Digest::of(""), BTreeMap::new(), window);
    let catalogue = Catalogue::build(edition, world().into_iter().map(entry), BTreeMap::new());
    wish.perhaps(&catalogue).into_iter().map(|entry| entry.id.clone()).collect()
}

const JOOGA: &str = "jooga, jooga 20261124, jooga 20261201, jooga 20261215";
const ALL: &str = "kuoro, jooga, jooga 20261124, jooga 20261201, jooga 20261215, tuki, kuvat";

fn check(cases: &[(&str, &str)]) {
    for (query, expected) in cases {
        assert_eq!(found(query).join(", "), *expected, "{query}");
    }
}

#[test]
fn without_a_wish_everything_is_found_and_what_is_unknown_or_empty_is_no_wish() {
    check(&[("", ALL), ("format=json&apikey=x&sort=&keyword=&location=", ALL)]);
}

#[test]
fn times() {
    let on_the_24th = "kuoro, jooga, jooga 20261124, tuki";
    check(&[
        ("start=now", ALL),
        ("start=today&end=today", "tuki"),
        ("end=2026-11-23", "tuki"),
        ("start=2026-11-24&end=2026-11-24", on_the_24th),
        ("days=22&start=", on_the_24th),
        // The evening ends at 19.30 in Helsinki.
        ("start=2026-11-24T17:29:00Z&end=2026-11-24", on_the_24th),
        ("start=2026-11-24T17:30:00Z&end=2026-11-24", "tuki"),
        ("start=2026-11-24T19:29:00%2B02:00&end=2026-11-24", on_the_24th),
        ("start=2026-11-24T19:29:00+02:00&end=2026-11-24", on_the_24th),
        ("start=2026-11-24T19:29&end=2026-11-24", on_the_24th),
        // The time of the first of December is on the second.
        ("start=2026-12-01&end=2026-12-01", "tuki"),
        ("start=2026-12-02&end=2026-12-02", "jooga, jooga 20261201, tuki"),
        ("start=2026-11-30", "jooga, jooga 20261201, jooga 20261215, tuki, kuvat"),
        ("starts_after=18", "kuoro, jooga, jooga 20261124, jooga 20261215"),
        ("starts_before=17:30", "jooga, jooga 20261201"),
        ("ends_after=19:30&start=2026-12-01", "jooga, jooga 20261215"),
        ("ongoing=true", ALL),
        ("all_ongoing=true", ALL),
        ("ongoing=false", ""),
        ("last_modified_since=2026-11-02", ALL),
        ("last_modified_since=2026-11-02T06:00:01Z", ""),
    ]);
}

#[test]
fn what_is_postponed_is_to_come_as_long_as_no_end_is_asked_for() {
    let mut world = world();
    world[0].sessions[0].session.status = crate::listing::Status::Postponed;
    let window = Window { from: day("2026-11-02"), to: day("2027-11-02") };
    for (query, expected) in
        [("start=2027-01-01", 1), ("start=now&end=2027-12-31", 0), ("starts_after=18", 0)]
    {
        assert_eq!(
            read(query).unwrap().of(&world[0], world[0].changed, window).len(),
            expected,
            "{query}"
        );
    }
}

#[test]
fn series_and_their_parts() {
    let parts = "jooga 20261124, jooga 20261201, jooga 20261215";
    let id = format!("kooste:{}", ActivityId::derive(&key("2"), 0));
    check(&[
        ("super_event_type=recurring", "jooga"),
        ("super_event_type=umbrella", ""),
        ("super_event_type=umbrella,none", &format!("kuoro, {parts}, tuki, kuvat")),
        ("hide_super_event=true", &format!("kuoro, {parts}, tuki, kuvat")),
        ("hide_recurring_children=true", "kuoro, jooga, tuki, kuvat"),
        ("hide_recurring_children=true&start=2026-12-15", "jooga, tuki"),
        (&format!("super_event={id}"), parts),
        (&format!("super_event={id}&start=2026-12-01"), "jooga 20261201, jooga 20261215"),
        ("super_event=none", "kuoro, jooga, tuki, kuvat"),
        (&format!("ids={id},helmet:1"), "jooga"),
        (&format!("ids={id}-1-20261201"), "jooga 20261201"),
        (&format!("ids={id}-1-20261208"), ""),
        ("ids=helmet:1", ""),
        ("event_status=EventCancelled", "jooga 20261215"),
        ("event_status=eventrescheduled,eventcancelled", "jooga 20261201, jooga 20261215"),
    ]);
}

#[test]
fn keywords() {
    check(&[
        ("keyword=kooste:theme-sports", JOOGA),
        ("keyword=kooste:age-seniors,yso:p360", JOOGA),
        (
            "keyword=kooste:age-seniors&keyword=kooste:theme-culture",
            &format!("kuoro, {JOOGA}, kuvat"),
        ),
        ("keyword_OR=yso:p360", ""),
        ("keyword_AND=kooste:theme-sports,kooste:age-seniors", JOOGA),
        ("keyword_AND=kooste:theme-sports,kooste:theme-culture", ""),
        ("keyword_AND=kooste:theme-sports,yso:p360", ""),
        ("keyword!=kooste:theme-sports,yso:p360", "kuoro, tuki, kuvat"),
        ("keyword%21=kooste:theme-sports", "kuoro, tuki, kuvat"),
        ("keyword_OR_set1=kooste:theme-sports&keyword_OR_set2=kooste:theme-culture", ""),
        ("keyword_OR_set1=kooste:theme-sports&keyword_OR_set2=kooste:type-hobby", JOOGA),
        ("keyword_set_OR=kooste:audiences,helsinki:topics", JOOGA),
        ("keyword_set_AND=kooste:audiences,helsinki:topics", ""),
    ]);
}

#[test]
fn words() {
    check(&[
        ("text=KUORO", "kuoro"),
        ("text=hengit", JOOGA),
        ("text=jooga+hengitell%C3%A4%C3%A4n", JOOGA),
        ("text=jooga+lauletaan", ""),
        ("combined_text=laulet,kuo", "kuoro"),
        ("full_text=museo", "kuvat"),
        ("text=kajaaninkatu", &format!("kuoro, {JOOGA}")),
        ("all_ongoing_AND=jooga,hengit", JOOGA),
        ("all_ongoing_OR=museo,tuki", "tuki, kuvat"),
        ("all_ongoing_OR_set1=museo,tuki&all_ongoing_OR_set2=museo", "kuvat"),
        ("internet_ongoing_OR=museo,tuki", "tuki"),
    ]);
}

#[test]
fn places() {
    let museum = museum();
    let id = Location::of(&museum).unwrap().id();
    check(&[
        (&format!("location={id},tprek:1"), "kuvat"),
        ("location=kooste:internet", "tuki"),
        ("location=tprek:1", ""),
        ("internet_based=true", "tuki"),
        // What is on the net and names nobody is for everybody.
        ("division=kunta:raahe", "tuki, kuvat"),
        ("division=ocd-division/country:fi/kunta:oulu", &format!("kuoro, {JOOGA}, tuki")),
        ("division=osa-alue:kamppi", ""),
        ("bbox=24.4,64.6,24.6,64.7", "kuvat"),
        ("bbox=24.4,64.6,24.45,64.7", ""),
        // A hundredth of a degree of latitude is 1,112 m.
        ("dwithin_origin=24.48,64.69&dwithin_metres=1113", "kuvat"),
        ("dwithin_origin=24.48,64.69&dwithin_metres=1111", ""),
        ("dwithin_origin=24.48,64.69", ALL),
    ]);
}

#[test]
fn people_and_prices() {
    check(&[
        ("in_language=ru", "tuki"),
        ("language=sv", "kuoro, tuki, kuvat"),
        ("translation=ru", ""),
        ("is_free=true", "kuvat"),
        ("is_free=false", &format!("kuoro, {JOOGA}, tuki")),
        ("publisher=ytj:1234567-1", "kuvat"),
        ("publisher_ancestor=ahjo:00001", ""),
        ("data_source=helmet", ""),
        ("data_source=helmet,kooste", ALL),
        ("data_source!=kooste", ""),
        ("event_type=General,Course", &format!("kuoro, {JOOGA}, kuvat")),
        ("event_type=volunteering", "tuki"),
        // Seniors are 65 to 99.
        ("audience_min_age_lt=65", JOOGA),
        ("audience_min_age_lt=64", ""),
        ("audience_max_age_gt=99", JOOGA),
        ("suitable_for=70", JOOGA),
        ("suitable_for=70,60", ""),
    ]);
}

#[test]
fn what_cannot_be_read_is_told() {
    for bad in [
        "start=huomenna",
        "end=2026-02-30",
        "last_modified_since=eilen",
        "days=0",
        "days=3&start=today",
        "starts_after=25",
        "ends_before=12:60",
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=10,60,9,61",
        "dwithin_origin=24&dwithin_metres=100",
        "dwithin_origin=24,60&dwithin_metres=near",
        "srid=3067",
        "suitable_for=1,2,3",
        "audience_min_age=kaikki",
        "event_type=Concert",
        "is_free=maybe",
        "internet_based=2",
        &format!("text={}", (0..40).map(|n| format!("a{n}+")).collect::<String>()),
        &format!("ids={}", "a,".repeat(400)),
        &format!("text={}", "a".repeat(5_000)),
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn of_what_is_gone_readers_hear_who_ask_for_it() {
    let [id, other] = ["1", "2"].map(|number| ActivityId::derive(&key(number), 0));
    let since = utc("2026-11-02T06:00:00Z");
    for (query, wanted) in [
        ("", false),
        ("show_deleted=false", false),
        ("show_deleted=true", true),
        ("deleted=true", true),
        ("show_deleted=true&last_modified_since=2026-11-02T06:00:00Z", true),
        ("show_deleted=true&last_modified_since=2026-11-02T06:00:01Z", false),
        ("show_deleted=true&keyword=kooste:theme-sports", true),
        (&format!("show_deleted=true&ids=kooste:{id}"), true),
        (&format!("show_deleted=true&ids=kooste:{other},kooste:{id}-1"), false),
    ] {
        assert_eq!(read(query).unwrap().wants_gone(&id, since), wanted, "{query}");
    }
    assert!(found("deleted=true").is_empty());
}

/// Everything else is looked at only where the indexes cannot tell.
#[test]
fn what_the_indexes_know_is_not_looked_at() {
    for (query, expected) in [
        ("", "kuoro jooga tuki kuvat"),
        ("keyword=kooste:theme-sports", "jooga"),
        ("keyword!=kooste:theme-sports", "kuoro tuki kuvat"),
        ("division=kunta:raahe", "tuki kuvat"),
        ("publisher=ytj:1234567-1", "kuvat"),
        ("bbox=24.4,64.6,24.6,64.7", "kuvat"),
        // A service without times is on no day, and is looked at.
        ("start=2026-11-27&end=2026-11-27", "tuki kuvat"),
        ("start=2026-12-14&end=2026-12-15", "jooga tuki"),
        ("start=2026-12-14&end=2026-12-15&division=kunta:raahe", "tuki"),
        ("text=kuoro", "kuoro jooga tuki kuvat"),
        ("ids=kooste:0123456789abc", ""),
    ] {
        let left = left(&read(query).unwrap());
        let names = world().into_iter().filter(|activity| left.contains(&activity.id));
        let names: Vec<_> = names.map(|activity| activity.content.title().to_owned()).collect();
        assert_eq!(names.join(" "), expected, "{query}");
    }
}
