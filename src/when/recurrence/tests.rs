use std::collections::BTreeMap;

use chrono_tz::America::New_York;

use super::{Series, SeriesParts, rrule};
use crate::when::WhenError;
use crate::when::grid::Grid;
use crate::when::samples::{daily, dates, day, month_day, moved, nth, parts, weekly};
use crate::when::{Override, Rule};

fn settled(parts: SeriesParts) -> SeriesParts {
    Series::try_from(parts).unwrap().into()
}

fn check_first(rule: Rule, given: &str, excluded: &[&str], next: &[&str]) {
    let given_parts = SeriesParts { exdates: dates(excluded), ..parts(rule.clone(), given) };
    let series = settled(given_parts);
    assert_eq!(series.first, day(next[0]), "{rule:?} from {given}");
    let days: Vec<_> = Grid::of(&series).all().take(next.len()).collect();
    assert_eq!(
        days,
        next.iter().map(|text| day(text)).collect::<Vec<_>>(),
        "{rule:?} from {given}"
    );
}

#[test]
fn the_first_day_moves_on_to_the_first_date_of_the_rule() {
    // 2026-01-07 is a Wednesday.
    check_first(daily(3), "2026-01-07", &[], &["2026-01-07", "2026-01-10"]);
    check_first(weekly(1, &[1]), "2026-01-07", &[], &["2026-01-12", "2026-01-19"]);
    check_first(weekly(1, &[3]), "2026-01-07", &[], &["2026-01-07", "2026-01-14"]);
    check_first(nth(1, 2, 2), "2026-01-14", &[], &["2026-02-10", "2026-03-10"]);
    check_first(nth(1, 5, 5), "2026-02-01", &[], &["2026-05-29", "2026-07-31"]);
    check_first(nth(1, -1, 5), "2026-04-25", &[], &["2026-05-29", "2026-06-26"]);
    check_first(month_day(1, 31), "2026-02-01", &[], &["2026-03-31", "2026-05-31"]);
}

#[test]
fn skipped_weeks_and_months_count_from_the_given_start() {
    check_first(weekly(2, &[1]), "2026-01-07", &[], &["2026-01-19", "2026-02-02"]);
    check_first(weekly(2, &[1, 4]), "2026-01-07", &[], &["2026-01-08", "2026-01-19", "2026-01-22"]);
    check_first(weekly(3, &[7]), "2026-01-11", &[], &["2026-01-11", "2026-02-01"]);
    check_first(nth(2, 1, 1), "2026-01-20", &[], &["2026-03-02", "2026-05-04"]);
    check_first(month_day(2, 5), "2026-01-20", &[], &["2026-03-05", "2026-05-05"]);
    check_first(month_day(3, 31), "2026-02-01", &[], &["2026-05-31", "2026-08-31", "2027-05-31"]);
    check_first(month_day(12, 29), "2025-02-01", &[], &["2028-02-29", "2032-02-29"]);
}

#[test]
fn an_excluded_first_date_does_not_move_the_grid() {
    check_first(daily(3), "2026-01-07", &["2026-01-07"], &["2026-01-10", "2026-01-13"]);
    let (monday, thursday) = ("2026-01-05", "2026-01-08");
    check_first(weekly(2, &[1, 4]), monday, &[monday], &[thursday, "2026-01-19", "2026-01-22"]);
    check_first(weekly(2, &[1, 4]), monday, &[monday, thursday], &["2026-01-19", "2026-01-22"]);
    check_first(nth(2, 1, 1), "2026-01-01", &["2026-01-05"], &["2026-03-02", "2026-05-04"]);
    check_first(month_day(5, 15), "2026-01-15", &["2026-01-15"], &["2026-06-15", "2026-11-15"]);
}

#[test]
fn a_cancelled_first_instance_stays_the_first() {
    let overrides = BTreeMap::from([(day("2026-01-07"), Override::Cancelled)]);
    let series = settled(SeriesParts { overrides, ..parts(weekly(1, &[3]), "2026-01-07") });
    assert_eq!(series.first, day("2026-01-07"));
    assert_eq!(series.overrides.len(), 1);
}

#[test]
fn only_what_names_an_instance_is_kept() {
    let series = settled(SeriesParts {
        until: Some(day("2026-02-18")),
        // Before the first, the first, a Thursday, a real one, an extra date, after the end.
        exdates: dates(&[
            "2025-12-31",
            "2026-01-07",
            "2026-01-15",
            "2026-01-21",
            "2026-01-24",
            "2026-02-25",
        ]),
        // Before the first, of the rule, excluded, a real one, after the end.
        rdates: dates(&["2026-01-03", "2026-01-14", "2026-01-24", "2026-01-31", "2026-03-01"]),
        overrides: BTreeMap::from(
            ["2026-01-14", "2026-01-15", "2026-01-21", "2026-01-24", "2026-01-31", "2026-02-25"]
                .map(|date| (day(date), Override::Cancelled)),
        ),
        ..parts(weekly(1, &[3]), "2026-01-07")
    });
    assert_eq!(series.first, day("2026-01-14"));
    assert_eq!(series.exdates, dates(&["2026-01-21"]));
    assert_eq!(series.rdates, dates(&["2026-01-03", "2026-01-31", "2026-03-01"]));
    assert_eq!(
        series.overrides.into_keys().collect::<Vec<_>>(),
        [day("2026-01-14"), day("2026-01-31")]
    );
}

