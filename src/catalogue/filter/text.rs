//! Words that are looked for.

use std::collections::BTreeSet;

use crate::activity::Activity;
use crate::listing::{Content, Venue};

/// At least one and at most ten, in small letters, each of letters and digits alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Words(BTreeSet<String>);

impl Words {
    const MOST: usize = 10;

    /// What is neither letter nor digit parts words and means nothing, whatever it means elsewhere.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = composed(&text.to_lowercase());
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: BTreeSet<String> = words.map(str::to_owned).collect();
        (1..=Self::MOST).contains(&words.len()).then_some(Self(words))
    }

    /// In their order in the alphabet: which comes first in a text makes no difference.
    pub(in crate::catalogue) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(super) fn joined(&self) -> String {
        self.iter().collect::<Vec<_>>().join(" ")
    }

    /// Whether each of them is a word, or a part of one, of the activity's texts.
    pub(in crate::catalogue) fn all_in(&self, activity: &Activity) -> bool {
        let texts: Vec<String> =
            texts(activity).map(|text| composed(&text.to_lowercase())).collect();
        self.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }
}

fn texts(activity: &Activity) -> impl Iterator<Item = &str> {
    let Content { name, summary, description, organiser, .. } = &activity.content;
    let rich = [summary, description].into_iter().flat_map(|text| text.values());
    let places = activity.sessions.iter().filter_map(|held| Venue::place(&held.session.venue));
    let names = places.flat_map(|place| place.name.values()).chain(name.values());
    names.chain(&organiser.name).map(String::as_str).chain(rich.map(|text| text.plain.as_str()))
}

/// With å, ä and ö as letters of their own, also where they come as a letter and a mark.
fn composed(lower: &str) -> String {
    let pairs = [("a\u{30a}", "å"), ("a\u{308}", "ä"), ("o\u{308}", "ö")];
    pairs.iter().fold(lower.to_owned(), |text, (apart, whole)| text.replace(apart, whole))
}
