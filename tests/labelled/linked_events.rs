//! Copies as a Linked Events tells them that holds what two systems bring.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::activity::Activity;
use super::clock::{instant, told_end, told_start};
use super::copy::Copy;
use super::face::{Face, Shape};
use super::rng::{mixed_with, opaque};
use super::setting::folded;
use super::source::Source;

const API: &str = "https://tapahtumat.example/v1";

pub(crate) fn page(copies: &[(&Copy, &Activity)]) -> String {
    let umbrellas = umbrellas(copies);
    let mut data: Vec<String> = Vec::new();
    for (copy, activity) in copies {
        let mut told = events(copy);
        let umbrella = activity.umbrella.and_then(|whole| umbrellas.get(&(copy.source, whole)));
        if let (Some((id, parts)), [event]) = (umbrella, &mut told[..]) {
            if event["id"] == **id {
                event["super_event_type"] = "umbrella".into();
                event["sub_events"] = parts.iter().map(|part| reference("event", part)).collect();
            } else {
                event["super_event"] = reference("event", id);
            }
        }
        data.extend(told.iter().map(Value::to_string));
    }
    let meta = json!({"count": data.len(), "next": null, "previous": null});
    format!("{{\"meta\":{meta},\"data\":[\n{}\n]}}", data.join(",\n"))
}

type Umbrella = (String, Vec<String>);

/// By who brought it and which it is: the id of each umbrella, and those of its parts.
fn umbrellas(copies: &[(&Copy, &Activity)]) -> BTreeMap<(Source, usize), Umbrella> {
    let mut umbrellas: BTreeMap<(Source, usize), Umbrella> = BTreeMap::new();
    for (copy, activity) in copies {
        if activity.umbrella == Some(activity.number) {
            umbrellas.insert((copy.source, activity.number), (copy.id(None), Vec::new()));
        }
    }
    for (copy, activity) in copies {
        let whole = activity.umbrella.filter(|whole| *whole != activity.number);
        if let Some((_, parts)) = whole.and_then(|whole| umbrellas.get_mut(&(copy.source, whole))) {
            parts.push(copy.id(None));
        }
    }
    umbrellas
}

fn events(copy: &Copy) -> Vec<Value> {
    let times = &copy.face.times;
    let linked = times.shape == Shape::Linked;
    let whole = reference("event", &copy.id(None));
    let parts = copy.entries().into_iter().map(|entry| {
        let mut event = event(copy, &entry.id);
        when(&mut event, &copy.face, entry.date);
        if linked {
            event["super_event"] = whole.clone();
            event["sub_event_type"] = "sub_recurring".into();
        }
        event
    });
    let mut events: Vec<Value> = parts.collect();
    if linked {
        let parts = copy.entries().into_iter().map(|entry| reference("event", &entry.id));
        let mut all = event(copy, &copy.id(None));
        all["super_event_type"] = "recurring".into();
        all["sub_events"] = parts.collect();
        let dates = times.dates();
        if let [first, .., last] = dates[..] {
            all["start_time"] = instant(told_start(times, first)).into();
            all["end_time"] = told_end(times, last).map(instant).into();
        }
        events.insert(0, all);
    }
    events
}

fn event(copy: &Copy, id: &str) -> Value {
    let face = &copy.face;
    let system = if copy.source == Source::Libraries { "kirjastot" } else { "pohjola" };
    json!({
        "id": id, "@id": format!("{API}/event/{id}/"), "@context": "http://schema.org", "@type": "Event/LinkedEvent",
        "data_source": system, "publisher": format!("{system}:1"),
        "name": face.titles, "description": descriptions(face, "\n"), "short_description": summaries(face),
        "provider": face.organiser.as_ref().map(|name| json!({"fi": name})),
        "provider_contact_info": provider_contact(face),
        "info_url": face.page.as_ref().map(|page| json!({"fi": page})),
        "location": location(face), "location_extra_info": extra(face),
        "is_virtualevent": face.online.is_some(), "virtualevent_url": face.online,
        "keywords": [], "audience": [], "in_language": face.titles.keys().map(|lang| reference("language", lang)).collect::<Vec<_>>(),
        "offers": [{"is_free": face.free, "price": null, "description": null, "info_url": null}],
        "event_status": if face.cancelled { "EventCancelled" } else { "EventScheduled" },
        "publication_status": "public", "type_id": "General", "deleted": false,
        "super_event": null, "super_event_type": null, "sub_events": [], "images": [], "external_links": [],
        "last_modified_time": "2026-08-20T09:00:00Z", "start_time": null, "end_time": null,
    })
}

fn when(event: &mut Value, face: &Face, date: Option<NaiveDate>) {
    let times = &face.times;
    match times.shape {
        Shape::AllDay | Shape::Range => {
            event["start_time"] = times.first.to_string().into();
            event["end_time"] = times.last.to_string().into();
        }
        _ => {
            let date = date.unwrap_or(times.first);
            event["start_time"] = instant(told_start(times, date)).into();
            event["end_time"] = told_end(times, date).map(instant).into();
            if times.called_off.contains(&date) {
                event["event_status"] = "EventCancelled".into();
            }
        }
    }
}

fn descriptions(face: &Face, between: &str) -> Map<String, Value> {
    let told = face.descriptions.iter().map(|(lang, paragraphs)| {
        let text = if face.odd_markup {
            paragraphs.join(between)
        } else {
            paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect()
        };
        ((*lang).to_owned(), text.into())
    });
    told.collect()
}

fn summaries(face: &Face) -> Map<String, Value> {
    let first = face
        .descriptions
        .iter()
        .filter_map(|(lang, told)| Some(((*lang).to_owned(), told.first()?.clone().into())));
    first.collect()
}

fn provider_contact(face: &Face) -> Value {
    let told: Vec<&str> =
        [&face.phone, &face.email].into_iter().filter_map(Option::as_deref).collect();
    if told.is_empty() { Value::Null } else { json!({"fi": told.join(", ")}) }
}

fn location(face: &Face) -> Value {
    if face.online.is_some() {
        return json!({"id": "pohjola:internet", "@id": format!("{API}/place/pohjola:internet/")});
    }
    if face.venue.is_none() && face.street.is_none() {
        return Value::Null;
    }
    let name = face.venue.as_ref().or(face.street.as_ref()).unwrap();
    let letters = folded(&format!("{name}{:?}", face.street))
        .bytes()
        .fold(0, |sum, byte| mixed_with(sum, byte.into()));
    let id = format!("pohjola:{}", opaque(letters % 10_000_000));
    let text = |value: &Option<String>| value.as_ref().map(|value| json!({"fi": value}));
    json!({
        "id": id, "@id": format!("{API}/place/{id}/"), "data_source": "pohjola",
        "name": {"fi": name}, "street_address": text(&face.street), "address_locality": text(&face.town),
        "postal_code": face.postal, "divisions": [], "telephone": null, "info_url": null,
        "position": face.position.map(|(lon, lat)| json!({"type": "Point", "coordinates": [lon, lat]})),
    })
}

/// Without a place, the town is told in words.
fn extra(face: &Face) -> Value {
    match (&face.venue, &face.street, &face.town) {
        (None, None, Some(town)) => json!({"fi": town}),
        _ => Value::Null,
    }
}

fn reference(kind: &str, id: &str) -> Value {
    json!({"@id": format!("{API}/{kind}/{id}/")})
}
