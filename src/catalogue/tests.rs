//! Editions that follow each other, and what a filter chooses from one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Europe::{Helsinki, Stockholm};

use super::entry::Instance;
use super::runs::Run;
use super::{Catalogue, Edition, Entry, Filter, Found, Gone};
use crate::activity::{Activity, Digest};
use crate::id::{ActivityId, Revision};
use crate::listing::{Area, Online, Session, Venue};
use crate::municipality::Municipality;
use crate::sample::published::*;
use crate::sample::{key, session};
use crate::show::Reason;
use crate::vocabulary::Scheme;
use crate::when::occurrences::Window;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn edition(number: i64) -> Edition {
    Edition { revision: Revision(number), as_of: TODAY, published: utc("2026-11-24T06:00:00Z") }
}

/// Thirty days back and a year ahead.
fn window() -> Window {
    Window { from: day("2026-10-25"), to: day("2027-11-24") }
}

fn activity(id: &str, sessions: Vec<Session>) -> Activity {
    let name = texts(&[("fi", id)]);
    let mut activity = Activity { id: ActivityId::derive(&key(id), 0), ..choir(sessions) };
    activity.content.name = name;
    activity
}

fn entry(activity: Activity) -> Entry {
    Entry::new(&activity, Digest::of("{}"), BTreeMap::new(), window())
}

fn catalogue(activities: Vec<Activity>) -> Catalogue {
    Catalogue::build(edition(1), activities.into_iter().map(entry), BTreeMap::new())
}

/// Names of what is chosen, each with the ids of its chosen sessions.
fn chosen(catalogue: &Catalogue, query: &str) -> Vec<(String, Vec<u32>)> {
    let filter = Filter::parse(url::form_urlencoded::parse(query.as_bytes())).unwrap();
    let name = |activity: &Activity| activity.content.name.values().next().unwrap().clone();
    let selection = catalogue.select(&filter);
    let chosen = selection.chosen.iter();
    chosen
        .map(|c| {
            (name(&c.entry.activity()), c.sessions.iter().map(|session| session.id.0).collect())
        })
        .collect()
}

fn names(catalogue: &Catalogue, query: &str) -> Vec<String> {
    chosen(catalogue, query).into_iter().map(|(name, _)| name).collect()
}

fn evening(day: &str) -> Session {
    at(once(Helsinki, &format!("{day} 18:00"), &format!("{day} 20:00")))
}

