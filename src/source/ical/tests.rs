use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::source::{RawHash, fixtures};

/// See `fixtures/ical/README.md`.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    fixtures::each_page("ical", parse);
}

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\n{lines}END:VEVENT\r\n")
}

const GOOD: &str =
    "BEGIN:VEVENT\r\nUID:good\r\nSUMMARY:Kerho\r\nDTSTART:20261124T160000Z\r\nEND:VEVENT\r\n";

#[test]
fn an_event_of_more_than_256_kib_is_too_large_and_still_counts_as_present() {
    let large = format!("UID:1\r\nDTSTART:20261124\r\nDESCRIPTION:{}\r\n", "a".repeat(MAX_EVENT));
    let page = parse(calendar(&(event(&large) + GOOD)).as_bytes()).unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.rejections[0].reason, RejectionReason::TooLarge);
    assert_eq!(page.rejections[0].id.as_ref().unwrap().as_str(), "1");
}

#[test]
fn hostile_files_cost_neither_stack_nor_time() {
    let nested = "BEGIN:VEVENT\r\n".to_owned() + &"BEGIN:X\r\n".repeat(100_000);
    let many = GOOD.repeat(MAX_EVENTS);
    for (file, items) in [
        (calendar(&nested), Some(0)),
        (calendar(&(nested.clone() + "END:VEVENT\r\n" + GOOD)), Some(1)),
        (calendar(&many), Some(1)),
        (calendar(&(many.clone() + GOOD)), None),
        (
            calendar(&event(&format!("UID:1{}:x\r\nDTSTART:20261124\r\n", ";A=B".repeat(50_000)))),
            Some(0),
        ),
        (
            calendar(&event(&format!("UID:1\r\nDTSTART;{}:20261124\r\n", "A=B;".repeat(50_000)))),
            Some(1),
        ),
        (
            calendar(&event(&format!(
                "UID:1\r\nDTSTART:20261124\r\nSUMMARY{}\r\n",
                "\"".repeat(200_000)
            ))),
            Some(1),
        ),
        (
            calendar(&event(&format!(
                "UID:1\r\nDTSTART:20261124\r\nCATEGORIES:{}\r\n",
                "a,".repeat(100_000)
            ))),
            Some(1),
        ),
        ("BEGIN:VCALENDAR\n".repeat(100_000), None),
        (calendar(&"\r\n ".repeat(200_000)), Some(0)),
    ] {
        let begun = Instant::now();
        let page = parse(file.as_bytes()).ok();
        assert_eq!(page.map(|page| page.items.len()), items, "{}", &file[..60]);
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "{:?}: {}",
            begun.elapsed(),
            &file[..60]
        );
    }
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "(UID|SUMMARY|DTSTART|DTEND|RRULE|RECURRENCE-ID|LOCATION|STATUS|GEO|ORGANIZER|CATEGORIES)(;[A-Z]{1,5}=[a-z\":;]{0,5}){0,2}:[0-9TZa-z,;: ]{0,20}",
        "(BEGIN|END):(VEVENT|VALARM|VCALENDAR|VTIMEZONE)",
        "\\PC{0,20}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body);
    }

    #[test]
    fn any_lines_are_read_or_refused(lines in proptest::collection::vec(line(), 0..30)) {
        let _refused_or_not = parse(lines.join("\r\n").as_bytes());
        let _refused_or_not = parse(calendar(&event(&(lines.join("\r\n") + "\r\n"))).as_bytes());
    }

    /// A broken event is inside its own frame; one that opens frames of its own could swallow others.
    #[test]
    fn a_broken_event_costs_only_itself(lines in proptest::collection::vec("[^\r\n\u{feff}\0]{0,30}", 0..10)) {
        let is_frame = |line: &String| {
            let line = line.trim().to_ascii_uppercase();
            line.starts_with("BEGIN") || line.starts_with("END") || line.starts_with("UID")
        };
        // A blank would make the first line part of the one before it.
        let folded = lines.first().is_some_and(|line| line.starts_with([' ', '\t']));
        prop_assume!(!folded && !lines.iter().any(is_frame));
        let broken = event(&(lines.join("\r\n") + "\r\n"));
        let page = parse(calendar(&format!("{GOOD}{broken}{}", GOOD.replace("good", "too"))).as_bytes()).unwrap();
        let ids: Vec<_> = page.items.iter().map(|item| item.id.as_str()).collect();
        prop_assert_eq!(ids, ["good", "too"]);
        prop_assert_eq!(page.received, 3);
    }

    #[test]
    fn the_order_of_lines_does_not_matter(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle()) {
        let lines = ["UID:1", "SUMMARY:Kerho", "DTSTART;TZID=Europe/Helsinki:20261124T180000", "DTEND;TZID=Europe/Helsinki:20261124T200000",
            "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Helsinki:20261201T180000", "LOCATION:Kylätalo", "GEO:65.0;25.5",
            "STATUS:CONFIRMED", "CATEGORIES:Kulttuuri", "URL:https://kylatalo.example/", "ORGANIZER;CN=Seura:mailto:a@seura.example"];
        let read = |order: &[usize]| {
            let lines: String = order.iter().map(|at| format!("{}\r\n", lines[*at])).collect();
            let mut page = parse(calendar(&event(&lines)).as_bytes()).unwrap();
            page.items.iter_mut().for_each(|item| item.hash = RawHash::of(b""));
            page
        };
        prop_assert_eq!(read(&order), read(&(0..12).collect::<Vec<_>>()));
    }
}
