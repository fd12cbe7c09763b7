//! What a filter asks, name by name: of an activity, and of a session.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, Utc};

use super::area::{BoundingBox, Circle};
use super::text::Words;
use crate::id::SourceId;
use crate::listing::{Content, PriceKind, Status, Venue};
use crate::municipality::{Municipality, WellbeingArea};
use crate::vocabulary::Term;

/// A set means: any one of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum ActivityClause {
    Age(Years),
    /// Age groups and genders.
    Audience(BTreeSet<Term>),
    Format(BTreeSet<Term>),
    Free(Cost),
    Language(BTreeSet<Term>),
    ModifiedSince(DateTime<Utc>),
    Organisation(BTreeSet<Organisation>),
    Source(BTreeSet<SourceId>),
    Theme(BTreeSet<Term>),
    Type(BTreeSet<Term>),
    Words(Words),
}

/// One session must have all that is asked of sessions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum SessionClause {
    /// All of these: who needs two things is not helped by one.
    Accessible(BTreeSet<Term>),
    Box(BoundingBox),
    Channel(BTreeSet<Channel>),
    Municipality(BTreeSet<Municipality>),
    Near(Circle),
    Region(BTreeSet<WellbeingArea>),
    Status(BTreeSet<StatusName>),
}

/// Both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Years {
    pub(in crate::catalogue) min: u8,
    pub(in crate::catalogue) max: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Cost {
    Free,
    Paid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Channel {
    Hybrid,
    Online,
    Phone,
    Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum StatusName {
    Cancelled,
    Postponed,
    Scheduled,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Organisation {
    /// Y-tunnus, `1234567-8`.
    BusinessId(String),
    /// The whole of it, as `Organisation::fold` makes it.
    Name(String),
}

impl Years {
    /// What an age group ends with when it has no end: "65–99" is for who is 103 as well.
    const OPEN: u8 = 99;
    const OLDEST: u8 = 120;

    /// `10`, `7-12`
    pub(super) fn parse(text: &str) -> Option<Self> {
        let year = |text: &str| {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|year| digits && *year <= Self::OLDEST)
        };
        let (min, max) = text.split_once('-').unwrap_or((text, text));
        let years = Self { min: year(min)?, max: year(max)? };
        (years.min <= years.max).then_some(years)
    }

    pub(in crate::catalogue) fn overlap(self, min: u8, max: u8) -> bool {
        self.min.min(Self::OPEN) <= max && self.max >= min
    }
}

impl Channel {
    pub(super) const NAMES: [&str; 4] = ["place", "online", "phone", "hybrid"];

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Hybrid, Self::Online, Self::Phone, Self::Place]
            .into_iter()
            .find(|channel| channel.name() == text)
    }

    pub(in crate::catalogue) fn name(self) -> &'static str {
        match self {
            Self::Hybrid => "hybrid",
            Self::Online => "online",
            Self::Phone => "phone",
            Self::Place => "place",
        }
    }
}

impl Channel {
    /// One can take part in a hybrid session at its place and online.
    pub(in crate::catalogue) fn of(venue: &Venue) -> &'static [Self] {
        match venue {
            Venue::Place(_) => &[Self::Place],
            Venue::Online(_) => &[Self::Online],
            Venue::Phone(_) => &[Self::Phone],
            Venue::Hybrid { .. } => &[Self::Hybrid, Self::Online, Self::Place],
            Venue::Unknown => &[],
        }
    }
}

impl Cost {
    /// Who has no money wants to see what is free in part, too.
    pub(in crate::catalogue) fn of(price: PriceKind) -> Option<Self> {
        match price {
            PriceKind::Free | PriceKind::Mixed => Some(Self::Free),
            PriceKind::Paid => Some(Self::Paid),
            PriceKind::Unknown => None,
        }
    }
}

