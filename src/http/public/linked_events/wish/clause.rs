//! One thing that is asked for, besides time.

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::catalogue::Sign;
use crate::listing::{Area, Organiser, Position, PriceKind, Venue};
use crate::localized::{Lang, Localized};
use crate::municipality::Municipality;
use crate::publish::linked_events::{
    EventStatus, Happening, Location, ages, organisation, subjects, type_id,
};
use crate::vocabulary::Term;

/// A set holds where any of it does; an empty one nowhere.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clause {
    Keywords(BTreeSet<Term>),
    WithoutKeywords(BTreeSet<Term>),
    /// In small letters; parts of words.
    Words(BTreeSet<String>),
    Languages(BTreeSet<String>, Used),
    /// Codes of `type_id`.
    Types(BTreeSet<&'static str>),
    Publishers(BTreeSet<String>),
    Ages(Ages),
    Free(bool),
    /// Everything of ours comes from us.
    DataSource(bool),
    Statuses(BTreeSet<EventStatus>),
    Locations(BTreeSet<String>),
    Divisions(BTreeSet<Municipality>),
    Within(Shape),
    Online,
    Supers(BTreeSet<Super>),
    NotRecurring,
    NotPart,
    PartOf(BTreeSet<Option<String>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    /// It is held in it, or told in it.
    Anyhow,
    Held,
    Told,
}

/// In years; what tells no age is not found by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ages {
    MinAtMost(u8),
    MinAtLeast(u8),
    MaxAtMost(u8),
    MaxAtLeast(u8),
    Suits(u8, u8),
}

/// WGS 84, in degrees and metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Box { west: f64, south: f64, east: f64, north: f64 },
    Circle { lon: f64, lat: f64, metres: f64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Super {
    None,
    Recurring,
    Umbrella,
}

impl Clause {
    /// What is the same of all events of an activity; true where that decides nothing.
    pub(super) fn holds_of(&self, activity: &Activity) -> bool {
        match self {
            Self::Keywords(wanted) => keywords(activity).any(|term| wanted.contains(&term)),
            Self::WithoutKeywords(unwanted) => {
                !keywords(activity).any(|term| unwanted.contains(&term))
            }
            Self::Languages(wanted, used) => wanted.iter().any(|lang| used.found(activity, lang)),
            Self::Types(wanted) => wanted.contains(type_id(activity)),
            Self::Publishers(wanted) => {
                organisation(&activity.content.organiser).is_some_and(|id| wanted.contains(&id))
            }
            Self::Ages(wanted) => wanted.hold(ages(activity)),
            Self::Free(wanted) => {
                let free =
                    matches!(activity.content.price.kind, PriceKind::Free | PriceKind::Mixed);
                free == *wanted
            }
            Self::DataSource(ours) => *ours,
            _ => true,
        }
    }

    /// What the catalogue's indexes know of it.
    pub(super) fn sign(&self) -> Option<Sign<'_>> {
        match self {
            Self::Keywords(wanted) => Some(Sign::Any(wanted)),
            Self::WithoutKeywords(unwanted) => Some(Sign::Without(unwanted)),
            Self::Divisions(wanted) => Some(Sign::In(wanted)),
            _ => None,
        }
    }

    pub(super) fn organiser(&self) -> Option<impl Fn(&Organiser) -> bool + '_> {
        let Self::Publishers(wanted) = self else { return None };
        Some(|organiser: &Organiser| organisation(organiser).is_some_and(|id| wanted.contains(&id)))
    }

    pub(super) fn position(&self) -> Option<impl Fn(Position) -> bool> {
        let &Self::Within(shape) = self else { return None };
        Some(move |position| shape.contains(position))
    }

    /// What differs from one of its events to the next; true where that decides nothing.
    pub(super) fn holds(&self, happening: &Happening<'_>) -> bool {
        match self {
            Self::Words(words) => words.iter().any(|word| is_told(happening, word)),
            Self::Statuses(wanted) => wanted.contains(&happening.status()),
            Self::Locations(wanted) => locations(happening).any(|at| wanted.contains(&at.id())),
            Self::Divisions(wanted) => happening
                .sessions()
                .any(|session| is_in(wanted, &happening.activity.content.area, &session.venue)),
            Self::Within(shape) => positions(happening).any(|position| shape.contains(position)),
            Self::Online => happening.sessions().any(|session| session.venue.online().is_some()),
            Self::Supers(wanted) => {
                let own = if happening.is_recurring() { Super::Recurring } else { Super::None };
                wanted.contains(&own)
            }
            Self::NotRecurring => !happening.is_recurring(),
            Self::NotPart => !happening.is_part(),
            Self::PartOf(wanted) => {
                let whole = Happening::whole(happening.activity);
                let held_by = happening.is_part().then(|| whole.id().to_string());
                wanted.contains(&held_by)
            }
            _ => true,
        }
    }
}

