//! All parameters in one table: what can be asked, how it is written, and who takes it.

use super::clause::{Channel, StatusName};
use super::error::one_of;
use super::sort::Sort;
use crate::vocabulary::{Scheme, Term};

/// A parameter of feeds, lists and calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    pub group: Group,
    pub kind: Kind,
    pub many: Many,
    /// A value that can be read.
    pub example: &'static str,
    /// One sentence.
    pub says: &'static str,
    pub(super) means: Means,
}

/// What a parameter is for; by it each `Form` takes it or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Chooses.
    Filter,
    /// In which order, and how many at most.
    Order,
    /// Where in a list to go on.
    Page,
    /// What is told of each.
    Fields,
    /// The language of what is shown.
    Lang,
    /// How times are told.
    Times,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Codes of our vocabulary.
    Terms(&'static [Scheme]),
    /// One of these.
    Choice(&'static [&'static str]),
    /// A date, or one that is counted from today.
    Day,
    /// An instant (RFC 3339), or a date, which stands for its first moment in Finland.
    Instant,
    /// A whole number, both ends included.
    Whole(u32, u32),
    /// What its parser says. `expected` is what a value is to be.
    Text { expected: &'static str },
}

/// How many values it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    One,
    /// Joined by commas or repeated.
    List,
}

/// What a request is for: each takes some of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A feed of the configuration.
    Feed,
    /// A calendar, which comes whole.
    Calendar,
    /// A list in pages, in one language.
    News,
    /// A list in pages, of objects with these members.
    List(&'static [&'static str]),
    /// A page for people about one thing.
    Page,
    /// One object with these members.
    One(&'static [&'static str]),
    /// What takes nothing.
    Nothing,
}

/// Which one it is, for the compiler to see that none is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Means {
    Municipality,
    Region,
    Type,
    Theme,
    Format,
    Audience,
    Age,
    Language,
    Free,
    Accessible,
    Channel,
    Organisation,
    Source,
    Words,
    Box,
    Near,
    From,
    To,
    Status,
    ModifiedSince,
    Sort,
    Limit,
    Page,
    Cursor,
    Fields,
    Lang,
    Expand,
}

/// Calendar readers slow down or stop at about as many events.
pub const MAX_LIMIT: u32 = 1_000;

