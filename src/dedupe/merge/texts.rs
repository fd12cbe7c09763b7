//! Texts, language by language: Swedish may come from another listing than Finnish.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Witness;
use crate::id::ListingKey;
use crate::listing::Content;
use crate::localized::{Lang, Localized, RichText};

/// What decides between two texts in one language.
pub(super) trait Text: Clone {
    fn plain(&self) -> &str;
    /// Among equally believed ones the longest is taken, unless length says nothing.
    fn length(&self) -> usize;
}

/// A title: a longer one is only more decorated.
impl Text for String {
    fn plain(&self) -> &str {
        self
    }

    fn length(&self) -> usize {
        0
    }
}

impl Text for RichText {
    fn plain(&self) -> &str {
        &self.plain
    }

    fn length(&self) -> usize {
        self.plain.chars().count()
    }
}

/// For each language the best text that there is, and where the one that most people read came from.
pub(super) fn best<T: Text>(
    heard: &[Witness<'_>],
    field: impl Fn(&Content) -> &Localized<T>,
) -> (Localized<T>, Option<ListingKey>) {
    let mut by_language: BTreeMap<&Lang, Vec<(&Witness<'_>, &T)>> = BTreeMap::new();
    for witness in heard {
        for (lang, text) in field(&witness.listing.content).iter() {
            by_language.entry(lang).or_default().push((witness, text));
        }
    }
    let chosen = by_language.into_iter().filter_map(|(lang, texts)| {
        let best = texts.into_iter().min_by_key(|(witness, text)| {
            let plain = text.plain().trim();
            let (currency, rank, key) = witness.order();
            let cut = plain.ends_with('…') || plain.ends_with("...");
            (plain.is_empty(), cut, currency, rank, Reverse(text.length()), key)
        });
        best.map(|(witness, text)| (lang.clone(), (witness.listing.key.clone(), text.clone())))
    });
    let chosen: Localized<(ListingKey, T)> = chosen.collect();
    let from = chosen.best(&Lang::FI).map(|(_, (key, _))| key.clone());
    (chosen.map(|(_, text)| text.clone()), from)
}
