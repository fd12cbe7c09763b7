//! The promises that any iCalendar reader relies on, checked on the bytes.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::super::{calendar, vevents};
use super::FRAME;
use crate::fragment::CancelledPolicy;
use crate::localized::Lang;
use crate::sample::published::{any_activity, site};
use crate::when::zone::to_instant;

/// Logical lines.
pub(super) fn properties(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// Of the first property written so, as far as it is on one line.
pub(super) fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
}

pub(super) fn check_bytes(text: &str) {
    let lines = || text.split_terminator("\r\n");
    assert!(text.ends_with("END:VCALENDAR\r\n") && text.starts_with("BEGIN:VCALENDAR\r\n"));
    assert!(!text.contains("METHOD"));
    for line in lines() {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(line.chars().all(|c| c == '\t' || !c.is_control()), "{line:?}");
        assert!(!line.is_empty());
    }
    let uses_zone = properties(text).iter().any(|line| line.contains(";TZID="));
    let is_empty = !text.contains("\r\nBEGIN:VEVENT\r\n");
    assert_eq!(uses_zone || is_empty, text.contains("BEGIN:VTIMEZONE"), "{text}");
    let events: Vec<_> = text.split("\r\nBEGIN:VEVENT\r\n").skip(1).collect();
    let mut seen = BTreeSet::new();
    for event in &events {
        check_event(event);
        let properties = properties(event);
        let named = |name: &str| properties.iter().find(|line| line.starts_with(name)).cloned();
        assert!(seen.insert((named("UID"), named("RECURRENCE-ID"))), "twice: {event}");
    }
}

fn check_event(event: &str) {
    let lines = properties(event.split_once("\r\nEND:VEVENT").unwrap().0);
    let name = |line: &String| line.split([':', ';']).next().unwrap().to_owned();
    let names: Vec<_> = lines.iter().map(name).collect();
    let count = |wanted: &str| names.iter().filter(|name| *name == wanted).count();
    for once in "UID DTSTAMP LAST-MODIFIED CREATED SEQUENCE DTSTART SUMMARY DESCRIPTION URL STATUS \
                 TRANSP"
        .split_whitespace()
    {
        assert_eq!(count(once), 1, "{once} in {event}");
    }
    for at_most_once in ["DTEND", "RRULE", "RECURRENCE-ID", "LOCATION", "GEO", "CATEGORIES"] {
        assert!(count(at_most_once) <= 1, "{at_most_once} in {event}");
    }
    let get = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name));
    assert_eq!(get("DTSTAMP:"), get("LAST-MODIFIED:"));
    let start = get("DTSTART").unwrap();
    let dated = start.starts_with(";VALUE=DATE:");
    if let Some(end) = get("DTEND") {
        assert_eq!(end.starts_with(";VALUE=DATE:"), dated, "{event}");
        assert!(instant(end) > instant(start), "{event}");
    }
    if let Some(rule) = get("RRULE:") {
        assert!(rule.starts_with("FREQ="), "{rule}");
        if let Some((_, until)) = rule.split_once("UNTIL=") {
            assert_eq!(until.ends_with('Z'), !dated, "{rule} beside {start}");
        }
    }
    for line in lines.iter().filter(|line| line.starts_with("EXDATE") || line.starts_with("RDATE"))
    {
        assert_eq!(line.contains(";VALUE=DATE:"), dated, "{line} beside {start}");
        assert!(!line.contains(','), "one a line: {line}");
    }
    let uid = get("UID:").unwrap();
    assert!(uid.len() <= 200 && uid.ends_with("@kalenteri.example"), "{uid}");
}

/// Of what follows the name of DTSTART or DTEND.
fn instant(written: &str) -> DateTime<Utc> {
    let (parameter, value) = written.split_once(':').unwrap();
    let read = |form| NaiveDateTime::parse_from_str(value, form).unwrap();
    match parameter {
        ";VALUE=DATE" => {
            NaiveDate::parse_from_str(value, "%Y%m%d").unwrap().and_time(NaiveTime::MIN).and_utc()
        }
        ";TZID=Europe/Helsinki" => to_instant(read("%Y%m%dT%H%M%S"), Helsinki).to_utc(),
        "" => read("%Y%m%dT%H%M%SZ").and_utc(),
        other => panic!("{other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_was_announced_every_promise_holds(activity in any_activity()) {
        let rendered: Vec<_> =
            activity.sessions.iter().map(|held| vevents(&activity, held, &site())).collect();
        for policy in CancelledPolicy::ALL {
            for lang in Lang::OURS {
                let fragments = rendered.iter().filter_map(|vevents| Some(vevents.get(policy, &lang)?.text));
                check_bytes(&calendar(&FRAME, fragments));
            }
        }
    }
}
