//! Words that are looked for.

use std::collections::BTreeSet;

#[cfg(test)]
use crate::activity::Activity;
use crate::catalogue::text;

/// At least one and at most ten, as texts are folded to be searched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Words(BTreeSet<String>);

impl Words {
    const MOST: usize = 10;

    /// What is neither letter nor digit parts words and means nothing, whatever it means elsewhere.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let words: BTreeSet<String> = text::words(text).collect();
        (1..=Self::MOST).contains(&words.len()).then_some(Self(words))
    }

    /// In their order in the alphabet: which comes first in a text makes no difference.
    pub(super) fn joined(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    pub(in crate::catalogue) fn query(&self) -> text::Query {
        text::Query::new(&self.joined())
    }

    /// Whether each of them is said of the activity.
    #[cfg(test)]
    pub(in crate::catalogue) fn all_in(&self, activity: &Activity) -> bool {
        self.query().matches(activity)
    }
}
