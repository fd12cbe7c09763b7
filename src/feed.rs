//! A feed as the configuration names it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::catalogue::Filter;
use crate::fragment::CancelledPolicy;
use crate::id::{IdError, SourceId};
use crate::localized::Localized;

/// What stands in a feed's address: 1–40 of `a–z`, `0–9`, `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FeedName(String);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub name: FeedName,
    /// Empty = the site's name.
    pub title: Localized<String>,
    /// A request may narrow it, never widen it.
    pub filter: Filter,
    pub cancelled: CancelledPolicy,
    pub packing: Packing,
}

/// Whether answers are offered packed. Some readers of calendars ask for gzip and cannot read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    #[default]
    Offered,
    Never,
}

impl FeedName {
    pub fn parse(text: &str) -> Result<Self, IdError> {
        SourceId::parse(text).map(|id| Self(id.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FeedName {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<FeedName> for String {
    fn from(name: FeedName) -> Self {
        name.0
    }
}

impl fmt::Display for FeedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
