//! `lexicon.csv`: what activities are made of, in three languages.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::align::is_light;
use super::tongue::Tongue;
use super::words::Words;

/// A row of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Concept(u16);

/// A title word by word as the lexicon knows it, compounds taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meant(Box<[Place]>);

/// A word or a part of a compound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'a> {
    pub(super) text: &'a str,
    /// The word that it is part of.
    pub(super) whole: &'a str,
    /// All that it may mean; empty where that is not known.
    pub(super) concepts: &'static [Concept],
}

/// A term by where it stands among the title's words written together, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    text: (u16, u16),
    whole: (u16, u16),
    concepts: &'static [Concept],
}

impl Meant {
    /// `joined`: the words of the title that it was made of, written together.
    pub(super) fn terms<'a>(&self, joined: &'a str) -> Vec<Term<'a>> {
        let part = |(from, to): (u16, u16)| {
            joined.get(usize::from(from)..usize::from(to)).unwrap_or_default()
        };
        let term = |place: &Place| Term {
            text: part(place.text),
            whole: part(place.whole),
            concepts: place.concepts,
        };
        self.0.iter().map(term).collect()
    }
}

/// Forms of getting together, which every language and organiser chooses otherwise.
const WEAK: [&str; 18] = [
    "group",
    "club",
    "circle",
    "course",
    "meeting",
    "event",
    "meetingplace",
    "evening",
    "day",
    "hour",
    "morning",
    "info",
    "open",
    "house",
    "week",
    "training",
    "workshop",
    "support",
];
/// Shorter beginnings are chance inside a compound.
const SHORTEST_PART: usize = 4;
const SHORTEST_LATER_PART: usize = 5;
/// An ending and the letters that join two parts: "kuoro|n|harjoitus".
const LONGEST_JOINT: usize = 3;
const LONGEST_ENDING: usize = 7;

#[derive(Debug, Deserialize)]
struct Row {
    concept: String,
    fi: String,
    sv: String,
    en: String,
}

#[derive(Debug)]
struct Key {
    text: String,
    concepts: Vec<Concept>,
    /// It may begin longer words.
    open: bool,
}

#[derive(Debug, Default)]
struct Lexicon {
    /// For each language by first letter, the longest first.
    keys: [HashMap<char, Vec<Key>>; 3],
    weak: Vec<Concept>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    let bytes: &[u8] = include_bytes!("lexicon.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(bytes);
    let rows = reader.deserialize().filter_map(Result::ok);
    for (concept, row) in (0..).map(Concept).zip(rows) {
        let Row { concept: name, fi, sv, en } = row;
        if WEAK.contains(&name.as_str()) {
            lexicon.weak.push(concept);
        }
        for (keys, words) in lexicon.keys.iter_mut().zip([fi, sv, en]) {
            for word in words.split_whitespace() {
                add(keys, word, concept);
            }
        }
    }
    for keys in lexicon.keys.iter_mut().flat_map(HashMap::values_mut) {
        keys.sort_by_key(|key| std::cmp::Reverse(key.text.len()));
    }
    lexicon
});

fn add(keys: &mut HashMap<char, Vec<Key>>, word: &str, concept: Concept) {
    let (text, open) = (word.trim_end_matches('=').to_owned(), !word.ends_with('='));
    let Some(first) = text.chars().next() else { return };
    let keys = keys.entry(first).or_default();
    match keys.iter_mut().find(|key| key.text == text) {
        Some(key) => {
            key.concepts.push(concept);
            key.open |= open;
        }
        None => keys.push(Key { text, concepts: vec![concept], open }),
    }
}

pub(super) fn is_weak(concepts: &[Concept]) -> bool {
    concepts.iter().any(|concept| LEXICON.weak.contains(concept))
}

/// Whether a word of that language begins so.
pub(super) fn knows(word: &str, tongue: Tongue) -> bool {
    longest(word, word.len(), &[tongue]).is_some_and(|(end, _)| end >= SHORTEST_PART)
}

/// `lang`: the language of the title, where it is known.
pub(super) fn meant(words: &Words<'_>, lang: Option<Tongue>) -> Meant {
    let one = lang.map(|tongue| [tongue]);
    let tongues = one.as_ref().map_or(&Tongue::ALL[..], |one| &one[..]);
    let mut joined = String::new();
    let mut ends = Vec::new();
    for at in 0..words.len() {
        joined.push_str(words.text(at));
        ends.push(joined.len());
    }
    let mut terms = Vec::new();
    let mut from = 0;
    for end in ends {
        // A key that goes on into the next word ("peer support") has taken some of it.
        if from < end {
            let mut found = Vec::new();
            let next = take_word(&joined, from, end, tongues, &mut found);
            let place = |(text, concepts): Part<'_>| {
                let at = text.as_ptr().addr() - joined.as_ptr().addr();
                Place { text: span(at, at + text.len()), whole: span(from, end), concepts }
            };
            terms.extend(found.into_iter().map(place));
            from = next;
        }
    }
    Meant(terms.into_boxed_slice())
}

