//! What was read, as fixtures write it.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{Item, Page, PageError, RawChannel, RawSpan, RawTime, Series};

/// Every body of the folder, and what is expected of it.
pub(super) fn bodies(folder: &str) -> Vec<(String, Vec<u8>, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let files = folder.read_dir().unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = files
        .filter_map(|file| file.to_str().unwrap().strip_suffix(".expected.json").map(str::to_owned))
        .collect();
    names.sort();
    let read = |name: String| {
        let body = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let expected = std::fs::read(folder.join(format!("{name}.expected.json"))).unwrap();
        let expected = serde_json::from_slice(&expected)
            .unwrap_or_else(|error| panic!("{name}.expected.json: {error}"));
        (name, body, expected)
    };
    names.into_iter().map(read).collect()
}

/// All of a page; `items` by their ids.
pub(super) fn page(read: &Result<Page, PageError>) -> Value {
    let page = match read {
        Ok(page) => page,
        Err(error) => return json!({ "page_error": page_error(error) }),
    };
    let items: Map<String, Value> =
        page.items.iter().map(|item| (item.id.to_string(), self::item(item))).collect();
    let rejected: Vec<Value> = page
        .rejections
        .iter()
        // The position that serde_json adds is not ours to promise.
        .map(|r| json!([r.id, r.reason, r.detail.split(" at line").next()]))
        .collect();
    bare(json!({
        "items": items,
        "rejected": rejected,
        "tombstones": page.tombstones,
        "received": page.received,
        "total": page.total,
        "has_more": page.has_more,
        "next": page.next,
    }))
}

fn page_error(error: &PageError) -> &'static str {
    match error {
        PageError::Empty => "empty",
        PageError::Html => "html",
        PageError::NotJson(_) => "not_json",
        PageError::NotXml(_) => "not_xml",
        PageError::NotUtf8 => "not_utf8",
        PageError::TooDeep(_) => "too_deep",
        PageError::WrongShape(_) => "wrong_shape",
    }
}

/// All that is told; what is not told is left out, so a fixture names all there is.
pub(super) fn item(item: &Item) -> Value {
    let organiser = &item.organiser;
    let contacts: Vec<Value> = item
        .contacts
        .iter()
        .map(|contact| {
            bare(json!({"kind": contact.kind, "value": contact.value, "label": contact.label}))
        })
        .collect();
    let held = format!("{:?}", item.held).to_lowercase();
    let series = item.series.as_ref().map(|series| match series {
        Series::Whole => "whole".to_owned(),
        Series::PartOf(whole) => format!("part of {whole}"),
    });
    bare(json!({
        "name": item.name, "summary": item.summary, "description": item.description,
        "price": item.price, "registration": item.registration, "kind": item.kind,
        "themes": item.themes, "formats": item.formats, "languages": item.languages,
        "audience": item.audience, "areas": item.areas, "prices": item.prices,
        "status": item.status.as_deref().filter(|status| *status != "published"),
        "held": (held != "scheduled").then_some(held),
        "min_age": item.min_age, "max_age": item.max_age, "link": item.link, "contacts": contacts,
        "photo": item.photo, "photo_alt": item.photo_alt,
        "organiser": bare(json!({"id": organiser.id, "name": organiser.name,
            "business_id": organiser.business_id, "url": organiser.url, "email": organiser.email})),
        "channels": item.channels.iter().map(channel).collect::<Vec<_>>(),
        "parts": item.parts,
        "series": series,
        "unreadable": item.unreadable,
    }))
}

fn channel(channel: &RawChannel) -> Value {
    let address: Map<String, Value> = channel
        .address
        .iter()
        .map(|(lang, a)| (lang.clone(), json!([a.street, a.postal_code, a.city])))
        .collect();
    let held = format!("{:?}", channel.held).to_lowercase();
    bare(json!({
        "kinds": channel.kinds, "name": channel.name, "position": channel.position,
        "address": address, "info": channel.info, "registration": channel.registration,
        "registration_url": channel.registration_url, "phone": channel.phone, "url": channel.url,
        "title": channel.title, "held": (held != "scheduled").then_some(held),
        "times": channel.times.iter().map(time).collect::<Vec<_>>(),
        "unreadable_times": channel.unreadable_times,
    }))
}

/// "start/end", or a series.
fn time(time: &RawTime) -> Value {
    match time {
        RawTime::Span(span) => json!(written(span)),
        RawTime::Recurring(series) => bare(json!({
            "first": written(&series.first), "rule": series.rule, "zone": series.first.zone,
            "exdates": series.exdates, "rdates": series.rdates,
        })),
        RawTime::Lahella(_) => Value::Null,
    }
}

fn written(span: &RawSpan) -> String {
    format!("{}/{}", span.start, span.end.as_deref().unwrap_or_default())
}

fn bare(value: Value) -> Value {
    let told = |value: &Value| match value {
        Value::Null => false,
        Value::Array(values) => !values.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    };
    match value {
        Value::Object(members) => {
            Value::Object(members.into_iter().filter(|(_, value)| told(value)).collect())
        }
        other => other,
    }
}

/// The same JSON with the members of every object the other way round.
pub(super) fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let member =
                |(name, value): (&String, &Value)| format!("{}:{}", json!(name), reversed(value));
            format!("{{{}}}", members.iter().rev().map(member).collect::<Vec<_>>().join(","))
        }
        Value::Array(values) => {
            format!("[{}]", values.iter().map(reversed).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}
