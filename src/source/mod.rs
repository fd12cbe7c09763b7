//! What sources say. One file a kind: private wire structs, and `parse` from bytes to a page.
//!
//! Lenient by policy: a page of the wrong shape is an error, a bad entry is a `Rejection` and costs
//! nobody else, an unknown field is ignored, an unknown code is kept as it is.

mod address;
mod entry;
pub mod eventz;
mod field;
#[cfg(test)]
mod fixtures;
pub mod ical;
mod json;
pub mod json_ld;
pub mod kind;
pub mod known;
pub mod lahella;
pub mod linked_events;
pub mod organisers;
mod price;
pub mod ptv;
pub mod rpde;
pub mod rss;
mod schema_org;
#[cfg(test)]
mod told;
pub mod tribe;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::ItemId;
pub use known::{Known, Same};

/// One entry of one source in a shape common to all kinds, with values as published.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: ItemId,
    pub hash: RawHash,
    /// Whose codes these are.
    pub codes: CodeSystem,
    pub name: RawTexts,
    pub summary: RawTexts,
    pub description: RawTexts,
    pub price: RawTexts,
    pub registration: RawTexts,
    pub kind: Option<String>,
    pub themes: Vec<String>,
    pub formats: Vec<String>,
    pub languages: Vec<String>,
    /// Age groups and genders.
    pub audience: Vec<String>,
    pub areas: Vec<String>,
    pub prices: Vec<String>,
    pub status: Option<String>,
    /// What became of it.
    pub held: Held,
    /// Ages in years, where they are told as numbers: from, to, both included.
    pub min_age: Option<u8>,
    pub max_age: Option<u8>,
    /// The entry's own page at its source.
    pub link: Option<String>,
    /// Milliseconds since 1970.
    pub visible_from: Option<i64>,
    pub visible_until: Option<i64>,
    pub contacts: Vec<RawContact>,
    /// An id or an address.
    pub photo: Option<String>,
    pub photo_alt: Option<String>,
    pub organiser: RawOrganiser,
    pub channels: Vec<RawChannel>,
    pub series: Option<Series>,
    /// What else of the source was put into it: entries, or parts that have an id of their own.
    pub parts: BTreeSet<ItemId>,
    /// Fields of the wrong type, each with its path; the item was read without them.
    pub unreadable: Vec<String>,
}

impl Item {
    /// With nothing told yet but what it is called and what was received.
    #[must_use]
    pub fn new(id: ItemId, hash: RawHash, codes: CodeSystem) -> Self {
        Self {
            id,
            hash,
            codes,
            name: RawTexts::new(),
            summary: RawTexts::new(),
            description: RawTexts::new(),
            price: RawTexts::new(),
            registration: RawTexts::new(),
            kind: None,
            themes: Vec::new(),
            formats: Vec::new(),
            languages: Vec::new(),
            audience: Vec::new(),
            areas: Vec::new(),
            prices: Vec::new(),
            status: None,
            held: Held::Scheduled,
            min_age: None,
            max_age: None,
            link: None,
            visible_from: None,
            visible_until: None,
            contacts: Vec::new(),
            photo: None,
            photo_alt: None,
            organiser: RawOrganiser::default(),
            channels: Vec::new(),
            series: None,
            parts: BTreeSet::new(),
            unreadable: Vec::new(),
        }
    }
}

/// By language as the source names it; values may be HTML.
pub type RawTexts = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeSystem {
    Lahella,
    /// Words as people write them: matched with the labels of our own terms.
    Words,
}

/// Whether it takes place (schema.org's eventStatus, RFC 5545's STATUS).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Held {
    #[default]
    Scheduled,
    Cancelled,
    /// Put off; the new time may not be known yet.
    Postponed,
    /// Moved to the time that it now tells.
    Rescheduled,
}

/// How an entry belongs with others that are announced one by one and are one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Series {
    /// It stands for all its parts.
    Whole,
    /// Of the entry with this id, which may be a series or something else.
    PartOf(ItemId),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawContact {
    pub kind: String,
    pub value: String,
    pub label: RawTexts,
}

/// An organiser as said in an item, in a page's side list, or in a file of the region's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawOrganiser {
    pub id: Option<String>,
    pub name: Option<String>,
    pub business_id: Option<String>,
    pub url: Option<String>,
    pub email: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawChannel {
    pub kinds: Vec<String>,
    /// What the place is called.
    pub name: RawTexts,
    pub accessibility: Vec<String>,
    /// Longitude, latitude.
    pub position: Option<(f64, f64)>,
    pub address: BTreeMap<String, RawAddress>,
    pub info: RawTexts,
    pub registration: RawTexts,
    pub registration_required: Option<bool>,
    pub registration_url: Option<String>,
    pub registration_email: Option<String>,
    pub phone: Option<String>,
    pub url: Option<String>,
    /// What the part of a series is called that takes place here, where that is something else.
    pub title: RawTexts,
    /// What became of that part.
    pub held: Held,
    pub times: Vec<RawTime>,
    /// Times of the channel that are not even of the right shape, each with what is wrong.
    pub unreadable_times: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawAddress {
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
}

/// One time as published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawTime {
    Lahella(LahellaTime),
    Span(RawSpan),
    Recurring(Box<RawRecurrence>),
}

