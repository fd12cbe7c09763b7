use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::source::fixtures;

/// The first instance, its end, the rule and the exclusions.
fn check(schedule: &Value, first: &str, rule: &str, exdates: &[&str]) {
    let found = read(&Field::root(schedule)).map_err(|wrong| wrong.to_string()).unwrap();
    let end = found.first.end.iter().map(|end| format!("/{end}")).collect::<String>();
    assert_eq!(format!("{}{end}", found.first.start), first, "{schedule}");
    assert_eq!(found.rule.as_deref(), Some(rule), "{schedule}");
    assert_eq!(found.exdates, exdates, "{schedule}");
}

fn refused(schedule: &Value, says: &str) {
    assert_eq!(read(&Field::root(schedule)).unwrap_err().to_string(), says, "{schedule}");
}

/// 1.12.2026 is a Tuesday.
#[test]
fn a_schedule_becomes_a_rule() {
    check(
        &json!({"repeatFrequency": "P1W", "byDay": ["https://schema.org/Monday", "Thursday"],
            "startDate": "2026-12-01", "endDate": "2027-05-31", "startTime": "18:00", "endTime": "19:30:00",
            "exceptDate": ["2026-12-24", "2027-01-07T18:00:00"], "scheduleTimezone": "Europe/Helsinki"}),
        "2026-12-03T18:00:00/2026-12-03T19:30:00",
        "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270531T235959",
        &["2026-12-24T18:00:00", "2027-01-07T18:00:00"],
    );
    check(
        &json!({"repeatFrequency": "P1D", "startDate": "2026-12-01", "repeatCount": 5}),
        "2026-12-01",
        "FREQ=DAILY;COUNT=5",
        &[],
    );
    check(
        &json!({"repeatFrequency": "P1M", "byDay": "2TU", "startDate": "2026-12-01", "startTime": "22:00", "endTime": "01:00"}),
        "2026-12-08T22:00:00/2026-12-09T01:00:00",
        "FREQ=MONTHLY;BYDAY=2TU",
        &[],
    );
    check(
        &json!({"repeatFrequency": "P1M", "byDay": "Wednesday", "byMonthWeek": 1, "startDate": "2026-12-03T00:00:00",
            "startTime": "10:00:00+02:00", "duration": "PT1H30M"}),
        "2027-01-06T10:00:00/2027-01-06T11:30:00",
        "FREQ=MONTHLY;BYDAY=1WE",
        &[],
    );
    check(
        &json!({"repeatFrequency": "P1M", "byMonthDay": 15, "startDate": "2026-12-15", "endDate": "2027-03-15"}),
        "2026-12-15",
        "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270315",
        &[],
    );
}

/// November has no 31st, and December is out of step; so is Friday the 4th.
#[test]
fn the_first_day_is_one_that_the_rule_names() {
    for (schedule, first, rule) in [
        (
            json!({"repeatFrequency": "P2M", "byMonthDay": 31, "startDate": "2026-11-05"}),
            "2027-01-31",
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
        ),
        (
            json!({"repeatFrequency": "P1M", "byMonthDay": [-1], "startDate": "2027-02-03"}),
            "2027-02-28",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
        ),
        (
            json!({"repeatFrequency": "P1Y", "byMonth": 6, "byMonthDay": 6, "startDate": "2026-12-01"}),
            "2027-06-06",
            "FREQ=YEARLY;BYMONTHDAY=6;BYMONTH=6",
        ),
        (
            json!({"repeatFrequency": "P2D", "byDay": "FR", "startDate": "2026-12-01"}),
            "2026-12-11",
            "FREQ=DAILY;INTERVAL=2;BYDAY=FR",
        ),
        (
            json!({"repeatFrequency": "P1M", "byDay": "-1FR", "startDate": "2026-12-01"}),
            "2026-12-25",
            "FREQ=MONTHLY;BYDAY=-1FR",
        ),
    ] {
        check(&schedule, first, rule, &[]);
    }
}

/// The week of 1.12. is the first one, and its Monday is past: the next one counts after two weeks.
#[test]
fn every_other_week_is_counted_from_the_week_of_the_start() {
    for frequency in ["P2W", "P14D", "biweekly"] {
        check(
            &json!({"repeatFrequency": frequency, "byDay": "MO", "startDate": "2026-12-01", "startTime": "12:00"}),
            "2026-12-14T12:00:00",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            &[],
        );
    }
}

#[test]
fn half_of_a_rule_is_no_rule() {
    refused(&json!("weekly"), ": is text, not an object");
    refused(
        &json!({"startDate": "2026-12-01"}),
        "repeatFrequency: is missing, not a period that repeats",
    );
    refused(
        &json!({"repeatFrequency": "P0D", "startDate": "2026-12-01"}),
        "repeatFrequency: is text, not a period that repeats",
    );
    refused(&json!({"repeatFrequency": "P1W"}), "startDate: is missing, not a date");
    refused(
        &json!({"repeatFrequency": "P1W", "startDate": "2026-12-01", "byDay": ["Monday", "Noday"]}),
        "byDay[1]: is text, not a weekday",
    );
    refused(
        &json!({"repeatFrequency": "P1M", "startDate": "2026-12-01", "byDay": "Monday"}),
        "byDay: is text, not a weekday of a certain week",
    );
    refused(
        &json!({"repeatFrequency": "P1M", "startDate": "2026-12-01", "byMonth": 2, "byMonthDay": 30}),
        "startDate: is text, not before a day that the rule names",
    );
    refused(
        &json!({"repeatFrequency": "P1W", "startDate": "1.12.2026"}),
        "startDate: is text, not a date",
    );
    refused(
        &json!({"repeatFrequency": "P1W", "startDate": "2026-12-01", "startTime": "klo 18"}),
        "startTime: is text, not a time of day",
    );
}

proptest! {
    #[test]
    fn any_schedule_is_read_or_refused(schedule in fixtures::any_entry(&["repeatFrequency", "byDay", "byMonthWeek",
        "startDate", "endDate", "startTime", "duration", "exceptDate", "repeatCount"])) {
        let _refused_or_not = read(&Field::root(&schedule));
    }

    #[test]
    fn any_words_are_read_or_refused(period in "P-?[0-9]{0,20}[DWMYH]?", day in "-?[0-9]{0,20}(MO|sunday|x)",
        clock in r"[0-9:T+Z-]{0,10}", lasts in "PT[0-9HM]{0,12}") {
        let schedule = json!({"repeatFrequency": period, "byDay": day, "startDate": "2026-12-01",
            "startTime": clock, "duration": lasts});
        let _refused_or_not = read(&Field::root(&schedule));
    }
}
