//! Two titles side by side: how alike, what either has that the other lacks, and what only one tells.

use std::collections::BTreeSet;

use super::align::remainders;
use super::lexicon::{Term, is_weak};
use super::marks::{MarkKind, one_sided};
use super::memory::Memory;
use super::read::Title;
use crate::dedupe::text::Trigrams;

/// Symmetric.
#[derive(Clone, Debug, PartialEq)]
pub struct TitleLikeness {
    /// 0–1. `None` where they are in different languages and too few of their words are known.
    pub likeness: Option<f32>,
    pub remainder: Remainder,
    pub family: Family,
    /// What one title tells and the other does not: no contradiction, and no agreement.
    pub one_sided: BTreeSet<MarkKind>,
}

/// What two titles tell of a whole of which they are parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    None,
    /// The one is what the other names before its own subject: a week of events, and one of them.
    Under,
    /// Both name the same before their own subjects, and these differ.
    Siblings,
}

/// Which of two titles has a word of content that nothing in the other answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remainder {
    None,
    /// The one says what the other says, and more.
    One,
    /// "Jooga: selkä", "Jooga: niska".
    Both,
}

/// Two spellings this alike are one, in whichever languages.
const SAME_SPELLING: f32 = 0.6;

/// By the seed lexicon alone.
#[must_use]
pub fn compare(a: &Title, b: &Title) -> TitleLikeness {
    compare_with(a, b, &Memory::default())
}

#[must_use]
pub fn compare_with(a: &Title, b: &Title, memory: &Memory) -> TitleLikeness {
    let one_sided = one_sided(&a.marks, &b.marks);
    let known = are_known(a, b, memory);
    let (likeness, remainder) =
        if known { (Some(1.0), Remainder::None) } else { weigh(a, b, memory) };
    let family = if known { Family::None } else { Family::of(a, b, remainder) };
    TitleLikeness { likeness, remainder, family, one_sided }
}

/// How alike they are, where their letters alone tell it: much sooner found out than what either has
/// that the other lacks.
#[must_use]
pub fn spelt_alike(a: &Title, b: &Title, memory: &Memory) -> Option<f32> {
    let told = is_one_language(a, b) && !are_known(a, b, memory);
    told.then(|| a.trigrams.likeness(&b.trigrams))
}

fn are_known(a: &Title, b: &Title, memory: &Memory) -> bool {
    a.core == b.core || memory.knows(&a.core, &b.core)
}

fn is_one_language(a: &Title, b: &Title) -> bool {
    a.lang.is_some() && a.lang == b.lang
}

fn weigh(a: &Title, b: &Title, memory: &Memory) -> (Option<f32>, Remainder) {
    let spelling = a.trigrams.likeness(&b.trigrams);
    if is_one_language(a, b) || spelling >= SAME_SPELLING {
        return (Some(spelling), Remainder::of(remainders(&a.core, &b.core)));
    }
    let across = across(a, b, memory);
    let foreign = a.lang.is_some() && b.lang.is_some();
    match across.0 {
        None if !foreign => (Some(spelling), Remainder::of(remainders(&a.core, &b.core))),
        Some(meaning) if !foreign && meaning <= spelling => {
            (Some(spelling), Remainder::of(remainders(&a.core, &b.core)))
        }
        _ => across,
    }
}

impl Family {
    fn of(a: &Title, b: &Title, remainder: Remainder) -> Self {
        const SAME: f32 = 0.8;
        let alike = |a: &Trigrams, b: &Trigrams| a.likeness(b) >= SAME;
        match (&a.head, &b.head) {
            (Some(x), Some(y)) if remainder == Remainder::Both && alike(x, y) => Self::Siblings,
            (Some(head), None) if alike(head, &b.trigrams) => Self::Under,
            (None, Some(head)) if alike(head, &a.trigrams) => Self::Under,
            _ => Self::None,
        }
    }
}

impl Remainder {
    fn of((a, b): (bool, bool)) -> Self {
        match (a, b) {
            (true, true) => Self::Both,
            (false, false) => Self::None,
            _ => Self::One,
        }
    }
}

/// Of the words of a title, by weight.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    matched: f32,
    known: f32,
    unknown: f32,
    /// A known word of content has no counterpart.
    remains: bool,
}

/// Word by word through the lexicon. What is not in it says nothing of a remainder.
fn across(a: &Title, b: &Title, memory: &Memory) -> (Option<f32>, Remainder) {
    let (joined_a, joined_b) = (a.core.replace(' ', ""), b.core.replace(' ', ""));
    let (of_a, of_b) = (a.meant.terms(&joined_a), b.meant.terms(&joined_b));
    let (of_a, of_b) = (tally(&of_a, &of_b, memory), tally(&of_b, &of_a, memory));
    let remainder = Remainder::of((of_a.remains, of_b.remains));
    let guess = |one: &Tally| one.unknown > one.known || one.known + one.unknown == 0.0;
    let both = of_a.known + of_a.unknown + of_b.known + of_b.unknown;
    let likeness = (of_a.matched + of_b.matched) / both;
    let unknown = guess(&of_a) || guess(&of_b);
    (Some(likeness).filter(|_| !unknown), remainder)
}

fn tally(of: &[Term<'_>], other: &[Term<'_>], memory: &Memory) -> Tally {
    let mut tally = Tally::default();
    for term in of {
        let weight = weight(term);
        let matched = other.iter().any(|one| answers(term, one, memory));
        let known = matched || !term.concepts.is_empty();
        *(if known { &mut tally.known } else { &mut tally.unknown }) += weight;
        if matched {
            tally.matched += weight;
        }
        tally.remains |= known && !matched && weight == 1.0;
    }
    tally
}

fn weight(term: &Term<'_>) -> f32 {
    if is_weak(term.concepts) { 0.5 } else { 1.0 }
}

fn answers(a: &Term<'_>, b: &Term<'_>, memory: &Memory) -> bool {
    let unknown = a.concepts.is_empty() && b.concepts.is_empty();
    a.concepts.iter().any(|concept| b.concepts.contains(concept))
        || (unknown && near(a.text, b.text))
        || memory.pairs(a.whole, b.whole)
}

/// Names stay names: "Kalevala", "Kalevalan".
fn near(a: &str, b: &str) -> bool {
    const SHORTEST_STEM: usize = 5;
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    a == b || (same >= SHORTEST_STEM && longest - same <= 3)
}
