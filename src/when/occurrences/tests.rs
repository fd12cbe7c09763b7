use std::collections::BTreeMap;

use super::{MAX_OCCURRENCES, Occurrence, Span, first_day, last_day, occurrences};
use crate::when::samples::{
    daily, dates, day, hours, month_day, moved, nth, parts, wall, weekly, when, window,
};
use crate::when::{Days, Once, Ongoing, Override, SeriesParts, When};
use chrono_tz::Europe::Helsinki;

/// `01-31 18:00+02:00 > 01-31 19:30+02:00`, or `01-31..02-02` where it is all day.
fn told(occurrence: &Occurrence) -> String {
    let span = match &occurrence.span {
        Span::Timed { start, end } => {
            let end = end.map_or(String::new(), |end| end.format(" > %m-%d %H:%M%:z").to_string());
            format!("{}{end}", start.format("%m-%d %H:%M%:z"))
        }
        Span::AllDay { first, last } => {
            format!("{}..{}", first.format("%m-%d"), last.format("%m-%d"))
        }
    };
    let cancelled = if occurrence.cancelled { " cancelled" } else { "" };
    format!("{span}{cancelled}")
}

fn check(when: &When, from: &str, to: &str, expected: &[&str]) {
    let found: Vec<_> = occurrences(when, window(from, to)).iter().map(told).collect();
    assert_eq!(found, expected, "{when:?} from {from} to {to}");
}

fn every_day(clock: &str) -> When {
    when(SeriesParts { hours: Some(hours(clock)), ..parts(daily(1), "2026-01-01") })
}

fn once(start: &str, end: &str) -> When {
    let end = Some(end).filter(|end| !end.is_empty()).map(wall);
    When::Once(Once::new(Helsinki, wall(start), end).unwrap())
}

#[test]
fn a_night_is_an_hour_shorter_in_spring_and_an_hour_longer_in_autumn() {
    let night = every_day("22:00–06:00");
    let spring_26 =
        ["03-28 22:00+02:00 > 03-29 06:00+03:00", "03-29 22:00+03:00 > 03-30 06:00+03:00"];
    let autumn_26 =
        ["10-24 22:00+03:00 > 10-25 06:00+02:00", "10-25 22:00+02:00 > 10-26 06:00+02:00"];
    let spring_27 =
        ["03-27 22:00+02:00 > 03-28 06:00+03:00", "03-28 22:00+03:00 > 03-29 06:00+03:00"];
    let autumn_27 =
        ["10-30 22:00+03:00 > 10-31 06:00+02:00", "10-31 22:00+02:00 > 11-01 06:00+02:00"];
    check(&night, "2026-03-29", "2026-03-29", &spring_26);
    check(&night, "2026-10-25", "2026-10-25", &autumn_26);
    check(&night, "2027-03-28", "2027-03-28", &spring_27);
    check(&night, "2027-10-31", "2027-10-31", &autumn_27);
}

#[test]
fn a_start_in_the_spring_gap_is_kept_an_hour_later() {
    for (date, month_and_day) in [("2026-03-29", "03-29"), ("2027-03-28", "03-28")] {
        let on_the_day = |clock: &str, expected: &str| {
            let expected = expected.replace('*', month_and_day);
            check(&every_day(clock), date, date, &[expected.as_str()]);
        };
        on_the_day("02:30–03:30", "* 02:30+02:00 > * 04:30+03:00");
        on_the_day("03:30–05:00", "* 04:30+03:00 > * 05:00+03:00");
        on_the_day("03:30–", "* 04:30+03:00");
        // Shifted up to the end or past it: the length of the wall clock is kept.
        on_the_day("03:30–04:00", "* 04:30+03:00 > * 05:00+03:00");
        on_the_day("03:30–04:30", "* 04:30+03:00 > * 05:30+03:00");
        on_the_day("03:00–04:00", "* 04:00+03:00 > * 05:00+03:00");
    }
}

#[test]
fn a_start_in_the_autumn_fold_is_the_first_of_the_two() {
    for (date, month_and_day) in [("2026-10-25", "10-25"), ("2027-10-31", "10-31")] {
        let on_the_day = |clock: &str, expected: &str| {
            let expected = expected.replace('*', month_and_day);
            check(&every_day(clock), date, date, &[expected.as_str()]);
        };
        on_the_day("03:30–03:45", "* 03:30+03:00 > * 03:45+03:00");
        on_the_day("03:30–04:30", "* 03:30+03:00 > * 04:30+02:00");
        on_the_day("02:30–03:30", "* 02:30+03:00 > * 03:30+03:00");
    }
}