/// In the order in which they are told to people.
pub const PARAMETERS: [Parameter; 27] = [
    Parameter {
        name: "municipality",
        group: Group::Filter,
        kind: Kind::Text {
            expected: "a Finnish or Swedish name or a code of Statistics Finland, as in Oulu or 564",
        },
        many: Many::List,
        example: "Oulu,678",
        says: "Sessions held there; what has no place, if it is for those who live there.",
        means: Means::Municipality,
    },
    Parameter {
        name: "region",
        group: Group::Filter,
        kind: Kind::Text {
            expected: "a wellbeing services county, as in pohjois-pohjanmaa or North Ostrobothnia",
        },
        many: Many::List,
        example: "pohjois-pohjanmaa",
        says: "The same for all municipalities of a wellbeing services county.",
        means: Means::Region,
    },
    Parameter {
        name: "type",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::Type]),
        many: Many::List,
        example: "hobby",
        says: "Activities of this type.",
        means: Means::Type,
    },
    Parameter {
        name: "theme",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::Theme]),
        many: Many::List,
        example: "nature,sports",
        says: "Activities with this theme.",
        means: Means::Theme,
    },
    Parameter {
        name: "format",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::Format]),
        many: Many::List,
        example: "group",
        says: "Activities arranged in this form.",
        means: Means::Format,
    },
    Parameter {
        name: "audience",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::AgeGroup, Scheme::Gender]),
        many: Many::List,
        example: "seniors",
        says: "Activities for this age group or gender.",
        means: Means::Audience,
    },
    Parameter {
        name: "age",
        group: Group::Filter,
        kind: Kind::Text { expected: "years from 0 to 120, as in 10 or 7-12" },
        many: Many::One,
        example: "7-12",
        says: "Activities for somebody of this age, by the years that are told, else by the age groups.",
        means: Means::Age,
    },
    Parameter {
        name: "language",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::Language]),
        many: Many::List,
        example: "sv",
        says: "Activities held in this language.",
        means: Means::Language,
    },
    Parameter {
        name: "free",
        group: Group::Filter,
        kind: Kind::Choice(&["true", "false"]),
        many: Many::One,
        example: "true",
        says: "Activities that are free, at least in part; or those that are not.",
        means: Means::Free,
    },
    Parameter {
        name: "accessible",
        group: Group::Filter,
        kind: Kind::Terms(&[Scheme::Accessibility]),
        many: Many::List,
        example: "wheelchair,accessible-toilet",
        says: "Sessions where there is all of this.",
        means: Means::Accessible,
    },
    Parameter {
        name: "channel",
        group: Group::Filter,
        kind: Kind::Choice(&Channel::NAMES),
        many: Many::List,
        example: "online",
        says: "Sessions in which one takes part so; those that are hybrid are found under `place` and `online` as well.",
        means: Means::Channel,
    },
    Parameter {
        name: "organisation",
        group: Group::Filter,
        kind: Kind::Text {
            expected: "a Y-tunnus, as in 1234567-8, or a whole name of at most 200 characters",
        },
        many: Many::List,
        example: "1234567-8",
        says: "Activities of this organisation; a name may hold commas, so several names are repeated and not joined.",
        means: Means::Organisation,
    },
    Parameter {
        name: "source",
        group: Group::Filter,
        kind: Kind::Text { expected: "the id of a source: 1 to 40 of a–z, 0–9 and -" },
        many: Many::List,
        example: "demo",
        says: "Activities that this source tells of.",
        means: Means::Source,
    },
    Parameter {
        name: "q",
        group: Group::Filter,
        kind: Kind::Text { expected: "1 to 10 words of at most 200 characters together" },
        many: Many::One,
        example: "kuoro oulu",
        says: "Activities in whose texts each of these words is found.",
        means: Means::Words,
    },
    Parameter {
        name: "bbox",
        group: Group::Filter,
        kind: Kind::Text {
            expected: "west,south,east,north in degrees (WGS 84), as in 25.3,64.9,25.8,65.1",
        },
        many: Many::One,
        example: "25.3,64.9,25.8,65.1",
        says: "Sessions at a place within this box.",
        means: Means::Box,
    },
    Parameter {
        name: "near",
        group: Group::Filter,
        kind: Kind::Text {
            expected: "longitude,latitude,metres, the metres from 1 to 200000, as in 25.4651,65.0121,5000",
        },
        many: Many::One,
        example: "25.4651,65.0121,5000",
        says: "Sessions at a place no further than this from here.",
        means: Means::Near,
    },
    Parameter {
        name: "from",
        group: Group::Filter,
        kind: Kind::Day,
        many: Many::One,
        example: "today",
        says: "Sessions with a date on this day or later.",
        means: Means::From,
    },
    Parameter {
        name: "to",
        group: Group::Filter,
        kind: Kind::Day,
        many: Many::One,
        example: "today+14",
        says: "Sessions with a date on this day or earlier.",
        means: Means::To,
    },
    Parameter {
        name: "status",
        group: Group::Filter,
        kind: Kind::Choice(&StatusName::NAMES),
        many: Many::List,
        example: "scheduled",
        says: "Sessions that are to be held, are cancelled, or are put off.",
        means: Means::Status,
    },
    Parameter {
        name: "modified_since",
        group: Group::Filter,
        kind: Kind::Instant,
        many: Many::One,
        example: "2026-11-24T06:00:00Z",
        says: "Activities of which what is published changed then or later.",
        means: Means::ModifiedSince,
    },
    Parameter {
        name: "sort",
        group: Group::Order,
        kind: Kind::Choice(&Sort::NAMES),
        many: Many::One,
        example: "name",
        says: "The order: `start` (default) is the next start; `-` before it turns it round; `distance` goes with `near`.",
        means: Means::Sort,
    },
    Parameter {
        name: "limit",
        group: Group::Order,
        kind: Kind::Whole(1, MAX_LIMIT),
        many: Many::One,
        example: "20",
        says: "So many activities at most; without it a list has 100, and a calendar all.",
        means: Means::Limit,
    },
    Parameter {
        name: "page",
        group: Group::Page,
        kind: Kind::Whole(1, 100_000),
        many: Many::One,
        example: "2",
        says: "Which page of the list; what comes or goes between two requests moves it.",
        means: Means::Page,
    },
    Parameter {
        name: "cursor",
        group: Group::Page,
        kind: Kind::Text { expected: "what stands in `next`, with the same filter and order" },
        many: Many::One,
        example: "0000000000.0000000000000",
        says: "Where the list goes on, from `next`; nothing is left out or told twice.",
        means: Means::Cursor,
    },
    Parameter {
        name: "fields",
        group: Group::Fields,
        kind: Kind::Text { expected: "names of members" },
        many: Many::List,
        example: "name",
        says: "These members of each object alone, and its id.",
        means: Means::Fields,
    },
    Parameter {
        name: "lang",
        group: Group::Lang,
        kind: Kind::Choice(&["fi", "sv", "en"]),
        many: Many::One,
        example: "sv",
        says: "The language to show, where there is none the next of Finnish, Swedish, English; JSON without it has all.",
        means: Means::Lang,
    },
    Parameter {
        name: "expand",
        group: Group::Times,
        kind: Kind::Choice(&["1", "0"]),
        many: Many::One,
        example: "1",
        says: "In a calendar, each time as an event of its own, without rules: from today and for 60 days unless `from` and `to` say otherwise.",
        means: Means::Expand,
    },
];

