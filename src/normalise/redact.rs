//! Takes personal data out of texts before anything is stored.
//!
//! What goes is replaced by a short mark in the text's language, so that a reader knows that something
//! stood there and can look at the original. A mark too many costs a word, one too few tells the whole
//! internet who leads the peer group: where in doubt, it goes.
//!
//! Not found: a given name by itself in running text, a surname by itself, names in lower case, and given
//! names that are not in `given_names.txt` unless a role or an initial stands beside them.

mod email;
mod lexicon;
mod name;
mod phone;

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::{Block, Document, Run, Style};
use super::{Redact, contact};
use crate::listing::{ContactMeans, Note};
use crate::localized::Lang;
use crate::weburl::WebUrl;

/// Of a source's value in a note.
const EXCERPT: usize = 100;
const NAMES: Redact = Redact { email: false, phone: false, names: true };
const EVERYTHING: Redact = Redact { email: true, phone: true, names: true };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Email,
    Phone,
    Name,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Find {
    range: Range<usize>,
    what: What,
}

/// A line with marks in the place of what is taken out.
#[must_use]
pub fn line(text: &str, lang: &Lang, redact: Redact) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for find in finds(text, redact, name::Reading::Text) {
        out.push_str(text.get(at..find.range.start).unwrap_or_default());
        out.push_str(mark(find.what, lang));
        at = find.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A contact's label without marks: "Kerhon vetäjä Aino K." → "Kerhon vetäjä". May leave nothing.
#[must_use]
pub fn label(text: &str, redact: Redact) -> String {
    const JOINTS: [&str; 6] = [" ja ", " och ", " and ", " & ", ", ", " / "];
    let mut kept = Vec::new();
    let mut at = 0;
    for find in finds(text, redact, name::Reading::Label) {
        kept.push(text.get(at..find.range.start).unwrap_or_default());
        at = find.range.end;
    }
    if kept.is_empty() {
        return text.to_owned();
    }
    kept.push(text.get(at..).unwrap_or_default());
    let kept: Vec<_> = kept.into_iter().filter(|part| !JOINTS.contains(part)).collect();
    let joined = kept.concat().replace("()", "").replace(" ,", ",");
    let words: Vec<_> = joined.split_whitespace().collect();
    let label = words.join(" ");
    let label = label.trim_matches(|c: char| " ,;:–-/|".contains(c));
    let bracketed = label.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    bracketed.unwrap_or(label).to_owned()
}

/// Whether an address tells of a person: `wa.me/358440000123`, `/yhteys?to=aino@seura.example`,
/// `/tiimi/aino-virtanen`.
#[must_use]
pub fn tells(url: &WebUrl, redact: Redact) -> bool {
    let text = url.as_str();
    (redact.email && (text.contains('@') || text.contains("%40")))
        || (redact.phone && phone::in_address(text))
        || (redact.names && name::in_address(text))
}

/// Whether all of a name is a person's: "Aino Virtanen", but not "Aino Ackté -seura".
#[must_use]
pub fn is_persons_name(name: &str) -> bool {
    let whole = |find: Find| find.range == (0..name.len());
    finds(name, NAMES, name::Reading::Text).into_iter().any(whole)
}

/// What a label tells besides who it is: "Kerhon vetäjä Aino K." → "Kerhon vetäjä".
#[must_use]
pub fn role(label: &str) -> String {
    self::label(label, NAMES)
}

/// Whether an e-mail address has somebody's name in it: `aino@`, `aino.virtanen@`.
#[must_use]
pub fn is_persons_address(address: &str) -> bool {
    email::is_personal(address)
}

/// `contact::web_url`, unless the address tells of a person.
pub(super) fn web_url(raw: &str, redact: Redact, notes: &mut BTreeSet<Note>) -> Option<WebUrl> {
    contact::web_url(raw, notes).filter(|url| !tells(url, redact))
}

/// `contact::email`, unless it is to be left out.
pub(super) fn address(raw: &str, redact: Redact) -> Option<String> {
    let address = contact::email(raw)?;
    (!hides(&ContactMeans::Email(address.clone()), redact)).then_some(address)
}

/// Whether a contact is left out altogether.
pub(super) fn hides(means: &ContactMeans, redact: Redact) -> bool {
    match means {
        ContactMeans::Email(address) => {
            redact.email || (redact.names && email::is_personal(address))
        }
        ContactMeans::Phone(_) => redact.phone,
        ContactMeans::Web(url) => tells(url, redact),
    }
}

/// Of a value that is dropped: short, and never with personal data, since notes are kept and shown.
pub(super) fn excerpt(text: &str) -> String {
    let start: String = text.chars().take(EXCERPT).collect();
    line(&start, &Lang::FI, EVERYTHING)
}

pub(super) fn document(document: &mut Document, lang: &Lang, redact: Redact) {
    for block in &mut document.blocks {
        for run in &mut block.runs {
            run.style.link = run.style.link.take().filter(|link| !tells(link, redact));
        }
        let finds = finds(&block.text(), redact, name::Reading::Text);
        if !finds.is_empty() {
            block.runs = without(block, &finds, lang);
        }
    }
}

/// A find may begin in one run and end in another; its mark stands where it began. A link whose text is
/// taken out leads to the same person and goes too.
fn without(block: &Block, finds: &[Find], lang: &Lang) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut add = |text: &str, style: Style| match out.last_mut().filter(|run| run.style == style) {
        Some(run) => run.text.push_str(text),
        None if text.is_empty() => {}
        None => out.push(Run { text: text.to_owned(), style }),
    };
    let mut finds = finds.iter().peekable();
    let mut start = 0;
    for run in &block.runs {
        let end = start + run.text.len();
        let mut at = start;
        let mut style = run.style.clone();
        while let Some(find) = finds.peek().filter(|find| find.range.start < end) {
            style.link = None;
            if find.range.start >= start {
                add(
                    run.text.get(at - start..find.range.start - start).unwrap_or_default(),
                    style.clone(),
                );
                add(mark(find.what, lang), style.clone());
            }
            at = find.range.end.min(end);
            if find.range.end > end {
                break;
            }
            finds.next();
        }
        add(run.text.get(at - start..).unwrap_or_default(), style);
        start = end;
    }
    out
}

