//! Walks the pages of a kind: `name.*` and `name.expected.json` beside it. See the READMEs there.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{
    EndDay, Held, Item, Page, PageError, RawAddress, RawChannel, RawContact, RawOrganiser,
    RawRecurrence, RawSpan, RawTexts, RawTime, Rejection, Series,
};

/// Each expected file holds `items` (facts of each, others may be anything) and all other parts of the
/// page that are not empty, or `page_error`.
pub(super) fn each_page(kind: &str, parse: impl Fn(&[u8]) -> Result<Page, PageError>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(kind).join("pages");
    let mut pages = BTreeMap::new();
    for file in folder.read_dir().unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap().to_owned();
        let pair: &mut [Option<String>; 2] = pages.entry(stem).or_default();
        let expected = name.ends_with(".expected.json");
        pair[usize::from(expected)] = Some(name);
    }
    assert!(pages.len() > 3, "the pages are there");
    for (name, pair) in pages {
        let [body, expected] = pair.map(|file| std::fs::read(folder.join(file.unwrap())).unwrap());
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let mut found = parse(&body).as_ref().map_or_else(refused, told);
        let (facts, items) = (take(&expected, "items"), take(&found, "items"));
        found.as_object_mut().unwrap().remove("items");
        let mut rest = expected.clone();
        rest.as_object_mut().unwrap().remove("items");
        rest.as_object_mut().unwrap().remove("says");
        holds(&items, &facts, &name);
        assert_eq!(found, rest, "{name}");
    }
}

fn take(page: &Value, name: &str) -> Value {
    page.get(name).cloned().unwrap_or_else(|| json!([]))
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

/// What serde_json says of broken JSON is not ours to promise.
fn refused(error: &PageError) -> Value {
    let kind = match error {
        PageError::Empty => "empty",
        PageError::Html => "html",
        PageError::NotJson(_) => "not_json",
        PageError::NotXml(_) => "not_xml",
        PageError::NotUtf8 => "not_utf8",
        PageError::TooDeep(_) => "too_deep",
        PageError::WrongShape(_) => "wrong_shape",
    };
    json!({"page_error": kind})
}

fn told(page: &Page) -> Value {
    let detail = |r: &Rejection| r.detail.split(" at line").next().map(str::to_owned);
    let rejected = |r: &Rejection| json!({"id": r.id, "reason": r.reason, "detail": detail(r)});
    bare(json!({
        "items": page.items.iter().map(item).collect::<Vec<_>>(),
        "rejected": page.rejections.iter().map(rejected).collect::<Vec<_>>(),
        "gone": page.tombstones,
        "organisers": page.organisers.iter().map(organiser).collect::<Vec<_>>(),
        "received": page.received,
        "total": page.total,
        "has_more": page.has_more,
        "next": page.next,
    }))
}

pub(super) fn item(item: &Item) -> Value {
    let held = match item.held {
        Held::Scheduled => None,
        Held::Cancelled => Some("cancelled"),
        Held::Postponed => Some("postponed"),
        Held::Rescheduled => Some("rescheduled"),
    };
    let series = item.series.as_ref().map(|series| match series {
        Series::Whole => "whole".to_owned(),
        Series::PartOf(whole) => format!("part of {whole}"),
    });
    bare(json!({
        "id": item.id, "name": texts(&item.name), "summary": texts(&item.summary),
        "description": texts(&item.description), "price": texts(&item.price),
        "registration": texts(&item.registration), "kind": item.kind, "themes": item.themes,
        "formats": item.formats, "languages": item.languages, "audience": item.audience,
        "areas": item.areas, "prices": item.prices, "status": item.status, "held": held,
        "min_age": item.min_age, "max_age": item.max_age, "link": item.link,
        "contacts": item.contacts.iter().map(contact).collect::<Vec<_>>(),
        "photo": item.photo, "photo_alt": item.photo_alt,
        "organiser": organiser(&item.organiser),
        "channels": item.channels.iter().map(channel).collect::<Vec<_>>(),
        "series": series, "parts": item.parts,
        "unreadable": item.unreadable,
    }))
}

fn channel(channel: &RawChannel) -> Value {
    let address: Map<String, Value> =
        channel.address.iter().map(|(lang, a)| (lang.clone(), address(a))).collect();
    bare(json!({
        "kinds": channel.kinds, "name": texts(&channel.name), "position": channel.position,
        "address": address, "info": texts(&channel.info),
        "registration": texts(&channel.registration),
        "registration_required": channel.registration_required,
        "registration_url": channel.registration_url,
        "registration_email": channel.registration_email,
        "phone": channel.phone, "url": channel.url,
        "times": channel.times.iter().map(time).collect::<Vec<_>>(),
        "unreadable_times": channel.unreadable_times,
    }))
}

fn time(time: &RawTime) -> Value {
    match time {
        RawTime::Span(raw) => span(raw),
        RawTime::Recurring(raw) => recurrence(raw),
        RawTime::Lahella(_) => panic!("no kind but Lähellä tells such times"),
    }
}

/// "2026-12-01 18:00:00", "2026-12-01/2026-12-03", "2026-12-01 10:00/2026-12-01 11:00 Europe/Helsinki".
fn span(raw: &RawSpan) -> Value {
    let end = raw.end.iter().map(|end| format!("/{end}")).collect::<String>();
    let zone = raw.zone.iter().map(|zone| format!(" {zone}")).collect::<String>();
    let day = if raw.end_day == EndDay::Excluded { " excluded" } else { "" };
    Value::String(format!("{}{end}{zone}{day}", raw.start))
}

fn recurrence(raw: &RawRecurrence) -> Value {
    let overrides: Vec<_> =
        raw.overrides.iter().map(|(at, moved)| json!([at, moved.as_ref().map(span)])).collect();
    bare(json!({
        "first": span(&raw.first), "rule": raw.rule, "exdates": raw.exdates,
        "rdates": raw.rdates, "overrides": overrides,
    }))
}

fn address(raw: &RawAddress) -> Value {
    bare(json!({"street": raw.street, "postal_code": raw.postal_code, "city": raw.city}))
}

fn contact(raw: &RawContact) -> Value {
    bare(json!({"kind": raw.kind, "value": raw.value, "label": texts(&raw.label)}))
}

fn organiser(raw: &RawOrganiser) -> Value {
    bare(json!({"id": raw.id, "name": raw.name, "business_id": raw.business_id, "url": raw.url,
        "email": raw.email}))
}

fn texts(texts: &RawTexts) -> Value {
    json!(texts)
}

/// Without what is empty.
fn bare(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let empty = |value: &Value| {
        value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(Map::is_empty)
    };
    Value::Object(members.into_iter().filter(|(_, value)| !empty(value)).collect())
}

/// A JSON value whose objects have members of these names, with anything in them.
pub(super) fn any_entry(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        r"\PC{0,8}".prop_map(Value::from),
        Just(json!("2026-12-01T18:00:00")),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        let members =
            proptest::collection::vec((proptest::sample::select(names), inner.clone()), 0..8);
        prop_oneof![
            proptest::collection::vec(inner, 0..3).prop_map(Value::from),
            members.prop_map(|members| {
                members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
            }),
        ]
    })
}
