//! The events of a page: what each is called by, and which of them are one.

use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use super::super::{Item, Page, RawChannel, RawHash, Rejection, RejectionReason, Series, entry};
use super::event;
use super::references::References;
use crate::id::{IdError, ItemId};

/// Parts of parts of a festival are as deep as is of use.
const MAX_PARTS: usize = 3;

pub(super) struct Found<'a> {
    page: &'a Url,
    language: &'a str,
    references: &'a References<'a>,
    items: Vec<Item>,
    rejections: Vec<Rejection>,
}

impl<'a> Found<'a> {
    pub(super) fn new(page: &'a Url, language: &'a str, references: &'a References<'a>) -> Self {
        Self { page, language, references, items: Vec::new(), rejections: Vec::new() }
    }

    pub(super) fn add(&mut self, raw: &str) {
        if let Some(item) = self.item(raw) {
            self.add_parts(raw, item, MAX_PARTS);
        }
    }

    fn item(&mut self, raw: &str) -> Option<Item> {
        let filled_in = self.references.filled_in(raw);
        let raw = filled_in.as_deref().unwrap_or(raw);
        let read = match id(raw, self.page) {
            Ok(id) => entry::read(
                raw,
                |_| Some(id.clone()),
                |field, hash| event::read(field, hash, id.clone(), self.language),
            ),
            Err(error) => Err(Rejection {
                id: None,
                hash: RawHash::of(raw.as_bytes()),
                reason: RejectionReason::BadId,
                detail: error.to_string(),
            }),
        };
        read.map_err(|rejection| self.rejections.push(rejection)).ok()
    }

    /// Parts of the same name and place are times of the whole; others are activities of their own.
    fn add_parts(&mut self, raw: &str, mut whole: Item, depth: usize) {
        let mut own = Vec::new();
        let mut times: Vec<RawChannel> = Vec::new();
        for part in parts(raw).iter().filter(|_| depth > 0) {
            let Some(mut item) = self.item(part) else { continue };
            inherit(&mut item, &whole);
            if item.name == whole.name && item.held == whole.held && same_places(&item, &whole) {
                whole.parts.extend(named(&item, &whole, self.page));
                times.extend(item.channels);
            } else {
                item.series = Some(Series::PartOf(whole.id.clone()));
                own.push((*part, item));
            }
        }
        if !times.is_empty() {
            // The whole tells its first and last date only.
            whole.channels.clear();
            times.into_iter().for_each(|channel| add_times(&mut whole.channels, channel));
        }
        let base = whole.id.clone();
        self.items.push(whole);
        for (part, mut item) in own {
            if Ok(&item.id) == page_id(self.page).as_ref() {
                item.id = told_apart(&base, &item);
            }
            self.add_parts(part, item, depth - 1);
        }
    }

    /// Two of one id and name are times of one activity. Two of one id and different names, as where
    /// every event leads to the same page, are told apart by their names.
    pub(super) fn finish(self, page: &mut Page) {
        let mut items: Vec<Item> = Vec::new();
        for item in &self.items {
            let shared = |other: &Item| other.id == item.id && other.name != item.name;
            let id = if self.items.iter().any(shared) {
                told_apart(&item.id, item)
            } else {
                item.id.clone()
            };
            match items.iter_mut().find(|known| known.id == id) {
                Some(known) => {
                    known.hash = RawHash::of(
                        format!("{} {}", known.hash.as_str(), item.hash.as_str()).as_bytes(),
                    );
                    known.parts.extend(item.parts.iter().cloned());
                    let channels = item.channels.iter().cloned();
                    channels.for_each(|channel| add_times(&mut known.channels, channel));
                }
                None => items.push(Item { id, ..item.clone() }),
            }
        }
        page.items = items;
        page.rejections.extend(self.rejections);
    }
}

