//! What we believe of one entry of one source. Every field is valid.

mod mark;
mod outline;
mod position;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{ItemId, ListingKey};
use crate::localized::{Lang, Localized, RichText};
use crate::municipality::Municipality;
use crate::vocabulary::{Scheme, Term};
use crate::weburl::WebUrl;
use crate::when::{When, occurrences};

pub use mark::{Mark, Reading};
pub use outline::{Missing, Outline, Reach};
pub use position::Position;

/// One entry of one source, normalised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub key: ListingKey,
    /// The source's ids of what was put into it besides the entry that `key` names, as the dates of a
    /// series; most have none. Published nowhere, so a change of them alone changes no activity.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub parts: BTreeSet<ItemId>,
    /// The entry of the same source that it says it is a part of, and stays apart from: an umbrella, or a
    /// series that the source does not list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<ItemId>,
    pub content: Content,
    pub sessions: Vec<Session>,
    /// Who is to be thanked, and where the entry can be corrected.
    pub credit: Credit,
    /// What we could not read in it or had to decide; for the source's report.
    pub notes: BTreeSet<Note>,
}

/// Everything told of an activity besides its sessions. The same in a listing and in what is merged
/// from several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Never empty in a listing; without PERUTTU and the like, which are read into `Session::status`.
    pub name: Localized<String>,
    pub summary: Localized<RichText>,
    pub description: Localized<RichText>,
    /// A term of `Scheme::Type`.
    pub kind: Option<Term>,
    pub themes: BTreeSet<Term>,
    pub formats: BTreeSet<Term>,
    pub age_groups: BTreeSet<Term>,
    pub genders: BTreeSet<Term>,
    /// Where the source tells ages as numbers.
    #[serde(default)]
    pub ages: Ages,
    /// The languages in which it is held, not those in which it is described.
    pub languages: BTreeSet<Term>,
    pub area: Area,
    pub price: Price,
    pub registration: Localized<RichText>,
    pub contacts: Vec<Contact>,
    pub image: Option<Image>,
    pub organiser: Organiser,
    pub publication: Publication,
    pub visibility: Visibility,
}

/// One way to take part: some time at some place. Published as one VEVENT.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub when: When,
    pub venue: Venue,
    /// What the organiser says of this place or channel.
    pub info: Localized<RichText>,
    pub accessibility: Accessibility,
    pub registration: Registration,
    pub status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Scheduled,
    /// The organiser said so.
    Cancelled,
    /// Put off to a time that may not be known yet.
    Postponed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Venue {
    Place(Place),
    Online(Online),
    Phone(Phone),
    Hybrid { place: Place, online: Online },
    Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What it is called: "Kaupunginkirjasto".
    #[serde(default)]
    pub name: Localized<String>,
    pub address: Localized<Address>,
    /// From the address's town.
    pub municipality: Option<Municipality>,
    pub position: Option<Position>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Online {
    pub url: Option<WebUrl>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    pub number: Option<String>,
}

/// Not known is not the same as not accessible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accessibility {
    #[default]
    Unknown,
    /// Terms of `Scheme::Accessibility`; at least one.
    Features(BTreeSet<Term>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// `None` = the source does not tell.
    pub required: Option<bool>,
    pub url: Option<WebUrl>,
    pub email: Option<String>,
    pub text: Localized<RichText>,
}

/// Whom it is for, by where they live.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    WholeCountry,
    /// At least one.
    Municipalities(BTreeSet<Municipality>),
    /// Named in a way we do not know, or not told by this kind of source.
    #[default]
    Unknown,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub kind: PriceKind,
    pub text: Localized<RichText>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    Free,
    Paid,
    /// Some of it is free.
    Mixed,
    #[default]
    Unknown,
}

