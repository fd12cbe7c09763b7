//! How much of two descriptions is the same text, from sketches of a few hundred bytes.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::text::fold;
use crate::listing::Content;
use crate::localized::Lang;

/// Words that are hashed together. Three tell a text, two tell a topic.
const SHINGLE: usize = 3;
/// Hashes kept of a text: the smallest, so that those of two texts are the same sample of both.
const KEPT: usize = 64;
/// Words below which a text says too little to be compared.
const SHORTEST: usize = 12;

/// Of summary and description, in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Descriptions(Box<[(Lang, Option<Sketch>)]>);

/// What two listings' descriptions are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overlap {
    /// Nearly word by word.
    Same,
    /// Nearly all of the shorter is in the longer.
    Contained,
    /// More than half of the shorter.
    Much,
    /// A sentence or two: often what an organiser writes under everything.
    Some,
    None,
    TooShort,
    /// No language in common, or no text.
    Unknown,
}

/// The smallest hashes of a text's shingles, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sketch {
    smallest: Box<[u32]>,
    /// Different shingles of the whole text.
    size: usize,
}

/// 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// What is common, of all that is in either (Jaccard).
    pub resemblance: f32,
    /// What is common, of the shorter.
    pub containment: f32,
}

impl Descriptions {
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let langs: BTreeSet<&Lang> = content
            .summary
            .iter()
            .chain(content.description.iter())
            .map(|(lang, _)| lang)
            .collect();
        let text = |lang: &Lang| {
            let texts = [content.summary.get(lang), content.description.get(lang)];
            texts.into_iter().flatten().fold(String::new(), |all, text| all + &text.plain + "\n")
        };
        Self(langs.into_iter().map(|lang| (lang.clone(), Sketch::of(&text(lang)))).collect())
    }

    /// By the language in which they are most alike.
    #[must_use]
    pub fn against(&self, other: &Self) -> Overlap {
        match self.likeness(other) {
            Some(likeness) => likeness.in_words(),
            None if self.pairs(other).next().is_some() => Overlap::TooShort,
            None => Overlap::Unknown,
        }
    }

    /// `None` where no language has a text long enough in both.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let told = self.pairs(other).filter_map(|(a, b)| Some(a.as_ref()?.to(b.as_ref()?)));
        told.max_by(|a, b| a.order().total_cmp(&b.order()))
    }

    fn pairs<'a>(
        &'a self,
        other: &'a Self,
    ) -> impl Iterator<Item = (&'a Option<Sketch>, &'a Option<Sketch>)> {
        self.0.iter().filter_map(|(lang, sketch)| {
            let (_, found) = other.0.iter().find(|(other, _)| other == lang)?;
            Some((sketch, found))
        })
    }
}

impl Likeness {
    fn in_words(self) -> Overlap {
        match (self.resemblance, self.containment) {
            (resemblance, _) if resemblance >= 0.8 => Overlap::Same,
            (_, containment) if containment >= 0.8 => Overlap::Contained,
            (_, containment) if containment >= 0.5 => Overlap::Much,
            (_, containment) if containment >= 0.15 => Overlap::Some,
            _ => Overlap::None,
        }
    }

    fn order(self) -> f32 {
        self.resemblance + self.containment
    }
}

impl Sketch {
    fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        if words.len() < SHORTEST {
            return None;
        }
        let mut smallest: Vec<u32> = words.windows(SHINGLE).map(hash).collect();
        smallest.sort_unstable();
        smallest.dedup();
        let size = smallest.len();
        smallest.truncate(KEPT);
        Some(Self { smallest: smallest.into_boxed_slice(), size })
    }

    /// Both samples reach as far as the one that ends first; what is common up to there stands for
    /// what is common in all.
    fn to(&self, other: &Self) -> Likeness {
        let reach = self.reach().min(other.reach());
        let within = |sketch: &'_ Self| sketch.smallest.partition_point(|hash| *hash <= reach);
        let (mine, theirs) = (within(self), within(other));
        let common = common(&self.smallest, &other.smallest);
        let shorter = match self.size.cmp(&other.size) {
            Ordering::Less => mine,
            Ordering::Equal => mine.min(theirs),
            Ordering::Greater => theirs,
        };
        Likeness {
            resemblance: ratio(common, mine + theirs - common),
            containment: ratio(common, shorter),
        }
    }

    /// How far the sample tells which hashes are there: to the end if all were kept.
    fn reach(&self) -> u32 {
        let last = self.smallest.last().copied().unwrap_or(u32::MAX);
        if self.size > self.smallest.len() { last } else { u32::MAX }
    }
}

/// How many are in both; both are sorted.
fn common(mut left: &[u32], mut right: &[u32]) -> usize {
    let mut common = 0;
    while let (Some((a, left_rest)), Some((b, right_rest))) =
        (left.split_first(), right.split_first())
    {
        common += usize::from(a == b);
        if a <= b {
            left = left_rest;
        }
        if b <= a {
            right = right_rest;
        }
    }
    common
}

fn ratio(part: usize, whole: usize) -> f32 {
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// FNV-1a with its bits mixed (the finaliser of MurmurHash3), as the smallest of many must be a fair
/// sample. The same in every run and on every machine.
fn hash(words: &[&str]) -> u32 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    let fnv = bytes
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let mixed = (fnv ^ (fnv >> 16)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests;