/// The `subEvent`s of an event, each as it stands.
fn parts(raw: &str) -> Vec<&str> {
    #[derive(Deserialize)]
    struct Whole<'a> {
        #[serde(borrow, rename = "subEvent")]
        parts: Option<&'a RawValue>,
    }
    let Ok(Whole { parts: Some(parts) }) = serde_json::from_str(raw) else { return Vec::new() };
    let list = serde_json::from_str::<Vec<&RawValue>>(parts.get()).unwrap_or_else(|_| vec![parts]);
    // A mere reference is told elsewhere.
    list.into_iter().map(RawValue::get).filter(|part| part.contains("Date")).collect()
}

/// The id of a part that has one of its own: what tells none is called by its page.
fn named(part: &Item, whole: &Item, page: &Url) -> Option<ItemId> {
    let own = part.id != whole.id && Ok(&part.id) != page_id(page).as_ref();
    own.then(|| part.id.clone())
}

fn inherit(part: &mut Item, whole: &Item) {
    if part.name.is_empty() {
        part.name.clone_from(&whole.name);
    }
    let nowhere = |channel: &RawChannel| channel.kinds.is_empty();
    if part.channels.iter().all(nowhere)
        && let Some(times) = part.channels.first().cloned()
    {
        let at = |place: &RawChannel| RawChannel {
            times: times.times.clone(),
            unreadable_times: times.unreadable_times.clone(),
            ..place.clone()
        };
        part.channels = whole.channels.iter().map(at).collect();
    }
}

fn same_places(part: &Item, whole: &Item) -> bool {
    let places = |item: &Item| item.channels.iter().map(place_of).collect::<Vec<_>>();
    places(part) == places(whole)
}

fn place_of(channel: &RawChannel) -> RawChannel {
    RawChannel {
        times: Vec::new(),
        unreadable_times: Vec::new(),
        registration_url: None,
        ..channel.clone()
    }
}

fn add_times(channels: &mut Vec<RawChannel>, channel: RawChannel) {
    let place = place_of(&channel);
    match channels.iter_mut().find(|known| place_of(known) == place) {
        Some(known) => {
            for time in channel.times {
                if !known.times.contains(&time) {
                    known.times.push(time);
                }
            }
            known.unreadable_times.extend(channel.unreadable_times);
        }
        None => channels.push(channel),
    }
}

/// `@id`, else `url`, else the page's own address; made whole by the page's. Blank nodes ("_:b0") are
/// numbered anew at each visit.
fn id(raw: &str, page: &Url) -> Result<ItemId, IdError> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow, rename = "@id")]
        id: Option<&'a RawValue>,
        #[serde(borrow)]
        url: Option<&'a RawValue>,
    }
    let text = |raw: &RawValue| {
        let text = serde_json::from_str::<String>(raw.get()).ok()?;
        let named = !text.trim().is_empty() && !text.starts_with("_:");
        named.then(|| page.join(text.trim()).map_or(text, String::from))
    };
    let named = serde_json::from_str::<Named<'_>>(raw).ok();
    let own = named.and_then(|named| named.id.and_then(text).or_else(|| named.url.and_then(text)));
    own.map_or_else(|| page_id(page), |own| short(&own))
}

fn page_id(page: &Url) -> Result<ItemId, IdError> {
    let mut page = page.clone();
    page.set_fragment(None);
    short(page.as_str())
}

fn told_apart(base: &ItemId, item: &Item) -> ItemId {
    let name = item.name.values().next().map(|name| name.trim().to_lowercase());
    let hash = RawHash::of(name.unwrap_or_default().as_bytes());
    let mark: String = hash.as_str().chars().take(12).collect();
    short(&format!("{base}#{mark}")).unwrap_or_else(|_| item.id.clone())
}

/// An address may be longer than an id; then its hash stands for it.
fn short(text: &str) -> Result<ItemId, IdError> {
    ItemId::parse(text).or_else(|_| ItemId::parse(RawHash::of(text.as_bytes()).as_str()))
}
