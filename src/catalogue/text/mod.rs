//! Search by words: which activities say what somebody looks for.
//!
//! A word is found by its stem in everything that is told of an activity, in the language of each text:
//! "kirjasto" finds "kirjastossa". Compounds hide words that no stem shows, so that a word of three
//! letters or more is also found as a part of any word of the name, the organiser or a place:
//! "tarjotin" finds "palvelutarjotin".

mod index;
mod lexicon;
mod stem;
mod words;

use std::collections::BTreeSet;

pub(super) use index::{Collector, Index};
pub(super) use lexicon::Lexicon;
pub(super) use words::words;

use crate::activity::Activity;
use crate::listing::Venue;
use crate::localized::Lang;
use stem::Stem;

/// Fewer letters are a part of nearly every word.
const SHORTEST_PART: usize = 3;

/// What somebody looks for: every one of its words must be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query(Vec<Wanted>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    /// Nobody tells in which language he asks.
    stems: BTreeSet<Stem>,
    /// Folded; `None` where it is too short to be looked for within words.
    part: Option<String>,
}

/// A text of an activity.
struct Told<'a> {
    text: &'a str,
    lang: &'a Lang,
    /// Of the name, the organiser or a place: its words are searched for parts.
    names: bool,
}

impl Query {
    /// Without any word it finds everything.
    pub(super) fn new(text: &str) -> Self {
        let words: BTreeSet<String> = words(text).collect();
        Self(words.into_iter().map(Wanted::new).collect())
    }

    /// What `Index::find` answers for all at once, asked of one.
    #[cfg(test)]
    pub(super) fn matches(&self, activity: &Activity) -> bool {
        let told: Vec<_> = told(activity).collect();
        self.0.iter().all(|wanted| {
            told.iter().any(|Told { text, lang, names }| {
                words(text).any(|word| {
                    let part = wanted.part.as_ref().filter(|_| *names);
                    wanted.stems.contains(&Stem::of(&word, lang))
                        || part.is_some_and(|part| word.contains(part))
                })
            })
        })
    }
}

impl Wanted {
    fn new(word: String) -> Self {
        let stems = Stem::all_of(&word).collect();
        Self { stems, part: Some(word).filter(|word| word.chars().count() >= SHORTEST_PART) }
    }
}

/// An organiser's name tells no language; it is taken for Finnish.
fn told(activity: &Activity) -> impl Iterator<Item = Told<'_>> {
    let content = &activity.content;
    let name = content.name.iter().map(|(lang, text)| Told { text, lang, names: true });
    let organiser = content.organiser.name.iter();
    let organiser = organiser.map(|text| Told { text, lang: &Lang::FI, names: true });
    let venues = activity.sessions.iter().map(|held| &held.session.venue);
    let places = venues.filter_map(Venue::place).flat_map(|place| place.name.iter());
    let places = places.map(|(lang, text)| Told { text, lang, names: true });
    let texts = content.summary.iter().chain(content.description.iter());
    let texts = texts.map(|(lang, text)| Told { text: &text.plain, lang, names: false });
    name.chain(organiser).chain(places).chain(texts)
}

#[cfg(test)]
mod tests;
