//! The feed builder: a form to choose by, and what comes of the choice. It works without its script,
//! which only spares a visitor from pressing the button.

mod outcome;
mod words;

use maud::{Markup, html};

use super::{Upcoming, Wrong};
use crate::localized::Lang;
use crate::site::Site;

pub(super) use outcome::programs;
pub use words::{BuilderWord, field};

#[derive(Clone, Debug)]
pub struct Builder {
    pub groups: Vec<Group>,
    /// As they were typed.
    pub words: String,
    pub from: String,
    pub to: String,
    /// What is asked besides, which the form shows no field for: by name.
    pub kept: Vec<(String, String)>,
    pub outcome: Result<Outcome, Wrong>,
}

/// One of the names of filters, with what can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: &'static str,
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// How many activities it would bring as the only one of its name.
    pub count: u64,
    pub chosen: bool,
}

/// What is chosen, and the addresses of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub total: usize,
    pub first: Vec<Upcoming>,
    /// How many events the calendar has, where that is more than many programs read.
    pub too_many: Option<usize>,
    /// What it is called in a list of calendars.
    pub title: String,
    /// Of its page, of calendar, JSON, RSS, and of the page for a frame.
    pub calendar: String,
    pub ical: String,
    pub json: String,
    pub rss: String,
    pub embed: String,
    /// The filter as a query.
    pub filters: String,
}

/// Has the hash of the address that leads to the outcome.
const OUTCOME: &str = "selection";

pub(super) fn section(builder: &Builder, site: &Site, lang: &Lang) -> Markup {
    html! {
        div .builder {
            section aria-labelledby="build" {
                h2 id="build" { (BuilderWord::Build.text(lang)) }
                p { (BuilderWord::BuildWhy.text(lang)) }
                (form(builder, site, lang))
            }
            section id=(OUTCOME) aria-labelledby="selected" {
                h2 id="selected" { (BuilderWord::Results.text(lang)) }
                (outcome::region(builder, site, lang))
            }
        }
    }
}

fn form(builder: &Builder, site: &Site, lang: &Lang) -> Markup {
    let wrong = builder.outcome.as_ref().err();
    let field =
        |name: &'static str| Field { name, wrong: wrong.filter(|wrong| wrong.name == name) };
    html! {
        form id="builder" method="get" action={ (site.path("")) "#" (OUTCOME) } {
            input type="hidden" name="lang" value=(lang);
            @for (name, value) in &builder.kept { input type="hidden" name=(name) value=(value); }
            (field("q").input("search", &builder.words, BuilderWord::SearchWords, lang))
            div .days {
                (field("from").day(&builder.from, BuilderWord::From, lang))
                (field("to").day(&builder.to, BuilderWord::To, lang))
            }
            @for group in &builder.groups { (choose(group, &field(group.name), lang)) }
            (besides(&builder.kept, lang))
            p .actions {
                button type="submit" { (BuilderWord::Show.text(lang)) }
                a href={ (site.path("")) "?lang=" (lang) } { (BuilderWord::Clear.text(lang)) }
            }
        }
    }
}

/// A wish that came with the address is told, so that nobody wonders what is missing.
fn besides(kept: &[(String, String)], lang: &Lang) -> Markup {
    html! {
        @if !kept.is_empty() {
            p {
                (BuilderWord::Kept.text(lang)) ": "
                @for (number, (name, value)) in kept.iter().enumerate() {
                    @if number > 0 { ", " }
                    code { (name) "=" (value) }
                }
            }
        }
    }
}

fn choose(group: &Group, field: &Field<'_>, lang: &Lang) -> Markup {
    let chosen = group.choices.iter().filter(|choice| choice.chosen);
    let chosen = chosen.map(|choice| choice.label.as_str()).collect::<Vec<_>>().join(", ");
    let open = !chosen.is_empty() || field.wrong.is_some();
    html! {
        details open[open] {
            summary {
                (group.title) " "
                span id={ "chosen-" (group.name) } data-live .chosen {
                    @if !chosen.is_empty() { "(" (chosen) ")" }
                }
            }
            fieldset aria-describedby=[field.described_by()] {
                legend .unseen { (group.title) }
                (field.problem(BuilderWord::WrongChoice, lang))
                @for choice in &group.choices { (check_box(group.name, choice)) }
            }
        }
    }
}

fn check_box(name: &str, choice: &Choice) -> Markup {
    html! {
        label .choice {
            input type="checkbox" name=(name) value=(choice.value) checked[choice.chosen];
            span {
                (choice.label) " "
                span .number id={ "n-" (name) "-" (choice.value) } data-live { "(" (choice.count) ")" }
            }
        }
    }
}

/// One of the form's fields, with what is wrong with it.
struct Field<'a> {
    name: &'static str,
    wrong: Option<&'a Wrong>,
}

impl Field<'_> {
    /// A day that is counted from today is none that a calendar of the browser could show.
    fn day(&self, value: &str, label: BuilderWord, lang: &Lang) -> Markup {
        let date = value.is_empty() || chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok();
        self.input(if date { "date" } else { "text" }, value, label, lang)
    }

    fn input(&self, kind: &str, value: &str, label: BuilderWord, lang: &Lang) -> Markup {
        let problem =
            if self.name == "q" { BuilderWord::WrongWords } else { BuilderWord::WrongDay };
        html! {
            p .field {
                label for={ "field-" (self.name) } { (label.text(lang)) }
                input id={ "field-" (self.name) } type=(kind) name=(self.name) value=(value)
                    aria-invalid=[self.wrong.map(|_| "true")]
                    aria-describedby=[self.described_by()];
                (self.problem(problem, lang))
            }
        }
    }

    fn described_by(&self) -> Option<&'static str> {
        self.wrong.map(|_| "wrong")
    }

    fn problem(&self, word: BuilderWord, lang: &Lang) -> Markup {
        html! { @if self.wrong.is_some() { strong .wrong id="wrong" { (word.text(lang)) } } }
    }
}

/// Links to the selection of each value, and to its calendar.
pub(super) fn shelves(groups: &[Shelf], site: &Site, lang: &Lang) -> Markup {
    html! {
        @for shelf in groups.iter().filter(|shelf| !shelf.links.is_empty()) {
            h3 { (shelf.title) }
            ul .shelf {
                @for link in &shelf.links {
                    li {
                        a href={ (site.path("")) "?" (link.query) "&lang=" (lang) "#" (OUTCOME) } {
                            (link.label)
                        }
                        " (" (link.count) ") "
                        a .small href=(link.ical) aria-label={ "iCal: " (link.label) } {
                            "iCal"
                        }
                    }
                }
            }
        }
    }
}

/// What there is to choose from under one name, as links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub title: &'static str,
    pub links: Vec<ShelfLink>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfLink {
    pub label: String,
    pub count: u64,
    /// As it stands in an address.
    pub query: String,
    pub ical: String,
}

#[cfg(test)]
mod tests;
