//! All parameters in one table: what can be asked, how it is written, and who takes it.

mod table;

use super::error::one_of;
use crate::vocabulary::{Scheme, Term};

pub use table::PARAMETERS;

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
    /// In which order.
    Order,
    /// How many at most.
    Size,
    /// Where in a list to go on.
    Page,
    /// What is told of each.
    Fields,
    /// The language of what is shown.
    Lang,
    /// How times are told.
    Times,
    /// Which times of a day are told.
    Moment,
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
    /// The same, or the quarter of an hour in which it is asked.
    Moment,
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
    /// A list in pages, of single times with these members.
    Agenda(&'static [&'static str]),
    /// A list in pages, of those who arrange what is chosen, with these members.
    Directory(&'static [&'static str]),
    /// How much there is of what.
    Counts,
    /// A page for people about one thing.
    Page,
    /// A page for people about what they choose.
    Browse,
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
    EndsAfter,
}

/// Calendar readers slow down or stop at about as many events.
pub const MAX_LIMIT: u32 = 1_000;

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
            Kind::Day | Kind::Instant | Kind::Moment | Kind::Whole(..) | Kind::Text { .. } => None,
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
            Kind::Moment => {
                "now, a time as in 2026-11-24T06:00:00Z, or a date as in 2026-11-24".to_owned()
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
            Self::Feed => &[Group::Filter, Group::Order, Group::Size, Group::Lang],
            Self::Calendar => {
                &[Group::Filter, Group::Order, Group::Size, Group::Lang, Group::Times]
            }
            Self::News => &[Group::Filter, Group::Order, Group::Size, Group::Page, Group::Lang],
            Self::List(_) => {
                &[Group::Filter, Group::Order, Group::Size, Group::Page, Group::Fields, Group::Lang]
            }
            Self::Agenda(_) => &[
                Group::Filter,
                Group::Size,
                Group::Page,
                Group::Fields,
                Group::Lang,
                Group::Moment,
            ],
            Self::Directory(_) => {
                &[Group::Filter, Group::Size, Group::Page, Group::Fields, Group::Lang]
            }
            Self::Counts => &[Group::Filter],
            Self::Page => &[Group::Lang],
            Self::Browse => &[Group::Filter, Group::Lang],
            Self::One(_) => &[Group::Fields, Group::Lang],
            Self::Nothing => &[],
        };
        groups.contains(&parameter.group)
    }

    pub(super) fn members(self) -> &'static [&'static str] {
        match self {
            Self::List(members)
            | Self::Agenda(members)
            | Self::Directory(members)
            | Self::One(members) => members,
            Self::Feed
            | Self::Calendar
            | Self::News
            | Self::Counts
            | Self::Page
            | Self::Browse
            | Self::Nothing => &[],
        }
    }
}