fn keywords(activity: &Activity) -> impl Iterator<Item = Term> {
    let content = &activity.content;
    subjects(activity).chain(content.age_groups.iter().chain(&content.genders).copied())
}

fn locations<'a>(happening: &Happening<'a>) -> impl Iterator<Item = Location<'a>> {
    happening.sessions().filter_map(|session| Location::of(&session.venue))
}

/// As in our own filters: what is held in another municipality is not offered here, and what is held
/// nowhere is for those whom it names.
fn is_in(wanted: &BTreeSet<Municipality>, area: &Area, venue: &Venue) -> bool {
    if let Some(here) = venue.place().and_then(|place| place.municipality) {
        return wanted.contains(&here);
    }
    match area {
        Area::WholeCountry => !wanted.is_empty(),
        Area::Municipalities(named) => !wanted.is_disjoint(named),
        Area::Unknown => !wanted.is_empty() && matches!(venue, Venue::Online(_) | Venue::Phone(_)),
    }
}

fn positions(happening: &Happening<'_>) -> impl Iterator<Item = Position> {
    happening.sessions().filter_map(|session| session.venue.place()?.position)
}

fn is_told(happening: &Happening<'_>, word: &str) -> bool {
    let content = &happening.activity.content;
    let finds = |text: &str| text.to_lowercase().contains(word);
    let rich = content.summary.values().chain(content.description.values());
    content.name.values().any(|text| finds(text))
        || rich.map(|text| text.plain.as_str()).any(finds)
        || content.organiser.name.as_deref().is_some_and(finds)
        || locations(happening).any(|location| location.words().any(finds))
}

impl Used {
    fn found(self, activity: &Activity, code: &str) -> bool {
        let content = &activity.content;
        let held = || content.languages.iter().any(|term| term.code() == code);
        match self {
            Self::Held => held(),
            Self::Told => is_told_in(activity, code),
            Self::Anyhow => held() || is_told_in(activity, code),
        }
    }
}

fn is_told_in(activity: &Activity, code: &str) -> bool {
    fn has<T>(texts: &Localized<T>, code: &str) -> bool {
        texts.iter().any(|(lang, _)| Lang::as_str(lang) == code)
    }
    let content = &activity.content;
    has(&content.name, code) || has(&content.summary, code) || has(&content.description, code)
}

impl Ages {
    fn hold(self, (min, max): (Option<u8>, Option<u8>)) -> bool {
        match self {
            Self::MinAtMost(age) => min.is_some_and(|min| min <= age),
            Self::MinAtLeast(age) => min.is_some_and(|min| min >= age),
            Self::MaxAtMost(age) => max.is_some_and(|max| max <= age),
            Self::MaxAtLeast(age) => max.is_some_and(|max| max >= age),
            Self::Suits(from, to) => {
                let told = min.is_some() || max.is_some();
                told && min.is_none_or(|min| min <= from) && max.is_none_or(|max| max >= to)
            }
        }
    }
}

impl Shape {
    fn contains(self, position: Position) -> bool {
        let (here_lon, here_lat) = (position.lon(), position.lat());
        match self {
            Self::Box { west, south, east, north } => {
                (west..=east).contains(&here_lon) && (south..=north).contains(&here_lat)
            }
            Self::Circle { lon, lat, metres } => {
                metres_between((lon, lat), (here_lon, here_lat)) <= metres
            }
        }
    }
}

/// Along a great circle (haversine), on a sphere of the Earth's mean radius.
fn metres_between(a: (f64, f64), b: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6_371_008.8;
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let h = half(a.1, b.1) + a.1.to_radians().cos() * b.1.to_radians().cos() * half(a.0, b.0);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}
