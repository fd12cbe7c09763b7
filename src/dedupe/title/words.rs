//! A title as words, with what stands between them.

use super::super::text::plain;

/// A run of letters, or one of digits: "60v" is two, "a1" one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Folded.
    pub(super) text: String,
    /// What stands between it and the word before, as written; empty within "60v".
    pub(super) gap: &'a str,
    /// Where it begins in the title, in bytes.
    start: usize,
}

/// The words of a title, and what stands after the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words<'a> {
    title: &'a str,
    words: Vec<Word<'a>>,
    tail: &'a str,
}

impl<'a> Words<'a> {
    pub(super) fn of(title: &'a str) -> Self {
        let mut words: Vec<Word<'a>> = Vec::new();
        let mut gap_from = 0;
        let mut within = false;
        for (at, c) in title.char_indices() {
            let mut folded = c.to_lowercase().filter_map(plain).peekable();
            if folded.peek().is_none() {
                if within {
                    gap_from = at;
                }
                within = false;
                continue;
            }
            let parts = within && words.last().is_some_and(|word| parted(&word.text, c));
            if !within || parts {
                let gap = if within { "" } else { title.get(gap_from..at).unwrap_or_default() };
                words.push(Word { text: String::new(), gap, start: at });
            }
            if let Some(word) = words.last_mut() {
                word.text.extend(folded);
            }
            within = true;
        }
        let tail = if within { "" } else { title.get(gap_from..).unwrap_or_default() };
        Self { title, words, tail }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Empty past the end.
    pub(super) fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.text)
    }

    /// What stands before the word, or after the last one.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        self.words.get(at).map_or(self.tail, |word| word.gap)
    }

    /// As written, with what stands between, from the word `from` to before the word `to`.
    pub(super) fn raw(&self, from: usize, to: usize) -> String {
        let start = |at: usize| self.words.get(at).map_or(self.title.len(), |word| word.start);
        self.title.get(start(from)..start(to)).unwrap_or_default().trim().to_owned()
    }

    pub(super) fn number(&self, at: usize) -> Option<u16> {
        let text = self.text(at);
        (text.len() <= 4).then(|| text.parse().ok()).flatten()
    }

    /// "7–9", "7-9".
    pub(super) fn dash(&self, at: usize) -> bool {
        at < self.len() && matches!(self.gap(at).trim(), "-" | "–" | "—" | "−")
    }

    /// "7 – 9" and "A-ryhmä", but not "Jooga - niska".
    pub(super) fn hyphen(&self, at: usize) -> bool {
        at < self.len() && matches!(self.gap(at), "-" | "‐" | "‑" | "–")
    }

    /// Something more than a space parts the words here, or the title begins or ends.
    pub(super) fn parted(&self, at: usize) -> bool {
        at == 0 || at >= self.len() || (!self.gap(at).trim().is_empty() && !self.hyphen(at))
    }

    /// The words from `from` to before `to` are a clause of their own, and not all that there is.
    pub(super) fn apart(&self, from: usize, to: usize) -> bool {
        self.parted(from) && self.parted(to) && !(from == 0 && to >= self.len())
    }
}

/// A digit never continues a word of two letters or more, and a letter never a number.
fn parted(word: &str, next: char) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let last = word.chars().next_back().is_some_and(digit);
    match (last, digit(next)) {
        (true, false) => true,
        (false, true) => word.chars().count() > 1,
        _ => false,
    }
}
