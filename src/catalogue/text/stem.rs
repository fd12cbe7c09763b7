//! Words without their endings.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use crate::localized::Lang;

/// The stem of a word of some language, and which language it is: `kirjasto` of Finnish is no word of
/// Swedish.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stem(String);

/// Whose endings are known. A word of any other language is its own stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tongue {
    Finnish,
    Swedish,
    English,
    Other,
}

impl Tongue {
    const ALL: [Self; 4] = [Self::Finnish, Self::Swedish, Self::English, Self::Other];

    /// `fi-FI` is Finnish too.
    pub(super) fn of(lang: &Lang) -> Self {
        match lang.as_str().split('-').next() {
            Some("fi") => Self::Finnish,
            Some("sv") => Self::Swedish,
            Some("en") => Self::English,
            _ => Self::Other,
        }
    }

    fn mark(self) -> char {
        match self {
            Self::Finnish => 'f',
            Self::Swedish => 's',
            Self::English => 'e',
            Self::Other => 'o',
        }
    }
}

impl Stem {
    /// `word` is folded.
    #[cfg(test)]
    pub(super) fn of(word: &str, lang: &Lang) -> Self {
        Self::in_tongue(word, Tongue::of(lang))
    }

    /// In every language that it may be of.
    pub(super) fn all_of(word: &str) -> impl Iterator<Item = Self> {
        Tongue::ALL.into_iter().map(move |tongue| Self::in_tongue(word, tongue))
    }

    pub(super) fn in_tongue(word: &str, tongue: Tongue) -> Self {
        let mut stem = String::from(tongue.mark());
        match tongue {
            Tongue::Finnish => stem.push_str(&finnish(word)),
            Tongue::Swedish => stem.push_str(swedish(&snowball(word, Algorithm::Swedish))),
            Tongue::English => stem.push_str(&snowball(word, Algorithm::English)),
            Tongue::Other => stem.push_str(word),
        }
        Self(stem)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Stem> for String {
    fn from(stem: Stem) -> Self {
        stem.0
    }
}

fn snowball(word: &str, algorithm: Algorithm) -> Cow<'_, str> {
    Stemmer::create(algorithm).stem(word)
}

/// Snowball parts some of those whom most is for: lapsi from lapset ("-si" is also "your"), nuori and
/// nuoret from nuorille, vanhempi from vanhemmat.
fn finnish(word: &str) -> String {
    const LONGEST_WITH_SI: usize = 5;
    const SHORTEST_BEFORE_VOWEL: usize = 4;
    let length = |word: &str| word.chars().count();
    if let Some(short) = word.strip_suffix('i').filter(|short| short.ends_with('s'))
        && length(word) <= LONGEST_WITH_SI
    {
        return short.to_owned();
    }
    let stem = snowball(word, Algorithm::Finnish);
    let shorter = stem.strip_suffix(['e', 'i']);
    let stem = shorter.filter(|rest| length(rest) >= SHORTEST_BEFORE_VOWEL).unwrap_or(&stem);
    stem.strip_suffix('p').filter(|rest| rest.ends_with('m')).unwrap_or(stem).to_owned()
}

/// Snowball of this version leaves the article of mötet and biblioteket.
fn swedish(stem: &str) -> &str {
    const SHORTEST_BEFORE_ET: usize = 3;
    let without_et = stem.strip_suffix("et");
    let noun = |rest: &&str| rest.chars().count() >= SHORTEST_BEFORE_ET && !rest.ends_with('h');
    without_et.filter(noun).unwrap_or(stem)
}
