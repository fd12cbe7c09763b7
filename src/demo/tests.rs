use serde_json::json;

use super::*;
use crate::sample::date;

#[test]
fn the_anchor_is_the_first_start_s_monday_and_kept_for_eight_weeks() {
    let check = |stored: Option<&str>, today: &str, expected: Anchor| {
        assert_eq!(anchor(stored.map(date), date(today)), expected, "{stored:?} {today}");
    };
    let monday = date("2026-11-23");
    check(None, "2026-11-23", Anchor::Set { anchor: monday, was: None });
    check(None, "2026-11-29", Anchor::Set { anchor: monday, was: None });
    check(Some("2026-11-23"), "2026-11-24", Anchor::Kept(monday));
    // The Sunday of the eighth week after, and the Monday of the ninth.
    check(Some("2026-11-23"), "2027-01-24", Anchor::Kept(monday));
    let moved = Anchor::Set { anchor: date("2027-01-25"), was: Some(monday) };
    check(Some("2026-11-23"), "2027-01-25", moved);
    // A clock that was wrong at the first start.
    check(Some("2026-11-23"), "2026-03-01", Anchor::Kept(monday));
}

fn shifted(mut value: Value, weeks: i64) -> Value {
    shift(&mut value, TimeDelta::weeks(weeks));
    value
}

/// The local midnight as an instant in milliseconds.
fn midnight(day: &str, offset: &str) -> i64 {
    DateTime::parse_from_rfc3339(&format!("{day}T00:00:00{offset}")).unwrap().timestamp_millis()
}

#[test]
fn a_local_day_stays_a_local_day_across_the_change_of_clocks() {
    let winter = midnight("2026-11-23", "+02:00");
    let summer = midnight("2027-05-10", "+03:00");
    assert_eq!(shifted(json!({ "start": winter }), 24), json!({ "start": summer }));
    assert_eq!(shifted(json!({ "start": summer }), -24), json!({ "start": winter }));
}

#[test]
fn every_way_in_which_a_date_is_written_is_moved_and_nothing_else() {
    let millis = midnight("2026-11-23", "+02:00");
    let later = midnight("2026-11-30", "+02:00");
    let before = json!({
        "start": millis.to_string(),
        "recurrence": { "end": millis, "exclude": ["2026-12-24", millis, "never", null] },
        "visibility": { "start": null },
        "exclude": "2026-12-31",
        "zoom": millis,
        "phone": "2026-12-24",
    });
    let after = json!({
        "start": later.to_string(),
        "recurrence": { "end": later, "exclude": ["2026-12-31", later, "never", null] },
        "visibility": { "start": null },
        "exclude": "2027-01-07",
        "zoom": millis,
        "phone": "2026-12-24",
    });
    assert_eq!(shifted(before, 1), after);
}

#[test]
fn in_the_week_of_the_files_nothing_is_moved() {
    let pages = pages(WRITTEN);
    assert_eq!(pages.len(), 8);
    for (name, bytes) in pages {
        let file: Value = serde_json::from_slice(&Files::get(&name).unwrap().data).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), file, "{name}");
    }
}

#[test]
fn moved_by_half_a_year_and_back_all_is_as_it_was() {
    let (by, back) = (TimeDelta::weeks(26), TimeDelta::weeks(-26));
    for (name, bytes) in pages(WRITTEN) {
        let before: Value = serde_json::from_slice(&bytes).unwrap();
        let there = moved(&bytes, by);
        assert_ne!(serde_json::from_slice::<Value>(&there).unwrap(), before, "{name}");
        let again: Value = serde_json::from_slice(&moved(&there, back)).unwrap();
        assert_eq!(again, before, "{name}");
    }
}

#[test]
fn what_is_no_json_is_left_to_the_reader() {
    assert_eq!(moved(b"<html>", TimeDelta::weeks(1)), b"<html>");
    assert!(organisers().unwrap().starts_with(b"id,name,y_tunnus,www"));
}
