use std::path::Path;

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::*;
use crate::source::kind::Kind;
use crate::source::organisers::index;
use crate::source::{lahella, linked_events};

/// See `fixtures/lahella/README.md`.
#[derive(Deserialize)]
struct Case {
    says: String,
    item: Value,
    link: Option<String>,
    image: Option<String>,
    #[serde(default)]
    redact: Map<String, Value>,
    #[serde(default)]
    organisers: Vec<BTreeMap<String, String>>,
    /// What the listing holds among other things.
    #[serde(default)]
    listing: Value,
    /// All of them.
    #[serde(default)]
    notes: BTreeSet<Note>,
    rejected: Option<Value>,
}

#[test]
fn each_item_becomes_the_listing_that_people_would_expect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lahella/items");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 50, "the items are there");
    for file in files {
        let case: Case = serde_json::from_slice(&std::fs::read(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        check(&case);
    }
}

fn check(case: &Case) {
    let says = &case.says;
    match (read(&case.item, &case.rules(), &case.organisers()), &case.rejected) {
        (Err(rejection), Some(expected)) => {
            let found = json!({"reason": rejection.reason, "detail": rejection.detail});
            assert_eq!(&found, expected, "{says}");
            assert!(rejection.id.is_some(), "{says}");
        }
        (Ok(listing), None) => {
            holds(&serde_json::to_value(&listing).unwrap(), &case.listing, says);
            assert_eq!(listing.notes, case.notes, "{says}");
            assert!(!listing.content.name.is_empty() && !listing.sessions.is_empty(), "{says}");
        }
        (found, _) => panic!("{says} Found: {found:?}"),
    }
}

/// Objects hold the expected members among others; all else is equal.
fn holds(found: &Value, expected: &Value, at: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) if !expected.is_empty() => {
            for (name, value) in expected {
                let found = found.get(name).unwrap_or(&Value::Null);
                holds(found, value, &format!("{at} {name}"));
            }
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
                holds(found, expected, &format!("{at} [{number}]"));
            }
        }
        _ => assert_eq!(found, expected, "{at}"),
    }
}

impl Case {
    fn rules(&self) -> Rules {
        let redact = |what| self.redact.contains_key(what);
        Rules {
            source: SourceId::parse("lahella").unwrap(),
            link: self.link.clone(),
            image: self.image.clone(),
            attribution: "Lähellä.fi".to_owned(),
            licence: None,
            redact: Redact {
                email: redact("email"),
                phone: redact("phone"),
                names: redact("names"),
            },
        }
    }

    fn organisers(&self) -> Organisers {
        index(self.organisers.iter().map(|told| RawOrganiser {
            id: told.get("id").cloned(),
            name: told.get("name").cloned(),
            business_id: told.get("business_id").cloned(),
            url: told.get("url").cloned(),
            email: told.get("email").cloned(),
        }))
    }
}

fn read(item: &Value, rules: &Rules, organisers: &Organisers) -> Result<Listing, Rejection> {
    let mut page = lahella::parse(json!({"items": [item]}).to_string().as_bytes()).unwrap();
    match page.items.pop() {
        Some(item) => listing(&item, rules, organisers),
        None => Err(page.rejections.remove(0)),
    }
}

#[test]
fn a_series_tells_what_it_was_made_of_and_a_part_of_an_umbrella_what_it_is_under() {
    let event = |id: &str, above: Value, kind: Value| {
        json!({"id": id, "name": {"fi": "Vesijumppa"}, "start_time": "2026-12-01T16:00:00Z",
            "super_event": above, "super_event_type": kind})
    };
    let under = |id: &str| json!({"@id": format!("https://api.example/v1/event/{id}/")});
    let events = [
        event("a:0", Value::Null, json!("recurring")),
        event("a:1", under("a:0"), Value::Null),
        event("a:2", under("a:0"), Value::Null),
        event("a:3", Value::Null, json!("umbrella")),
        event("a:4", under("a:3"), Value::Null),
    ];
    let body = json!({"data": events}).to_string();
    let page = linked_events::parse(body.as_bytes()).unwrap();
    let page = Kind::LinkedEvents.join(vec![page]);
    let told = page.items.iter().map(|item| {
        let listing = listing(item, &plain_rules(), &Organisers::new()).unwrap();
        let ids: Vec<&str> = listing.source_ids().map(|id| id.as_str()).collect();
        let above = listing.part_of.as_ref().map_or("", |id| id.as_str());
        format!("{} under {above}", ids.join("+"))
    });
    let told: Vec<String> = told.collect();
    assert_eq!(told, ["a:0+a:1+a:2 under ", "a:3 under ", "a:4 under a:3"]);
}

fn plain_rules() -> Rules {
    let case = json!({"says": "", "item": null});
    serde_json::from_value::<Case>(case).unwrap().rules()
}