#[test]
fn a_session_over_midnight_is_on_both_days_but_one_that_ends_at_midnight_is_not() {
    let saturday = |clock: &str| {
        when(SeriesParts { hours: Some(hours(clock)), ..parts(weekly(1, &[6]), "2026-05-02") })
    };
    let sunday = |clock: &str, expected: &[&str]| {
        check(&saturday(clock), "2026-05-03", "2026-05-03", expected);
    };
    sunday("20:00–00:00", &[]);
    sunday("20:00–00:01", &["05-02 20:00+03:00 > 05-03 00:01+03:00"]);
    sunday("20:00–20:00", &["05-02 20:00+03:00 > 05-03 20:00+03:00"]);
    sunday("20:00–", &[]);
    check(&saturday("20:00–01:00"), "2026-05-04", "2026-05-08", &[]);
}

#[test]
fn moved_and_cancelled_instances_are_where_they_came_to_be() {
    let sewing = when(SeriesParts {
        overrides: BTreeMap::from([
            (day("2026-09-01"), Override::Cancelled),
            (day("2026-09-08"), moved("2026-09-16 12:00", "2026-09-16 14:00")),
            (day("2026-09-15"), moved("2026-10-06 17:00", "")),
        ]),
        rdates: dates(&["2026-09-17"]),
        ..parts(weekly(1, &[2]), "2026-09-01")
    });
    check(
        &sewing,
        "2026-09-01",
        "2026-09-21",
        &[
            "09-01 18:00+03:00 > 09-01 19:30+03:00 cancelled",
            "09-16 12:00+03:00 > 09-16 14:00+03:00",
            "09-17 18:00+03:00 > 09-17 19:30+03:00",
        ],
    );
    check(
        &sewing,
        "2026-10-06",
        "2026-10-06",
        &["10-06 17:00+03:00", "10-06 18:00+03:00 > 10-06 19:30+03:00"],
    );
    let moved_one = occurrences(&sewing, window("2026-10-06", "2026-10-06")).remove(0);
    assert_eq!(moved_one.original, wall("2026-09-15 18:00"));
}

#[test]
fn an_all_day_instance_moves_as_whole_days_or_to_a_time() {
    let market = when(SeriesParts {
        hours: None,
        overrides: BTreeMap::from([
            (day("2026-06-06"), moved("2026-06-05 00:00", "2026-06-08 00:00")),
            (day("2026-06-13"), moved("2026-06-14 00:00", "")),
            (day("2026-06-20"), moved("2026-06-20 10:00", "2026-06-20 15:00")),
            (day("2026-06-27"), moved("2026-06-27 00:00", "2026-06-27 06:00")),
        ]),
        until: Some(day("2026-07-04")),
        ..parts(weekly(1, &[6]), "2026-06-06")
    });
    check(
        &market,
        "2026-06-07",
        "2026-07-31",
        &[
            "06-05..06-07",
            "06-14..06-14",
            "06-20 10:00+03:00 > 06-20 15:00+03:00",
            "06-27 00:00+03:00 > 06-27 06:00+03:00",
            "07-04..07-04",
        ],
    );
}

#[test]
fn single_times_days_and_services_without_times() {
    let concert = once("2026-03-28 23:00", "2026-03-29 03:30");
    check(&concert, "2026-03-29", "2026-04-30", &["03-28 23:00+02:00 > 03-29 04:30+03:00"]);
    check(&concert, "2026-03-30", "2026-04-30", &[]);
    check(&concert, "2026-01-01", "2026-03-27", &[]);
    let camp = When::Days(Days::new(day("2026-06-08"), day("2026-06-12")).unwrap());
    for (from, to) in [("2026-06-12", "2026-06-30"), ("2026-06-01", "2026-06-08")] {
        check(&camp, from, to, &["06-08..06-12"]);
    }
    check(&camp, "2026-06-13", "2026-06-30", &[]);
    let open_door = When::Ongoing(Ongoing::new(Some(day("2026-01-01")), None).unwrap());
    check(&open_door, "2026-01-01", "2026-12-31", &[]);
}

