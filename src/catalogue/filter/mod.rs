//! One filter for all: a feed's table in the configuration and a request's query use the same names.

pub(in crate::catalogue) mod area;
pub(in crate::catalogue) mod clause;
mod cursor;
mod day;
mod error;
pub(in crate::catalogue) mod key;
#[cfg(test)]
mod meaning;
mod parameter;
mod parse;
mod query;
pub(in crate::catalogue) mod sort;
pub(in crate::catalogue) mod text;
mod written;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use self::clause::{ActivityClause, SessionClause};
use self::day::Day;
use crate::id::SourceId;
use crate::localized::Lang;
use crate::vocabulary::Scheme;

pub use cursor::Cursor;
pub use day::Days;
pub use error::{Fault, FilterError};
pub use parameter::{Form, Group, Kind, MAX_LIMIT, Many, PARAMETERS, Parameter};
pub use query::{Moment, Query, Start};
pub use sort::Sort;

/// What is asked for. Alternatives inside a name, all names together.
///
/// A value that is not told matches nothing: an activity without a stated age group is not found
/// under `audience=seniors`, because nobody said that it is for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sets and not a field a name: a feed's own wish and a request's must both hold.
    about: BTreeSet<ActivityClause>,
    held: BTreeSet<SessionClause>,
    from: BTreeSet<Day>,
    to: BTreeSet<Day>,
    lang: Option<Lang>,
    sort: Option<Sort>,
    limit: Option<usize>,
}

impl Filter {
    /// Of what the values of a parameter are codes.
    #[must_use]
    pub fn schemes(parameter: &str) -> &'static [Scheme] {
        match Parameter::named(parameter).map(|parameter| parameter.kind) {
            Some(Kind::Terms(schemes)) => schemes,
            _ => &[],
        }
    }

    /// As a feed of the configuration has it. Lists are joined by commas or repeated:
    /// `theme=nature,sports` and `theme=nature&theme=sports` are the same. A name that is unknown, or
    /// given twice where it takes one value, is an error.
    pub fn parse<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, FilterError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        parse::read(pairs, Form::Feed).map(|asked| asked.filter)
    }

    /// What both ask for. Language and order are `other`'s where it names them, the limit the lower one.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let lower = |a: Option<usize>, b: Option<usize>| a.into_iter().chain(b).min();
        Self {
            about: self.about.union(&other.about).cloned().collect(),
            held: self.held.union(&other.held).cloned().collect(),
            from: self.from.union(&other.from).copied().collect(),
            to: self.to.union(&other.to).copied().collect(),
            lang: other.lang.clone().or_else(|| self.lang.clone()),
            sort: other.sort.or(self.sort),
            limit: lower(self.limit, other.limit),
        }
    }

    /// Without clauses and an order that `base` has as well.
    #[must_use]
    pub(super) fn beside(self, base: &Self) -> Self {
        Self {
            about: self.about.difference(&base.about).cloned().collect(),
            held: self.held.difference(&base.held).cloned().collect(),
            from: self.from.difference(&base.from).copied().collect(),
            to: self.to.difference(&base.to).copied().collect(),
            sort: self.sort.filter(|sort| *sort != base.sort()),
            ..self
        }
    }

    /// Whether all sources that it names are among those that there are: another would find nothing.
    pub fn check_sources(&self, known: &[&SourceId]) -> Result<(), FilterError> {
        let named = self.about.iter().filter_map(|clause| match clause {
            ActivityClause::Source(ids) => Some(ids),
            _ => None,
        });
        match named.flatten().find(|id| !known.contains(id)) {
            Some(id) => {
                let problem = format!("{:?} is not known", id.as_str());
                let all = error::one_of(known.iter().map(|id| id.as_str()));
                let fault = Fault::Unknown { value: id.to_string(), near: Vec::new() };
                Err(FilterError::new("source", fault, &problem, &all))
            }
            None => Ok(()),
        }
    }

    /// The language to show: Finnish where none is named.
    #[must_use]
    pub fn lang(&self) -> &Lang {
        self.lang.as_ref().unwrap_or(&Lang::FI)
    }

    /// The one language that is wanted, for what otherwise tells all.
    #[must_use]
    pub fn only_lang(&self) -> Option<&Lang> {
        self.lang.as_ref()
    }

    #[must_use]
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or(Sort::DEFAULT)
    }

    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// With at most `most`.
    #[must_use]
    pub fn within(&self, most: usize) -> Self {
        Self { limit: Some(self.limit.map_or(most, |limit| limit.min(most))), ..self.clone() }
    }

    /// The same without an end, for who counts for himself.
    #[must_use]
    pub fn without_limit(&self) -> Self {
        Self { limit: None, ..self.clone() }
    }

    /// They choose the sessions that have an instance on one of them.
    #[must_use]
    pub fn days(&self, as_of: NaiveDate) -> Days {
        Days::of(&self.from, &self.to, as_of)
    }

    pub(super) fn activity_clauses(&self) -> impl Iterator<Item = &ActivityClause> {
        self.about.iter()
    }

    pub(super) fn session_clauses(&self) -> impl Iterator<Item = &SessionClause> {
        self.held.iter()
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
