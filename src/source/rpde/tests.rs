use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::source::told;

/// See `fixtures/rpde/README.md`.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    let bodies = told::bodies("rpde/pages");
    assert!(bodies.len() >= 12, "the pages are there");
    for (name, body, expected) in bodies {
        assert_eq!(told::page(&parse(&body, "fi")), expected, "{name}");
    }
}

#[test]
fn the_order_of_fields_does_not_matter() {
    for (name, body, expected) in told::bodies("rpde/pages") {
        if expected.get("items").is_some() {
            let value: Value = serde_json::from_slice(&body).unwrap();
            let reversed = told::reversed(&value);
            assert_eq!(told::page(&parse(reversed.as_bytes(), "fi")), expected, "{name}");
        }
    }
}

#[test]
fn what_is_said_last_of_an_id_holds() {
    let page = |rows: &[(&str, &str)]| {
        let row = |(id, name): &(&str, &str)| match *name {
            "" => json!({"state": "deleted", "kind": "Event", "id": id}),
            "?" => json!({"state": "updated", "kind": "Event", "id": id}),
            name => json!({"state": "updated", "kind": "Event", "id": id, "data": {"name": name}}),
        };
        let items: Vec<Value> = rows.iter().map(row).collect();
        parse(json!({"next": rows.len().to_string(), "items": items}).to_string().as_bytes(), "fi")
            .unwrap()
    };
    let joined = join(vec![
        page(&[("1", "Kerho"), ("2", "Kuoro"), ("3", ""), ("4", "Retki")]),
        page(&[("1", ""), ("3", "Leiri"), ("4", "?")]),
        page(&[]),
    ]);
    let mut ids: Vec<&str> = joined.items.iter().map(|item| item.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["Event:2", "Event:3"]);
    assert_eq!(joined.tombstones, [ItemId::parse("Event:1").unwrap()]);
    assert_eq!(joined.rejections.len(), 1);
    assert_eq!(joined.received, 7);
    assert_eq!((joined.next.as_deref(), joined.has_more), (Some("0"), Some(false)));
}

const FIELDS: &str = "name|location|eventStatus|eventSchedule|subEvent|superEvent|startDate|endDate\
    |offers|organizer|image|activity|ageRange|keywords|inLanguage|url";

fn wild() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zA-Z:/0-9-]{0,12}|P[0-9]{1,2}[DWM]|20[0-9]{2}-[01][0-9]-[0-3][0-9]|99999-12-31"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let names = "startDate|endDate|startTime|repeatFrequency|byDay|byMonthDay|repeatCount|name|price|@type|url|geo";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map(names, inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body, "fi");
    }

    #[test]
    fn a_broken_entry_costs_only_itself(
        data in proptest::collection::btree_map(FIELDS, wild(), 0..10),
        at in 0_usize..3,
    ) {
        let good = |id: &str| json!({"state": "updated", "kind": "Event", "id": id, "data": {"name": "Kerho"}});
        let mut rows = vec![good("1"), good("2")];
        rows.insert(at, json!({"state": "updated", "data": data}));
        rows.push(json!({"state": "updated", "kind": "Event", "id": 3, "data": data}));
        let page = parse(json!({ "items": rows }).to_string().as_bytes(), "fi").unwrap();
        let ids: Vec<&str> = page.items.iter().map(|item| item.id.as_str()).collect();
        prop_assert_eq!(ids, ["Event:1", "Event:2", "Event:3"]);
        prop_assert_eq!(page.rejections.len(), 1, "it has no id");
    }
}
