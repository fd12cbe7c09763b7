use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Form, Outlet, Size};
use crate::activity::{Activity, Digest};
use crate::catalogue::{Catalogue, Edition, Entry, Filter};
use crate::feed::{Feed, FeedName, Packing};
use crate::fragment::CancelledPolicy;
use crate::id::{ActivityId, Revision};
use crate::lint::lint;
use crate::localized::Localized;
use crate::publish::ical;
use crate::sample::key;
use crate::sample::published::*;
use crate::when::occurrences::Window;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

/// So many choirs that each meet on Tuesdays for three weeks.
fn catalogue(number: usize) -> Catalogue {
    let window = Window { from: day("2026-10-25"), to: day("2027-12-29") };
    let entry = |number: usize| {
        let activity = Activity {
            id: ActivityId::derive(&key(&number.to_string()), 0),
            ..choir(vec![at(eventful())])
        };
        let vevents = |held| ical::vevents(&activity, held, &site());
        let vevents = activity.sessions.iter().map(|held| (held.id, vevents(held))).collect();
        Entry::new(&activity, Digest::of("{}"), vevents, window)
    };
    let edition =
        Edition { revision: Revision(1), as_of: TODAY, published: utc("2026-11-24T01:00:00Z") };
    Catalogue::build(edition, (0..number).map(entry), BTreeMap::new())
}

fn filter(pairs: &[(&str, &str)]) -> Filter {
    Filter::parse(pairs.iter().copied()).unwrap()
}

fn calendar(of: &Catalogue, asked: &[(&str, &str)], form: Form) -> super::Calendar {
    let site = site();
    let calendar = Outlet { site: &site, feed: None, asked: &filter(asked), form }.calendar(of);
    let report = lint(calendar.text.as_bytes());
    assert!(report.findings.is_empty(), "{:#?}", report.findings);
    calendar
}

fn line(text: &str, name: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    unfolded.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned()
}

#[test]
fn a_calendar_is_called_after_what_is_asked_for() {
    let of = catalogue(1);
    let name = |asked: &[(&str, &str)]| line(&calendar(&of, asked, Form::Series).text, "NAME:");
    assert_eq!(name(&[]), "Alueen kalenteri");
    assert_eq!(name(&[("limit", "10"), ("from", "2026-11-24")]), "Alueen kalenteri");
    assert_eq!(
        name(&[("municipality", "Oulu"), ("theme", "culture")]),
        "Alueen kalenteri: Oulu\\, Kulttuuri"
    );
    assert_eq!(name(&[("municipality", "Oulu"), ("lang", "sv")]), "Områdets kalender: Uleåborg");
    let own = Feed {
        name: FeedName::parse("kuorot").unwrap(),
        title: texts(&[("fi", "Kuorot")]),
        filter: filter(&[("type", "hobby")]),
        cancelled: CancelledPolicy::Mark,
        packing: Packing::default(),
    };
    let site = site();
    let asked = filter(&[("municipality", "Oulu")]);
    let outlet = Outlet { site: &site, feed: Some(&own), asked: &asked, form: Form::Series };
    let text = outlet.calendar(&of).text;
    assert_eq!(line(&text, "NAME:"), "Kuorot: Oulu");
    assert_eq!(
        line(&text, "SOURCE;VALUE=URI:"),
        "https://kalenteri.example/feeds/kuorot.ics?municipality=564"
    );
    assert_eq!(line(&text, "LAST-MODIFIED:"), "20261102T060000Z");
    let unnamed = Feed { title: Localized::new(), ..own.clone() };
    let outlet = Outlet { feed: Some(&unnamed), ..outlet };
    assert_eq!(outlet.name(), "Alueen kalenteri: Oulu");
}

#[test]
fn an_empty_calendar_has_something_in_it() {
    for form in [Form::Series, Form::Instances] {
        let empty = calendar(&catalogue(0), &[], form);
        assert!(empty.text.contains("BEGIN:VTIMEZONE"), "{}", empty.text);
        assert_eq!(empty.notice, None);
    }
}

#[test]
fn more_than_readers_take_is_served_whole_and_told() {
    let few = calendar(&catalogue(300), &[], Form::Series);
    assert_eq!(few.notice, None);
    // Of three events each: the rule, one that was moved, one that is cancelled.
    let of = catalogue(334);
    let many = calendar(&of, &[("lang", "en")], Form::Series);
    let notice = many.notice.unwrap();
    assert_eq!(notice.size.events, 1_002);
    assert_eq!(many.text.matches("BEGIN:VEVENT").count(), 1_002);
    let narrower = "https://kalenteri.example/calendar.ics?from=2026-11-24&lang=en&to=2027-01-23";
    assert_eq!(notice.narrower.as_deref(), Some(narrower));
    let told = line(&many.text, "X-WR-CALDESC:");
    assert!(told.contains("(1002 events)") && told.ends_with(narrower), "{told}");
    // The next weeks of it are as many, and nothing smaller is known.
    let again = calendar(&of, &[("from", "2026-11-24")], Form::Series);
    assert_eq!(again.notice.unwrap().narrower, None);
    let site = site();
    let outlet = Outlet { site: &site, feed: None, asked: &Filter::default(), form: Form::Series };
    let Size { events, bytes } = outlet.size(&of);
    assert_eq!(events, 1_002);
    assert!(bytes > 400_000 && outlet.size(&of).is_large(), "{bytes}");
}

#[test]
fn each_time_is_an_event_in_the_window_that_is_asked_for() {
    let of = catalogue(2);
    let starts = |asked: &[(&str, &str)]| -> Vec<String> {
        let text = calendar(&of, asked, Form::Instances).text;
        let found =
            text.lines().filter_map(|line| line.strip_prefix("DTSTART;TZID=Europe/Helsinki:"));
        found.map(|start| start[..8].to_owned()).collect()
    };
    let both = ["20261124", "20261124", "20261202", "20261202", "20261215", "20261215"];
    assert_eq!(starts(&[]), both);
    assert_eq!(starts(&[("from", "2026-11-30"), ("to", "2026-12-06")]), ["20261202", "20261202"]);
    assert_eq!(starts(&[("limit", "3")]), ["20261124", "20261124", "20261202"]);
    let text = calendar(&of, &[], Form::Instances).text;
    assert_eq!(line(&text, "SOURCE;VALUE=URI:"), "https://kalenteri.example/calendar.ics?expand=1");
    assert!(!text.contains("RECURRENCE-ID"), "{text}");
    assert_eq!(calendar(&of, &[], Form::Series).text.matches("RECURRENCE-ID").count(), 4);
}
