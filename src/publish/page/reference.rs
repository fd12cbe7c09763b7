//! The API for people: what can be asked, with a line to try for each.

use maud::{Markup, html};

use super::layout;
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;

/// What there is to be told. Its own texts are in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    pub operations: Vec<Described>,
    /// Those that several operations share.
    pub parameters: Vec<Input>,
    /// Where the description for machines is, and then the schemas.
    pub files: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    pub path: String,
    pub summary: String,
    /// An address that answers.
    pub example: String,
    pub own: Vec<Input>,
    /// Names of shared parameters that it takes.
    pub shared: Vec<String>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub name: String,
    pub says: String,
    /// What a value is to be, where words are needed.
    pub expected: String,
    pub example: String,
}

pub(super) const PATH: &str = "docs";

pub(super) fn page(of: &Reference, site: &Site, lang: &Lang) -> Markup {
    let english = layout::differs(&Lang::EN, lang);
    let main = html! {
        h1 { (Word::ForPrograms.text(lang)) }
        p { (Word::ForProgramsIngress.text(lang)) }
        ul { @for file in &of.files { li { a href=(file) { (file) } } } }
        h2 { (Word::Addresses.text(lang)) }
        div lang=[english] { @for one in &of.operations { (operation(one)) } }
        h2 { (Word::Parameters.text(lang)) }
        dl lang=[english] { @for one in &of.parameters { (input(one, Some(&anchor(&one.name)))) } }
    };
    layout::page(site, Word::ForPrograms.text(lang), PATH, lang, &html! {}, &main)
}

fn operation(one: &Described) -> Markup {
    html! {
        section {
            h3 { code { "GET " (one.path) } }
            p { (marked(&one.summary)) }
            p { code { "curl '" (one.example) "'" } }
            @if !one.own.is_empty() { dl { @for own in &one.own { (input(own, None)) } } }
            @if !one.shared.is_empty() {
                p {
                    @for (number, name) in one.shared.iter().enumerate() {
                        @if number > 0 { ", " }
                        a href={ "#" (anchor(name)) } { code { (name) } }
                    }
                }
            }
        }
    }
}

fn input(one: &Input, id: Option<&str>) -> Markup {
    html! {
        dt id=[id] { code { (one.name) } }
        dd {
            (marked(&one.says)) " "
            @if !one.expected.is_empty() { (marked(&one.expected)) ". " }
            code { (one.name) "=" (one.example) }
        }
    }
}

/// What stands between backticks, as CommonMark has it in the description for machines.
fn marked(text: &str) -> Markup {
    html! {
        @for (number, part) in text.split('`').enumerate() {
            @if number % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn anchor(name: &str) -> String {
    format!("parameter-{name}")
}
