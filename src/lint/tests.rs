//! The fixtures are described in `fixtures/lint/README.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lint")
}

/// The name of each calendar and its octets.
fn calendars() -> Vec<(String, Vec<u8>)> {
    let paths = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let calendars = paths.filter(|path| path.extension().is_some_and(|kind| kind == "ics"));
    let mut read: Vec<_> = calendars
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
        })
        .collect();
    read.sort();
    read
}

/// "12 error no-vtimezone".
fn told(bytes: &[u8]) -> Vec<String> {
    let told =
        |one: &Finding| format!("{} {} {}", one.line, one.rule.severity.name(), one.rule.name);
    lint(bytes).findings.iter().map(told).collect()
}

fn wanted(name: &str) -> Vec<String> {
    let path = folder().join(format!("{name}.expected"));
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_calendar_of_the_fixtures_trips_the_rules_beside_it_and_no_other() {
    let wrong: Vec<_> = calendars()
        .iter()
        .filter(|(name, bytes)| told(bytes) != wanted(name))
        .map(|(name, bytes)| format!("{name}: {:?}, not {:?}", told(bytes), wanted(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_calendar_with_that_fault_alone() {
    let alone = |name: &String| match wanted(name).as_slice() {
        [only] => only.split(' ').nth(2).map(str::to_owned),
        _ => None,
    };
    let tripped: BTreeSet<_> = calendars().iter().filter_map(|(name, _)| alone(name)).collect();
    // Limits: their calendars are made below.
    let limits = ["too-large", "not-counted"].map(str::to_owned);
    let shown: BTreeSet<_> = tripped.into_iter().chain(limits).collect();
    let all: BTreeSet<_> = rules().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(shown, all);
    assert_eq!(all.len(), rules().count(), "two rules share a name");
}

#[test]
fn what_is_too_large_is_not_looked_at() {
    assert_eq!(told(&vec![b'x'; MAX_BYTES + 1]), ["1 error too-large"]);
    assert_eq!(told(&b"\n".repeat(7_000_000)), ["1 error too-large"]);
}

fn calendar(inner: &str) -> Vec<u8> {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{inner}END:VCALENDAR\n");
    text.replace('\n', "\r\n").into_bytes()
}

fn series(uid: usize, rest: &str) -> String {
    format!("BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{rest}END:VEVENT\n")
}

#[test]
fn more_series_than_can_be_counted_are_told_once() {
    let long = "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY\nEXDATE:20401231T000000Z\n";
    let hostile: String = (0..500).map(|uid| series(uid, long)).collect();
    let started = Instant::now();
    let report = lint(&calendar(&hostile));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let names: Vec<_> = report.findings.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(names, ["not-counted"]);
}

#[test]
fn a_rule_that_every_line_breaks_is_listed_a_hundred_times_and_counted_whole() {
    let report = lint(&b"X-A:1\n".repeat(1_000));
    assert_eq!(report.findings.len(), 200);
    assert_eq!((report.errors, report.warnings), (2_001, 0));
}

#[test]
fn depth_and_length_cost_linear_time() {
    let nested = "BEGIN:X-A\n".repeat(200_000);
    let unended = "BEGIN:X-A\nEND:X-B\n".repeat(100_000);
    let parameters = format!("X-A{}:1\n\n", ";X=1".repeat(200_000));
    let folded = format!("X-A:{}\n\n", "a\n ".repeat(200_000));
    let dates = format!(
        "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:{}20250102\n",
        "20260102,".repeat(100_000)
    );
    let started = Instant::now();
    for hostile in [nested, unended, parameters, folded, series(1, &dates)] {
        assert!(lint(&calendar(&hostile)).errors > 0, "{}", &hostile[..40]);
    }
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn anything_is_linted(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let report = lint(&bytes);
        prop_assert!(report.errors > 0);
    }

    #[test]
    fn a_calendar_with_any_pieces_in_other_places_is_linted(
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        let mut bytes = fs::read(folder().join("good.ics")).unwrap();
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.rotate_left(usize::from(byte) % 3);
        }
        let report = lint(&bytes);
        prop_assert!(report.findings.len() <= report.errors + report.warnings);
    }
}
