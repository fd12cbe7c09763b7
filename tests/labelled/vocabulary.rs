//! The words that the set is made of: `vocabulary/*.csv`, all of it invented but the names of towns.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Deserialize)]
pub(crate) struct Topic {
    pub(crate) kind: Rhythm,
    pub(crate) theme: String,
    pub(crate) fi: String,
    /// Other forms of `fi`, with `/` between them: inflected, compounds split, other words.
    alt: String,
    pub(crate) sv: String,
    pub(crate) en: String,
    pub(crate) fi1: String,
    /// The same said otherwise.
    pub(crate) fi2: String,
    pub(crate) sv1: String,
    pub(crate) en1: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rhythm {
    Weekly,
    Single,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Town {
    pub(crate) fi: String,
    pub(crate) sv: String,
    pub(crate) genitive: String,
    pub(crate) inessive: String,
    pub(crate) lon: f64,
    pub(crate) lat: f64,
    pub(crate) postal: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Village {
    pub(crate) name: String,
    pub(crate) genitive: String,
    pub(crate) inessive: String,
}

/// Patterns: `{N}` and `{G}` stand for a village and its genitive, `{T}` and `{S}` for a town's genitive
/// and its Swedish name, `{A}` and `{B}` for the first letter of the village and of the town.
#[derive(Debug, Deserialize)]
pub(crate) struct Building {
    pub(crate) fi: String,
    pub(crate) other: String,
    pub(crate) short: String,
    pub(crate) sv: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Street {
    pub(crate) fi: String,
    pub(crate) short: String,
    pub(crate) sv: String,
}

/// Patterns, as in [`Building`].
#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    pub(crate) fi: String,
    pub(crate) short: String,
    pub(crate) sv: String,
    pub(crate) en: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Sentence {
    pub(crate) fi: String,
    pub(crate) sv: String,
    pub(crate) en: String,
}

pub(crate) static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/topics.csv")));
pub(crate) static TOWNS: LazyLock<Vec<Town>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/towns.csv")));
pub(crate) static VILLAGES: LazyLock<Vec<Village>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/villages.csv")));
pub(crate) static BUILDINGS: LazyLock<Vec<Building>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/buildings.csv")));
pub(crate) static STREETS: LazyLock<Vec<Street>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/streets.csv")));
pub(crate) static BODIES: LazyLock<Vec<Body>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/organisations.csv")));
pub(crate) static SENTENCES: LazyLock<Vec<Sentence>> =
    LazyLock::new(|| rows(include_bytes!("vocabulary/sentences.csv")));

fn rows<T: DeserializeOwned>(bytes: &'static [u8]) -> Vec<T> {
    let reader = csv::ReaderBuilder::new().delimiter(b';').quoting(false).from_reader(bytes);
    reader.into_deserialize().map(Result::unwrap).collect()
}

impl Topic {
    pub(crate) fn others(&self) -> Vec<&str> {
        self.alt.split('/').collect()
    }
}
