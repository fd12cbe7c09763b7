//! The pages as serde reads them into types of their own: what any reader of them has to do at least.

#![allow(dead_code, reason = "what is read is not looked at")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    items: Vec<Entry>,
    groups: Vec<Group>,
    total: u64,
    has_more: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    #[serde(rename = "_key")]
    key: String,
    name: String,
    business_id: Option<String>,
    www: Option<String>,
    email: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    #[serde(rename = "_key")]
    key: String,
    status: String,
    group: String,
    traits: Traits,
}

#[derive(Debug, Deserialize)]
struct Traits {
    #[serde(rename = "type")]
    kind: String,
    translations: BTreeMap<String, Texts>,
    theme: Vec<String>,
    format: Vec<String>,
    locale: Vec<String>,
    demographic: Vec<String>,
    region: Vec<String>,
    pricing: Vec<String>,
    contacts: Vec<Contact>,
    channels: Vec<Channel>,
}

#[derive(Debug, Deserialize)]
struct Texts {
    name: String,
    summary: Option<String>,
    description: Option<String>,
    pricing: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Contact {
    #[serde(rename = "type")]
    kind: String,
    value: String,
    #[serde(default)]
    translations: BTreeMap<String, Label>,
}

#[derive(Debug, Deserialize)]
struct Label {
    description: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Channel {
    #[serde(rename = "type")]
    kind: Vec<String>,
    accessibility: Vec<String>,
    translations: BTreeMap<String, Place>,
    registration_required: bool,
    events: Vec<Event>,
    map: Option<Map>,
    www: Option<String>,
    phone: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Place {
    address: Option<Address>,
    summary: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    street: String,
    postal_code: String,
    city: String,
}

#[derive(Debug, Deserialize)]
struct Map {
    center: Point,
}

#[derive(Debug, Deserialize)]
struct Point {
    coordinates: Vec<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    start: i64,
    time_zone: String,
    #[serde(rename = "type")]
    kind: String,
    recurrence: Recurrence,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recurrence {
    end: i64,
    period: Option<String>,
    exclude: Vec<String>,
    day_specific_times: Vec<Hours>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hours {
    weekday: u8,
    start_time: String,
    end_time: String,
}

/// One page after the other.
pub(crate) fn read(pages: &[PathBuf]) {
    for page in pages {
        let bytes = std::fs::read(page).unwrap();
        let page: Page = serde_json::from_slice(&bytes).unwrap();
        std::hint::black_box(&page);
    }
}
