//! Words that people file things under, where a source has one list of them for everything.

use super::Item;
use crate::vocabulary::{Scheme, Term};

const MOST_WORDS: usize = 500;

/// To each word the list of the item that knows it. What none knows is taken for a theme, so that it is
/// reported as an unknown one.
pub(super) fn file(item: &mut Item, words: impl IntoIterator<Item = String>) {
    for word in words.into_iter().take(MOST_WORDS) {
        let known = |scheme| Term::named(scheme, &word).is_some();
        let list = if known(Scheme::Format) {
            &mut item.formats
        } else if known(Scheme::AgeGroup) || known(Scheme::Gender) {
            &mut item.audience
        } else {
            &mut item.themes
        };
        if !word.trim().is_empty() && !list.contains(&word) {
            list.push(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ItemId;
    use crate::source::{CodeSystem, RawHash};

    #[test]
    fn each_word_goes_where_it_is_known() {
        let id = ItemId::parse("1").unwrap();
        let mut item = Item::new(id, RawHash::of(b""), CodeSystem::Words);
        let words = ["Kulttuuri", "näyttelyt", "Lapset", "Naiset", "Kissat", "Kulttuuri", " "];
        file(&mut item, words.map(str::to_owned));
        assert_eq!(item.themes, ["Kulttuuri", "Kissat"]);
        assert_eq!(item.formats, ["näyttelyt"]);
        assert_eq!(item.audience, ["Lapset", "Naiset"]);
    }
}
