use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::source::told;

/// See `fixtures/linked_events/README.md`.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    let bodies = told::bodies("linked_events/pages");
    assert!(bodies.len() >= 25, "the pages are there");
    for (name, body, expected) in bodies {
        assert_eq!(told::page(&parse(&body)), expected, "{name}");
    }
}

#[test]
fn the_parts_of_each_series_are_put_together() {
    let bodies = told::bodies("linked_events/series");
    assert!(bodies.len() >= 10, "the series are there");
    for (name, body, expected) in bodies {
        let forwards = parse(&body).unwrap();
        let mut backwards = forwards.clone();
        backwards.items.reverse();
        backwards.embedded.reverse();
        assert_eq!(told_by_id(join(forwards)), expected, "{name}");
        assert_eq!(told_by_id(join(backwards)), expected, "{name}, backwards");
    }
}

fn told_by_id(page: Page) -> Value {
    page.items.iter().map(|item| (item.id.to_string(), told::item(item))).collect()
}

#[test]
fn the_order_of_fields_does_not_matter() {
    for (name, body, expected) in told::bodies("linked_events/pages") {
        // What is named twice is refused, so there is no other way round of it.
        if expected.get("items").is_some() && !name.contains("twice") {
            let value: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(told::page(&parse(told::reversed(&value).as_bytes())), expected, "{name}");
        }
    }
}

#[test]
fn a_change_of_any_part_changes_the_hash_of_the_whole() {
    let hash = |start: &str| {
        let data = json!([
            {"id": "a:1", "name": {"fi": "Kerho"}, "super_event_type": "recurring"},
            {"id": "a:2", "name": {"fi": "Kerho"}, "super_event": {"id": "a:1"}, "start_time": start},
        ]);
        let page = parse(json!({ "data": data }).to_string().as_bytes()).unwrap();
        join(page).items[0].hash.clone()
    };
    assert_eq!(hash("2026-12-01T16:00:00Z"), hash("2026-12-01T16:00:00Z"));
    assert_ne!(hash("2026-12-01T16:00:00Z"), hash("2026-12-08T16:00:00Z"));
}

#[test]
fn ten_thousand_parts_at_as_many_places_are_joined_at_once() {
    let part = |n: usize| {
        json!({"id": format!("a:{n}"), "name": {"fi": "Kerho"}, "super_event": {"id": "a:0"},
            "start_time": "2026-12-01T16:00:00Z", "location_extra_info": {"fi": format!("Huone {n}")}})
    };
    let whole = json!({"id": "a:0", "name": {"fi": "Kerho"}, "super_event_type": "recurring"});
    let data: Vec<Value> = std::iter::once(whole).chain((1..=10_000).map(part)).collect();
    let page = parse(json!({ "data": data }).to_string().as_bytes()).unwrap();
    let joined = join(page).items;
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0].channels.len(), 10_000);
}

fn wild() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z:/@0-9TZ-]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = "fi|sv|id|@id|name|url|link|is_free|price|info_url|type|coordinates|position";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(names, inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

const FIELDS: &str = "name|location|keywords|super_event|super_event_type|event_status|offers|images\
    |in_language|audience|start_time|end_time|audience_min_age|enrolment_start_time|external_links\
    |publisher|provider|info_url|virtualevent_url|is_virtualevent|location_extra_info|deleted";

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body);
    }

    #[test]
    fn a_broken_entry_costs_only_itself(
        broken in proptest::collection::btree_map(FIELDS, wild(), 0..8),
        at in 0_usize..3,
    ) {
        let good = |id: &str| json!({"id": id, "name": {"fi": "Kerho"}, "start_time": "2026-12-01T16:00:00Z"});
        let mut entries = vec![good("a:1"), good("a:2")];
        let broken: Value = Value::Object(broken.into_iter().collect());
        entries.insert(at, broken);
        let page = parse(json!({ "data": entries }).to_string().as_bytes()).unwrap();
        let ids: Vec<&str> = page.items.iter().map(|item| item.id.as_str()).collect();
        prop_assert_eq!(ids, ["a:1", "a:2"]);
        prop_assert_eq!(page.received, 3);
        prop_assert_eq!(page.rejections.len(), 1, "it has no id");
    }

    #[test]
    fn any_fields_are_read_or_named(
        fields in proptest::collection::btree_map(FIELDS, wild(), 0..12),
    ) {
        let mut entry: serde_json::Map<String, Value> = fields.into_iter().collect();
        entry.insert("id".to_owned(), json!("a:1"));
        let page = parse(json!({ "data": [entry] }).to_string().as_bytes()).unwrap();
        prop_assert_eq!(page.items.len() + page.tombstones.len() + page.rejections.len(), 1);
        prop_assert!(page.rejections.iter().all(|rejection| rejection.id.is_some()));
    }

    /// However they hang together, no event is lost: it stands by itself or its time in its series.
    #[test]
    fn every_part_is_found_again(supers in proptest::collection::vec((0_usize..6, any::<bool>()), 1..6)) {
        let event = |(n, (above, whole)): (usize, &(usize, bool))| {
            json!({"id": format!("a:{n}"), "name": {"fi": "Kerho"}, "start_time": format!("2026-12-0{}", n + 1),
                "super_event": {"id": format!("a:{above}")},
                "super_event_type": if *whole { "recurring" } else { "umbrella" }})
        };
        let data: Vec<Value> = supers.iter().enumerate().map(event).collect();
        let page = parse(json!({ "data": data }).to_string().as_bytes()).unwrap();
        let joined = join(page).items;
        for (n, (_, whole)) in supers.iter().enumerate() {
            let alone = joined.iter().any(|item| item.id.as_str() == format!("a:{n}"));
            let day = format!("2026-12-0{}/", n + 1);
            let timed = joined.iter().any(|item| told::item(item).to_string().contains(&day));
            prop_assert!(alone || (timed && !whole), "a:{}", n);
        }
    }
}
