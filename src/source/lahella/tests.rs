use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::source::entry::{MAX_DETAIL, MAX_ENTRY};
use crate::source::{RawHash, RejectionReason};

/// See `fixtures/lahella/README.md`.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lahella/pages");
    let mut names: Vec<String> = folder
        .read_dir()
        .unwrap()
        .filter_map(|file| {
            file.unwrap()
                .file_name()
                .into_string()
                .unwrap()
                .strip_suffix(".expected.json")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    assert!(names.len() > 40, "the pages are there");
    for name in names {
        let body = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let expected = std::fs::read(folder.join(format!("{name}.expected.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let found = parse(&body).as_ref().map_or_else(refused, summary);
        assert_eq!(found, expected, "{name}");
    }
}

fn summary(page: &Page) -> Value {
    // The position that serde_json adds is not ours to promise.
    let detail = |r: &Rejection| r.detail.split(" at line").next().map(str::to_owned);
    let rejected = |r: &Rejection| json!({"id": r.id, "reason": r.reason, "detail": detail(r)});
    json!({
        "read": page.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(),
        "rejected": page.rejections.iter().map(rejected).collect::<Vec<_>>(),
        "received": page.received,
        "total": page.total,
        "has_more": page.has_more,
        "organisers": page.organisers.iter().map(|o| (&o.id, &o.name)).collect::<Vec<_>>(),
    })
}

/// What serde_json says of broken JSON is not ours to promise.
fn refused(error: &PageError) -> Value {
    let kind = match error {
        PageError::Empty => "empty",
        PageError::Html => "html",
        PageError::NotJson(_) => "not_json",
        PageError::NotXml(_) => "not_xml",
        PageError::NotUtf8 => "not_utf8",
        PageError::TooDeep(_) => "too_deep",
        PageError::WrongShape(says) => {
            let says = says.split(" at line").next();
            return json!({"page_error": {"kind": "wrong_shape", "says": says}});
        }
    };
    json!({"page_error": {"kind": kind}})
}

fn page_of(entry: &str) -> Page {
    parse(format!(r#"{{"items":[{entry}]}}"#).as_bytes()).unwrap()
}

#[test]
fn an_entry_of_more_than_256_kib_is_too_large_and_still_counts_as_present() {
    let name = "a".repeat(MAX_ENTRY);
    let page = page_of(&format!(
        r#"{{"traits":{{"translations":{{"fi":{{"name":"{name}"}}}}}},"_key":"41001"}},{{"_key":"41002"}}"#
    ));
    assert_eq!(page.items.len(), 1);
    let rejection = &page.rejections[0];
    assert_eq!(rejection.reason, RejectionReason::TooLarge);
    assert_eq!(rejection.id.as_ref().unwrap().as_str(), "41001");
    assert!(rejection.detail.len() < 100);
}

#[test]
fn a_hundred_thousand_levels_cost_one_entry_and_no_stack() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let page = page_of(&format!(r#"{{"_key":"41001","traits":{deep}}},{{"_key":"41002"}}"#));
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.rejections[0].reason, RejectionReason::WrongShape);
    assert_eq!(page.rejections[0].id.as_ref().unwrap().as_str(), "41001");
    let whole_page = "{\"items\":".repeat(100_000) + "1" + &"}".repeat(100_000);
    assert!(matches!(parse(whole_page.as_bytes()), Err(PageError::WrongShape(_))));
}

#[test]
fn an_id_of_a_mebibyte_is_refused_without_being_repeated() {
    let page = page_of(&format!(r#"{{"_key":"{}"}}"#, "9".repeat(1 << 20)));
    assert_eq!(page.rejections[0].id, None);
    assert!(page.rejections[0].detail.chars().count() <= MAX_DETAIL);
}

#[test]
fn the_hash_is_that_of_the_bytes_as_received() {
    let hash = |entry: &str| page_of(entry).items[0].hash.clone();
    assert_eq!(hash(r#"{"_key":"1"}"#), RawHash::of(br#"{"_key":"1"}"#));
    assert_ne!(hash(r#"{"_key":"1"}"#), hash(r#"{"_key": "1"}"#));
}

#[test]
fn fields_of_the_wrong_type_are_named_and_the_rest_is_read() {
    let entry = json!({"_key": "1", "status": ["published"], "tags": {"visibility": {"start": "soon", "end": "1768082400000"}},
        "traits": {"translations": {"fi": {"name": "Kerho", "summary": {"html": "x"}, "pricing": 5}},
            "theme": "ht_luonto", "format": [null, "hm_ryhmat", {}, 7], "region": null, "photo": {"id": 1},
            "contacts": [{"type": "phone", "value": 440000123}, "x"],
            "channels": {"type": "place", "registrationRequired": "true", "phone": 440000123,
                "map": {"center": {"coordinates": ["25.47", "x"]}}, "www": 1}}});
    let page = page_of(&entry.to_string());
    let item = &page.items[0];
    assert_eq!(
        item.unreadable,
        [
            "traits.translations.fi.summary: is an object, not text",
            "traits.format[2]: is an object, not text",
            "status: is a list, not text",
            "tags.visibility.start: is text, not a whole number",
            "traits.photo: is an object, not text",
            "traits.channels.map.center.coordinates[1]: is text, not a number",
            "traits.channels.www: is a number, not text",
        ]
    );
    assert_eq!(item.themes, ["ht_luonto"]);
    assert_eq!(item.formats, ["hm_ryhmat", "7"]);
    assert_eq!(item.visible_until, Some(1_768_082_400_000));
    assert_eq!(item.price["fi"], "5");
    assert_eq!(item.contacts[0].value, "440000123");
    assert_eq!(item.contacts.len(), 2, "one that says nothing is for normalisation to drop");
    assert_eq!(item.channels.len(), 1, "one channel where a list of them is expected");
    assert_eq!(item.channels[0].registration_required, Some(true));
    assert_eq!(item.channels[0].position, None);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body);
    }

    #[test]
    fn any_text_is_read_or_refused(body in r#"[\{\}\[\]",:a-z0-9\\ items_key]{0,80}"#) {
        let _refused_or_not = parse(body.as_bytes());
    }
}