/// Words that mean something to the reader, so that random objects get far into it.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "_key|traits|translations|fi|sv|name|summary|channels|events|start|type|recurrence|end",
        "daySpecificTimes|weekday|startTime|exclude|map|center|coordinates|address|city|region",
        "group|status|contacts|value|period|gap|P1W|P2W|P1M|18:00|1|2|3|4|place|online|Oulu",
        "\\PC{0,12}",
    ]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (1..8_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 96, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((word(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The same value with the members of every object in another order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .rev()
                .map(|(name, value)| format!("{}:{}", json!(name), reversed(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(values) => {
            format!("[{}]", values.iter().map(reversed).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn the_order_of_fields_does_not_matter() {
    let file = include_str!("../../fixtures/lahella/items/everything.json");
    let case: Case = serde_json::from_str(file).unwrap();
    let body = format!(r#"{{"items":[{}]}}"#, reversed(&case.item));
    let turned = lahella::parse(body.as_bytes()).unwrap();
    let straight = read(&case.item, &case.rules(), &case.organisers()).unwrap();
    let turned = listing(&turned.items[0], &case.rules(), &case.organisers()).unwrap();
    assert_eq!(turned, straight);
}

proptest! {
    #[test]
    fn any_json_value_as_an_item_is_read_or_rejected(item in any_json()) {
        let rejected = read(&item, &plain_rules(), &Organisers::new()).err();
        prop_assert!(rejected.is_none_or(|rejection| !rejection.detail.is_empty()));
    }

    /// One field of a good item replaced by anything at all.
    #[test]
    fn a_broken_field_is_survived(path in 0_usize..400, value in any_json()) {
        let file = include_str!("../../fixtures/lahella/items/everything.json");
        let mut item = serde_json::from_str::<Case>(file).unwrap().item;
        let count = count(&item);
        replace(&mut item, &mut (path % count), &value);
        if let Ok(listing) = read(&item, &plain_rules(), &Organisers::new()) {
            prop_assert!(!listing.sessions.is_empty());
            let text = serde_json::to_string(&listing).unwrap();
            prop_assert_eq!(serde_json::from_str::<Listing>(&text).unwrap(), listing);
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(values) => values.iter().map(count).sum(),
        _ => 0,
    }
}

fn replace(value: &mut Value, left: &mut usize, with: &Value) {
    if *left == 0 {
        *value = with.clone();
        *left = usize::MAX;
        return;
    }
    *left -= 1;
    match value {
        Value::Object(members) => members.values_mut().for_each(|v| replace(v, left, with)),
        Value::Array(values) => values.iter_mut().for_each(|v| replace(v, left, with)),
        _ => {}
    }
}

/// Everywhere that an item can hold text.
fn item_that_tells_of_a_person() -> Item {
    let said = "Soita Aino Virtaselle 044 000 0123 tai aino.virtanen@seura.example";
    let texts = json!({ "fi": said, "en": "Call Aino Virtanen, +358 44 000 0123, aino.virtanen@seura.example" });
    let rich = |key: &str| json!({ key: format!("<p>{said}</p>") });
    let entry = json!({
        "_key": "1",
        "group": { "_key": "7", "name": "Kerho ry", "email": "aino.virtanen@seura.example", "www": "https://wa.me/358440000123" },
        "traits": {
            "type": "hobby",
            "translations": {
                "fi": { "name": said, "summary": said, "description": format!("<p><a href=\"mailto:aino.virtanen@seura.example\">{said}</a></p>"),
                        "pricing": said, "registration": said },
                "en": { "name": texts["en"], "summary": texts["en"] },
            },
            "photo": "https://kuvat.example/1.jpg", "photoAlt": said,
            "contacts": [
                { "type": "email", "value": "aino.virtanen@seura.example", "translations": rich("fi") },
                { "type": "phone", "value": "044 000 0123", "translations": { "fi": { "description": said } } },
                { "type": "www", "value": "https://seura.example/yhteys?to=aino.virtanen@seura.example", "translations": { "fi": { "description": said } } },
                { "type": "www", "value": "https://seura.example", "translations": { "fi": { "description": said } } },
            ],
            "channels": [
                { "type": ["place", "online"], "phone": "044 000 0123", "www": "https://wa.me/358440000123",
                  "registrationEmail": "aino.virtanen@seura.example", "registrationUrl": "https://wa.me/358440000123",
                  "translations": { "fi": { "summary": said, "registration": said } } },
                { "type": ["phone"], "phone": "044 000 0123" },
            ],
        },
    });
    let page = json!({ "items": [entry], "total": 1, "hasMore": false });
    let mut page = lahella::parse(&serde_json::to_vec(&page).unwrap()).unwrap();
    assert_eq!(page.rejections, []);
    page.items.remove(0)
}

fn stored_with(redact: Redact) -> String {
    let rules = Rules {
        source: SourceId::parse("lahella").unwrap(),
        link: None,
        image: None,
        attribution: "Lähellä.fi".to_owned(),
        licence: None,
        redact,
    };
    let listing = listing(&item_that_tells_of_a_person(), &rules, &Organisers::new()).unwrap();
    serde_json::to_string(&listing).unwrap()
}

#[test]
fn what_is_redacted_is_nowhere_in_what_is_stored() {
    let kept = stored_with(Redact::default());
    for told in
        ["aino.virtanen@seura.example", "044 000 0123", "358440000123", "Virtaselle", "Virtanen"]
    {
        assert!(
            kept.contains(told),
            "without redaction {told} is kept: the test sees what it looks for"
        );
    }
    let all = stored_with(Redact { email: true, phone: true, names: true });
    let lower = all.to_lowercase();
    for told in ["@seura", "044", "358440", "44 000", "virta", "aino"] {
        assert!(!lower.contains(told), "{told} is stored: {all}");
    }
}
