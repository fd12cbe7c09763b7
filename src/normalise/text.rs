//! Texts: what is left of a source's HTML, safe to show and fit to read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::{Redact, document, markup, redact, rendering};
use crate::listing::Note;
use crate::localized::{Lang, Localized, RichText};
use crate::source::RawTexts;

/// How much of a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    characters: usize,
    /// Of what the source wrote: more is not even read, so that no value costs more than its use.
    raw_bytes: usize,
}

impl Limit {
    /// A title longer than a line or two is a summary in the wrong field.
    pub const TITLE: Self = Self { characters: 200, raw_bytes: 16 * 1024 };
    /// A label, an alternative text.
    pub const LINE: Self = Self { characters: 1_000, raw_bytes: 16 * 1024 };
    /// Some eight printed pages; a calendar client shows far less. Word's markup may be ten times its text.
    pub const TEXT: Self = Self { characters: 20_000, raw_bytes: 256 * 1024 };
}

/// The text both ways, and whether it was shortened. `None` where nothing is left.
#[must_use]
pub fn rich(raw: &str, limit: Limit) -> (Option<RichText>, bool) {
    finish(markup::read(start(raw, limit)), raw, limit)
}

/// By language, redacted; a language that only repeats the Finnish is left out.
pub fn rich_localized(
    raw: &RawTexts,
    redact: Redact,
    notes: &mut BTreeSet<Note>,
) -> Localized<RichText> {
    let limit = Limit::TEXT;
    let texts = by_language(raw).into_iter().filter_map(|(lang, raw)| {
        let mut document = markup::read(start(raw, limit));
        redact::document(&mut document, &lang, redact);
        let (text, shortened) = finish(document, raw, limit);
        if shortened {
            notes.insert(Note::Shortened);
        }
        Some((lang, text?))
    });
    without_repeats(texts.collect(), |text| &text.plain)
}

/// One line without markup. `None` where nothing is left.
#[must_use]
pub fn plain_line(raw: &str) -> Option<String> {
    line(raw, Limit::LINE).map(|(line, _)| line)
}

/// By language, redacted; a language that only repeats the Finnish is left out.
#[must_use]
pub fn plain_line_localized(raw: &RawTexts, redact: Redact) -> Localized<String> {
    let lines = by_language(raw).into_iter().filter_map(|(lang, raw)| {
        let line = redact::line(&plain_line(raw)?, &lang, redact);
        Some((lang, line))
    });
    without_repeats(lines.collect(), |line| line)
}

/// One line, and whether it was shortened.
pub(super) fn line(raw: &str, limit: Limit) -> Option<(String, bool)> {
    let (line, shortened) = shorten(&markup::read(start(raw, limit)).line(), limit);
    (!line.is_empty()).then_some((line, shortened || raw.len() > limit.raw_bytes))
}

/// At most so many characters, and whether any were cut.
pub(super) fn shorten(line: &str, limit: Limit) -> (String, bool) {
    if line.chars().count() <= limit.characters {
        return (line.to_owned(), false);
    }
    (format!("{}…", document::head(line, limit.characters - 1)), true)
}

/// The languages of a source's texts: `fi-FI` is Finnish; what is no language is ignored.
pub(super) fn by_language(raw: &RawTexts) -> BTreeMap<Lang, &str> {
    let mut texts = BTreeMap::new();
    for (key, text) in raw {
        if let Some((lang, exact)) = language(key) {
            let text = text.as_str();
            if exact {
                texts.insert(lang, text);
            } else {
                texts.entry(lang).or_insert(text);
            }
        }
    }
    texts
}

/// Linked Events and people copy the Finnish into the other languages' fields: showing it as Swedish
/// would be false, and the fall-back shows it anyway.
pub(super) fn without_repeats<T: Clone>(
    texts: Localized<T>,
    plain: impl Fn(&T) -> &str,
) -> Localized<T> {
    if texts.values().nth(1).is_none() {
        return texts;
    }
    let Some(finnish) = texts.get(&Lang::FI).map(|text| folded(plain(text))) else { return texts };
    let own = |(lang, text): &(&Lang, &T)| **lang == Lang::FI || folded(plain(text)) != finnish;
    texts.iter().filter(own).map(|(lang, text)| (lang.clone(), text.clone())).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn language(key: &str) -> Option<(Lang, bool)> {
    let lang = Lang::parse(&key.trim().replace('_', "-"))?;
    let base = Lang::OURS.into_iter().find(|ours| lang.as_str().starts_with(&format!("{ours}-")));
    Some(match base {
        Some(base) => (base, false),
        None => (lang, true),
    })
}

fn start(raw: &str, limit: Limit) -> &str {
    raw.get(..raw.floor_char_boundary(limit.raw_bytes)).unwrap_or(raw)
}

fn finish(mut document: document::Document, raw: &str, limit: Limit) -> (Option<RichText>, bool) {
    let unread = raw.len() > limit.raw_bytes;
    let shortened = document.shorten(limit.characters);
    if unread && !shortened {
        document.add_ellipsis();
    }
    let text = (!document.blocks.is_empty()).then(|| RichText {
        plain: rendering::plain(&document),
        html: SANITISER.clean(&rendering::html(&document)).to_string(),
    });
    (text, unread || shortened)
}

/// Changes nothing, since `rendering` writes nothing else: a second lock on the same door, made by others.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(["p", "h3", "h4", "blockquote", "ul", "ol", "li", "strong", "em", "br", "a"].into())
        .tag_attributes([("a", ["href"].into())].into())
        .url_schemes(["http", "https"].into())
        .link_rel(Some("noopener nofollow"));
    builder
});

#[cfg(test)]
mod tests;