#[test]
fn the_next_edition_shares_what_did_not_change() {
    let of = |name, day| activity(name, vec![evening(day)]);
    let before =
        catalogue(vec![of("a", "2026-12-01"), of("b", "2026-12-02"), of("c", "2026-12-03")]);
    let again = [entry(of("a", "2026-12-01")), entry(of("b", "2026-12-09"))];
    let after = before.with(edition(2), again, BTreeMap::new());
    let shared = |id: &str| {
        let id = ActivityId::derive(&key(id), 0);
        match (before.get(&id), after.get(&id)) {
            (Found::Live(before), Found::Live(after)) => Arc::ptr_eq(before, after),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((shared("a"), shared("b"), shared("c")), (true, false, true));
    assert_eq!(after.edition.revision, Revision(2));
    assert!(!after.same_content(&before));
    assert!(before.with(edition(3), [], BTreeMap::new()).same_content(&before));
}

#[test]
fn what_is_gone_says_why_and_can_return() {
    let id = |id: &str| ActivityId::derive(&key(id), 0);
    let hidden = Gone::Hidden(BTreeSet::from([Reason::Draft]));
    let gone = BTreeMap::from([(id("a"), Gone::Withdrawn), (id("b"), hidden.clone())]);
    let first = catalogue(vec![activity("a", vec![]), activity("c", vec![])]);
    let second = first.with(edition(2), [], gone);
    assert_eq!(second.get(&id("a")), Found::Gone(&Gone::Withdrawn));
    assert_eq!(second.get(&id("b")), Found::Gone(&hidden));
    assert_eq!(second.get(&id("d")), Found::Unknown);
    assert!(matches!(first.get(&id("a")), Found::Live(_)), "the earlier edition is as it was");
    let third = second.with(edition(3), [entry(activity("a", vec![]))], BTreeMap::new());
    assert!(matches!(third.get(&id("a")), Found::Live(_)));
    assert_eq!(third.gone().count(), 1);
}

#[test]
fn an_entry_made_again_is_equal() {
    let make = || entry(activity("a", vec![at(eventful()), at(ongoing("2026-01-01"))]));
    assert_eq!(make(), make());
}

#[test]
fn what_comes_next_comes_first() {
    let catalogue = catalogue(vec![
        activity("service", vec![at(ongoing("2026-01-01"))]),
        activity("past", vec![evening("2026-11-20")]),
        activity("tomorrow", vec![evening("2026-11-25")]),
        activity("running", vec![at(days("2026-11-20", "2026-11-30"))]),
        activity("weekly", vec![at(series(weekly(&[2], "2026-09-01", "17:00–18:00")))]),
    ]);
    let order = names(&catalogue, "");
    assert_eq!(order[..3], ["running", "weekly", "tomorrow"]);
    let rest: BTreeSet<_> = order[3..].iter().map(String::as_str).collect();
    assert_eq!(rest, BTreeSet::from(["service", "past"]));
    assert_eq!(names(&catalogue, "from=2026-11-25&limit=2"), ["running", "tomorrow"]);
    let limited = Filter::parse([("limit", "2")]).unwrap();
    assert_eq!(catalogue.select(&limited).total, 5);
}

#[test]
fn what_starts_together_is_in_the_order_of_its_ids() {
    let same = |name: &str| activity(name, vec![evening("2026-12-01")]);
    let catalogue = catalogue(["a", "b", "c", "d"].map(same).into());
    let ids: Vec<_> =
        catalogue.select(&Filter::default()).chosen.iter().map(|c| c.entry.id.clone()).collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn days_choose_the_sessions_that_are_held_then() {
    let all = catalogue(vec![activity(
        "a",
        vec![
            evening("2026-12-01"),
            at(days("2026-12-03", "2026-12-06")),
            at(series(weekly(&[5], "2026-11-27", "17:00–18:00"))),
            at(once(Helsinki, "2026-12-07 22:00", "2026-12-08 00:00")),
            at(ongoing("2026-12-05")),
        ],
    )]);
    let on = |from: &str, to: &str| {
        let found = chosen(&all, &format!("from={from}&to={to}"));
        found.into_iter().flat_map(|(_, sessions)| sessions).collect::<Vec<_>>()
    };
    assert_eq!(on("2026-12-01", "2026-12-01"), [1]);
    assert_eq!(on("2026-12-04", "2026-12-04"), [2, 3]);
    assert_eq!(on("2026-12-06", "2026-12-07"), [2, 4, 5]);
    assert_eq!(on("2026-12-08", "2026-12-08"), [5], "what ends at midnight is over");
    assert_eq!(on("2026-12-02", "2026-12-02"), Vec::<u32>::new());
    assert_eq!(chosen(&all, "from=2026-12-05")[0].1, [2, 3, 4, 5]);
}

#[test]
fn a_session_that_ended_before_the_window_is_never_chosen() {
    let catalogue = catalogue(vec![
        activity("half", vec![evening("2026-10-24"), evening("2026-10-25")]),
        activity("over", vec![evening("2026-10-01")]),
    ]);
    assert_eq!(chosen(&catalogue, ""), [("half".to_owned(), vec![2])]);
}

#[test]
fn a_municipality_chooses_by_place_and_then_by_area() {
    let raahe = Municipality::by_name("Raahe").unwrap();
    let online = || session(ongoing("2026-01-01"), Venue::Online(Online { url: None }));
    let with_area = |name: &str, sessions, area| {
        let mut activity = activity(name, sessions);
        activity.content.area = area;
        activity
    };
    let named = || Area::Municipalities([raahe].into());
    let catalogue = catalogue(vec![
        with_area("in Oulu for Raahe", vec![evening("2026-12-01")], named()),
        with_area("online for Raahe", vec![online()], named()),
        with_area("online for all", vec![online()], Area::WholeCountry),
        with_area("online for nobody named", vec![online()], Area::Unknown),
        with_area("in Oulu for all", vec![evening("2026-12-01")], Area::WholeCountry),
        with_area("nowhere", vec![session(ongoing("2026-01-01"), Venue::Unknown)], Area::Unknown),
        with_area("both", vec![evening("2026-12-01"), online()], named()),
        with_area("without sessions", vec![], named()),
    ]);
    let in_town =
        |town: &str| names(&catalogue, &format!("municipality={town}")).into_iter().collect();
    let set =
        |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<String>>();
    let everywhere = ["online for all", "online for nobody named"];
    let raahe: BTreeSet<String> = in_town("Brahestad");
    assert_eq!(
        raahe,
        set(&[&everywhere[..], &["online for Raahe", "both", "without sessions"]].concat())
    );
    let oulu: BTreeSet<String> = in_town("564");
    assert_eq!(
        oulu,
        set(&[&everywhere[..], &["in Oulu for Raahe", "in Oulu for all", "both"]].concat())
    );
    let sessions = |town: &str| {
        let found = chosen(&catalogue, &format!("municipality={town}"));
        found.into_iter().find(|(name, _)| name == "both").unwrap().1
    };
    assert_eq!((sessions("oulu"), sessions("raahe")), (vec![1], vec![2]));
}

#[test]
fn names_narrow_and_alternatives_widen() {
    let mut women = activity("women", vec![evening("2026-12-01")]);
    women.content.genders = [term(Scheme::Gender, "women")].into();
    women.content.themes = ["culture", "nature"].map(|code| term(Scheme::Theme, code)).into();
    let mut seniors = activity("seniors", vec![evening("2026-12-02")]);
    seniors.content.age_groups = [term(Scheme::AgeGroup, "seniors")].into();
    seniors.content.languages = [term(Scheme::Language, "sv")].into();
    let mut support = activity("support", vec![evening("2026-12-03")]);
    support.content.kind = Some(term(Scheme::Type, "support"));
    let catalogue = catalogue(vec![women, seniors, support]);
    for (query, expected) in [
        ("audience=women,seniors", vec!["women", "seniors"]),
        ("audience=women&audience=seniors&theme=nature", vec!["women"]),
        ("type=hobby", vec!["women", "seniors"]),
        ("type=support&theme=culture", vec!["support"]),
        ("type=voluntary", vec![]),
        ("language=sv", vec!["seniors"]),
        ("theme=nature,sports", vec!["women"]),
        ("lang=sv", vec!["women", "seniors", "support"]),
    ] {
        assert_eq!(names(&catalogue, query), expected, "{query}");
    }
    let parse = |pair| Filter::parse([pair]).unwrap();
    let both = parse(("theme", "culture,sports")).and(&parse(("theme", "nature,crafts")));
    let chosen = catalogue.select(&both).chosen;
    assert_eq!(chosen.len(), 1, "one activity has a theme of each");
}

#[test]
fn instances_are_in_helsinkis_time() {
    let late = at(once(Stockholm, "2026-12-01 23:30", "2026-12-01 23:45"));
    let entry = entry(activity("a", vec![late]));
    let start = wall("2026-12-02 00:30");
    assert_eq!(
        entry.sessions[0].runs.iter().flat_map(Run::instances).collect::<Vec<_>>(),
        [Instance { start, last: start.date(), ongoing: false }]
    );
}
