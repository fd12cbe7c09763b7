//! Names of people in running text: a known given name with a surname or an initial, and whoever stands
//! after a role.

use std::ops::Range;

use super::lexicon::{
    has_form, is_capitalised, is_conjunction, is_given, is_given_in_any_case, is_initial,
    is_particle, is_place, is_role, is_surname, is_surname_in_nen, is_thing, is_word,
    stands_before_letter,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Given names by themselves stay: "Maria kertoo" tells nobody who she is, and many are words.
    Text,
    /// A label is about somebody: given names go by themselves too.
    Label,
}

#[derive(Clone, Copy)]
struct Word<'a> {
    start: usize,
    text: &'a str,
}

pub(super) fn find(text: &str, reading: Reading) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    let mut named = false;
    while at < words.len() {
        let here = Place { text, words: &words, at, named };
        named = false;
        match here.person(reading) {
            Some(last) if !here.names_thing(last) => {
                if let (Some(first), Some(end)) = (words.get(at), here.end(last)) {
                    found.push(first.start..end);
                }
                at = last + 1;
                named = here.next(last).is_some_and(|word| is_conjunction(word.text));
                at += usize::from(named);
            }
            Some(last) => at = last + 1,
            None => at += 1,
        }
    }
    found
}

/// `/tiimi/aino-virtanen`, `/aino.virtanen`.
pub(super) fn in_address(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    path.split(['/', '?', '&', '=', '#']).skip(1).any(|segment| {
        let dotted = segment.contains(['.', '_']) && !segment.ends_with(".html");
        let mut parts = segment.split(['.', '_', '-']);
        let given = parts.next().is_some_and(is_given_in_any_case);
        given && parts.next().is_some_and(|next| dotted || has_form(next))
    })
}

/// A word of the text, seen with its neighbours.
struct Place<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    at: usize,
    /// Somebody was named just before, and "ja" follows: "ohjaajat Aino ja Eero".
    named: bool,
}

impl Place<'_> {
    /// The last word of the person named from here on.
    fn person(&self, reading: Reading) -> Option<usize> {
        let first = self.words.get(self.at).filter(|word| is_capitalised(word.text))?;
        let role = self.named || self.follows_role();
        if !is_given(first.text) {
            return self.unlisted(first, role);
        }
        let mut last = self.at;
        while self.next(last).is_some_and(|next| is_given(next.text)) {
            last += 1;
        }
        let ambiguous = last == self.at && is_word(first.text) && !role;
        if self.next(last).is_some_and(|word| is_particle(word.text)) {
            let surname = self.next(last + 1).filter(|word| is_surname(word.text));
            return surname.map(|_| last + 2);
        }
        match self.next(last) {
            Some(next) if is_initial(next.text) && self.initial_ok(last, false) => Some(last + 1),
            Some(next) if is_surname(next.text) && (!ambiguous || has_form(next.text)) => {
                Some(last + 1)
            }
            _ if last > self.at => Some(last),
            _ if role || reading == Reading::Label => Some(self.couple(last).unwrap_or(last)),
            _ => self.couple(last),
        }
    }

    /// "Aino ja Eero Virtanen".
    fn couple(&self, last: usize) -> Option<usize> {
        let and = self.next(last).filter(|word| is_conjunction(word.text))?;
        let other = self.next(last + 1).filter(|word| is_given(word.text))?;
        let surname = self.next(last + 2).filter(|word| {
            is_initial(word.text) || (is_surname(word.text) && !is_given(word.text))
        })?;
        let ordered = and.start < other.start && other.start < surname.start;
        ordered.then_some(last + 3)
    }

    /// "Rojin A." of a name we do not know, and anyone after a role: "ohjaaja Bahram Karimi".
    fn unlisted(&self, first: &Word<'_>, role: bool) -> Option<usize> {
        let next = self.next(self.at)?;
        let lettered = stands_before_letter(first.text);
        let initial = is_initial(next.text) && !lettered && self.initial_ok(self.at, true);
        let surname_first = is_given(next.text)
            && is_surname_in_nen(first.text)
            && !self.next(self.at + 1).is_some_and(|after| is_capitalised(after.text));
        let named =
            role && is_surname(next.text) && is_surname(first.text) && !is_place(first.text);
        (initial || surname_first || named).then_some(self.at + 1)
    }

    /// Whether the letter after word `at` stands for a name: "Aino K.", "Aino K:lle".
    fn initial_ok(&self, at: usize, needs_mark: bool) -> bool {
        let after = self.next(at).and_then(|word| self.text.get(word.start + word.text.len()..));
        let after = after.unwrap_or_default();
        let ends = after.is_empty() || after.starts_with([',', ';', ')', '\n', ' ', '/', '!', '?']);
        after.starts_with(['.', ':']) || (ends && !needs_mark)
    }

    fn follows_role(&self) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.words.get(at)) else {
            return false;
        };
        matches!(self.gap(self.at - 1), " " | ": " | ", " | " – " | " - ") && is_role(before.text)
    }

    /// "Aino Ackté -sali", "Eino Leinon katu".
    fn names_thing(&self, last: usize) -> bool {
        let Some(end) = self.words.get(last).map(|word| word.start + word.text.len()) else {
            return false;
        };
        let after = self.text.get(end..).unwrap_or_default();
        let compound =
            after.strip_prefix(" -").is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let thing = self.next(last).is_some_and(|next| is_thing(next.text));
        compound || thing
    }

    /// Where the last word ends, with the stop of an initial or its ending: "K.", "K:lle".
    fn end(&self, last: usize) -> Option<usize> {
        let word = self.words.get(last)?;
        let end = word.start + word.text.len();
        if !is_initial(word.text) {
            return Some(end);
        }
        let after = self.text.get(end..).unwrap_or_default();
        let ending = match after.strip_prefix(':') {
            Some(rest) => rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len()),
            None => 0,
        };
        match after.starts_with('.') || ending > 0 {
            true => Some(end + 1 + ending),
            false => Some(end),
        }
    }

    /// The word after word `at`, where only a space is between them.
    fn next(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at + 1).filter(|_| self.gap(at) == " ")
    }

    fn gap(&self, at: usize) -> &str {
        let between = self.words.get(at).zip(self.words.get(at + 1));
        between
            .and_then(|(a, b)| self.text.get(a.start + a.text.len()..b.start))
            .unwrap_or_default()
    }
}

/// Letters, with the hyphens and apostrophes among them.
fn words(text: &str) -> Vec<Word<'_>> {
    let inner = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(skip) = rest.find(char::is_alphabetic) {
        let tail = rest.get(skip..).unwrap_or_default();
        let length = tail.find(|c| !inner(c)).unwrap_or(tail.len());
        let (word, after) = tail.split_at(length);
        let start = text.len() - tail.len();
        words.push(Word { start, text: word.trim_end_matches(|c: char| !c.is_alphabetic()) });
        rest = after;
    }
    words
}
