//! The words that the set is made of: `words/*.csv`, all of it invented.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What it is about. In Finnish and Swedish the first part of a compound.
#[derive(Debug, Deserialize)]
pub(super) struct Subject {
    pub(super) fi: String,
    pub(super) sv: String,
    pub(super) en: String,
    pub(super) theme: String,
}

/// What is done about it.
#[derive(Debug, Deserialize)]
pub(super) struct Kind {
    pub(super) fi: String,
    pub(super) sv: String,
    pub(super) en: String,
    pub(super) format: String,
    pub(super) rhythm: Rhythm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Rhythm {
    Series,
    Single,
    Days,
}

/// What is said behind the name of it, and for whom it is then.
#[derive(Debug, Deserialize)]
pub(super) struct Addition {
    pub(super) fi: String,
    pub(super) sv: String,
    pub(super) en: String,
    pub(super) audience: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sentence {
    pub(super) fi: String,
    pub(super) sv: String,
    pub(super) en: String,
}

/// The second part of a village's name.
#[derive(Debug, Deserialize)]
pub(super) struct Landform {
    pub(super) name: String,
    pub(super) genitive: String,
}

/// The first part of a village's name.
#[derive(Debug, Deserialize)]
pub(super) struct Tree {
    pub(super) name: String,
}

/// A pattern, with `{N}` and `{G}` for a village and its genitive.
#[derive(Debug, Deserialize)]
pub(super) struct Pattern {
    pub(super) fi: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Street {
    pub(super) fi: String,
}

pub(super) static SUBJECTS: LazyLock<Vec<Subject>> =
    LazyLock::new(|| rows(include_bytes!("words/subjects.csv")));
pub(super) static KINDS: LazyLock<Vec<Kind>> =
    LazyLock::new(|| rows(include_bytes!("words/kinds.csv")));
pub(super) static ADDITIONS: LazyLock<Vec<Addition>> =
    LazyLock::new(|| rows(include_bytes!("words/additions.csv")));
pub(super) static TAGS: LazyLock<Vec<Sentence>> =
    LazyLock::new(|| rows(include_bytes!("words/tags.csv")));
pub(super) static SENTENCES: LazyLock<Vec<Sentence>> =
    LazyLock::new(|| rows(include_bytes!("words/sentences.csv")));
pub(super) static LANDFORMS: LazyLock<Vec<Landform>> =
    LazyLock::new(|| rows(include_bytes!("words/landforms.csv")));
pub(super) static TREES: LazyLock<Vec<Tree>> =
    LazyLock::new(|| rows(include_bytes!("words/trees.csv")));
pub(super) static BUILDINGS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| rows(include_bytes!("../../tests/labelled/vocabulary/buildings.csv")));
pub(super) static BODIES: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| rows(include_bytes!("../../tests/labelled/vocabulary/organisations.csv")));
pub(super) static STREETS: LazyLock<Vec<Street>> =
    LazyLock::new(|| rows(include_bytes!("../../tests/labelled/vocabulary/streets.csv")));

fn rows<T: DeserializeOwned>(bytes: &'static [u8]) -> Vec<T> {
    let reader = csv::ReaderBuilder::new().delimiter(b';').quoting(false).from_reader(bytes);
    reader.into_deserialize().map(Result::unwrap).collect()
}
