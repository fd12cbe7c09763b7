//! Copies as Lähellä's export tells them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeZone, Timelike};
use chrono_tz::Europe::Helsinki;
use serde_json::{Map, Value, json};

use super::activity::Activity;
use super::clock::{told_end, told_start};
use super::copy::Copy;
use super::face::{Face, Shape};
use super::vocabulary::Rhythm;

pub(crate) fn page(copies: &[(&Copy, &Activity)]) -> String {
    let items = copies.iter().map(|(copy, activity)| item(copy, activity).to_string());
    let items = items.collect::<Vec<_>>().join(",\n");
    format!("{{\"items\":[\n{items}\n],\"total\":{},\"hasMore\":false}}", copies.len())
}

fn item(copy: &Copy, activity: &Activity) -> Value {
    let face = &copy.face;
    let format = if activity.topic.kind == Rhythm::Weekly { "hm_ryhmat" } else { "hm_tilaisuudet" };
    let region: Vec<String> =
        face.town.iter().map(|_| format!("city/FI/{}", activity.venue.town.fi)).collect();
    let locale: Vec<&str> =
        face.titles.keys().map(|lang| if *lang == "fi" { "fi-FI" } else { lang }).collect();
    json!({
        "_key": copy.id(None),
        "status": "published",
        "group": group(face, activity),
        "traits": {
            "type": if activity.topic.theme == "ht_hyvinvointi" { "support" } else { "hobby" },
            "requiredLocales": face.titles.keys().collect::<Vec<_>>(),
            "translations": translations(face),
            "theme": [activity.topic.theme],
            "format": [format],
            "locale": locale,
            "region": region,
            "pricing": [if face.free { "free" } else { "paid" }],
            "contacts": contacts(face),
            "channels": [channel(face)],
        },
    })
}

fn group(face: &Face, activity: &Activity) -> Value {
    let body = &activity.organiser;
    let key = format!("71{}", body.business_id.replace('-', ""));
    match &face.organiser {
        Some(name) => json!({"_key": key, "name": name, "businessId": body.business_id}),
        None => json!(key),
    }
}

fn translations(face: &Face) -> Value {
    let mut translations = Map::new();
    for (lang, title) in &face.titles {
        let title = if face.cancelled { format!("PERUTTU: {title}") } else { title.clone() };
        let mut texts = json!({"name": title});
        if let Some(paragraphs) = face.descriptions.get(lang) {
            texts["summary"] = paragraph(&paragraphs[0], face.odd_markup).into();
            let all = paragraphs.iter().map(|text| paragraph(text, face.odd_markup));
            texts["description"] = all.collect::<Vec<_>>().concat().into();
        }
        translations.insert((*lang).to_owned(), texts);
    }
    translations.into()
}

fn paragraph(text: &str, plain: bool) -> String {
    if plain { format!("{text} ") } else { format!("<p dir=\"ltr\">{text}</p>") }
}

fn contacts(face: &Face) -> Vec<Value> {
    let told = [("www", &face.page), ("email", &face.email), ("phone", &face.phone)];
    told.into_iter()
        .filter_map(|(kind, value)| {
            Some(json!({"id": kind, "type": kind, "value": value.as_ref()?}))
        })
        .collect()
}

/// Lähellä has no field for what a place is called: people write it into the channel's summary.
fn channel(face: &Face) -> Value {
    let kind = if face.online.is_some() { "online" } else { "place" };
    let mut told: BTreeMap<&str, Value> = BTreeMap::new();
    for lang in face.titles.keys() {
        let address = json!({
            "street": face.street, "postalCode": face.postal, "city": face.town,
            "state": "Pohjois-Pohjanmaa", "country": "FI",
        });
        let summary = face.venue.as_ref().map(|venue| format!("<p dir=\"ltr\">{venue}</p>"));
        let address = if face.town.is_some() { address } else { Value::Null };
        told.insert(lang, json!({"address": address, "summary": summary}));
    }
    let center =
        face.position.map(|(lon, lat)| json!({"type": "Point", "coordinates": [lon, lat]}));
    json!({
        "id": "kanava", "type": [kind], "accessibility": ["ac_unknow"],
        "map": {"center": center, "zoom": 16},
        "translations": told,
        "www": face.online,
        "events": [event(face)],
    })
}

fn event(face: &Face) -> Value {
    let times = &face.times;
    let kind = match times.shape {
        Shape::Once | Shape::AllDay => "1",
        Shape::Range => "3",
        _ => "4",
    };
    let mut recurrence =
        json!({"end": midnight(times.last), "exclude": [], "daySpecificTimes": []});
    if kind == "4" {
        recurrence["period"] = "P1W".into();
        let left_out = times.skipped.iter().chain(&times.called_off);
        recurrence["exclude"] = left_out.map(ToString::to_string).collect::<Vec<_>>().into();
    }
    if matches!(times.shape, Shape::Once | Shape::Rule) {
        let day = times.first;
        let clock =
            |time: chrono::NaiveDateTime| format!("{:02}:{:02}", time.hour(), time.minute());
        let start = clock(told_start(times, day));
        let end = told_end(times, day).map(clock);
        let weekdays = if times.weekdays.is_empty() {
            vec![chrono::Datelike::weekday(&day)]
        } else {
            times.weekdays.clone()
        };
        let hours = weekdays.iter().map(|weekday| {
            json!({"weekday": weekday.number_from_monday(), "startTime": start, "endTime": end})
        });
        recurrence["daySpecificTimes"] = hours.collect::<Vec<_>>().into();
    }
    json!({"start": midnight(times.first), "timeZone": "Europe/Helsinki", "type": kind, "recurrence": recurrence})
}

fn midnight(date: NaiveDate) -> i64 {
    Helsinki.from_local_datetime(&date.and_time(chrono::NaiveTime::MIN)).unwrap().timestamp_millis()
}
