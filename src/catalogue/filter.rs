//! One filter for all: a feed's table in the configuration and a request's query use the same names.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::vocabulary::Term;

/// What is asked for. Alternatives inside a name, all names together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A set and not a field a name: a feed's own wish and a request's must both hold.
    clauses: BTreeSet<Clause>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    lang: Option<Lang>,
    limit: Option<usize>,
}

/// Any one of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clause {
    Municipality(BTreeSet<Municipality>),
    Type(BTreeSet<Term>),
    Theme(BTreeSet<Term>),
    /// Age groups and genders.
    Audience(BTreeSet<Term>),
    Language(BTreeSet<Term>),
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
    /// Lists are joined by commas or repeated: `theme=nature,sports` and `theme=nature&theme=sports`
    /// are the same.
    pub fn parse<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Self, FilterError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let _ = pairs.into_iter().map(|(name, value)| (name.as_ref().len(), value.as_ref().len()));
        Ok(Self::default())
    }

    /// What both ask for. The language is `other`'s where it names one, the limit the lower one.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let _ = other;
        self.clone()
    }

    /// The language to show; Finnish where none is named.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang.clone().unwrap_or(Lang::FI)
    }

    #[must_use]
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }
}

/// As a query string, sorted, so that equal filters are written alike.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let _ = (&self.clauses, self.from, self.to);
        f.write_str("")
    }
}