/// In years, both included; `None` = open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ages {
    pub min: Option<u8>,
    pub max: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub means: ContactMeans,
    pub label: Localized<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactMeans {
    Email(String),
    Phone(String),
    Web(WebUrl),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    pub url: WebUrl,
    pub alt: Localized<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organiser {
    /// The source's own id of it.
    pub id: Option<String>,
    /// Never guessed from text.
    pub name: Option<String>,
    /// Y-tunnus, `1234567-8`.
    pub business_id: Option<String>,
    pub url: Option<WebUrl>,
    pub email: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    #[default]
    Published,
    Draft,
    /// A status that is none of the known ones: not shown, told in the report.
    Unrecognised,
}

/// When the organiser wants it seen. Takes effect at the tick of the local day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visibility {
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// "Lähellä.fi".
    pub attribution: String,
    /// As the configuration names it; `None` = none is stated.
    pub licence: Option<String>,
    /// The public page of the entry, where it can be corrected.
    pub link: Option<WebUrl>,
}

/// How far a source is believed where several tell of one thing differently: 1 to 9, 1 first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rank(pub u8);

/// Something in an item that we could not read or had to decide. Costs the item nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    UnknownCode {
        scheme: Scheme,
        code: String,
    },
    UnknownStatus(String),
    UnknownArea(String),
    UnknownMunicipality(String),
    UnknownChannel(String),
    UnknownZone(String),
    /// A time of the item that is no time; the others stand.
    UnreadableTime(String),
    /// A rule of ours where Lähellä's meaning is not known: see `docs/lahella.md`.
    Decided(Decision),
    /// An exclusion that names no instance.
    ExclusionWithoutInstance(NaiveDate),
    /// A field of the wrong type or with an impossible value, by its path.
    UnreadableField(String),
    NoOrganiser,
    WildPosition,
    DroppedLink(String),
    DroppedContact,
    Shortened,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    GapOverridesPeriod,
    FortnightFromStart,
    MonthlyByWeekday,
    MonthlyByDay,
    DailyOnListedWeekdays,
    RangeWithoutHours,
    EndsNextDay,
    NoStatus,
    NoZone,
    EndNotAfterStart,
    HoursAtOneEnd,
    InstantsAsWallClock,
    RuleCountedOut,
}

/// The last day on which any of `sessions` takes place; `None` where one of them has no known end,
/// or there are none.
#[must_use]
pub fn last_day<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Option<NaiveDate> {
    let days = sessions.into_iter().map(|session| occurrences::last_day(&session.when));
    days.reduce(|a, b| Some(a?.max(b?))).flatten()
}

impl Place {
    /// The address in one line, and its language. Its town is called as readers of `lang` call it, in
    /// whatever language the rest is.
    #[must_use]
    pub fn address_for(&self, lang: &Lang) -> Option<(&Lang, String)> {
        let (own, address) = self.address.best(lang)?;
        let called = self.municipality.filter(|town| {
            let names = Lang::OURS.map(|lang| town.name(&lang));
            address.city.as_deref().is_some_and(|city| names.contains(&city.trim()))
        });
        let line = match called {
            Some(town) => {
                let city = Some(town.name(lang).to_owned());
                Address { city, ..address.clone() }.one_line()
            }
            None => address.one_line(),
        };
        Some((own, line))
    }
}

impl Address {
    /// "Torikatu 1, 90100 Oulu".
    #[must_use]
    pub fn one_line(&self) -> String {
        let join = |parts: [Option<&str>; 2], with: &str| {
            parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(with)
        };
        let town = join([self.postal_code.as_deref(), self.city.as_deref()], " ");
        join([self.street.as_deref(), Some(&town)], ", ")
    }
}

impl Listing {
    /// By the source's own ids, all that it was made of.
    pub fn source_ids(&self) -> impl Iterator<Item = &ItemId> {
        std::iter::once(&self.key.id).chain(&self.parts)
    }
}

impl Content {
    /// What it is called, to tell it from others: in Finnish if it is named in Finnish.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.best(&Lang::FI).map_or("", |(_, name)| name)
    }
}

impl Venue {
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) | Self::Hybrid { place, .. } => Some(place),
            Self::Online(_) | Self::Phone(_) | Self::Unknown => None,
        }
    }

    #[must_use]
    pub fn online(&self) -> Option<&Online> {
        match self {
            Self::Online(online) | Self::Hybrid { online, .. } => Some(online),
            Self::Place(_) | Self::Phone(_) | Self::Unknown => None,
        }
    }
}
