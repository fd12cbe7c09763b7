//! Which times come, in which order, page by page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::{Agenda, Time};
use crate::activity::Digest;
use crate::catalogue::{Catalogue, Edition, Entry, Filter, Form, Query, Start};
use crate::id::{ActivityId, Revision};
use crate::listing::{Session, Status};
use crate::sample::key;
use crate::sample::published::*;
use crate::when::occurrences::{Span, Window};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
const FORM: Form = Form::Agenda(&["id", "name"]);

fn catalogue(activities: &[(&str, Vec<Session>)]) -> Catalogue {
    let window = Window { from: day("2026-10-25"), to: day("2027-12-29") };
    let entry = |(name, sessions): &(&str, Vec<Session>)| {
        let mut activity = choir(sessions.clone());
        activity.id = ActivityId::derive(&key(name), 0);
        activity.content.name = texts(&[("fi", name)]);
        Entry::new(&activity, Digest::of("{}"), BTreeMap::new(), window)
    };
    let edition =
        Edition { revision: Revision(1), as_of: TODAY, published: utc("2026-11-24T01:00:00Z") };
    Catalogue::build(edition, activities.iter().map(entry), BTreeMap::new())
}

/// A choir with an eventful autumn, a fair of three days and a helpline.
fn region() -> Catalogue {
    let cancelled = Session { status: Status::Cancelled, ..at(days("2026-11-27", "2026-11-29")) };
    catalogue(&[
        ("kuoro", vec![at(eventful()), at(once(Helsinki, "2026-11-28 12:00", ""))]),
        ("messut", vec![cancelled]),
        ("puhelin", vec![at(ongoing("2026-01-01"))]),
    ])
}

fn query(raw: &str) -> Query {
    Query::parse(raw, FORM, &Filter::default()).unwrap()
}

fn agenda<'a>(of: &'a Catalogue, query: &Query) -> Agenda<'a> {
    let now = utc("2026-11-24T16:45:00Z");
    let since = query.ends_after.map(|moment| moment.within(now));
    of.agenda(&query.page(&Filter::default()), &query.start, since)
}

/// `2026-11-24 18:00 kuoro`
fn told(time: &Time<'_>) -> String {
    let start = match &time.occurrence.span {
        Span::Timed { start, .. } => start.format("%Y-%m-%d %H:%M").to_string(),
        Span::AllDay { first, .. } => first.to_string(),
    };
    let name = time.activity.content.name.values().next().unwrap();
    let off = if time.occurrence.cancelled { " off" } else { "" };
    format!("{start} {name}{off}")
}

#[track_caller]
fn check(raw: &str, expected: &[&str]) {
    let of = region();
    let found = agenda(&of, &query(raw));
    assert_eq!(found.times.iter().map(told).collect::<Vec<_>>(), expected, "{raw}");
    assert_eq!((found.total, found.next), (expected.len(), None), "{raw}");
}

#[test]
fn every_time_from_today_on_is_told_in_order() {
    check(
        "",
        &[
            "2026-11-24 18:00 kuoro",
            "2026-11-27 messut",
            "2026-11-28 12:00 kuoro",
            "2026-12-02 17:00 kuoro",
            "2026-12-15 18:00 kuoro off",
        ],
    );
}

#[test]
fn only_times_on_the_days_that_are_asked_for_are_told() {
    check("from=2026-11-29&to=2026-12-14", &["2026-11-27 messut", "2026-12-02 17:00 kuoro"]);
    check("from=2026-12-01&to=2026-12-01", &[]);
    check("from=today%2B1&to=today%2B4&status=scheduled", &["2026-11-28 12:00 kuoro"]);
    check("to=2026-11-23", &[]);
}

/// The choir sings on 24 November from 18.00 to 19.30 in Finland; the 28th has no end, and the fair's last
/// day is the 29th.
#[test]
fn what_is_over_at_the_moment_that_is_asked_for_is_left_out() {
    let later = ["2026-12-02 17:00 kuoro", "2026-12-15 18:00 kuoro off"];
    let from = |at: &str, first: &[&str]| {
        check(&format!("ends_after={at}"), &[first, later.as_slice()].concat());
    };
    let all = ["2026-11-24 18:00 kuoro", "2026-11-27 messut", "2026-11-28 12:00 kuoro"];
    from("now", &all);
    from("2026-11-24T17:29:59Z", &all);
    from("2026-11-24T17:30:00Z", &all[1..]);
    from("2026-11-28T11:59:59Z", &all[1..]);
    from("2026-11-28T12:00:00Z", &all[1..2]);
    from("2026-11-29T21:59:59Z", &all[1..2]);
    from("2026-11-29T22:00:00Z", &[]);
    from("2026-11-30", &[]);
}

#[test]
fn without_an_end_sixty_days_are_told() {
    let weekly = at(series(weekly(&[2], "2026-11-24", "18:00–19:30")));
    let of = catalogue(&[("kuoro", vec![weekly])]);
    // The Tuesdays from 24.11.2026 to 19.1.2027; the sixtieth day after the first is 23.1.2027.
    assert_eq!(agenda(&of, &query("")).total, 9);
    assert_eq!(agenda(&of, &query("from=2026-12-01")).total, 9);
    assert_eq!(agenda(&of, &query("to=2026-12-31")).total, 6);
}

#[test]
fn a_cursor_is_taken_by_its_own_list_alone() {
    let of = region();
    let next = agenda(&of, &query("limit=2")).next.unwrap();
    let refused = |raw: &str, form| Query::parse(raw, form, &Filter::default()).is_err();
    assert!(!refused(&format!("cursor={next}"), FORM));
    assert!(refused(&format!("cursor={next}&type=hobby"), FORM));
    assert!(refused(&format!("cursor={next}"), Form::List(&["id"])));
    let other = of.page(&Filter::default().within(1), &Start::First).next.unwrap();
    assert!(refused(&format!("cursor={other}"), FORM));
}

proptest! {
    #[test]
    fn page_after_page_tells_the_same_as_all_at_once(limit in 1_usize..8, by_number: bool) {
        let evening = || at(once(Helsinki, "2026-12-02 17:00", ""));
        let of = catalogue(&[
            ("a", vec![at(eventful()), evening(), evening()]),
            ("b", vec![evening(), at(days("2026-12-01", "2026-12-03"))]),
        ]);
        let whole = agenda(&of, &query(""));
        let mut asked = query(&format!("limit={limit}"));
        if by_number {
            asked.start = Start::Page(1);
        }
        let mut found = Vec::new();
        loop {
            let page = agenda(&of, &asked);
            prop_assert_eq!(page.total, whole.total);
            prop_assert!(page.times.len() <= limit);
            found.extend(page.times);
            let Some(next) = page.next else { break };
            asked = query(&asked.following(&next).to_string());
        }
        prop_assert_eq!(found, whole.times);
    }
}
