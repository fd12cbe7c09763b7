use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Europe::Helsinki;

use super::*;
use crate::listing::{Listing, Online, Session, Status, Venue};
use crate::sample::{date, finnish, item, key, listing, once, place, session, witness};
use crate::when::{Days, Hours, IsoWeekday, Ongoing, Rule, Series, SeriesParts, Weekdays, When};

#[test]
fn the_same_listing_again_changes_nothing() {
    let (before, listing) = begun(vec![tuesdays("18:00"), once("2026-06-01 18:00")]);
    assert_eq!(later(&before, &listing), Change::Unchanged);
}

#[test]
fn a_new_activity_is_named_after_its_founder_and_numbers_its_sessions_from_one() {
    let (first, _) = begun(vec![once("2026-06-02 18:00"), once("2026-06-01 18:00")]);
    assert_eq!(first.id, ActivityId::derive(&key("a"), 0));
    assert_eq!(ids(&first), [(1, "2026-06-01 18:00"), (2, "2026-06-02 18:00")]);
    assert_eq!(first.next_session, SessionId(3));
    assert!(first.sessions.iter().all(|held| held.sequence == 0 && held.created == start()));
    let (second, _) = begun(vec![once("2026-06-01 18:00"), once("2026-06-02 18:00")]);
    assert_eq!(first, second, "in whatever order a source names them");
}

#[test]
fn a_new_title_raises_every_sequence_and_keeps_every_id() {
    let (before, mut listing) = begun(vec![tuesdays("18:00"), once("2026-06-01 18:00")]);
    listing.content.name = finnish("Uusi nimi");
    let (after, fields) = changed(&before, &listing);
    assert_eq!(fields, [Field::Name].into());
    assert_eq!((after.changed, after.revision), (start() + TimeDelta::hours(1), Revision(2)));
    assert_eq!((&after.id, after.first_seen), (&before.id, start()));
    for (a, b) in before.sessions.iter().zip(&after.sessions) {
        assert_eq!((a.id, a.created, b.sequence, b.changed), (b.id, b.created, 1, after.changed));
    }
}

#[test]
fn a_new_credit_is_published_in_every_session() {
    let (before, mut listing) = begun(vec![once("2026-06-01 18:00")]);
    listing.credit.licence = Some("CC BY 4.0".to_owned());
    let (after, fields) = changed(&before, &listing);
    assert_eq!(fields, [Field::Sources].into());
    assert_eq!(after.sessions[0].sequence, 1);
}

#[test]
fn other_parts_of_the_same_content_are_published_nowhere() {
    let (before, mut listing) = begun(vec![tuesdays("18:00")]);
    listing.parts = [item("a-1"), item("a-2")].into();
    listing.part_of = Some(item("b"));
    assert_eq!(later(&before, &listing), Change::Unchanged);
    let ids: Vec<String> = listing.source_ids().map(ToString::to_string).collect();
    assert_eq!(ids, ["a", "a-1", "a-2"]);
}

#[test]
fn visibility_changes_the_activity_but_not_its_sessions() {
    let (before, mut listing) = begun(vec![once("2026-06-01 18:00")]);
    listing.content.visibility.from = Some(start());
    let (after, fields) = changed(&before, &listing);
    assert_eq!(fields, [Field::Visibility].into());
    assert_eq!(after.sessions, before.sessions);
}

#[test]
fn what_changes_in_one_session_leaves_the_others_as_they_are() {
    let (before, mut listing) = begun(vec![tuesdays("18:00"), once("2026-06-01 18:00")]);
    listing.sessions[1].status = Status::Cancelled;
    let (after, fields) = changed(&before, &listing);
    assert_eq!(fields, [Field::Sessions].into());
    let sequences: Vec<_> = after.sessions.iter().map(|held| held.sequence).collect();
    let cancelled = |held: &HeldSession| held.session.status == Status::Cancelled;
    let at = after.sessions.iter().position(cancelled).unwrap();
    assert_eq!(sequences[at], 1);
    assert_eq!(after.sessions[1 - at], before.sessions[1 - at]);
}

#[test]
fn the_order_in_which_a_source_names_sessions_is_nothing() {
    let (before, mut listing) = begun(vec![tuesdays("18:00"), once("2026-06-01 18:00")]);
    listing.sessions.reverse();
    assert_eq!(later(&before, &listing), Change::Unchanged);
}

