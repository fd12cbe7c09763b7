//! What each parameter chooses, in which order, and page by page. Days, municipalities and the oldest
//! parameters are among the tests of the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;

use crate::activity::{Activity, Digest};
use crate::catalogue::{Catalogue, Edition, Entry, Filter, Form, Query};
use crate::id::{ActivityId, Revision, SourceId};
use crate::listing::{
    Accessibility, Ages, Online, Phone, Place, Position, PriceKind, Session, Status, Venue,
};
use crate::municipality::Municipality;
use crate::sample::published::*;
use crate::sample::{key, session};
use crate::vocabulary::Scheme;
use crate::when::occurrences::Window;

const LIST: Form = Form::List(&["id"]);
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn activity(name: &str, sessions: Vec<Session>) -> Activity {
    let texts = texts(&[("fi", name)]);
    let mut activity = Activity { id: ActivityId::derive(&key(name), 0), ..choir(sessions) };
    activity.content.name = texts;
    activity
}

/// With one session tomorrow.
fn plain(name: &str) -> Activity {
    activity(name, vec![evening("2026-11-25")])
}

fn evening(day: &str) -> Session {
    at(once(Helsinki, &format!("{day} 18:00"), &format!("{day} 20:00")))
}

fn with(name: &str, change: impl FnOnce(&mut Activity)) -> Activity {
    let mut activity = plain(name);
    change(&mut activity);
    activity
}

fn with_session(name: &str, change: impl FnOnce(&mut Session)) -> Activity {
    with(name, |activity| change(&mut activity.sessions[0].session))
}

fn catalogue(activities: Vec<Activity>) -> Catalogue {
    let window = Window { from: day("2026-10-25"), to: day("2027-11-24") };
    let entry = |activity| Entry::new(&activity, Digest::of("{}"), BTreeMap::new(), window);
    let published = utc("2026-11-24T06:00:00Z");
    let edition = Edition { revision: Revision(1), as_of: TODAY, published };
    Catalogue::build(edition, activities.into_iter().map(entry), BTreeMap::new())
}

fn query(raw: &str) -> Query {
    Query::parse(raw, LIST, &Filter::default()).unwrap()
}

fn name(activity: &Activity) -> String {
    activity.content.name.values().next().unwrap().clone()
}

/// The names of a page, and the query that leads on.
fn page(catalogue: &Catalogue, query: &Query) -> (Vec<String>, Option<Query>) {
    let selection = catalogue.page(&query.page(&Filter::default()), &query.start);
    let names = selection.chosen.iter().map(|chosen| name(&chosen.entry.activity())).collect();
    (names, selection.next.map(|cursor| query.following(&cursor)))
}

fn names(catalogue: &Catalogue, raw: &str) -> Vec<String> {
    page(catalogue, &query(raw)).0
}

/// `expected` are names joined by spaces, in any order.
#[track_caller]
fn check(catalogue: &Catalogue, raw: &str, expected: &str) {
    let found: BTreeSet<String> = names(catalogue, raw).into_iter().collect();
    let expected: BTreeSet<String> = expected.split_whitespace().map(str::to_owned).collect();
    assert_eq!(found, expected, "{raw}");
}

#[test]
fn a_region_is_its_municipalities() {
    let town = |name: &str| {
        let municipality = Municipality::by_name(name);
        with_session(name, |session| {
            session.venue = Venue::Place(Place { municipality, ..Place::default() });
        })
    };
    let all = catalogue(vec![town("Oulu"), town("Vaala"), town("Kajaani"), town("Helsinki")]);
    check(&all, "region=pohjois-pohjanmaa", "Oulu Vaala");
    check(&all, "region=Kainuu,helsinki", "Kajaani Helsinki");
    check(&all, "region=pohjois-pohjanmaa&municipality=Vaala,Kajaani", "Vaala");
}

#[test]
fn an_age_is_that_which_is_told_as_years_or_else_that_of_the_groups() {
    let group = |name: &str, codes: &[&str]| {
        let groups = codes.iter().map(|code| term(Scheme::AgeGroup, code)).collect();
        with(name, |activity| activity.content.age_groups = groups)
    };
    let years = |name: &str, min, max| {
        with(name, |activity| {
            activity.content.ages = Ages { min, max };
            activity.content.age_groups = [term(Scheme::AgeGroup, "infants")].into();
        })
    };
    let all = catalogue(vec![
        plain("untold"),
        group("children", &["children"]),
        group("seniors", &["seniors", "adults"]),
        years("from-18", Some(18), None),
        years("to-8", None, Some(8)),
    ]);
    check(&all, "age=7", "children to-8");
    check(&all, "age=9", "children");
    check(&all, "age=12-17", "children");
    check(&all, "age=18", "from-18");
    check(&all, "age=8-64", "children seniors from-18 to-8");
    check(&all, "age=103", "seniors from-18");
    check(&all, "age=0-1", "to-8");
}

