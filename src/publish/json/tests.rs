//! JSON v1 against its schema, and what its fields say.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono_tz::{Europe::Helsinki, Europe::Stockholm};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{MEMBERS, Meta, activity, collection, in_one_language, sparse};
use crate::activity::Activity;
use crate::id::Revision;
use crate::listing::{Area, Status};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::sample::published::*;
use crate::sample::session;
use crate::when::SeriesParts;

/// Stricter than what is published: readers let unknown properties pass, but we write none that the
/// schema does not describe.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let text = include_str!("../../../docs/schema/activity-v1.schema.json");
    let mut schema: Value = serde_json::from_str(text).unwrap();
    schema["properties"]["data"]["items"] = json!({ "$ref": "#/$defs/activity" });
    close(&mut schema);
    jsonschema::draft202012::new(&schema).unwrap()
});

fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            object.values_mut().for_each(close);
            let described = object
                .get("properties")
                .is_some_and(|p| object.contains_key("required") && p.is_object());
            if described {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}

const META: Meta<'_> = Meta {
    revision: Revision(12),
    as_of: chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
    count: 2,
    next: Some("https://kalenteri.example/api/v1/activities?after=x"),
};

/// As it stands in a collection that keeps to the schema.
fn rendered(of: &Activity) -> Value {
    let fragment = activity(of, None, &site(), META.as_of);
    let whole: Value = serde_json::from_str(&collection(&META, [&*fragment])).unwrap();
    let errors: Vec<_> =
        SCHEMA.iter_errors(&whole).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    whole["data"][0].clone()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_was_announced_keeps_to_the_schema(activity in any_activity()) {
        let value = rendered(&activity);
        prop_assert_eq!(&value["id"], activity.id.as_str());
        prop_assert_eq!(value["sessions"].as_array().unwrap().len(), activity.sessions.len());
    }
}

