mod engine;
mod hostile;

use chrono::Datelike;

use super::*;
use crate::source::{EndDay, RawSpan};
use crate::when::occurrences::{Span, Window, occurrences};

/// One evening a week from Tuesday 24.11.2026 on, 18–20 in Helsinki; `RULE` and the like as RFC 5545
/// has them, one a line. The dates on the right were worked out by hand from a calendar.
fn series(lines: &[&str]) -> RawRecurrence {
    let mut raw = RawRecurrence {
        first: RawSpan {
            start: "20261124T180000".to_owned(),
            end: Some("20261124T200000".to_owned()),
            end_day: EndDay::Excluded,
            zone: Some("Europe/Helsinki".to_owned()),
        },
        ..RawRecurrence::default()
    };
    for line in lines {
        let (name, value) = line.split_once(' ').unwrap();
        let value = value.to_owned();
        match name {
            "start" => raw.first.start = value,
            "end" => raw.first.end = Some(value).filter(|end| end != "-"),
            "zone" => raw.first.zone = Some(value),
            "rule" => raw.rule = Some(value),
            "exdate" => raw.exdates.push(value),
            "rdate" => raw.rdates.push(value),
            "cancel" => raw.overrides.push((value, None)),
            "move" => {
                let (original, to) = value.split_once(" to ").unwrap();
                let (start, end) = to.split_once(' ').map_or((to, None), |(s, e)| (s, Some(e)));
                let end = end.map(str::to_owned);
                let zone = Some("Europe/Helsinki".to_owned());
                let to = RawSpan { start: start.to_owned(), end, end_day: EndDay::Excluded, zone };
                raw.overrides.push((original.to_owned(), Some(to)));
            }
            other => panic!("{other}"),
        }
    }
    raw
}

/// What falls into a window, and the notes.
fn check(lines: &[&str], window: &str, dates: &[&str], noted: &[&str]) {
    let (from, to) = window.split_once(' ').unwrap();
    let window = Window { from: from.parse().unwrap(), to: to.parse().unwrap() };
    let mut notes = BTreeSet::new();
    let whens =
        read(&series(lines), &mut notes).unwrap_or_else(|error| panic!("{lines:?}: {error}"));
    let mut all: Vec<_> = whens.iter().flat_map(|when| occurrences(when, window)).collect();
    all.sort_by_key(|occurrence| match &occurrence.span {
        Span::Timed { start, .. } => start.naive_local(),
        Span::AllDay { first, .. } => first.and_time(NaiveTime::MIN),
    });
    let found: Vec<String> = all.iter().map(written).collect();
    assert_eq!(found, dates, "{lines:?}");
    let notes: Vec<String> =
        notes.iter().map(|note| serde_json::to_string(note).unwrap()).collect();
    assert_eq!(notes, noted, "{lines:?}");
}

fn written(occurrence: &crate::when::occurrences::Occurrence) -> String {
    let cancelled = if occurrence.cancelled { " cancelled" } else { "" };
    let span = match &occurrence.span {
        Span::AllDay { first, last } if first == last => first.format("%-d.%-m.").to_string(),
        Span::AllDay { first, last } => {
            format!("{}–{}", first.format("%-d.%-m."), last.format("%-d.%-m."))
        }
        Span::Timed { start, end } => {
            let end = end.as_ref().map(|end| end.format("–%H:%M").to_string());
            format!("{}{}", start.format("%-d.%-m. %H:%M"), end.unwrap_or_default())
        }
    };
    format!("{span}{cancelled}")
}

const COUNTED_OUT: &str = r#"{"decided":"rule_counted_out"}"#;
const WALL_CLOCK: &str = r#"{"decided":"instants_as_wall_clock"}"#;

