//! As simple HTML: headings, lists and links, which every mail program keeps.

use maud::{Markup, html};

use super::words::{self, Word};
use super::{Reader, by_name, lines, title};
use crate::letter::{Heading, Item, Letter};
use crate::publish::page::layout;

pub(super) fn letter(letter: &Letter, reader: Reader<'_>) -> Markup {
    let lang = reader.lang;
    html! {
        h1 { (title(letter, reader)) }
        @if letter.is_empty() { p { (Word::Nothing.text(lang)) } }
        @for (heading, groups) in &letter.sections {
            h2 { (words::heading(*heading, lang)) }
            @for (name, group) in by_name(groups, lang) {
                h3 { (name) }
                ul { @for one in &group.items { li { (item(one, *heading, reader)) } } }
            }
        }
    }
}

/// What it is about is told of what is new alone: the others have been told of before.
pub(super) fn item(item: &Item, heading: Heading, reader: Reader<'_>) -> Markup {
    let lang = reader.lang;
    let (own, name) = lines::name(item, lang);
    let summary = item.activity.content.summary.best(lang).filter(|_| heading == Heading::New);
    html! {
        strong {
            a href=(lines::address(item, reader)) lang=[layout::differs(own, lang)] { (name) }
        }
        @if let Some(told) = lines::foreign(item, heading, lang) { (told) }
        @for line in lines::facts(item, lang) { br; (line) }
        @if let Some((own, text)) = summary {
            br; span lang=[layout::differs(own, lang)] { (lines::one_line(&text.plain)) }
        }
    }
}