impl Parameter {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        PARAMETERS.iter().find(|parameter| parameter.name == name)
    }

    /// All values that there are, where they are few.
    #[must_use]
    pub fn choices(&self) -> Option<Vec<&'static str>> {
        match self.kind {
            Kind::Terms(schemes) => {
                let terms = schemes.iter().flat_map(|scheme| Term::all(*scheme));
                Some(terms.map(Term::code).collect())
            }
            Kind::Choice(choices) => Some(choices.to_vec()),
            Kind::Day | Kind::Instant | Kind::Whole(..) | Kind::Text { .. } => None,
        }
    }

    /// What a value is to be, to go after "expected".
    #[must_use]
    pub fn expected(&self) -> String {
        match self.kind {
            Kind::Terms(_) | Kind::Choice(_) => one_of(self.choices().unwrap_or_default()),
            Kind::Day => "a date as in 2026-11-24, today, today+14 or today-7".to_owned(),
            Kind::Instant => {
                "a time as in 2026-11-24T06:00:00Z, or a date as in 2026-11-24".to_owned()
            }
            Kind::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Kind::Text { expected } => expected.to_owned(),
        }
    }
}

impl Form {
    /// Those that it takes.
    pub fn parameters(self) -> impl Iterator<Item = &'static Parameter> {
        PARAMETERS.iter().filter(move |parameter| self.takes(parameter))
    }

    #[must_use]
    pub fn takes(self, parameter: &Parameter) -> bool {
        let groups: &[Group] = match self {
            Self::Feed => &[Group::Filter, Group::Order, Group::Lang],
            Self::Calendar => &[Group::Filter, Group::Order, Group::Lang, Group::Times],
            Self::News => &[Group::Filter, Group::Order, Group::Page, Group::Lang],
            Self::List(_) => {
                &[Group::Filter, Group::Order, Group::Page, Group::Fields, Group::Lang]
            }
            Self::Page => &[Group::Lang],
            Self::One(_) => &[Group::Fields, Group::Lang],
            Self::Nothing => &[],
        };
        groups.contains(&parameter.group)
    }

    pub(super) fn members(self) -> &'static [&'static str] {
        match self {
            Self::List(members) | Self::One(members) => members,
            Self::Feed | Self::Calendar | Self::News | Self::Page | Self::Nothing => &[],
        }
    }
}
