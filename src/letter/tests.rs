use chrono_tz::Europe::Helsinki;

use super::*;
use crate::id::ActivityId;
use crate::listing::Status;
use crate::sample::published::{at, choir, days, eventful, once, series, term, texts, utc, weekly};
use crate::sample::{date, key};
use crate::vocabulary::Scheme;
use crate::when::{Ongoing, SeriesParts, When};

/// A letter of January 2027, unless a test is about another month.
const JANUARY: &str = "2027-01";

/// First seen and changed last autumn.
fn activity(n: u32, whens: Vec<When>) -> Activity {
    let mut activity = choir(whens.into_iter().map(at).collect());
    activity.id = ActivityId::derive(&key(&n.to_string()), 0);
    activity.first_seen = utc("2026-10-01T06:00:00Z");
    activity
}

fn told(activity: Activity, edited: &[Field]) -> Told {
    Told {
        sessions: activity.sessions.iter().map(|held| held.id).collect(),
        activity: Arc::new(activity),
        edited: edited.iter().copied().collect(),
    }
}

fn letter(told: impl IntoIterator<Item = Told>, month: &str, as_of: &str) -> Letter {
    Letter::from_told(told, Month::parse(month).unwrap(), date(as_of))
}

/// Under which heading it stands in January 2027, and how many of its times are told there.
#[track_caller]
fn check(says: &str, one: Told, as_of: &str, expected: Option<(Heading, usize)>) {
    let letter = letter([one], JANUARY, as_of);
    let found = letter.sections.first().map(|(heading, groups)| {
        let item = &groups[0].items[0];
        (*heading, item.times.len() + item.more)
    });
    assert_eq!(found, expected, "{says}");
}

fn tuesdays(first: &str, until: Option<&str>) -> When {
    series(SeriesParts { until: until.map(date), ..weekly(&[2], first, "18:00–19:30") })
}

fn evening(start: &str, end: &str) -> When {
    once(Helsinki, start, end)
}

fn ongoing(from: Option<&str>, to: Option<&str>) -> When {
    When::Ongoing(Ongoing::new(from.map(date), to.map(date)).unwrap())
}

fn first_seen(time: &str, when: When) -> Told {
    let mut new = activity(1, vec![when]);
    new.first_seen = utc(time);
    told(new, &[])
}

#[test]
fn new_is_what_was_first_shown_in_the_month_in_finland() {
    let club = || tuesdays("2027-01-05", None);
    // Tuesdays of January 2027: 5, 12, 19, 26. Midnight in Helsinki is 22 o'clock in UTC.
    check(
        "the first second",
        first_seen("2026-12-31T22:00:00Z", club()),
        "2026-12-31",
        Some((Heading::New, 4)),
    );
    check(
        "the last",
        first_seen("2027-01-31T21:59:59Z", club()),
        "2027-01-31",
        Some((Heading::New, 1)),
    );
    check(
        "a second late",
        first_seen("2027-01-31T22:00:00Z", club()),
        "2026-12-31",
        Some((Heading::Coming, 4)),
    );
    check(
        "without a time in it",
        first_seen("2027-01-10T10:00:00Z", evening("2027-05-01 12:00", "")),
        "2027-01-10",
        Some((Heading::New, 1)),
    );
}

#[test]
fn changed_is_what_one_plans_by() {
    let later = || activity(1, vec![evening("2027-05-01 12:00", "")]);
    check("its price", told(later(), &[Field::Price]), "2027-01-10", Some((Heading::Changed, 1)));
    check(
        "its picture, its theme",
        told(later(), &[Field::Image, Field::Themes, Field::Kind, Field::Sources]),
        "2027-01-10",
        None,
    );
    check("nothing", told(later(), &[]), "2027-01-10", None);
    // What came in the same month is new, whatever changed of it since.
    let mut new = later();
    new.first_seen = utc("2027-01-02T10:00:00Z");
    check("new and changed", told(new, &[Field::Price]), "2027-01-10", Some((Heading::New, 1)));
    let mut next = later();
    next.first_seen = utc("2027-02-02T10:00:00Z");
    check("only there since", told(next, &[Field::Price]), "2027-01-10", None);
    let letter = letter([told(later(), &[Field::Image, Field::Price])], JANUARY, "2027-01-10");
    assert_eq!(letter.sections[0].1[0].items[0].changes, [Field::Price].into());
}

#[test]
fn ending_is_what_went_on_and_has_its_last_day_in_the_month() {
    let one = |when| told(activity(1, vec![when]), &[]);
    check(
        "a club",
        one(tuesdays("2026-09-01", Some("2027-01-12"))),
        "2027-01-01",
        Some((Heading::Ending, 2)),
    );
    check(
        "a club that is over when the letter is written",
        one(tuesdays("2026-09-01", Some("2027-01-12"))),
        "2027-01-20",
        Some((Heading::Ending, 0)),
    );
    check(
        "an exhibition",
        one(days("2026-12-01", "2027-01-31")),
        "2027-01-10",
        Some((Heading::Ending, 0)),
    );
    check(
        "a service",
        one(ongoing(None, Some("2027-01-31"))),
        "2027-01-10",
        Some((Heading::Ending, 0)),
    );
    check("in February", one(days("2026-12-01", "2027-02-01")), "2027-01-10", None);
    check("a service without an end", one(ongoing(Some("2026-12-01"), None)), "2027-01-10", None);
    check(
        "one evening past midnight",
        one(evening("2027-01-15 22:00", "2027-01-16 02:00")),
        "2027-01-10",
        Some((Heading::Coming, 1)),
    );
    let twice = activity(1, vec![evening("2026-12-15 18:00", ""), evening("2027-01-15 18:00", "")]);
    check("the second of two evenings", told(twice, &[]), "2027-01-10", Some((Heading::Ending, 1)));
    let open =
        activity(1, vec![tuesdays("2026-09-01", Some("2027-01-12")), tuesdays("2026-09-01", None)]);
    check("one group of two goes on", told(open, &[]), "2027-01-01", Some((Heading::Coming, 6)));
}