impl StatusName {
    pub(super) const NAMES: [&str; 3] = ["scheduled", "cancelled", "postponed"];

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Cancelled, Self::Postponed, Self::Scheduled]
            .into_iter()
            .find(|status| status.name() == text)
    }

    pub(in crate::catalogue) fn of(status: Status) -> Self {
        match status {
            Status::Cancelled => Self::Cancelled,
            Status::Postponed => Self::Postponed,
            Status::Scheduled => Self::Scheduled,
        }
    }

    pub(in crate::catalogue) fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
            Self::Scheduled => "scheduled",
        }
    }
}

impl Organisation {
    pub(super) fn parse(text: &str) -> Self {
        if is_business_id(text) {
            Self::BusinessId(text.to_owned())
        } else {
            Self::Name(Self::fold(text))
        }
    }

    /// In small letters, with single spaces.
    pub(in crate::catalogue) fn fold(name: &str) -> String {
        name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The years that it is for, both ends included: by ages told as numbers, else by those of its age groups.
pub(in crate::catalogue) fn ages(content: &Content) -> Vec<(u8, u8)> {
    let ages = content.ages;
    if ages.min.is_some() || ages.max.is_some() {
        return vec![(ages.min.unwrap_or(0), ages.max.unwrap_or(u8::MAX))];
    }
    content.age_groups.iter().filter_map(|group| group.ages()).collect()
}

/// By its form: whether its check digit is right is the register's concern.
pub(super) fn is_business_id(text: &str) -> bool {
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').is_some_and(|(number, check)| digits(number, 7) && digits(check, 1))
}

impl ActivityClause {
    pub(in crate::catalogue) fn name(&self) -> &'static str {
        self.written().0
    }

    /// Its name, and its values as they are written in a query: one for each time that it is named.
    pub(super) fn written(&self) -> (&'static str, Vec<String>) {
        match self {
            Self::Age(years) if years.min == years.max => ("age", vec![years.min.to_string()]),
            Self::Age(years) => ("age", vec![format!("{}-{}", years.min, years.max)]),
            Self::Audience(terms) => ("audience", codes(terms)),
            Self::Format(terms) => ("format", codes(terms)),
            Self::Free(cost) => ("free", vec![(*cost == Cost::Free).to_string()]),
            Self::Language(terms) => ("language", codes(terms)),
            Self::ModifiedSince(at) => {
                ("modified_since", vec![at.to_rfc3339_opts(SecondsFormat::AutoSi, true)])
            }
            Self::Organisation(wanted) => ("organisation", organisations(wanted)),
            Self::Source(ids) => ("source", joined(ids.iter().map(SourceId::as_str))),
            Self::Theme(terms) => ("theme", codes(terms)),
            Self::Type(terms) => ("type", codes(terms)),
            Self::Words(words) => ("q", vec![words.joined()]),
        }
    }
}

impl SessionClause {
    pub(in crate::catalogue) fn name(&self) -> &'static str {
        self.written().0
    }

    /// As that of an `ActivityClause`.
    pub(super) fn written(&self) -> (&'static str, Vec<String>) {
        match self {
            Self::Accessible(terms) => ("accessible", codes(terms)),
            Self::Box(bounds) => ("bbox", vec![bounds.to_string()]),
            Self::Channel(set) => ("channel", joined(set.iter().map(|channel| channel.name()))),
            Self::Municipality(set) => ("municipality", joined(set.iter().map(|m| m.code()))),
            Self::Near(circle) => ("near", vec![circle.to_string()]),
            Self::Region(set) => ("region", joined(set.iter().map(|area| area.slug()))),
            Self::Status(set) => ("status", joined(set.iter().map(|status| status.name()))),
        }
    }
}

fn codes(terms: &BTreeSet<Term>) -> Vec<String> {
    joined(terms.iter().map(|term| term.code()))
}

fn joined<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    vec![codes.collect::<Vec<_>>().join(",")]
}

/// A name may hold commas, so each stands for itself.
fn organisations(wanted: &BTreeSet<Organisation>) -> Vec<String> {
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for organisation in wanted {
        match organisation {
            Organisation::BusinessId(id) => ids.push(id.as_str()),
            Organisation::Name(name) => names.push(name.clone()),
        }
    }
    let ids = (!ids.is_empty()).then(|| ids.join(","));
    ids.into_iter().chain(names).collect()
}
