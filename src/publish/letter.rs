//! The monthly letter, to be read on a page, in a mail, as plain text, and item by item in a reader of news.

mod lines;
mod markup;
mod rss;
mod text;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use maud::{DOCTYPE, html};

use self::words::Word;
use crate::activity::Field;
use crate::letter::{Group, Letter};
use crate::localized::Lang;
use crate::month::Month;
use crate::municipality::Municipality;
use crate::publish::alphabet::alphabetical;
use crate::publish::page::layout;
use crate::publish::words::month;
use crate::site::Site;

/// For whom a letter is written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub site: &'a Site,
    pub lang: &'a Lang,
    /// Of a letter about one municipality alone.
    pub town: Option<Municipality>,
}

/// Addresses of one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    pub page: String,
    pub text: String,
    pub rss: String,
    /// Of the page of all letters.
    pub others: String,
}

/// A page of ours, and where the same is in other forms. `path` is below the site's base.
#[must_use]
pub fn page(letter: &Letter, path: &str, forms: &Forms, reader: Reader<'_>) -> String {
    let title = title(letter, reader);
    let main = html! {
        (markup::letter(letter, reader))
        p {
            a href=(forms.text) { (Word::AsText.text(reader.lang)) } ", "
            a href=(forms.rss) { "RSS" } ", "
            a href=(forms.others) { (Word::Others.text(reader.lang)) }
        }
    };
    let head = layout::alternate("application/rss+xml", &forms.rss, Some(&title));
    layout::page(reader.site, &title, path, reader.lang, &head, &main).into_string()
}

/// The page of all letters that there are.
#[must_use]
pub fn index(months: &[(Month, Forms)], path: &str, reader: Reader<'_>) -> String {
    let lang = reader.lang;
    let letters = Word::Letters.text(lang);
    let title = match reader.town {
        Some(town) => format!("{letters}: {}", town.name(lang)),
        None => letters.to_owned(),
    };
    let main = html! {
        h1 { (title) }
        p { (Word::LettersWhy.text(lang)) }
        ul {
            @for (of, forms) in months {
                @let name = month(of.number(), of.year(), lang);
                li {
                    a href=(forms.page) { (name) }
                    " (" a href=(forms.text) aria-label={ "txt: " (name) } { "txt" }
                    ", " a href=(forms.rss) aria-label={ "RSS: " (name) } { "RSS" } ")"
                }
            }
        }
    };
    layout::page(reader.site, &title, path, lang, &html! {}, &main).into_string()
}

/// A document of its own without a style, to be pasted into a mail.
#[must_use]
pub fn document(letter: &Letter, reader: Reader<'_>) -> String {
    let document = html! {
        (DOCTYPE)
        html lang=(reader.lang) {
            head {
                meta charset="utf-8";
                title { (title(letter, reader)) }
            }
            body { main { (markup::letter(letter, reader)) } }
        }
    };
    document.into_string()
}

/// Lines of at most 72 characters, addresses and long words aside.
#[must_use]
pub fn text(letter: &Letter, reader: Reader<'_>) -> String {
    text::letter(letter, reader)
}

#[must_use]
pub fn rss(letter: &Letter, forms: &Forms, reader: Reader<'_>) -> String {
    rss::feed(letter, forms, reader)
}

/// "Kuukausikirje, tammikuu 2027: Oulu".
fn title(letter: &Letter, reader: Reader<'_>) -> String {
    let lang = reader.lang;
    let (letter, month) =
        (Word::Letter.text(lang), month(letter.month.number(), letter.month.year(), lang));
    match reader.town {
        Some(town) => format!("{letter}, {month}: {}", town.name(lang)),
        None => format!("{letter}, {month}"),
    }
}

/// Those of a section by what their topics are called; the one without comes last.
fn by_name<'a>(groups: &'a [Group], lang: &Lang) -> Vec<(&'static str, &'a Group)> {
    let label = |group: &Group| group.topic.map(|theme| theme.label(lang));
    let mut named: Vec<_> = groups
        .iter()
        .map(|group| (label(group).unwrap_or(Word::OtherTopics.text(lang)), group))
        .collect();
    named.sort_by_cached_key(|(name, group)| (group.topic.is_none(), alphabetical(name)));
    named
}

/// What changed, in words.
fn changes(fields: &BTreeSet<Field>, lang: &Lang) -> Option<String> {
    let names: BTreeSet<&str> = fields.iter().map(|field| words::field(*field, lang)).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    (!names.is_empty()).then(|| format!("{}: {names}", Word::Changes.text(lang)))
}
