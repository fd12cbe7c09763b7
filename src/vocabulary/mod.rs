//! Our own stable codes, what people call them in three languages, and what each source calls them.
//!
//! `terms.csv` is the one table. A code once published is never removed or given another meaning.

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::localized::Lang;

/// What a code tells about an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Hobby, support, voluntary work.
    Type,
    Theme,
    /// In what form it is arranged: group, camp, exhibition…
    Format,
    AgeGroup,
    Gender,
    /// The language in which the activity is held; codes are BCP 47.
    Language,
    Accessibility,
}

#[derive(Debug, Deserialize)]
struct Row {
    scheme: Scheme,
    code: String,
    fi: String,
    sv: String,
    en: String,
    /// Lähellä's own code.
    lahella: String,
    /// Ages in years, both ends included; only of age groups.
    min_age: Option<u8>,
    max_age: Option<u8>,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let bytes: &[u8] = include_bytes!("terms.csv");
    csv::Reader::from_reader(bytes).into_deserialize().filter_map(Result::ok).collect()
});

/// A known code. There is no way to have one that is not in the table.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Term(&'static Row);

impl Term {
    pub fn all(scheme: Scheme) -> impl Iterator<Item = Self> {
        TABLE.iter().filter(move |row| row.scheme == scheme).map(Self)
    }

    /// By our own code.
    #[must_use]
    pub fn find(scheme: Scheme, code: &str) -> Option<Self> {
        Self::all(scheme).find(|term| term.code() == code)
    }

    /// By Lähellä's code.
    #[must_use]
    pub fn from_lahella(scheme: Scheme, code: &str) -> Option<Self> {
        Self::all(scheme).find(|term| term.0.lahella == code)
    }

    /// By what people call it, in Finnish, Swedish or English, or by our own code; in any case.
    #[must_use]
    pub fn named(scheme: Scheme, text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase();
        let called = |term: &Self| {
            let Row { fi, sv, en, code, .. } = term.0;
            [fi, sv, en, code].iter().any(|name| name.to_lowercase() == wanted)
        };
        Self::all(scheme).find(called)
    }

    #[must_use]
    pub fn scheme(self) -> Scheme {
        self.0.scheme
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// In Finnish where the language is none of ours.
    #[must_use]
    pub fn label(self, lang: &Lang) -> &'static str {
        match lang.as_str() {
            "sv" => &self.0.sv,
            "en" => &self.0.en,
            _ => &self.0.fi,
        }
    }

    /// Years, both ends included; only of age groups.
    #[must_use]
    pub fn ages(self) -> Option<(u8, u8)> {
        self.0.min_age.zip(self.0.max_age)
    }
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Theme => "theme",
            Self::Format => "format",
            Self::AgeGroup => "age_group",
            Self::Gender => "gender",
            Self::Language => "language",
            Self::Accessibility => "accessibility",
        }
    }

    const ALL: [Self; 7] = [
        Self::Type,
        Self::Theme,
        Self::Format,
        Self::AgeGroup,
        Self::Gender,
        Self::Language,
        Self::Accessibility,
    ];
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (self.scheme(), self.code()) == (other.scheme(), other.code())
    }
}

impl Eq for Term {}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Term {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.scheme(), self.code()).cmp(&(other.scheme(), other.code()))
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme(), self.code())
    }
}

impl TryFrom<String> for Term {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let known = text.split_once(':').and_then(|(scheme, code)| {
            let scheme = Scheme::ALL.into_iter().find(|s| s.name() == scheme)?;
            Self::find(scheme, code)
        });
        known.ok_or_else(|| format!("{text:?} is no term of ours"))
    }
}

impl From<Term> for String {
    fn from(term: Term) -> Self {
        format!("{term:?}")
    }
}

#[cfg(test)]
mod tests;