/// Every object within `value` that has texts by language.
fn by_language<'a>(value: &'a Value, found: &mut Vec<&'a serde_json::Map<String, Value>>) {
    match value {
        Value::Object(object) => {
            found.extend(
                ["fi", "sv", "en", "se"]
                    .iter()
                    .any(|lang| object.contains_key(*lang))
                    .then_some(object),
            );
            object.values().for_each(|value| by_language(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| by_language(value, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn in_one_language_each_text_is_told_once_and_nothing_else_changes(activity in any_activity()) {
        let text = in_one_language(&activity, None, &site(), META.as_of, &Lang::SV);
        let (all, one): (Value, Value) = (rendered(&activity), serde_json::from_str(&text).unwrap());
        let (mut every, mut single) = (Vec::new(), Vec::new());
        by_language(&all, &mut every);
        by_language(&one, &mut single);
        prop_assert_eq!(every.len(), single.len());
        for (every, single) in std::iter::zip(every, single) {
            let best = ["sv", "fi", "en", "se"].into_iter().find(|lang| every.contains_key(*lang)).unwrap();
            prop_assert_eq!(single.keys().collect::<Vec<_>>(), [best]);
            prop_assert!(single[best].is_object() || single[best] == every[best]);
        }
        prop_assert_eq!(&all["sessions"][0]["next"], &one["sessions"][0]["next"]);
    }
}

#[test]
fn members_are_all_there_are_and_those_that_are_wanted_come_in_their_order() {
    let possible = [crate::id::ActivityId::derive(&crate::sample::key("b"), 0)].into();
    let whole = activity(&choir(vec![at(eventful())]), Some(&possible), &site(), META.as_of);
    let object: Value = serde_json::from_str(&whole).unwrap();
    let names: BTreeSet<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, MEMBERS.iter().copied().collect());
    assert_eq!(sparse(&whole, &names), whole, "MEMBERS are in the order of the object");
    let object = r#"{"id":"x","name":{"fi":"Kuoro"},"themes":[{"code":"a"}]}"#;
    let some = sparse(object, &["themes", "id", "possible_duplicates"].into());
    assert_eq!(some, r#"{"id":"x","themes":[{"code":"a"}]}"#);
}

#[test]
fn the_schema_refuses_what_is_none() {
    let good = json!({"meta": {"revision": 1, "as_of": "2026-11-24", "count": 0, "next": null}, "data": []});
    assert!(SCHEMA.is_valid(&good));
    for (pointer, bad) in [
        ("/meta/as_of", json!("24.11.2026")),
        ("/meta/count", json!(null)),
        ("/data", json!(null)),
        ("/data", json!([{}])),
    ] {
        let mut value = good.clone();
        *value.pointer_mut(pointer).unwrap() = bad;
        assert!(!SCHEMA.is_valid(&value), "{value}");
    }
}

#[test]
fn a_collection_is_its_fragments_as_they_are() {
    let text = collection(&Meta { next: None, ..META }, [r#"{"id":"a"}"#, r#"{"id":"b"}"#]);
    let meta = r#"{"revision":12,"as_of":"2026-11-24","count":2,"next":null}"#;
    assert_eq!(text, format!(r#"{{"meta":{meta},"data":[{{"id":"a"}},{{"id":"b"}}]}}"#));
}

#[test]
fn texts_are_by_language_and_codes_have_labels() {
    let value = rendered(&choir(Vec::new()));
    assert_eq!(value["name"], json!({"fi": "Kaikille avoin kuoro", "sv": "Kör för alla"}));
    assert_eq!(value["description"], json!({}));
    let label = json!({"fi": "Kulttuuri", "sv": "Kultur", "en": "Culture"});
    assert_eq!(value["themes"], json!([{"code": "culture", "label": label}]));
    assert_eq!(value["in_language"], json!([]));
    let page = format!("https://kalenteri.example/activity/{}", value["id"].as_str().unwrap());
    assert_eq!(value["page"], json!(page));
}

#[test]
fn next_times_are_those_from_the_day_of_the_edition_on() {
    let value = rendered(&choir(vec![at(eventful())]));
    let next = |start: &str, end: &str, status: &str| {
        let time = |t: &str| format!("2026-{t}:00+02:00");
        json!({"start_time": time(start), "end_time": time(end), "status": status})
    };
    let expected = json!([
        next("11-24T18:00", "11-24T19:30", "scheduled"),
        next("12-02T17:00", "12-02T18:30", "scheduled"),
        next("12-15T18:00", "12-15T19:30", "cancelled"),
    ]);
    assert_eq!(value["sessions"][0]["next"], expected);
    assert_eq!(value["start_time"], "2026-11-24T18:00:00+02:00");
    assert_eq!(value["end_time"], "2026-12-15T19:30:00+02:00");
}

#[test]
fn a_series_is_told_as_a_schedule_and_keeps_its_hour_over_the_clock_change() {
    let parts = weekly(&[2, 4], "2027-03-23", "18:00–19:30");
    let value = rendered(&choir(vec![at(series(parts))]));
    let schedule = &value["sessions"][0]["schedule"];
    assert_eq!(
        *schedule,
        json!({
            "kind": "series", "all_day": false, "start_date": "2027-03-23", "end_date": null,
            "start_time": "18:00", "end_time": "19:30", "repeat_frequency": "P1W",
            "by_day": ["TU", "TH"], "by_month_day": null, "by_month_week": null,
            "except_dates": [], "extra_dates": [], "changes": [], "timezone": "Europe/Helsinki",
        })
    );
    let starts: Vec<_> =
        (0..4).map(|n| value["sessions"][0]["next"][n]["start_time"].clone()).collect();
    let expected = [
        "03-23T18:00:00+02:00",
        "03-25T18:00:00+02:00",
        "03-30T18:00:00+03:00",
        "04-01T18:00:00+03:00",
    ];
    assert_eq!(starts, expected.map(|time| json!(format!("2027-{time}"))));
    assert_eq!(value["end_time"], Value::Null);
}

#[test]
fn changes_of_single_instances_are_told() {
    let value = rendered(&choir(vec![at(eventful())]));
    let schedule = &value["sessions"][0]["schedule"];
    assert_eq!(schedule["except_dates"], json!(["2026-12-08"]));
    let moved = json!({"start": "2026-12-02T17:00", "end": "2026-12-02T18:30"});
    assert_eq!(
        schedule["changes"],
        json!([
            {"date": "2026-12-01", "status": "scheduled", "moved_to": moved},
            {"date": "2026-12-15", "status": "cancelled", "moved_to": null},
        ])
    );
}

#[test]
fn whole_days_end_at_the_midnight_after() {
    let value = rendered(&choir(vec![at(days("2026-11-28", "2026-11-29"))]));
    assert_eq!(value["start_time"], "2026-11-28T00:00:00+02:00");
    assert_eq!(value["end_time"], "2026-11-30T00:00:00+02:00");
    assert_eq!(value["sessions"][0]["schedule"]["end_date"], "2026-11-29");
}

#[test]
fn times_are_helsinkis_whatever_the_zone() {
    let elsewhere = once(Stockholm, "2026-11-24 18:00", "2026-11-24 19:00");
    let value = rendered(&choir(vec![at(elsewhere)]));
    assert_eq!(value["start_time"], "2026-11-24T19:00:00+02:00");
    assert_eq!(value["sessions"][0]["schedule"]["start_time"], "18:00");
    assert_eq!(value["sessions"][0]["schedule"]["timezone"], "Europe/Stockholm");
}

#[test]
fn the_end_is_unknown_as_long_as_that_of_one_session_is() {
    let course = || at(once(Helsinki, "2026-11-24 18:00", "2026-11-24 19:00"));
    let endless = at(series(SeriesParts { ..weekly(&[2], "2026-12-01", "18:00–") }));
    assert_eq!(rendered(&choir(vec![course(), endless]))["end_time"], Value::Null);
    assert_eq!(rendered(&choir(vec![course()]))["end_time"], "2026-11-24T19:00:00+02:00");
    assert_eq!(rendered(&choir(vec![]))["end_time"], Value::Null);
}

#[test]
fn an_activity_is_cancelled_when_nothing_of_it_is_left() {
    let mut of = choir(vec![at(eventful()), at(days("2026-11-28", "2026-11-29"))]);
    of.sessions[0].session.status = Status::Cancelled;
    assert_eq!(rendered(&of)["status"], "scheduled");
    of.sessions[1].session.status = Status::Cancelled;
    assert_eq!(rendered(&of)["status"], "cancelled");
    assert_eq!(rendered(&choir(vec![]))["status"], "scheduled");
}

#[test]
fn municipalities_are_those_of_places_and_of_the_area() {
    let mut of = choir(vec![at(ongoing("2026-01-01"))]);
    of.content.area = Area::Municipalities([Municipality::by_name("Raahe").unwrap()].into());
    let codes: Vec<_> = rendered(&of)["municipalities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|town| town["code"].clone())
        .collect();
    assert_eq!(codes, ["564", "678"]);
    of.content.area = Area::WholeCountry;
    assert_eq!(rendered(&of)["area"], json!({"kind": "whole_country", "municipalities": []}));
}

#[test]
fn what_is_not_known_is_not_told_as_no() {
    let value =
        rendered(&choir(vec![session(ongoing("2026-01-01"), crate::listing::Venue::Unknown)]));
    let session = &value["sessions"][0];
    assert_eq!(session["accessibility"], json!({"status": "unknown", "features": []}));
    assert_eq!(session["registration"]["required"], Value::Null);
    assert_eq!(session["location"]["kind"], "unknown");
    assert_eq!(session["next"], json!([]));
    assert_eq!(value["price"]["kind"], "unknown");
    assert_eq!(value["provider"]["name"], Value::Null);
}