/// What is there before and after, and the ids of what is there after, in its order.
type Case = (&'static str, Vec<Session>, Vec<Session>, &'static [u32]);

#[test]
fn a_session_keeps_its_id_as_long_as_it_can_be_recognised() {
    let gym = || place("Liikuntahallintie 2");
    let moved = |mut session: Session, venue: Venue| {
        session.venue = venue;
        session
    };
    let online = || Venue::Online(Online::default());
    let on = |start: &str| once(start);
    let cases: Vec<Case> = vec![
        ("another hour", vec![tuesdays("18:00")], vec![tuesdays("17:30")], &[1]),
        ("another room", vec![tuesdays("18:00")], vec![moved(tuesdays("18:00"), gym())], &[1]),
        ("on the net", vec![tuesdays("18:00")], vec![moved(tuesdays("18:00"), online())], &[1]),
        ("another date", vec![on("2026-06-01 18:00")], vec![on("2026-06-08 17:00")], &[1]),
        (
            "another date and place",
            vec![on("2026-06-01 18:00")],
            vec![moved(on("2026-06-08 18:00"), gym())],
            &[1],
        ),
        ("another weekday", vec![tuesdays("18:00")], vec![weekly(&[3], "18:00")], &[1]),
        (
            "another weekday beside one that stays",
            vec![tuesdays("18:00"), on("2026-06-01 18:00")],
            vec![weekly(&[3], "18:00"), on("2026-06-01 18:00")],
            &[3, 2],
        ),
        ("a weekday less", vec![weekly(&[2, 4], "18:00")], vec![tuesdays("18:00")], &[1]),
        ("hours become known", vec![whole_day("2026-06-01")], vec![on("2026-06-01 18:00")], &[1]),
        ("a service", vec![open("2026-01-01")], vec![open("2026-02-01")], &[1]),
        (
            "a beginner's hour before it moves, the other stays",
            vec![tuesdays("17:00"), tuesdays("18:00")],
            vec![tuesdays("17:30"), tuesdays("18:00")],
            &[1, 2],
        ),
        (
            "both move and do not change places",
            vec![tuesdays("17:00"), tuesdays("18:00")],
            vec![tuesdays("18:30"), tuesdays("17:30")],
            &[2, 1],
        ),
        (
            "the first is gone",
            vec![tuesdays("17:00"), tuesdays("18:00")],
            vec![tuesdays("18:00")],
            &[2],
        ),
        (
            "one is added",
            vec![tuesdays("18:00")],
            vec![tuesdays("16:00"), tuesdays("18:00")],
            &[2, 1],
        ),
        (
            "the same days at the same place before a change of room",
            vec![tuesdays("18:00")],
            vec![moved(tuesdays("18:00"), gym()), tuesdays("19:00")],
            &[2, 1],
        ),
        (
            "a change of room before another date",
            vec![on("2026-06-01 18:00")],
            vec![on("2026-06-02 18:00"), moved(on("2026-06-01 18:00"), gym())],
            &[2, 1],
        ),
        (
            "the nearest date",
            vec![on("2026-06-01 18:00"), on("2026-06-08 18:00")],
            vec![on("2026-06-09 18:00"), on("2026-06-01 18:00")],
            &[2, 1],
        ),
    ];
    for (told, before, after, expected) in cases {
        let (old, mut listing) = begun(before);
        listing.sessions.clone_from(&after);
        let (new, _) = changed(&old, &listing);
        let id = |session: &Session| {
            new.sessions.iter().find(|held| held.session == *session).unwrap().id.0
        };
        assert_eq!(after.iter().map(id).collect::<Vec<_>>(), expected, "{told}");
    }
}

#[test]
fn a_correction_of_the_spelling_of_an_address_is_no_move() {
    let at = |street: &str| vec![session(whole_day("2026-06-01").when, place(street))];
    let (before, mut listing) = begun(at("Kajaaninkatu 1"));
    listing.sessions = at("KAJAANINKATU 1 ");
    listing.sessions.extend(at("Liikuntahallintie 2"));
    let (after, _) = changed(&before, &listing);
    assert_eq!(after.sessions[0].session, listing.sessions[0]);
}

