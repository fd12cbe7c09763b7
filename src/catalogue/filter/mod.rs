//! One filter for all: a feed's table in the configuration and a request's query use the same names.

mod parse;

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use crate::activity::Activity;
use crate::listing::{Area, Session, Venue};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::vocabulary::Term;

/// What is asked for. Alternatives inside a name, all names together.
///
/// A value that is not told matches nothing: an activity without a stated age group is not found
/// under `audience=seniors`, because nobody said that it is for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A set and not a field a name: a feed's own wish and a request's must both hold.
    clauses: BTreeSet<Clause>,
    days: Days,
    lang: Option<Lang>,
    limit: Option<usize>,
}

/// Any one of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clause {
    /// Age groups and genders.
    Audience(BTreeSet<Term>),
    Language(BTreeSet<Term>),
    Municipality(BTreeSet<Municipality>),
    Theme(BTreeSet<Term>),
    Type(BTreeSet<Term>),
}

/// Local days, both included; open where none is named. They choose the sessions that have an instance
/// on one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Why a filter cannot be read: in the words of whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; expected {expected}")]
pub struct FilterError {
    pub name: String,
    pub problem: String,
    pub expected: String,
}

impl Filter {
    pub const NAMES: [&str; 9] =
        ["municipality", "type", "theme", "audience", "language", "from", "to", "lang", "limit"];

    /// Calendar readers slow down or stop at about as many events.
    pub const MAX_LIMIT: usize = 1_000;

    /// Lists are joined by commas or repeated: `theme=nature,sports` and `theme=nature&theme=sports`
    /// are the same. A name that is unknown, or given twice where it takes one value, is an error.
    pub fn parse<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, FilterError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        parse::filter(pairs)
    }

    /// What both ask for. The language is `other`'s where it names one, the limit the lower one.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let lower = |a: Option<usize>, b: Option<usize>| a.into_iter().chain(b).min();
        Self {
            clauses: self.clauses.union(&other.clauses).cloned().collect(),
            days: self.days.and(other.days),
            lang: other.lang.clone().or_else(|| self.lang.clone()),
            limit: lower(self.limit, other.limit),
        }
    }

    /// The language to show: Finnish where none is named.
    #[must_use]
    pub fn lang(&self) -> &Lang {
        self.lang.as_ref().unwrap_or(&Lang::FI)
    }

    /// The same without an end, for who counts for himself.
    #[must_use]
    pub fn without_limit(&self) -> Self {
        Self { limit: None, ..self.clone() }
    }

    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    #[must_use]
    pub fn days(&self) -> Days {
        self.days
    }

    /// Whether the activity is asked for, leaving place and time to its sessions.
    pub(super) fn wants(&self, activity: &Activity) -> bool {
        let content = &activity.content;
        let any = |wanted: &BTreeSet<Term>, has: &BTreeSet<Term>| !wanted.is_disjoint(has);
        self.clauses.iter().all(|clause| match clause {
            Clause::Audience(wanted) => {
                any(wanted, &content.age_groups) || any(wanted, &content.genders)
            }
            Clause::Language(wanted) => any(wanted, &content.languages),
            Clause::Municipality(_) => true,
            Clause::Theme(wanted) => any(wanted, &content.themes),
            Clause::Type(wanted) => content.kind.is_some_and(|kind| wanted.contains(&kind)),
        })
    }

    /// Whether a session is asked for by its municipality: that of its place where it is known, else
    /// those whom the activity is for. `session` is `None` for an activity that has none.
    pub(super) fn wants_place(&self, area: &Area, session: Option<&Session>) -> bool {
        self.clauses.iter().all(|clause| match clause {
            Clause::Municipality(wanted) => is_in(wanted, area, session),
            Clause::Audience(_) | Clause::Language(_) | Clause::Theme(_) | Clause::Type(_) => true,
        })
    }
}

/// What is held in another municipality is not offered here, even if it is for the whole country; what
/// is held nowhere (online, by phone) and names nobody is for everybody.
fn is_in(wanted: &BTreeSet<Municipality>, area: &Area, session: Option<&Session>) -> bool {
    let venue = session.map(|session| &session.venue);
    if let Some(here) = venue.and_then(Venue::place).and_then(|place| place.municipality) {
        return wanted.contains(&here);
    }
    match area {
        Area::WholeCountry => true,
        Area::Municipalities(named) => !wanted.is_disjoint(named),
        Area::Unknown => matches!(venue, Some(Venue::Online(_) | Venue::Phone(_))),
    }
}

impl Days {
    fn and(self, other: Self) -> Self {
        Self {
            from: self.from.into_iter().chain(other.from).max(),
            to: self.to.into_iter().chain(other.to).min(),
        }
    }

    /// Whether anything from `first` to `last` is on one of these days.
    #[must_use]
    pub fn touch(self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from.is_none_or(|from| last >= from) && self.to.is_none_or(|to| first <= to)
    }

    #[must_use]
    pub fn are_all(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

impl Clause {
    fn name(&self) -> &'static str {
        match self {
            Self::Audience(_) => "audience",
            Self::Language(_) => "language",
            Self::Municipality(_) => "municipality",
            Self::Theme(_) => "theme",
            Self::Type(_) => "type",
        }
    }

    fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Municipality(set) => set.iter().map(|municipality| municipality.code()).collect(),
            Self::Audience(set) | Self::Language(set) | Self::Theme(set) | Self::Type(set) => {
                set.iter().map(|term| term.code()).collect()
            }
        }
    }
}

/// As a query string with sorted names and codes, so that filters that ask the same are written alike.
/// Of two filters joined by `and` each wish stands for itself, so it does not parse back.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = self.clauses.iter().map(|clause| (clause.name(), clause.codes().join(",")));
        let date = |name, date: Option<NaiveDate>| date.map(|date| (name, date.to_string()));
        let mut pairs: Vec<_> = lists
            .chain(date("from", self.days.from))
            .chain(self.lang.as_ref().map(|lang| ("lang", lang.to_string())))
            .chain(self.limit.map(|limit| ("limit", limit.to_string())))
            .chain(date("to", self.days.to))
            .collect();
        pairs.sort();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        f.write_str(&pairs.join("&"))
    }
}

#[cfg(test)]
mod tests;
