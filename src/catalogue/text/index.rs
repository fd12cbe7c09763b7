//! Which of many activities say a word.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::hash::Hash;

use roaring::RoaringBitmap;

use super::lexicon::Lexicon;
use super::stem::{Stem, Tongue};
use super::{Query, Told, Wanted, told, words};
use crate::activity::Activity;

/// Of activities that are known by their numbers.
#[derive(Debug, PartialEq)]
pub(in crate::catalogue) struct Index {
    stems: Postings,
    /// Words of names, organisers and places.
    names: Postings,
    parts: Parts,
}

/// For each word the activities that have it.
#[derive(Debug, PartialEq)]
struct Postings {
    words: Lexicon,
    found: Box<[Posting]>,
}

/// Half of all words are said by one activity alone: a bitmap of one weighs ten times as much.
#[derive(Debug, PartialEq)]
enum Posting {
    One(u32),
    Many(RoaringBitmap),
}

/// For three letters in a row the words that have them, so that of all words only few are read.
#[derive(Debug, Default, PartialEq)]
struct Parts {
    trigrams: Box<[Trigram]>,
    /// Where the words of each trigram end.
    ends: Box<[usize]>,
    words: Box<[u32]>,
}

type Trigram = [char; 3];

impl Index {
    /// `None` where nothing is looked for.
    pub(in crate::catalogue) fn find(&self, query: &Query) -> Option<RoaringBitmap> {
        query.0.iter().map(|wanted| self.find_word(wanted)).reduce(|a, b| a & b)
    }

    fn find_word(&self, wanted: &Wanted) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        for number in wanted.stems.iter().filter_map(|stem| self.stems.words.find(stem.as_str())) {
            self.stems.add_to(&mut found, number);
        }
        if let Some(part) = &wanted.part {
            for number in self.parts.words_with(part, &self.names.words) {
                self.names.add_to(&mut found, number);
            }
        }
        found
    }
}

impl Postings {
    fn new(found: HashMap<String, Posting>) -> Self {
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let words = Lexicon::new(found.iter().map(|(word, _)| word.as_str()));
        Self { words, found: found.into_iter().map(|(_, posting)| posting.fitted()).collect() }
    }

    fn add_to(&self, all: &mut RoaringBitmap, word: usize) {
        match self.found.get(word) {
            Some(Posting::One(number)) => {
                all.insert(*number);
            }
            Some(Posting::Many(numbers)) => *all |= numbers,
            None => {}
        }
    }
}

impl Posting {
    fn insert(&mut self, number: u32) {
        match self {
            Self::One(only) if *only == number => {}
            Self::One(only) => *self = Self::Many([*only, number].into_iter().collect()),
            // Nearly always it comes after all others, which is sooner done.
            Self::Many(numbers) => {
                if numbers.try_push(number).is_err() {
                    numbers.insert(number);
                }
            }
        }
    }

    fn join(&mut self, other: &Self) {
        match (self, other) {
            (posting, Self::One(number)) => posting.insert(*number),
            (Self::Many(numbers), Self::Many(others)) => *numbers |= others,
            (posting @ Self::One(_), Self::Many(others)) => {
                let own = std::mem::replace(posting, Self::Many(others.clone()));
                posting.join(&own);
            }
        }
    }

    /// What grew one by one has room for more; its copy has none.
    fn fitted(self) -> Self {
        match self {
            Self::One(number) => Self::One(number),
            Self::Many(numbers) => Self::Many(numbers.clone()),
        }
    }
}

impl Parts {
    fn of(words: &Lexicon) -> Self {
        let mut pairs: Vec<(Trigram, u32)> = (0..)
            .zip(words.iter())
            .flat_map(|(number, word)| trigrams(word).into_iter().map(move |t| (t, number)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let (mut trigrams, mut ends) = (Vec::new(), Vec::new());
        for chunk in pairs.chunk_by(|(a, _), (b, _)| a == b) {
            trigrams.extend(chunk.first().map(|(trigram, _)| *trigram));
            ends.push(ends.last().unwrap_or(&0) + chunk.len());
        }
        let words = pairs.into_iter().map(|(_, word)| word).collect();
        Self { trigrams: trigrams.into(), ends: ends.into(), words }
    }

    /// Of the words that have its rarest trigram those that have all of it.
    fn words_with<'a>(
        &'a self,
        part: &'a str,
        words: &'a Lexicon,
    ) -> impl Iterator<Item = usize> + 'a {
        let candidates = trigrams(part).into_iter().map(|trigram| self.words_of(trigram));
        let rarest = candidates.min_by_key(|words| words.len()).unwrap_or_default();
        let numbers = rarest.iter().filter_map(|number| usize::try_from(*number).ok());
        numbers.filter(move |number| words.get(*number).is_some_and(|word| word.contains(part)))
    }

    fn words_of(&self, trigram: Trigram) -> &[u32] {
        let range = || {
            let number = self.trigrams.binary_search(&trigram).ok()?;
            let start = number.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
            self.words.get(*start..*self.ends.get(number)?)
        };
        range().unwrap_or_default()
    }
}

fn trigrams(word: &str) -> Vec<Trigram> {
    let letters: Vec<char> = word.chars().collect();
    letters.array_windows().copied().collect()
}

/// Stems are cut once a word and not where it stands: texts have few words, and repeat them.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Collector {
    said: HashMap<(Tongue, String), Posting>,
    names: HashMap<String, Posting>,
}

impl Collector {
    /// `number` is not less than any before it.
    pub(in crate::catalogue) fn take(&mut self, number: u32, activity: &Activity) {
        for Told { text, lang, names } in told(activity) {
            let tongue = Tongue::of(lang);
            for word in words::words(text) {
                if names {
                    note(&mut self.names, word.clone(), number);
                }
                note(&mut self.said, (tongue, word), number);
            }
        }
    }

    pub(in crate::catalogue) fn finish(self) -> Index {
        let names = Postings::new(self.names);
        let stems = Postings::new(Self::stems(self.said));
        Index { stems, parts: Parts::of(&names.words), names }
    }

    fn stems(said: HashMap<(Tongue, String), Posting>) -> HashMap<String, Posting> {
        let mut stems: HashMap<String, Posting> = HashMap::new();
        for ((tongue, word), posting) in said {
            match stems.entry(Stem::in_tongue(&word, tongue).into()) {
                Slot::Occupied(mut other) => other.get_mut().join(&posting),
                Slot::Vacant(none) => {
                    none.insert(posting);
                }
            }
        }
        stems
    }
}

fn note<K: Eq + Hash>(found: &mut HashMap<K, Posting>, word: K, number: u32) {
    found.entry(word).and_modify(|posting| posting.insert(number)).or_insert(Posting::One(number));
}