#[test]
fn an_id_is_never_used_again() {
    let (first, mut listing) = begun(vec![tuesdays("18:00"), once("2026-06-01 18:00")]);
    listing.sessions = vec![tuesdays("18:00")];
    let (second, _) = changed(&first, &listing);
    listing.sessions.push(once("2026-06-01 18:00"));
    let (third, _) = changed(&second, &listing);
    let numbers: Vec<_> = third.sessions.iter().map(|held| held.id.0).collect();
    assert!(first.sessions.iter().any(|held| held.id == SessionId(numbers[0])));
    assert_eq!((numbers[1], third.next_session), (3, SessionId(4)));
}

#[test]
fn what_is_withdrawn_keeps_its_history_and_comes_back_under_its_id() {
    let (before, listing) = begun(vec![once("2026-06-01 18:00")]);
    let at = start() + TimeDelta::minutes(5);
    let Change::Changed { activity: gone, fields } = withdraw(&before, at, Revision(2)) else {
        panic!("not withdrawn")
    };
    assert_eq!(
        (gone.state.clone(), gone.changed, fields),
        (State::Withdrawn { at }, at, [].into())
    );
    assert_eq!(gone.sessions, before.sessions);
    assert_eq!(withdraw(&gone, start() + TimeDelta::hours(9), Revision(3)), Change::Unchanged);

    let (back, fields) = changed(&gone, &listing);
    assert_eq!((&back.id, back.state.clone(), fields), (&before.id, State::Live, [].into()));
    assert_eq!((back.sessions[0].id, back.sessions[0].sequence), (SessionId(1), 1));
    assert_eq!(later(&back, &listing), Change::Unchanged);
}

#[test]
fn every_field_of_a_listing_has_an_origin() {
    let (activity, _) = begun(vec![]);
    assert_eq!(activity.origin.len(), Field::OF_LISTING.len());
    assert!(activity.origin.values().all(|origin| *origin == key("a")));
}

fn start() -> DateTime<Utc> {
    "2026-05-01T03:30:00Z".parse().unwrap()
}

fn begun(sessions: Vec<Session>) -> (Activity, Listing) {
    let mut listing = listing("a", "Kuoro");
    listing.sessions = sessions;
    match activity(None, &key("a"), 0, &[witness(&listing)], start(), Revision(1)) {
        Change::New(activity) => (*activity, listing),
        other => panic!("{other:?}"),
    }
}

fn later(before: &Activity, listing: &Listing) -> Change {
    let now = start() + TimeDelta::hours(1);
    activity(Some(before), &key("a"), 0, &[witness(listing)], now, Revision(2))
}

fn changed(before: &Activity, listing: &Listing) -> (Activity, BTreeSet<Field>) {
    match later(before, listing) {
        Change::Changed { activity, fields } => (*activity, fields),
        other => panic!("{other:?}"),
    }
}

fn ids(activity: &Activity) -> Vec<(u32, &'static str)> {
    let known = ["2026-06-01 18:00", "2026-06-02 18:00"];
    let name = |session: &Session| known.into_iter().find(|text| once(text) == *session).unwrap();
    activity.sessions.iter().map(|held| (held.id.0, name(&held.session))).collect()
}

fn tuesdays(hour: &str) -> Session {
    weekly(&[2], hour)
}

fn weekly(weekdays: &[u8], hour: &str) -> Session {
    let weekdays: BTreeSet<_> =
        weekdays.iter().map(|n| IsoWeekday::try_from(*n).unwrap()).collect();
    let series = SeriesParts {
        zone: Helsinki,
        rule: Rule::Weeks {
            interval: 1.try_into().unwrap(),
            weekdays: Weekdays::try_from(weekdays).unwrap(),
        },
        hours: Some(Hours { start: NaiveTime::parse_from_str(hour, "%H:%M").unwrap(), end: None }),
        first: date("2026-05-04"),
        until: Some(date("2026-08-31")),
        exdates: BTreeSet::new(),
        rdates: BTreeSet::new(),
        overrides: std::collections::BTreeMap::new(),
    };
    let series = Series::try_from(series).unwrap();
    session(When::Series(Box::new(series)), place("Kajaaninkatu 1"))
}

fn whole_day(day: &str) -> Session {
    session(When::Days(Days::new(date(day), date(day)).unwrap()), place("Kajaaninkatu 1"))
}

fn open(from: &str) -> Session {
    session(When::Ongoing(Ongoing::new(Some(date(from)), None).unwrap()), place("Kajaaninkatu 1"))
}