/// In the order of the text, none overlapping another.
fn finds(text: &str, redact: Redact, reading: name::Reading) -> Vec<Find> {
    let mut finds: Vec<Find> = Vec::new();
    let mut add = |ranges: Vec<Range<usize>>, what| {
        finds.extend(ranges.into_iter().map(|range| Find { range, what }));
    };
    if redact.email || redact.names {
        let personal = |range: &Range<usize>| {
            redact.email || text.get(range.clone()).is_some_and(email::is_personal)
        };
        add(email::find(text).into_iter().filter(personal).collect(), What::Email);
    }
    if redact.phone {
        add(phone::find(text), What::Phone);
    }
    if redact.names {
        add(name::find(text, reading), What::Name);
    }
    finds.sort_by_key(|find| find.range.start);
    let mut end = 0;
    finds.retain(|find| {
        let apart = find.range.start >= end;
        if apart {
            end = find.range.end;
        }
        apart
    });
    finds
}

fn mark(what: What, lang: &Lang) -> &'static str {
    match (what, lang.as_str()) {
        (What::Email, "fi") => "[sähköposti poistettu]",
        (What::Email, "sv") => "[e-post borttagen]",
        (What::Email, _) => "[e-mail removed]",
        (What::Phone, "fi") => "[puhelin poistettu]",
        (What::Phone, "sv") => "[telefon borttagen]",
        (What::Phone, _) => "[phone removed]",
        (What::Name, "fi") => "[nimi poistettu]",
        (What::Name, "sv") => "[namn borttaget]",
        (What::Name, _) => "[name removed]",
    }
}

#[cfg(test)]
mod tests;