#[test]
fn rules_that_are_grids_of_ours_have_no_end_where_none_is_told() {
    for (rule, window, dates) in [
        ("FREQ=WEEKLY", "2031-11-20 2031-12-03", ["25.11. 18:00–20:00", "2.12. 18:00–20:00"]),
        (
            "RRULE:freq=weekly;byday=tu;",
            "2026-12-08 2026-12-15",
            ["8.12. 18:00–20:00", "15.12. 18:00–20:00"],
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU,TH",
            "2026-11-20 2026-11-26",
            ["24.11. 18:00–20:00", "26.11. 18:00–20:00"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
            "2026-11-25 2026-12-25",
            ["8.12. 18:00–20:00", "22.12. 18:00–20:00"],
        ),
        (
            "FREQ=DAILY;INTERVAL=3",
            "2026-11-25 2026-12-02",
            ["27.11. 18:00–20:00", "30.11. 18:00–20:00"],
        ),
        (
            "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
            "2026-11-27 2026-11-30",
            ["27.11. 18:00–20:00", "30.11. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=4TU",
            "2027-01-01 2027-02-28",
            ["26.1. 18:00–20:00", "23.2. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=4",
            "2027-01-01 2027-02-28",
            ["26.1. 18:00–20:00", "23.2. 18:00–20:00"],
        ),
        ("FREQ=MONTHLY", "2026-12-01 2027-01-31", ["24.12. 18:00–20:00", "24.1. 18:00–20:00"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "2026-12-01 2027-03-01",
            ["31.12. 18:00–20:00", "31.1. 18:00–20:00"],
        ),
        ("FREQ=YEARLY", "2027-01-01 2028-12-31", ["24.11. 18:00–20:00", "24.11. 18:00–20:00"]),
        (
            "FREQ=YEARLY;BYMONTH=11;BYDAY=4TU",
            "2027-01-01 2028-12-31",
            ["23.11. 18:00–20:00", "28.11. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1TU",
            "2026-12-01 2027-01-31",
            ["29.12. 18:00–20:00", "26.1. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1",
            "2026-12-01 2027-01-31",
            ["29.12. 18:00–20:00", "26.1. 18:00–20:00"],
        ),
        (
            "FREQ=WEEKLY;X-NOTE=1;RSCALE=GREGORIAN;SKIP=OMIT",
            "2026-12-01 2026-12-08",
            ["1.12. 18:00–20:00", "8.12. 18:00–20:00"],
        ),
    ] {
        check(&[&format!("rule {rule}")], window, &dates, &[]);
        let raw = series(&[&format!("rule {rule}")]);
        let whens = read(&raw, &mut BTreeSet::new()).unwrap();
        assert!(matches!(whens.as_slice(), [When::Series(one)] if one.until.is_none()), "{rule}");
    }
}

#[test]
fn other_rules_are_counted_out_on_the_wall_clock() {
    for (rule, window, dates) in [
        (
            "FREQ=MONTHLY;BYDAY=-2FR",
            "2026-12-01 2027-01-31",
            ["18.12. 18:00–20:00", "22.1. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "2026-12-01 2026-12-31",
            ["7.12. 18:00–20:00", "21.12. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "2026-11-01 2026-12-31",
            ["30.11. 18:00–20:00", "31.12. 18:00–20:00"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "2026-12-01 2027-01-31",
            ["1.12. 18:00–20:00", "1.1. 18:00–20:00"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=6",
            "2027-01-01 2027-12-31",
            ["6.1. 18:00–20:00", "6.2. 18:00–20:00"],
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU;BYHOUR=10,18",
            "2026-12-01 2026-12-01",
            ["1.12. 10:00–12:00", "1.12. 18:00–20:00"],
        ),
        // Weeks from Sunday on: Tuesday 24.11. and Sunday 6.12. are in counted ones, Sunday 29.11. is not.
        (
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU",
            "2026-11-24 2026-12-06",
            ["24.11. 18:00–20:00", "6.12. 18:00–20:00"],
        ),
        // Weeks from Wednesday on: the one of 27.12.2034 has five days in 2034, of which it is the 52nd.
        (
            "FREQ=YEARLY;WKST=WE;BYWEEKNO=52",
            "2035-01-01 2035-01-03",
            ["1.1. 18:00–20:00", "2.1. 18:00–20:00"],
        ),
        // Begun long ago and not ended.
        (
            "FREQ=MONTHLY;BYDAY=-2SU;COUNT=300",
            "2039-01-01 2039-02-28",
            ["23.1. 18:00–20:00", "20.2. 18:00–20:00"],
        ),
    ] {
        check(&[&format!("rule {rule}")], window, &dates, &[COUNTED_OUT]);
    }
}

#[test]
fn an_end_is_counted_or_told_in_any_of_three_forms() {
    for (rule, dates) in [
        ("FREQ=WEEKLY;COUNT=2", vec!["24.11. 18:00–20:00", "1.12. 18:00–20:00"]),
        ("FREQ=WEEKLY;COUNT=1", vec!["24.11. 18:00–20:00"]),
        ("FREQ=WEEKLY;UNTIL=20261201", vec!["24.11. 18:00–20:00", "1.12. 18:00–20:00"]),
        ("FREQ=WEEKLY;UNTIL=20261201T180000", vec!["24.11. 18:00–20:00", "1.12. 18:00–20:00"]),
        ("FREQ=WEEKLY;UNTIL=20261201T160000Z", vec!["24.11. 18:00–20:00", "1.12. 18:00–20:00"]),
        ("FREQ=WEEKLY;UNTIL=20261201T155959Z", vec!["24.11. 18:00–20:00"]),
        // 23.30 UTC is past midnight in Helsinki.
        ("FREQ=WEEKLY;UNTIL=20261130T233000Z", vec!["24.11. 18:00–20:00"]),
        ("FREQ=WEEKLY;UNTIL=20261201;COUNT=9", vec!["24.11. 18:00–20:00", "1.12. 18:00–20:00"]),
    ] {
        check(&[&format!("rule {rule}")], "2026-11-01 2027-11-01", &dates, &[]);
    }
    check(
        &["rule FREQ=MONTHLY;BYDAY=-1TU;COUNT=2"],
        "2026-11-01 2030-11-01",
        &["24.11. 18:00–20:00", "29.12. 18:00–20:00"],
        &[],
    );
}

#[test]
fn a_start_beside_the_rule_counts_only_where_it_is_told_to_be_an_instance() {
    let rule = "rule FREQ=WEEKLY;BYDAY=TH;COUNT=2";
    let window = "2026-11-01 2027-11-01";
    check(&[rule], window, &["26.11. 18:00–20:00", "3.12. 18:00–20:00"], &[]);
    check(
        &[rule, "rdate 20261124T180000"],
        window,
        &["24.11. 18:00–20:00", "26.11. 18:00–20:00"],
        &[],
    );
    check(
        &["rule FREQ=WEEKLY;UNTIL=20200101", "rdate 20261124T180000"],
        window,
        &["24.11. 18:00–20:00"],
        &[],
    );
}

#[test]
fn dates_are_left_out_added_moved_and_cancelled() {
    let rule = "rule FREQ=WEEKLY;COUNT=3";
    let window = "2026-11-01 2027-11-01";
    let (one, two, three) = ("24.11. 18:00–20:00", "1.12. 18:00–20:00", "8.12. 18:00–20:00");
    for (line, dates, notes) in [
        ("exdate 20261201T180000", vec![one, three], vec![]),
        ("exdate 20261201T160000Z", vec![one, three], vec![]),
        ("exdate 20261201", vec![one, three], vec![]),
        ("exdate 20261201T000000", vec![one, three], vec![]),
        ("exdate 20261124T180000", vec![two, three], vec![]),
        (
            "exdate 20261201T190000",
            vec![one, two, three],
            vec![r#"{"exclusion_without_instance":"2026-12-01"}"#],
        ),
        (
            "exdate 20261202",
            vec![one, two, three],
            vec![r#"{"exclusion_without_instance":"2026-12-02"}"#],
        ),
        ("exdate soon", vec![one, two, three], vec![r#"{"unreadable_time":"excluded \"soon\""}"#]),
        ("rdate 20261203T180000", vec![one, two, "3.12. 18:00–20:00", three], vec![]),
        ("rdate 20261203", vec![one, two, "3.12. 18:00–20:00", three], vec![]),
        ("rdate 20261203T100000", vec![one, two, "3.12. 10:00–12:00", three], vec![]),
        ("rdate 20261203T080000Z/PT1H30M", vec![one, two, "3.12. 10:00–11:30", three], vec![]),
        (
            "rdate 20261203T100000/20261203T110000",
            vec![one, two, "3.12. 10:00–11:00", three],
            vec![],
        ),
        ("cancel 20261201T180000", vec![one, "1.12. 18:00–20:00 cancelled", three], vec![]),
        (
            "cancel 20261202T180000",
            vec![one, two, three],
            vec![r#"{"exclusion_without_instance":"2026-12-02"}"#],
        ),
        (
            "move 20261201T180000 to 20261202T170000 20261202T190000",
            vec![one, "2.12. 17:00–19:00", three],
            vec![],
        ),
        ("move 20261201T160000Z to 20261202T170000", vec![one, "2.12. 17:00", three], vec![]),
        ("move 20261201T180000 to 20261201T180000 20261201T200000", vec![one, two, three], vec![]),
        ("move 20261201T180000 to 20261205", vec![one, "5.12.", three], vec![]),
        ("move 20261230T180000 to 20261231T180000", vec![one, two, three, "31.12. 18:00"], vec![]),
        (
            "move 20261201T180000 to soon",
            vec![one, two, three],
            vec![r#"{"unreadable_time":"changed \"20261201T180000\""}"#],
        ),
    ] {
        check(&[rule, line], window, &dates, &notes);
    }
}

#[test]
fn dates_alone_need_no_rule() {
    check(
        &["rdate 20261124T180000", "rdate 20261127T180000", "rdate 20261127T200000"],
        "2026-11-01 2026-12-31",
        &["24.11. 18:00–20:00", "27.11. 18:00–20:00", "27.11. 20:00–22:00"],
        &[],
    );
    check(&[], "2026-11-01 2026-12-31", &["24.11. 18:00–20:00"], &[]);
}

#[test]
fn whole_days_come_again_too() {
    let days = ["start 20261124", "end 20261125", "rule FREQ=WEEKLY;COUNT=2"];
    check(&days, "2026-11-01 2026-12-31", &["24.11.", "1.12."], &[]);
    let moved = [&days[..], &["move 20261201 to 20261203 20261205"]].concat();
    check(&moved, "2026-11-01 2026-12-31", &["24.11.", "3.12.–4.12."], &[]);
    let camp = ["start 20261127", "end 20261130", "rule FREQ=WEEKLY;COUNT=3", "exdate 20261204"];
    check(&camp, "2026-11-01 2026-12-31", &["27.11.–29.11.", "11.12.–13.12."], &[COUNTED_OUT]);
    let long = ["end 20261126T120000", "rule FREQ=MONTHLY;COUNT=2"];
    check(&long, "2026-12-01 2026-12-31", &["24.12. 18:00–12:00"], &[COUNTED_OUT]);
}

/// The clocks go forward on 28.3.2027 at 3 and back on 31.10.2027 at 4.
#[test]
fn the_wall_clock_holds_through_both_clock_changes() {
    let weekly = ["start 20261129T180000", "end 20261129T200000", "rule FREQ=WEEKLY;BYDAY=SU"];
    for window in ["2027-03-21 2027-04-04", "2027-10-24 2027-11-07"] {
        let raw = series(&weekly);
        let (from, to) = window.split_once(' ').unwrap();
        let window = Window { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let whens = read(&raw, &mut BTreeSet::new()).unwrap();
        let found: Vec<_> = whens.iter().flat_map(|when| occurrences(when, window)).collect();
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|one| written(one).ends_with("18:00–20:00")));
    }
    // In the hour that is missing, and in the one that comes twice.
    let small = |rule| ["start 20270321T033000", "end 20270321T040000", rule];
    check(
        &small("rule FREQ=MONTHLY;BYDAY=-1SU"),
        "2027-03-22 2027-04-30",
        &["28.3. 04:30–05:00", "25.4. 03:30–04:00"],
        &[],
    );
    check(
        &small("rule FREQ=WEEKLY"),
        "2027-10-31 2027-11-07",
        &["31.10. 03:30–04:00", "7.11. 03:30–04:00"],
        &[],
    );
}

#[test]
fn instants_come_again_at_the_hours_of_the_wall_clock() {
    let utc = [
        "start 20261124T160000Z",
        "end 20261124T180000Z",
        "rule FREQ=WEEKLY;UNTIL=20270701T000000Z",
    ];
    check(&utc, "2027-06-23 2027-06-30", &["29.6. 18:00–20:00"], &[WALL_CLOCK]);
    // Monday 23.00 UTC is Tuesday 1.00 in Helsinki, and 2.00 in summer.
    let night = ["start 20261123T230000Z", "end -", "rule FREQ=WEEKLY;BYDAY=MO"];
    check(
        &night,
        "2026-11-24 2026-12-01",
        &["24.11. 01:00", "1.12. 01:00"],
        &[WALL_CLOCK, COUNTED_OUT],
    );
    check(&night, "2027-06-28 2027-07-05", &["29.6. 02:00"], &[WALL_CLOCK, COUNTED_OUT]);
}

#[test]
fn what_is_no_rule_is_refused_and_never_guessed() {
    for rule in [
        "FREQ=FORTNIGHTLY",
        "WEEKLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=-3",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;BYDAY=€",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;FOO=1",
        "FREQ=MONTHLY;RSCALE=HEBREW",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;COUNT=10",
        "FREQ=HOURLY;INTERVAL=2;COUNT=3",
        "FREQ=DAILY;BYHOUR=10,11,12;BYMINUTE=0,5,10,15,20,25,30,35,40,45",
        "FREQ=MONTHLY;BYMONTHDAY=99",
    ] {
        let refused = read(&series(&[&format!("rule {rule}")]), &mut BTreeSet::new());
        assert!(matches!(refused, Err(TimeError::Rule(_))), "{rule}: {refused:?}");
    }
}

/// From the bytes of a calendar to what is believed.
#[test]
fn a_calendars_series_is_one_session_and_what_is_elsewhere_another() {
    let body = include_bytes!("../../../../fixtures/ical/pages/series.ics");
    let page = crate::source::ical::parse(body).unwrap();
    let rules = crate::normalise::Rules {
        source: crate::id::SourceId::parse("seura").unwrap(),
        link: None,
        image: None,
        attribution: "Seura".to_owned(),
        licence: None,
        redact: crate::normalise::Redact::default(),
    };
    let organisers = crate::normalise::Organisers::new();
    let listing = crate::normalise::listing(&page.items[0], &rules, &organisers).unwrap();
    let window = Window { from: "2026-11-01".parse().unwrap(), to: "2027-01-12".parse().unwrap() };
    let sessions: Vec<Vec<String>> = listing
        .sessions
        .iter()
        .map(|session| occurrences(&session.when, window).iter().map(written).collect())
        .collect();
    let choir = [
        "24.11. 18:00–20:00",
        "26.11. 18:00–20:00",
        "2.12. 17:00–19:00",
        "8.12. 18:00–20:00 cancelled",
        "12.1. 18:00–20:00",
    ];
    assert_eq!(sessions, [choir.to_vec(), vec!["15.12. 19:00"]]);
    assert_eq!(
        crate::when::occurrences::last_day(&listing.sessions[0].when),
        "2027-05-25".parse().ok()
    );
}