#[test]
fn free_is_what_costs_nothing_at_least_in_part() {
    use PriceKind::{Free, Mixed, Paid, Unknown};
    let kinds = [("free", Free), ("mixed", Mixed), ("paid", Paid), ("unknown", Unknown)];
    let of = |(name, kind)| with(name, |activity| activity.content.price.kind = kind);
    let all = catalogue(kinds.map(of).into());
    check(&all, "free=true", "free mixed");
    check(&all, "free=false", "paid");
}

#[test]
fn who_needs_two_things_finds_what_has_both() {
    let having = |name: &str, codes: &[&str]| {
        let features = codes.iter().map(|code| term(Scheme::Accessibility, code)).collect();
        with_session(name, |session| session.accessibility = Accessibility::Features(features))
    };
    let all = catalogue(vec![
        plain("untold"),
        having("wheelchair", &["wheelchair"]),
        having("both", &["wheelchair", "induction-loop", "walker"]),
    ]);
    check(&all, "accessible=wheelchair", "wheelchair both");
    check(&all, "accessible=wheelchair,induction-loop", "both");
    check(&all, "accessible=wheelchair&accessible=accessible-toilet", "");
}

#[test]
fn what_is_hybrid_is_found_by_place_and_online() {
    let online = || Online { url: None };
    let via = |name: &str, venue| with_session(name, |session| session.venue = venue);
    let all = catalogue(vec![
        plain("place"),
        via("online", Venue::Online(online())),
        via("phone", Venue::Phone(Phone { number: None })),
        via("hybrid", Venue::Hybrid { place: Place::default(), online: online() }),
        via("unknown", Venue::Unknown),
    ]);
    check(&all, "channel=place", "place hybrid");
    check(&all, "channel=online", "online hybrid");
    check(&all, "channel=hybrid", "hybrid");
    check(&all, "channel=phone,place", "phone place hybrid");
}

#[test]
fn an_organisation_is_found_by_its_number_or_its_whole_name() {
    let of = |name: &str, organiser: &str, id: &str| {
        with(name, |activity| {
            activity.content.organiser.name = Some(organiser.to_owned());
            activity.content.organiser.business_id = Some(id.to_owned());
        })
    };
    let all = catalogue(vec![
        plain("untold"),
        of("a", "Oulun Kuoro, ry", "1234567-1"),
        of("b", "Oulun Kuoro", "7654321-2"),
    ]);
    check(&all, "organisation=oulun++KUORO", "b");
    check(&all, "organisation=Oulun+kuoro,+ry", "a");
    check(&all, "organisation=Kuoro", "");
    check(&all, "organisation=1234567-1,7654321-2", "a b");
    check(&all, "organisation=1234567-1&organisation=oulun+kuoro", "a b");
}

#[test]
fn a_source_status_form_and_time_of_change_are_found_by_what_they_are() {
    let source = |activity: &mut Activity| {
        activity.members[0].key.source = SourceId::parse("other").unwrap();
    };
    let all = catalogue(vec![
        plain("plain"),
        with("other", source),
        with_session("cancelled", |session| session.status = Status::Cancelled),
        with_session("postponed", |session| session.status = Status::Postponed),
        with("camp", |activity| activity.content.formats = [term(Scheme::Format, "camp")].into()),
        with("changed", |activity| activity.changed = utc("2026-11-20T12:00:00Z")),
    ]);
    check(&all, "source=other", "other");
    check(&all, "status=cancelled,postponed", "cancelled postponed");
    check(&all, "status=scheduled&source=lahella", "plain camp changed");
    check(&all, "format=camp,group", "camp");
    check(&all, "modified_since=2026-11-20T12:00:00Z", "changed");
    check(&all, "modified_since=2026-11-20T14:00:00%2B02:00", "changed");
    check(&all, "modified_since=2026-11-20T12:00:01Z", "");
    check(&all, "modified_since=2026-11-20", "changed");
}

#[test]
fn one_session_must_have_all_that_is_asked_of_sessions() {
    let mut cancelled = evening("2026-12-01");
    cancelled.status = Status::Cancelled;
    let online = Venue::Online(Online { url: None });
    let other = session(once(Helsinki, "2026-12-02 18:00", "2026-12-02 19:00"), online);
    let all = catalogue(vec![activity("both", vec![cancelled, other])]);
    check(&all, "status=cancelled&channel=place&from=2026-12-01&to=2026-12-01", "both");
    check(&all, "status=cancelled&channel=online", "");
    check(&all, "status=scheduled&to=2026-12-01", "");
}