#[test]
fn a_window_that_ends_before_it_begins_holds_nothing() {
    check(&every_day("18:00–19:30"), "2026-05-02", "2026-05-01", &[]);
    let camp = When::Days(Days::new(day("2026-06-08"), day("2026-06-12")).unwrap());
    check(&camp, "2026-06-11", "2026-06-09", &[]);
}

#[test]
fn more_than_the_cap_are_the_first_ones() {
    let weekdays_since_1990 = when(SeriesParts {
        rdates: dates(&["1990-06-03"]),
        ..parts(weekly(1, &[1, 2, 3, 4, 5, 6]), "1990-01-01")
    });
    let found = occurrences(&weekdays_since_1990, window("1990-01-01", "2100-12-31"));
    assert_eq!(found.len(), MAX_OCCURRENCES);
    assert_eq!(found[0].original, wall("1990-01-01 18:00"));
    // One Sunday and 3,999 of six a week: 666 whole weeks and three days of the next.
    assert_eq!(found[MAX_OCCURRENCES - 1].original, wall("2002-10-09 18:00"));
}

#[test]
fn first_and_last_days_are_those_on_which_something_is() {
    let ending = |rule, until| SeriesParts { until, ..parts(rule, "2026-01-07") };
    let until = |date| Some(day(date));
    let tuesdays = || ending(weekly(1, &[2]), until("2026-02-28"));
    let on = |date, change| BTreeMap::from([(day(date), change)]);
    let days = |first, last| When::Days(Days::new(day(first), day(last)).unwrap());
    let ongoing = |from, to: Option<_>| When::Ongoing(Ongoing::new(from, to).unwrap());
    let cases = [
        (once("2026-03-01 18:00", ""), until("2026-03-01"), until("2026-03-01")),
        (once("2026-03-01 18:00", "2026-03-02 00:00"), until("2026-03-01"), until("2026-03-01")),
        (once("2026-03-01 18:00", "2026-03-02 00:30"), until("2026-03-01"), until("2026-03-02")),
        (days("2026-03-01", "2026-03-05"), until("2026-03-01"), until("2026-03-05")),
        (ongoing(None, None), None, None),
        (
            ongoing(until("2026-01-01"), until("2026-12-31")),
            until("2026-01-01"),
            until("2026-12-31"),
        ),
        (when(ending(weekly(1, &[2]), None)), until("2026-01-13"), None),
        (when(tuesdays()), until("2026-01-13"), until("2026-02-24")),
        (when(ending(nth(1, 5, 5), until("2026-12-31"))), until("2026-01-30"), until("2026-10-30")),
        (
            when(ending(month_day(1, 31), until("2026-06-30"))),
            until("2026-01-31"),
            until("2026-05-31"),
        ),
        (
            when(SeriesParts { hours: Some(hours("22:00–02:00")), ..tuesdays() }),
            until("2026-01-13"),
            until("2026-02-25"),
        ),
        (
            when(SeriesParts { exdates: dates(&["2026-01-13", "2026-02-24"]), ..tuesdays() }),
            until("2026-01-20"),
            until("2026-02-17"),
        ),
        (
            when(SeriesParts { rdates: dates(&["2026-01-03", "2026-03-03"]), ..tuesdays() }),
            until("2026-01-03"),
            until("2026-03-03"),
        ),
        (
            when(SeriesParts { overrides: on("2026-02-24", Override::Cancelled), ..tuesdays() }),
            until("2026-01-13"),
            until("2026-02-24"),
        ),
        (
            when(SeriesParts {
                overrides: on("2026-01-20", moved("2026-03-07 23:00", "2026-03-08 01:00")),
                ..tuesdays()
            }),
            until("2026-01-13"),
            until("2026-03-08"),
        ),
        (
            when(SeriesParts {
                overrides: on("2026-02-24", moved("2026-01-10 12:00", "")),
                ..tuesdays()
            }),
            until("2026-01-10"),
            until("2026-02-17"),
        ),
    ];
    for (when, first, last) in cases {
        assert_eq!((first_day(&when), last_day(&when)), (first, last), "{when:?}");
    }
}