#[test]
fn coming_is_what_begins_in_what_is_left_of_the_month() {
    let one = |when| told(activity(1, vec![when]), &[]);
    check(
        "an evening",
        one(evening("2027-01-15 18:00", "")),
        "2027-01-15",
        Some((Heading::Coming, 1)),
    );
    check("the day after", one(evening("2027-01-15 18:00", "")), "2027-01-16", None);
    check("in another month", one(evening("2027-02-01 00:00", "")), "2027-01-16", None);
    check("a letter of last month", one(tuesdays("2026-09-01", None)), "2027-02-01", None);
    check(
        "a letter of next month",
        one(tuesdays("2026-09-01", None)),
        "2026-12-24",
        Some((Heading::Coming, 4)),
    );
    check("a camp that began before", one(days("2026-12-30", "2027-02-02")), "2027-01-01", None);
    check(
        "a service that begins",
        one(ongoing(Some("2027-01-15"), None)),
        "2027-01-10",
        Some((Heading::Coming, 0)),
    );
    let mut off = activity(1, vec![evening("2027-01-15 18:00", "")]);
    off.sessions[0].session.status = Status::Cancelled;
    check("what is off is no reason to come", told(off.clone(), &[]), "2027-01-10", None);
    check("but news", told(off, &[Field::Sessions]), "2027-01-10", Some((Heading::Changed, 1)));
}

#[test]
fn a_single_time_that_is_off_is_told_as_such() {
    // Of the Tuesdays from 24.11. to 15.12.: 24.11., then 2.12. for 1.12., not 8.12., and 15.12. is off.
    let mut club = activity(1, vec![eventful()]);
    club.first_seen = utc("2026-12-01T10:00:00Z");
    let letter = letter([told(club, &[])], "2026-12", "2026-12-01");
    let item = &letter.sections[0].1[0].items[0];
    let statuses: Vec<_> =
        item.times.iter().map(|time| (time.span.days().0, time.status)).collect();
    assert_eq!(
        statuses,
        [(date("2026-12-02"), Status::Scheduled), (date("2026-12-15"), Status::Cancelled)]
    );
    assert_eq!(item.last, Some(date("2026-12-15")));
}

#[test]
fn only_the_sessions_that_are_asked_for_count() {
    let both = activity(1, vec![evening("2027-01-15 18:00", ""), evening("2027-01-20 18:00", "")]);
    let first = both.sessions[0].id;
    let one = Told { sessions: [first].into(), ..told(both, &[]) };
    check("one of two", one, "2027-01-10", Some((Heading::Coming, 1)));
}

#[test]
fn each_stands_once_by_topic_then_by_its_first_time_then_by_name() {
    let one = |n: u32, name: &str, start: &str, themes: &[&str]| {
        let mut activity = activity(n, vec![evening(start, "")]);
        activity.content.kind = None;
        activity.content.name = texts(&[("fi", name)]);
        activity.content.themes = themes.iter().map(|code| term(Scheme::Theme, code)).collect();
        told(activity, &[])
    };
    let all = vec![
        one(1, "Ilta", "2027-01-20 18:00", &[]),
        one(2, "Retki", "2027-01-15 18:00", &["nature"]),
        one(3, "Kuoro", "2027-01-15 18:00", &["nature", "culture"]),
        one(4, "Aamu", "2027-01-15 18:00", &["nature"]),
        one(5, "Ennen", "2027-01-14 18:00", &["nature"]),
    ];
    let expected = letter(all.clone(), JANUARY, "2027-01-10");
    let groups: Vec<(Option<&str>, Vec<&str>)> = expected.sections[0]
        .1
        .iter()
        .map(|group| {
            let names = group.items.iter().map(|item| item.activity.content.title());
            (group.topic.map(Term::code), names.collect())
        })
        .collect();
    assert_eq!(
        groups,
        [
            (Some("culture"), vec!["Kuoro"]),
            (Some("nature"), vec!["Ennen", "Aamu", "Retki"]),
            (None, vec!["Ilta"]),
        ]
    );
    let mut support = activity(6, vec![evening("2027-01-15 18:00", "")]);
    support.content.themes.clear();
    let topic = letter([told(support, &[])], JANUARY, "2027-01-10").sections[0].1[0].topic;
    assert_eq!(topic.map(Term::code), Some("hobby"));
    assert_eq!(letter(all.into_iter().rev(), JANUARY, "2027-01-10"), expected);
}