/// A start and perhaps an end, as ISO 8601 writes them or nearly: "2026-11-24", "2026-11-24 18:00:00",
/// "2026-11-24T16:00:00Z", "2026-11-24T18:00+02:00". Without a time of day it is all day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawSpan {
    pub start: String,
    /// Or how long it lasts: "PT1H30M".
    pub end: Option<String>,
    /// Whether an end without a time of day is the last day itself (Linked Events) or the day after it (RFC 5545).
    pub end_day: EndDay,
    /// An IANA or Windows name; where a time has no offset. Absent = Helsinki.
    pub zone: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndDay {
    #[default]
    Included,
    Excluded,
}

/// A series as RFC 5545 has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRecurrence {
    /// The first instance.
    pub first: RawSpan,
    /// The value of RRULE; absent where there are only RDATEs.
    pub rule: Option<String>,
    pub exdates: Vec<String>,
    pub rdates: Vec<String>,
    /// RECURRENCE-ID and what became of that instance; `None` = cancelled.
    pub overrides: Vec<(String, Option<RawSpan>)>,
}

/// Lähellä's `events[]`: instants are milliseconds and stand for local dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LahellaTime {
    /// "1" single, "2" given days, "3" date range, "4" recurring.
    pub kind: String,
    pub start: i64,
    pub end: Option<i64>,
    pub zone: Option<String>,
    pub period: Option<String>,
    pub gap: Option<String>,
    /// Dates as "2026-12-24" or milliseconds.
    pub excluded: Vec<String>,
    pub hours: Vec<LahellaHours>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LahellaHours {
    /// 1 = Monday … 7 = Sunday; absent where the hours hold for every day.
    pub weekday: Option<i64>,
    pub start: Option<String>,
    pub end: Option<String>,
}

/// BLAKE3 of an entry's bytes as received, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawHash(String);

impl RawHash {
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn bytes(&self) -> Option<[u8; 32]> {
        blake3::Hash::from_hex(&self.0).ok().map(|hash| *hash.as_bytes())
    }
}

impl From<[u8; 32]> for RawHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(blake3::Hash::from(bytes).to_hex().to_string())
    }
}

/// One page of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub items: Vec<Item>,
    /// Entries that were not read, because they are what they were.
    pub same: Vec<Arc<Same>>,
    /// Told in full within other entries, where they may stand in the list besides: `Kind::join` sorts it
    /// out. What is counted of a page does not count them.
    pub embedded: Vec<Item>,
    pub rejections: Vec<Rejection>,
    /// Ids that the source says are gone.
    pub tombstones: Vec<ItemId>,
    /// Organisers told beside the items.
    pub organisers: Vec<RawOrganiser>,
    /// How many entries the page held, readable or not.
    pub received: usize,
    /// How many the source says it has in all.
    pub total: Option<u64>,
    /// Whether the source says that more follows; `None` = it does not say.
    pub has_more: Option<bool>,
    /// Where the source says that what follows is.
    pub next: Option<String>,
}

impl Page {
    /// Whether it is a page of entries that were all read before.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let Self { items, same, embedded, rejections, tombstones, .. } = self;
        !same.is_empty()
            && items.is_empty()
            && embedded.is_empty()
            && rejections.is_empty()
            && tombstones.is_empty()
    }
}

/// An entry that could not be read, with a reason that an admin and the organisation can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Where it is known, the entry still counts as present: nothing is withdrawn because of a fault.
    pub id: Option<ItemId>,
    pub hash: RawHash,
    pub reason: RejectionReason,
    /// What was found, cut short; never a whole body.
    pub detail: String,
}

/// The codes are public and stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionReason {
    /// Not an object, or a field of it is of the wrong type.
    WrongShape,
    NoId,
    BadId,
    NoTitle,
    /// It has times, and none of them can be read.
    NoReadableTime,
    /// News of something, and no word of when it takes place.
    NoEventDate,
    /// Another entry of the same run has the same id and other content.
    DuplicateId,
    TooLarge,
}

impl RejectionReason {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongShape => "wrong_shape",
            Self::NoId => "no_id",
            Self::BadId => "bad_id",
            Self::NoTitle => "no_title",
            Self::NoReadableTime => "no_readable_time",
            Self::NoEventDate => "no_event_date",
            Self::DuplicateId => "duplicate_id",
            Self::TooLarge => "too_large",
        }
    }
}

/// Why a whole page is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    #[error("is empty")]
    Empty,
    #[error("is an HTML page, not a listing: perhaps a login or error page")]
    Html,
    #[error("is not JSON: {0}")]
    NotJson(String),
    #[error("is not XML: {0}")]
    NotXml(String),
    #[error("has the wrong shape: {0}")]
    WrongShape(String),
    #[error("is not text in UTF-8")]
    NotUtf8,
    #[error("is nested deeper than {0} levels")]
    TooDeep(usize),
}
