//! What a run must know of a listing without all that it says: a tenth of a kilobyte instead of four.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Accessibility, Area, Content, Listing, Note, PriceKind, Publication, Session, Venue,
    Visibility, last_day,
};
use crate::municipality::Municipality;
use crate::when::When;
use crate::when::occurrences::first_day;

/// Follows from the listing alone, so that it may be stored beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    #[serde(default, skip_serializing_if = "is_published")]
    pub publication: Publication,
    #[serde(default, skip_serializing_if = "is_unlimited")]
    pub visibility: Visibility,
    pub reach: Reach,
    /// The first day of anything that has times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
    /// As `listing::last_day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub missing: BTreeSet<Missing>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub notes: BTreeSet<Note>,
}

/// Whom it concerns, by where they live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    Everybody,
    /// Nobody anywhere, where nothing tells a town.
    Towns(BTreeSet<Municipality>),
}

/// What the service tray would show, and what is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Summary,
    Type,
    Theme,
    AgeGroup,
    Language,
    Municipality,
    Price,
    Accessibility,
    Provider,
    Contact,
    Image,
    Link,
}

impl Outline {
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        let Listing { content, sessions, notes, .. } = listing;
        let timed = sessions.iter().map(|session| &session.when);
        let timed = timed.filter(|when| !matches!(when, When::Ongoing(_)));
        Self {
            publication: content.publication,
            visibility: content.visibility,
            reach: Reach::of(&content.area, sessions),
            first_day: timed.filter_map(first_day).min(),
            last_day: last_day(sessions),
            missing: missing(listing),
            notes: notes.clone(),
        }
    }

    #[must_use]
    pub fn has_ended(&self, as_of: NaiveDate) -> bool {
        self.last_day.is_some_and(|last| last < as_of)
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self::Towns(BTreeSet::new())
    }
}

impl Reach {
    /// Those who live in the area, or where it is held. Where nothing tells whom it is for, what has no
    /// place but is reached by net or phone is for all; a place that we cannot find is not.
    #[must_use]
    pub fn of<'a>(area: &Area, sessions: impl IntoIterator<Item = &'a Session>) -> Self {
        let venues = sessions.into_iter().map(|session| &session.venue);
        let mut towns = match area {
            Area::WholeCountry => return Self::Everybody,
            Area::Municipalities(area) => area.clone(),
            Area::Unknown => BTreeSet::new(),
        };
        let (mut venues_told, mut all_remote) = (false, true);
        for venue in venues {
            venues_told = true;
            all_remote &= matches!(venue, Venue::Online(_) | Venue::Phone(_));
            towns.extend(venue.place().and_then(|place| place.municipality));
        }
        match area {
            Area::Unknown if venues_told && all_remote => Self::Everybody,
            _ => Self::Towns(towns),
        }
    }

    #[must_use]
    pub fn meets(&self, region: &BTreeSet<Municipality>) -> bool {
        match self {
            Self::Everybody => true,
            Self::Towns(towns) => !towns.is_disjoint(region),
        }
    }
}

impl Missing {
    /// In English, as `kooste status` says it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Type => "type",
            Self::Theme => "theme",
            Self::AgeGroup => "age group",
            Self::Language => "language",
            Self::Municipality => "municipality",
            Self::Price => "price",
            Self::Accessibility => "accessibility",
            Self::Provider => "provider",
            Self::Contact => "contact",
            Self::Image => "image",
            Self::Link => "link",
        }
    }
}

fn is_published(publication: &Publication) -> bool {
    *publication == Publication::Published
}

fn is_unlimited(visibility: &Visibility) -> bool {
    *visibility == Visibility::default()
}

fn missing(listing: &Listing) -> BTreeSet<Missing> {
    // Taken apart, so that a new field is not forgotten: what the tray shows is decided here.
    let Content {
        name: _,
        summary,
        description: _,
        kind,
        themes,
        formats: _,
        age_groups,
        genders: _,
        ages: _,
        languages,
        area,
        price,
        registration: _,
        contacts,
        image,
        organiser,
        publication: _,
        visibility: _,
    } = &listing.content;
    let places = || listing.sessions.iter().filter_map(|session| session.venue.place());
    let mut accessible = listing.sessions.iter().map(|session| &session.accessibility);
    [
        (Missing::Summary, summary.is_empty()),
        (Missing::Type, kind.is_none()),
        (Missing::Theme, themes.is_empty()),
        (Missing::AgeGroup, age_groups.is_empty()),
        (Missing::Language, languages.is_empty()),
        (
            Missing::Municipality,
            *area == Area::Unknown && places().all(|place| place.municipality.is_none()),
        ),
        (Missing::Price, price.kind == PriceKind::Unknown),
        (Missing::Accessibility, accessible.all(|a| *a == Accessibility::Unknown)),
        (Missing::Provider, organiser.name.is_none()),
        (Missing::Contact, contacts.is_empty()),
        (Missing::Image, image.is_none()),
        (Missing::Link, listing.credit.link.is_none()),
    ]
    .into_iter()
    .filter(|(_, missing)| *missing)
    .map(|(missing, _)| missing)
    .collect()
}
