//! Plain pages, usable without script: one activity, and what there is to subscribe to.

mod activity;
pub mod assets;
mod block;
mod builder;
pub mod dates;
mod embed;
mod index;
pub(super) mod layout;
pub mod organisation;
mod reference;
mod session;
mod wrong;

use chrono::{NaiveDate, NaiveDateTime};
use maud::html;

use crate::activity::Activity;
use crate::id::ActivityId;
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;

pub use builder::{Builder, BuilderWord, Choice, Group, Outcome, Shelf, ShelfLink, field};
pub use embed::{Embed, Links, Look, Month, Stands, Time, View};
pub use reference::{Described, Input, Reference};
pub use wrong::Wrong;

/// A feed as the index page offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    pub title: String,
    /// Addresses of the calendar, of the JSON, and of the feeds for readers of news.
    pub ical: String,
    pub json: String,
    pub rss: String,
    pub json_feed: String,
    /// How many events the calendar has, where that is more than many programs read.
    pub too_many: Option<usize>,
}

/// All that the index page has.
#[derive(Clone, Debug)]
pub struct Index {
    pub builder: Builder,
    /// Of the configuration, after that of everything.
    pub feeds: Vec<FeedLink>,
    /// By municipality, by type…
    pub shelves: Vec<Shelf>,
}

/// An activity as the index page lists it.
#[derive(Clone, Debug)]
pub struct Upcoming {
    pub activity: Activity,
    /// In Helsinki's local time; midnight where it is all day.
    pub next: Option<NaiveDateTime>,
    /// The last day of that time.
    pub last: Option<NaiveDate>,
}

/// The page of one activity. `possible` are those that may be the same.
#[must_use]
pub fn activity(
    activity: &Activity,
    possible: &[&Activity],
    site: &Site,
    as_of: NaiveDate,
    lang: &Lang,
) -> String {
    activity::page(activity, possible, site, as_of, lang).into_string()
}

/// The page of an activity that there was; `why` are sentences in `lang`.
#[must_use]
pub fn gone(site: &Site, id: &ActivityId, why: &[&str], lang: &Lang) -> String {
    let title = Word::Gone.text(lang);
    let main = html! {
        h1 { (title) }
        @for sentence in why { p { (sentence) } }
    };
    layout::page(site, title, &format!("activity/{id}"), lang, &html! {}, &main).into_string()
}

/// The page at an address where there is nothing; `path` is below the site's base.
#[must_use]
pub fn missing(site: &Site, path: &str, lang: &Lang) -> String {
    let title = Word::Missing.text(lang);
    let main = html! {
        h1 { (title) }
        p { (Word::MissingWhy.text(lang)) }
    };
    layout::page(site, title, path, lang, &html! {}, &main).into_string()
}

/// The first page.
#[must_use]
pub fn index(of: &Index, site: &Site, lang: &Lang) -> String {
    index::page(of, site, lang).into_string()
}

/// The page for a frame on another site.
#[must_use]
pub fn embed(of: &Embed, site: &Site, lang: &Lang) -> String {
    embed::page(of, site, lang).into_string()
}

/// The same where its address cannot be read.
#[must_use]
pub fn wrong_embed(site: &Site, wrong: Option<&Wrong>, lang: &Lang) -> String {
    embed::wrong(site, wrong, lang).into_string()
}

/// In place of a page whose address cannot be read; `path` is below the site's base.
#[must_use]
pub fn not_understood(site: &Site, path: &str, wrong: Option<&Wrong>, lang: &Lang) -> String {
    let title = BuilderWord::NotUnderstood.text(lang);
    let main = html! {
        h1 { (title) }
        @if let Some(wrong) = wrong { p { (wrong.sentence(lang)) } }
        p { a href={ (site.address(path)) "?lang=" (lang) } { (BuilderWord::WithoutChoice.text(lang)) } }
    };
    layout::page(site, title, path, lang, &html! {}, &main).into_string()
}

/// The page of the API.
#[must_use]
pub fn reference(of: &Reference, site: &Site, lang: &Lang) -> String {
    reference::page(of, site, lang).into_string()
}

#[cfg(test)]
mod tests;
