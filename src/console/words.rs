//! What the console says, in Finnish, Swedish and English.

pub(super) mod actions;
pub(super) mod codes;
pub(super) mod decided;
pub(super) mod failures;
pub(super) mod notes;
pub(super) mod pages;

use crate::localized::Lang;
use crate::publish::words::in_language;

/// One text in the three languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words(pub(super) [&'static str; 3]);

impl Words {
    /// In Finnish where the language is none of ours.
    pub(super) fn text(self, lang: &Lang) -> &'static str {
        in_language(self.0, lang)
    }
}

/// What follows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) one: Words,
    pub(super) many: Words,
}

impl Counted {
    pub(super) fn told(self, number: usize, lang: &Lang) -> String {
        let words = if number == 1 { self.one } else { self.many };
        format!("{number} {}", words.text(lang))
    }
}

/// Shorthand for tables.
pub(super) const fn words(fi: &'static str, sv: &'static str, en: &'static str) -> Words {
    Words([fi, sv, en])
}
