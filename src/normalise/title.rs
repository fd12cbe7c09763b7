//! Titles, and the cancellations that people write into them.

use super::text::{self, Limit};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// One line, without the word that says it is cancelled.
    pub name: String,
    pub cancelled: bool,
    pub shortened: bool,
}

/// In lower case, in the forms that stand alone.
const CANCELLED: [&str; 10] = [
    "peruttu",
    "peruutettu",
    "peruuntunut",
    "peruttuna",
    "inställt",
    "inställd",
    "inställda",
    "cancelled",
    "canceled",
    "cancellation",
];
const NEGATIONS: [&str; 4] = ["ei", "inte", "ej", "not"];
/// "Retki on peruttu".
const COPULAS: [&str; 6] = [" on", " on nyt", " är", " is", " has been", " valitettavasti"];
const SEPARATORS: &[char] = &[' ', ':', '-', '–', '—', '|', '/', '*', '•', ',', ';'];

/// `None` where nothing is left. A title that only says that it is cancelled keeps the word.
#[must_use]
pub fn read(raw: &str) -> Option<Title> {
    let (line, cut) = text::line(raw, Limit::LINE)?;
    let mut name = line.trim();
    let mut cancelled = false;
    while let Some(rest) = without_first(name).or_else(|| without_last(name)) {
        cancelled = true;
        if !rest.contains(char::is_alphanumeric) {
            break;
        }
        name = rest;
    }
    let (name, shortened) = text::shorten(name, Limit::TITLE);
    Some(Title { name, cancelled, shortened: cut || shortened })
}

/// "PERUTTU: Retki", "[Inställt] Utfärd", "*** CANCELLED *** Trip". In "Peruttu avioliitto" it is an
/// adjective: without a mark it must be written large or stand before a capital.
fn without_first(name: &str) -> Option<&str> {
    let start = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = start.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let rest = start.get(word.len()..)?;
    let marks: String = rest.chars().take_while(|c| !c.is_alphanumeric()).collect();
    let marked = marks.contains([':', '–', '—', '!', ']', ')', '}', '|', '/', '*'])
        || marks.contains(" -")
        || marks.contains("- ");
    let capital = rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let apart = rest.is_empty() || marked || is_shouted(word) || (capital && marks == " ");
    let closing = |c: char| SEPARATORS.contains(&c) || "!])}.".contains(c);
    (is_cancelled(word) && apart).then(|| rest.trim_start_matches(closing))
}

/// "Retki (peruttu)", "Retki – PERUTTU!", "Retki on peruttu".
fn without_last(name: &str) -> Option<&str> {
    let end = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = end.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = end.get(..end.len() - word.len())?;
    let spaced = before.ends_with(char::is_whitespace);
    let before = before.trim_end();
    let marked = before.ends_with(['(', '[', '{'])
        || (spaced && before.ends_with([':', '-', '–', '—', '|', '/', '!', '*', ',', '.', '?']));
    let said = COPULAS.iter().find_map(|copula| before.strip_suffix(copula)).filter(|_| spaced);
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let shouted = spaced && is_shouted(word) && !NEGATIONS.contains(&last.as_str());
    let opening = |c: char| SEPARATORS.contains(&c) || "([{".contains(c);
    (is_cancelled(word) && (marked || said.is_some() || shouted))
        .then(|| said.unwrap_or(before).trim_end_matches(opening))
}

fn is_cancelled(word: &str) -> bool {
    CANCELLED.contains(&word.to_lowercase().as_str())
}

fn is_shouted(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests;