fn span(from: usize, to: usize) -> (u16, u16) {
    let end = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    (end(from), end(to))
}

/// A part of a word, and what it may mean.
type Part<'a> = (&'a str, &'static [Concept]);

/// Up to where it was read: the end of the word or later.
fn take_word<'a>(
    joined: &'a str,
    from: usize,
    end: usize,
    tongues: &[Tongue],
    terms: &mut Vec<Part<'a>>,
) -> usize {
    let rest = joined.get(from..).unwrap_or_default();
    let word = joined.get(from..end).unwrap_or_default();
    if is_light(word) {
        return end;
    }
    let Some((length, concepts)) = longest(rest, word.len(), tongues) else {
        take_compound(word, tongues, terms);
        return end;
    };
    terms.push((rest.get(..length).unwrap_or_default(), concepts));
    if let Some(rest) = word.get(length..) {
        take_rest(rest, tongues, terms);
    }
    end.max(from + length)
}

/// What follows a known part of a word.
fn take_rest<'a>(rest: &'a str, tongues: &[Tongue], terms: &mut Vec<Part<'a>>) {
    let mut rest = rest;
    'parts: while rest.chars().count() >= SHORTEST_PART {
        for (at, _) in rest.char_indices().take(LONGEST_JOINT + 1) {
            let later = rest.get(at..).unwrap_or_default();
            let found =
                longest(later, later.len(), tongues).filter(|(end, _)| *end >= SHORTEST_PART);
            if let Some((end, concepts)) = found {
                terms.push((later.get(..end).unwrap_or_default(), concepts));
                rest = later.get(end..).unwrap_or_default();
                continue 'parts;
            }
        }
        if rest.chars().count() > LONGEST_ENDING {
            terms.push((rest, &[]));
        }
        return;
    }
}

/// A word whose first part nobody knows.
fn take_compound<'a>(word: &'a str, tongues: &[Tongue], terms: &mut Vec<Part<'a>>) {
    for (at, _) in word.char_indices().skip(SHORTEST_PART - 1) {
        let later = word.get(at..).unwrap_or_default();
        let found =
            longest(later, later.len(), tongues).filter(|(end, _)| *end >= SHORTEST_LATER_PART);
        if let Some((end, concepts)) = found {
            terms.push((word.get(..at).unwrap_or_default(), &[]));
            terms.push((later.get(..end).unwrap_or_default(), concepts));
            take_rest(later.get(end..).unwrap_or_default(), tongues, terms);
            return;
        }
    }
    if word.chars().count() > 1 {
        terms.push((word, &[]));
    }
}

/// The longest key at the beginning of `text`, of which the first `word` bytes are one word.
fn longest(text: &str, word: usize, tongues: &[Tongue]) -> Option<(usize, &'static [Concept])> {
    let lexicon: &'static Lexicon = &LEXICON;
    let [fi, sv, en] = &lexicon.keys;
    let first = text.chars().next()?;
    let found = tongues.iter().filter_map(|tongue| {
        let keys = match tongue {
            Tongue::Fi => fi,
            Tongue::Sv => sv,
            Tongue::En => en,
        };
        let fits = |key: &&Key| text.starts_with(&key.text) && (key.open || key.text.len() == word);
        keys.get(&first)?.iter().find(fits)
    });
    // Of equals the first: the languages have an order.
    let longest =
        found.reduce(|best, key| if key.text.len() > best.text.len() { key } else { best })?;
    Some((longest.text.len(), longest.concepts.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::text::fold;

    #[test]
    fn every_row_has_words_in_each_language() {
        let lines = include_str!("lexicon.csv").lines().filter(|line| !line.starts_with('#'));
        let rows: Vec<&str> = lines.skip(1).collect();
        assert!(rows.len() >= 250);
        for row in &rows {
            let cells: Vec<&str> = row.split(',').collect();
            assert_eq!(cells.len(), 4, "{row}");
            for cell in cells.iter().skip(1) {
                assert!(
                    !cell.is_empty() && fold(&cell.replace('=', "")) == cell.replace('=', ""),
                    "{row}"
                );
            }
        }
        assert_eq!(LEXICON.weak.len(), WEAK.len());
    }
}