#[test]
fn extra_dates_stand_alone_where_the_rule_gives_none() {
    let series = settled(SeriesParts {
        until: Some(day("2026-01-13")),
        exdates: dates(&["2026-01-07", "2026-01-20"]),
        rdates: dates(&["2026-01-20", "2026-01-24", "2026-01-31"]),
        ..parts(weekly(1, &[3]), "2026-01-07")
    });
    assert_eq!(Grid::of(&series).all().collect::<Vec<_>>(), [day("2026-01-24")]);
    assert_eq!(series.rdates, dates(&["2026-01-31"]));
    assert!(series.exdates.is_empty());
}

#[test]
fn what_makes_no_series_is_refused_with_its_reason() {
    let wednesdays = || parts(weekly(1, &[3]), "2026-01-07");
    let until = |date| Some(day(date));
    let changed = |change| BTreeMap::from([(day("2026-01-07"), change)]);
    let cases = [
        (SeriesParts { until: until("2026-01-06"), ..wednesdays() }, WhenError::NoInstance),
        (
            SeriesParts {
                until: until("2026-01-07"),
                exdates: dates(&["2026-01-07"]),
                ..wednesdays()
            },
            WhenError::NoInstance,
        ),
        (parts(month_day(12, 31), "2026-02-01"), WhenError::NoInstance),
        (parts(weekly(1, &[3]), "0026-01-07"), WhenError::OutOfRange),
        (SeriesParts { until: until("2101-01-01"), ..wednesdays() }, WhenError::OutOfRange),
        (SeriesParts { rdates: dates(&["0026-09-23"]), ..wednesdays() }, WhenError::OutOfRange),
        (
            SeriesParts {
                overrides: changed(moved("2026-01-08 18:00", "2026-01-08 18:00")),
                ..wednesdays()
            },
            WhenError::EndsBeforeStart,
        ),
        (
            SeriesParts { overrides: changed(moved("2260-01-08 18:00", "")), ..wednesdays() },
            WhenError::OutOfRange,
        ),
    ];
    for (parts, reason) in cases {
        assert_eq!(Series::try_from(parts.clone()), Err(reason), "{parts:?}");
    }
}

fn check_rrule(parts: SeriesParts, expected: &str) {
    assert_eq!(rrule(&Series::try_from(parts).unwrap()), expected);
}

#[test]
fn a_rule_is_written_as_rfc_5545_has_it() {
    let from = |rule| parts(rule, "2026-01-07");
    check_rrule(from(daily(1)), "FREQ=DAILY");
    check_rrule(from(daily(10)), "FREQ=DAILY;INTERVAL=10");
    check_rrule(from(weekly(1, &[3])), "FREQ=WEEKLY;BYDAY=WE");
    check_rrule(from(weekly(1, &[7, 1])), "FREQ=WEEKLY;BYDAY=MO,SU");
    check_rrule(from(weekly(2, &[7, 1])), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO");
    check_rrule(from(nth(1, 2, 2)), "FREQ=MONTHLY;BYDAY=2TU");
    check_rrule(from(nth(1, -1, 5)), "FREQ=MONTHLY;BYDAY=-1FR");
    check_rrule(from(nth(3, 5, 5)), "FREQ=MONTHLY;INTERVAL=3;BYDAY=5FR");
    check_rrule(from(month_day(1, 31)), "FREQ=MONTHLY;BYMONTHDAY=31");
}

#[test]
fn until_is_the_end_of_the_local_day_in_utc_or_a_date() {
    let ending = |date| SeriesParts { until: Some(day(date)), ..parts(daily(1), "2026-01-07") };
    check_rrule(ending("2026-02-11"), "FREQ=DAILY;UNTIL=20260211T215959Z");
    check_rrule(ending("2026-03-29"), "FREQ=DAILY;UNTIL=20260329T205959Z");
    check_rrule(ending("2026-10-24"), "FREQ=DAILY;UNTIL=20261024T205959Z");
    check_rrule(ending("2026-10-25"), "FREQ=DAILY;UNTIL=20261025T215959Z");
    check_rrule(
        SeriesParts { zone: New_York, ..ending("2026-02-11") },
        "FREQ=DAILY;UNTIL=20260212T045959Z",
    );
    check_rrule(SeriesParts { hours: None, ..ending("2026-02-11") }, "FREQ=DAILY;UNTIL=20260211");
}
