//! Translations learnt from titles that a source gives in several languages.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::align::is_light;
use super::read::read;
use super::tongue::Tongue;

/// A folded word or core in its language.
type Word = (Tongue, String);

/// How often each counterpart in a language came with a word.
type Counterparts<'a> = BTreeMap<(&'a Word, Tongue), Vec<(u32, &'a Word)>>;

/// Does not depend on the order in which titles came, nor on how often one was repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Cores of one title in two languages, the smaller first.
    titles: BTreeSet<(String, String)>,
    /// Folded words that stand for each other, the smaller first.
    words: BTreeSet<(String, String)>,
}

/// A pair seen once is chance.
const FEWEST: u32 = 2;

#[derive(Debug, Default)]
struct Counts {
    alone: BTreeMap<Word, u32>,
    together: BTreeMap<(Word, Word), u32>,
}

impl Memory {
    /// Of the titles of one thing each, in their languages.
    #[must_use]
    pub fn learn(titles: impl IntoIterator<Item = Vec<(Tongue, String)>>) -> Self {
        let mut things: BTreeSet<BTreeSet<Word>> = BTreeSet::new();
        for thing in titles {
            let cores = thing.into_iter().map(|(tongue, title)| (tongue, read(&title).core));
            things.insert(cores.filter(|(_, core)| !core.is_empty()).collect());
        }
        let mut memory = Self::default();
        let mut counts = Counts::default();
        for (a, b) in things.iter().flat_map(pairs) {
            let pair = ordered(&a.1, &b.1);
            if !a.1.contains(' ') && !b.1.contains(' ') {
                memory.words.insert(pair.clone());
            }
            memory.titles.insert(pair);
            counts.add(a, b);
        }
        memory.words.extend(counts.words());
        memory
    }

    #[must_use]
    pub fn version(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (kind, pairs) in [("titles", &self.titles), ("words", &self.words)] {
            hasher.update(kind.as_bytes());
            for (a, b) in pairs {
                // No folded text holds these.
                hasher.update(a.as_bytes()).update(b"\t").update(b.as_bytes()).update(b"\n");
            }
        }
        hasher.finalize().to_hex().chars().take(16).collect()
    }

    /// They are one title in two languages.
    #[must_use]
    pub fn knows(&self, core: &str, other: &str) -> bool {
        !self.titles.is_empty() && self.titles.contains(&ordered(core, other))
    }

    /// They are one word in two languages.
    #[must_use]
    pub fn pairs(&self, word: &str, other: &str) -> bool {
        !self.words.is_empty() && self.words.contains(&ordered(word, other))
    }
}

/// In different languages and different words: a source repeats the Finnish where it has no Swedish.
fn pairs(thing: &BTreeSet<Word>) -> impl Iterator<Item = (&Word, &Word)> {
    thing.iter().flat_map(move |a| {
        thing.iter().filter(move |b| a.0 < b.0 && a.1 != b.1).map(move |b| (a, b))
    })
}

fn ordered(a: &str, b: &str) -> (String, String) {
    if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

impl Counts {
    fn add(&mut self, a: &Word, b: &Word) {
        let words = |(tongue, core): &Word| -> BTreeSet<Word> {
            let content =
                core.split(' ').filter(|word| !is_light(word) && word.chars().count() > 2);
            content.map(|word| (*tongue, word.to_owned())).collect()
        };
        let (of_a, of_b) = (words(a), words(b));
        for word in of_a.iter().chain(&of_b) {
            *self.alone.entry(word.clone()).or_default() += 1;
        }
        for word in &of_a {
            for other in &of_b {
                *self.together.entry((word.clone(), other.clone())).or_default() += 1;
            }
        }
    }

    /// Pairs of which each is the only best counterpart of the other.
    fn words(&self) -> BTreeSet<(String, String)> {
        let mut best = Counterparts::new();
        for ((a, b), together) in &self.together {
            // In thousandths of all titles with either, so that no rounding depends on a machine.
            let all = self.alone(a) + self.alone(b);
            let dice = 2000 * together / all.max(1);
            if *together >= FEWEST {
                best.entry((a, b.0)).or_default().push((dice, b));
                best.entry((b, a.0)).or_default().push((dice, a));
            }
        }
        let only = |of: &Word, tongue: Tongue| {
            let found = best.get(&(of, tongue))?;
            let top = found.iter().map(|(dice, _)| *dice).max()?;
            let mut tops = found.iter().filter(|(dice, _)| *dice == top);
            let first = tops.next()?;
            tops.next().is_none().then_some(first.1)
        };
        let mutual = |(a, b): &(&Word, &Word)| only(a, b.0) == Some(*b) && only(b, a.0) == Some(*a);
        let pairs = self.together.keys().map(|(a, b)| (a, b)).filter(mutual);
        pairs.map(|(a, b)| ordered(&a.1, &b.1)).collect()
    }

    fn alone(&self, word: &Word) -> u32 {
        self.alone.get(word).copied().unwrap_or_default()
    }
}