#[test]
fn words_are_found_in_all_texts_and_dots_make_other_letters() {
    let all = catalogue(vec![
        with("Kirjastokahvila", |a| a.content.description = rich(&[("fi", "Älä tule yksin")])),
        with("Laulu", |a| a.content.organiser.name = Some("Kahvilan väki".to_owned())),
        with("Halli", |a| a.content.summary = rich(&[("sv", "Ala nyt")])),
    ]);
    check(&all, "q=KAHVILA", "Kirjastokahvila Laulu");
    check(&all, "q=kahvila+yksin", "Kirjastokahvila");
    check(&all, "q=%C3%A4l%C3%A4", "Kirjastokahvila");
    check(&all, "q=ala", "Halli");
    check(&all, "q=kahvila+halli", "");
}

/// By the angle between vectors from the Earth's centre, it is 458.8 m from the square to the cathedral
/// and 11,159.4 m to Kempele.
fn on_the_map() -> Catalogue {
    let placed = |name: &str, lon, lat| {
        let place = Place { position: Position::new(lon, lat), ..Place::default() };
        with_session(name, |session| session.venue = Venue::Place(place))
    };
    catalogue(vec![
        plain("nowhere"),
        placed("square", 25.4646, 65.0131),
        placed("cathedral", 25.4737, 65.0146),
        placed("kempele", 25.5088, 64.9145),
    ])
}

#[test]
fn a_box_and_a_circle_choose_by_place() {
    let all = on_the_map();
    check(&all, "bbox=25.4,65,25.5,65.1", "square cathedral");
    check(&all, "bbox=25.4646,65.0131,25.4646,65.0131", "square");
    check(&all, "bbox=25.5,64,25.4,66", "kempele");
    let near = |metres: u32| format!("near=25.4646,65.0131,{metres}");
    check(&all, &near(1), "square");
    check(&all, &near(458), "square");
    check(&all, &near(459), "square cathedral");
    check(&all, &near(11_159), "square cathedral");
    check(&all, &near(11_160), "square cathedral kempele");
}

#[test]
fn an_order_can_be_asked_for_and_turned_round() {
    let all = on_the_map();
    let near = "near=25.5088,64.9145,200000&sort=";
    assert_eq!(names(&all, &format!("{near}distance")), ["kempele", "square", "cathedral"]);
    assert_eq!(names(&all, &format!("{near}-distance")), ["cathedral", "square", "kempele"]);

    let words = ["Ääni", "zumba", "\"Avoimet ovet\"", "Åkern", "öljy", "Élan", "10 laulua", "elo"];
    let all = catalogue(words.map(plain).into());
    let order = ["10 laulua", "\"Avoimet ovet\"", "Élan", "elo", "zumba", "Åkern", "Ääni", "öljy"];
    assert_eq!(names(&all, "sort=name"), order);
    assert_eq!(names(&all, "sort=-name"), order.into_iter().rev().collect::<Vec<_>>());

    let on = |name: &str, day: &str| activity(name, vec![evening(day)]);
    let service = activity("service", vec![at(ongoing("2026-01-01"))]);
    let all = catalogue(vec![service, on("later", "2026-12-24"), on("sooner", "2026-12-01")]);
    assert_eq!(names(&all, ""), ["sooner", "later", "service"]);
    assert_eq!(
        names(&all, "sort=-start"),
        ["later", "sooner", "service"],
        "no date is no late one"
    );

    let changed = |name: &str, at: &str| with(name, |activity| activity.changed = utc(at));
    let all = catalogue(vec![
        changed("new", "2026-11-20T12:00:00Z"),
        changed("old", "2026-11-01T12:00:00Z"),
    ]);
    assert_eq!(names(&all, "sort=modified"), ["old", "new"]);
    assert_eq!(names(&all, "sort=-modified"), ["new", "old"]);
}

#[test]
fn days_can_be_counted_from_the_day_of_the_edition() {
    let on = |name: &str, day: &str| activity(name, vec![evening(day)]);
    let all = catalogue(vec![
        on("past", "2026-11-20"),
        on("today", "2026-11-24"),
        on("fortnight", "2026-12-08"),
        on("later", "2026-12-09"),
    ]);
    check(&all, "from=today&to=today%2B14", "today fortnight");
    check(&all, "to=today-1", "past");
    check(&all, "from=today+15", "later");
}

