//! Many words, kept close together.

/// Words in order, each once, in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::catalogue) struct Lexicon {
    text: Box<str>,
    /// Where each word ends.
    ends: Box<[usize]>,
}

impl Lexicon {
    /// `words` are in order and differ.
    pub(in crate::catalogue) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for word in words {
            text.push_str(word);
            ends.push(text.len());
        }
        Self { text: text.into(), ends: ends.into() }
    }

    pub(in crate::catalogue) fn get(&self, number: usize) -> Option<&str> {
        let start = number.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before))?;
        self.text.get(*start..*self.ends.get(number)?)
    }

    /// The number of a word.
    pub(in crate::catalogue) fn find(&self, word: &str) -> Option<usize> {
        let mut range = 0..self.ends.len();
        while !range.is_empty() {
            let middle = range.start.midpoint(range.end);
            match self.get(middle)?.cmp(word) {
                std::cmp::Ordering::Less => range.start = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => range.end = middle,
            }
        }
        None
    }

    pub(in crate::catalogue) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|number| self.get(number))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Lexicon;

    proptest! {
        #[test]
        fn every_word_is_found_under_its_number_and_no_other(
            words in proptest::collection::btree_set("[aäb]{0,4}", 0..30), other in "[aäb]{0,4}"
        ) {
            let lexicon = Lexicon::new(words.iter().map(String::as_str));
            prop_assert_eq!(lexicon.iter().collect::<Vec<_>>(), words.iter().collect::<Vec<_>>());
            for (number, word) in words.iter().enumerate() {
                prop_assert_eq!(lexicon.find(word), Some(number));
            }
            let words: BTreeSet<_> = words;
            prop_assert_eq!(lexicon.find(&other).is_some(), words.contains(&other));
        }
    }
}
