use std::collections::BTreeMap;

use chrono_tz::Europe::Helsinki;
use serde_json::{Value, json};

use super::samples::{daily, dates, day, month_day, moved, nth, parts, wall, weekly, when};
use super::{Days, Once, Ongoing, Override, SeriesParts, When};

fn every_kind() -> Vec<When> {
    let excepted = SeriesParts {
        until: Some(day("2026-12-31")),
        exdates: dates(&["2026-01-14"]),
        rdates: dates(&["2026-01-17"]),
        overrides: BTreeMap::from([
            (day("2026-01-21"), Override::Cancelled),
            (day("2026-01-28"), moved("2026-01-29 18:00", "2026-01-29 20:00")),
            (day("2026-02-04"), moved("2026-02-05 18:00", "")),
        ]),
        ..parts(weekly(1, &[3, 7]), "2026-01-07")
    };
    let rules = [daily(3), weekly(2, &[1, 4]), nth(1, 5, 5), month_day(2, 31)];
    let series = rules.map(|rule| when(parts(rule, "2026-01-07")));
    let once = |end| Once::new(Helsinki, wall("2026-03-29 03:30"), end).unwrap();
    let mut kinds = vec![
        When::Once(once(None)),
        When::Once(once(Some(wall("2026-03-29 05:00")))),
        When::Days(Days::new(day("2026-06-08"), day("2026-06-12")).unwrap()),
        When::Ongoing(Ongoing::new(None, None).unwrap()),
        When::Ongoing(Ongoing::new(Some(day("2026-01-01")), Some(day("2026-12-31"))).unwrap()),
        when(SeriesParts { hours: None, ..excepted.clone() }),
        when(excepted),
    ];
    kinds.extend(series);
    kinds
}

#[test]
fn every_kind_of_time_comes_back_from_json_as_it_went() {
    for when in every_kind() {
        let text = serde_json::to_string(&when).unwrap();
        assert_eq!(serde_json::from_str::<When>(&text).unwrap(), when, "{text}");
    }
}

#[test]
fn a_series_reads_in_json_as_it_is_said() {
    let club = when(SeriesParts {
        exdates: dates(&["2026-01-14"]),
        overrides: BTreeMap::from([(day("2026-01-21"), Override::Cancelled)]),
        ..parts(weekly(1, &[3]), "2026-01-07")
    });
    let expected = json!({
        "kind": "series",
        "zone": "Europe/Helsinki",
        "rule": { "every": "weeks", "interval": 1, "weekdays": [3] },
        "hours": { "start": "18:00:00", "end": "19:30:00" },
        "first": "2026-01-07",
        "until": null,
        "exdates": ["2026-01-14"],
        "rdates": [],
        "overrides": { "2026-01-21": "cancelled" },
    });
    assert_eq!(serde_json::to_value(club).unwrap(), expected);
}

fn check_refused(value: Value, reason: &str) {
    let error = serde_json::from_value::<When>(value.clone()).unwrap_err().to_string();
    assert!(error.contains(reason), "{value}: {error}");
}

#[test]
fn nonsense_is_no_time_even_in_json() {
    let series = |rule: Value| {
        json!({ "kind": "series", "zone": "Europe/Helsinki", "rule": rule, "hours": null,
                "first": "2026-01-07", "until": "2026-01-08" })
    };
    check_refused(
        json!({ "kind": "days", "first": "2026-01-02", "last": "2026-01-01" }),
        "ends before it starts",
    );
    check_refused(
        json!({ "kind": "once", "zone": "Europe/Helsinki", "start": "0026-01-01T10:00:00", "end": null }),
        "lies outside the years",
    );
    check_refused(
        json!({ "kind": "ongoing", "from": "2026-01-02", "to": "2026-01-01" }),
        "ends before",
    );
    check_refused(series(json!({ "every": "weeks", "interval": 1, "weekdays": [] })), "no weekday");
    check_refused(
        series(json!({ "every": "weeks", "interval": 1, "weekdays": [8] })),
        "8 is out of range",
    );
    check_refused(
        series(json!({ "every": "weeks", "interval": 1, "weekdays": [1] })),
        "no instance",
    );
    check_refused(series(json!({ "every": "days", "interval": 0 })), "nonzero");
    check_refused(
        series(json!({ "every": "months_by_day", "interval": 1, "day": 32 })),
        "32 is out",
    );
}
