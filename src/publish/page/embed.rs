//! A calendar for a frame on another site: as a list by day, or as a month.

mod event;
mod month;
mod ways;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use maud::{DOCTYPE, Markup, html};

use super::builder::Group;
use super::{Wrong, assets, dates, layout};
use crate::activity::Activity;
use crate::listing::Session;
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;
use crate::when::occurrences::Occurrence;

use words::EmbedWord;

#[derive(Clone, Debug)]
pub struct Embed {
    /// What the selection is called.
    pub title: String,
    pub view: View,
    pub look: Option<Look>,
    /// Filters that a visitor may change, and what the form keeps of the address besides.
    pub switches: Vec<Group>,
    pub kept: Vec<(String, String)>,
    pub links: Links,
    pub stands: Stands,
    /// Whether the month or day is one of which nothing is kept, or not yet counted out.
    pub out_of_reach: bool,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In a frame on another site.
    Framed,
    /// As a page of ours, of which this is the query without its language.
    Alone(String),
}

impl Stands {
    /// Of its page, below the site's base.
    #[must_use]
    pub fn path(&self) -> &'static str {
        match self {
            Self::Framed => "embed",
            Self::Alone(_) => "calendar",
        }
    }
}

/// Addresses of the same selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    pub list: String,
    pub month: String,
    pub earlier: Option<String>,
    pub later: Option<String>,
    pub ical: String,
}

#[derive(Clone, Debug)]
pub enum View {
    /// From this day on.
    List(NaiveDate, Vec<Time>),
    /// One day of it.
    Day(NaiveDate, Vec<Time>),
    Month(Month),
}

#[derive(Clone, Debug)]
pub struct Month {
    /// All of its days, each with the address of its list.
    pub days: BTreeMap<NaiveDate, String>,
    pub today: NaiveDate,
    pub times: Vec<Time>,
    /// Whether there are more times than those.
    pub more: bool,
}

/// Which colours, where it is not to be as the visitor's system has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
}

/// One time at which something is held.
#[derive(Clone, Debug)]
pub struct Time {
    pub activity: Arc<Activity>,
    pub session: Session,
    pub occurrence: Occurrence,
    pub over: bool,
}

impl Look {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

pub(super) fn page(of: &Embed, site: &Site, lang: &Lang) -> Markup {
    let main = html! {
        h1 { (of.title) }
        (choose(of, site, lang))
        (ways::all(of, lang))
        @if of.out_of_reach { p .note { (EmbedWord::OutOfReach.text(lang)) } }
        @match &of.view {
            _ if of.out_of_reach => {}
            View::List(from, times) => { (list(*from, times, site, lang)) }
            View::Day(date, times) => { (day(*date, times, site, lang)) }
            View::Month(month) => { (month::table(month, site, lang)) }
        }
        (ways::onwards(of, lang))
        (foot(of, site, lang))
    };
    match &of.stands {
        Stands::Framed => frame(site, &of.title, of.look, lang, &main),
        Stands::Alone(query) => {
            let main = html! { div .calendar { (main) } };
            let path = if query.is_empty() { String::new() } else { format!("?{query}") };
            let path = format!("{}{path}", of.stands.path());
            layout::page(site, &of.title, &path, lang, &html! {}, &main)
        }
    }
}

/// Where the address cannot be read: whoever put it on a page is told what is wrong with it.
pub(super) fn wrong(site: &Site, wrong: Option<&Wrong>, lang: &Lang) -> Markup {
    let title = super::BuilderWord::NotUnderstood.text(lang);
    let main = html! {
        h1 { (title) }
        @if let Some(wrong) = wrong { p { (wrong.sentence(lang)) } }
        p { a href=(site.address("")) target="_top" { (Word::Front.text(lang)) } }
    };
    frame(site, title, None, lang, &main)
}

pub(super) fn frame(
    site: &Site,
    title: &str,
    look: Option<Look>,
    lang: &Lang,
    main: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang) data-theme=[look.map(Look::name)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                (layout::icon(site))
                link rel="stylesheet" href=(assets::address(site, "kooste.css"));
                script src=(assets::address(site, "embed.js")) defer {}
            }
            body .embed { main { (main) } }
        }
    }
}

fn choose(of: &Embed, site: &Site, lang: &Lang) -> Markup {
    html! {
        @if !of.switches.is_empty() {
            form .switches method="get" action=(site.path(of.stands.path())) {
                @for (name, value) in &of.kept { input type="hidden" name=(name) value=(value); }
                @for group in &of.switches {
                    label {
                        span { (group.title) }
                        select name=(group.name) { (options(group, lang)) }
                    }
                }
                button type="submit" { (EmbedWord::Choose.text(lang)) }
            }
        }
    }
}

/// Several that the address chooses stand as one.
fn options(group: &Group, lang: &Lang) -> Markup {
    let chosen: Vec<_> = group.choices.iter().filter(|choice| choice.chosen).collect();
    let joined = |text: fn(&super::Choice) -> &str, between: &str| {
        chosen.iter().map(|choice| text(choice)).collect::<Vec<_>>().join(between)
    };
    html! {
        option value="" { (EmbedWord::All.text(lang)) }
        @if chosen.len() > 1 {
            option value=(joined(|choice| &choice.value, ",")) selected {
                (joined(|choice| &choice.label, ", "))
            }
        }
        @for choice in &group.choices {
            option value=(choice.value) selected[choice.chosen && chosen.len() == 1] {
                (choice.label) " (" (choice.count) ")"
            }
        }
    }
}

/// By the day on which each begins; what goes on already stands with the first day.
fn list(from: NaiveDate, times: &[Time], site: &Site, lang: &Lang) -> Markup {
    let shown_on = |time: &Time| time.begins().max(from);
    html! {
        @for times in times.chunk_by(|one, next| shown_on(one) == shown_on(next)) {
            @if let Some(first) = times.first() { (day(shown_on(first), times, site, lang)) }
        }
        @if times.is_empty() { p { (EmbedWord::Nothing.text(lang)) } }
    }
}

fn day(date: NaiveDate, times: &[Time], site: &Site, lang: &Lang) -> Markup {
    html! {
        section .day {
            h2 { time datetime=(date) { (dates::date(date, lang)) } }
            @if times.is_empty() { p { (EmbedWord::Nothing.text(lang)) } }
            ul .events { @for time in times { li .over[time.over] { (event::item(time, site, lang)) } } }
        }
    }
}

fn foot(of: &Embed, site: &Site, lang: &Lang) -> Markup {
    let (_, rest) = of.links.ical.split_once("://").unwrap_or(("", &of.links.ical));
    let home = format!("{}?lang={lang}", site.address(""));
    html! {
        p .foot {
            a .no-print href={ "webcal://" (rest) } target="_top" { (Word::SubscribeHere.text(lang)) } " "
            a href=(home) target="_top" { (layout::site_name(site, lang)) }
        }
    }
}

#[cfg(test)]
mod tests;