/// Walks a list to its end; between pages `change` may take something out.
fn walk(
    all: &Catalogue,
    raw: &str,
    mut change: impl FnMut(&Catalogue) -> Catalogue,
) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), Some(query(raw)));
    let mut all = all.clone();
    while let Some(asked) = next {
        // As a client sends it: the address and nothing else.
        let asked = Query::parse(&asked.to_string(), LIST, &Filter::default()).unwrap();
        let (names, following) = page(&all, &asked);
        assert!(!names.is_empty());
        found.extend(names);
        next = following;
        all = change(&all);
    }
    found
}

fn many() -> Catalogue {
    let one = |number: u64| {
        let start = TODAY + chrono::Days::new(number / 3);
        let mut one =
            activity(&format!("n{:02}", number * 7 % 20), vec![evening(&start.to_string())]);
        if number.is_multiple_of(5) {
            one.sessions[0].session.when = ongoing("2026-01-01");
        }
        let position = Position::new(25.0 + f64::from(u32::try_from(number).unwrap() / 2), 65.0);
        one.sessions[0].session.venue = Venue::Place(Place { position, ..Place::default() });
        one.changed = utc("2026-11-01T00:00:00Z")
            + chrono::TimeDelta::seconds(i64::try_from(number / 4).unwrap());
        one
    };
    catalogue((0..20).map(one).collect())
}

const ORDERS: [&str; 8] =
    ["start", "-start", "name", "-name", "modified", "-modified", "distance", "-distance"];

#[test]
fn pages_one_after_another_are_the_whole() {
    let all = many();
    for order in ORDERS {
        let near = if order.ends_with("distance") { "&near=25,65,200000" } else { "" };
        let whole = names(&all, &format!("sort={order}{near}"));
        assert!(near.is_empty() && whole.len() == 20 || whole.len() == 10, "{order}: {whole:?}");
        for limit in [1, 3, 7, 20] {
            let raw = format!("sort={order}&limit={limit}{near}");
            assert_eq!(walk(&all, &raw, Catalogue::clone), whole, "{raw}");
        }
        let numbered: Vec<_> = (1..=4)
            .flat_map(|n| names(&all, &format!("sort={order}&limit=6&page={n}{near}")))
            .collect();
        assert_eq!(numbered, whole, "{order} by numbers");
    }
}

#[test]
fn a_cursor_outlives_what_it_names() {
    let all = many();
    for order in ORDERS.into_iter().filter(|order| !order.ends_with("distance")) {
        let raw = format!("sort={order}&limit=3");
        let whole = names(&all, &format!("sort={order}"));
        let mut shown = 0;
        let found = walk(&all, &raw, |before| {
            shown += 3;
            let last = &whole[(shown - 1).min(19)];
            let id = before
                .entries()
                .find(|entry| name(&entry.activity()) == *last)
                .map(|entry| entry.id.clone());
            let gone = id.into_iter().map(|id| (id, crate::catalogue::Gone::Withdrawn)).collect();
            before.with(before.edition, [], gone)
        });
        assert_eq!(found, whole, "{order}");
    }
}

#[test]
fn names_that_begin_alike_for_long_are_each_told_once() {
    let long = |end: &str| plain(&format!("{} {end}", "a".repeat(79)));
    let all = catalogue(["b", "c", "d"].map(long).into());
    let whole = names(&all, "sort=name");
    assert_eq!(walk(&all, "sort=name&limit=1", Catalogue::clone), whole);
}

#[test]
fn a_cursor_leads_on_in_its_own_list_alone() {
    let (_, next) = page(&many(), &query("sort=name&limit=3"));
    let cursor = next.unwrap().to_string();
    let cursor = cursor.split('&').find(|pair| pair.starts_with("cursor=")).unwrap();
    let parse = |raw: &str| Query::parse(&format!("{raw}&{cursor}"), LIST, &Filter::default());
    assert!(parse("sort=name&limit=50").is_ok(), "another length is no other list");
    for other in ["", "sort=-name", "sort=name&lang=sv", "sort=name&theme=nature"] {
        assert_eq!(parse(other).unwrap_err().name, "cursor", "{other}");
    }
}

#[test]
fn what_is_behind_the_end_is_an_empty_page() {
    let selection = |raw: &str| {
        let (names, next) = page(&many(), &query(raw));
        (names.len(), next.map(|query| query.to_string()))
    };
    assert_eq!(selection("page=2&limit=19"), (1, None));
    assert_eq!(selection("page=3&limit=10"), (0, None));
    assert_eq!(selection("page=1&limit=20"), (20, None));
    assert_eq!(selection("page=2&limit=5"), (5, Some("limit=5&page=3".to_owned())));
}
