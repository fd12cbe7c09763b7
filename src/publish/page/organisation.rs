//! Organisations for people: who they are, what they do, where, for whom, and how to reach them.

mod contacts;
mod frame;
mod list;
mod one;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;

use crate::id::ActivityId;
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::organisations::Organisation;
use crate::publish::upcoming::upcoming;
use crate::site::Site;
use crate::vocabulary::Term;
use crate::when::When;
use crate::when::occurrences::Span;

pub(super) const PATH: &str = "organisations";

/// Where and when a page is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    pub site: &'a Site,
    pub as_of: NaiveDate,
    pub lang: &'a Lang,
    /// After how many months a contact that nobody confirmed is called stale.
    pub contact_months: u32,
    /// Whether it stands in a frame of somebody else's page.
    pub embedded: bool,
    /// Of which municipality the list is, or the one that led here.
    pub town: Option<Municipality>,
}

/// When each of its activities is held next.
pub type NextTimes = BTreeMap<ActivityId, Span>;

/// A page of the list, with what it can be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct List<'a> {
    pub organisations: Vec<&'a Organisation>,
    /// How many there are in all.
    pub total: usize,
    pub towns: Vec<Municipality>,
    pub themes: Vec<Term>,
    /// What was chosen; of several none, since a form has room for one.
    pub theme: Option<Term>,
    pub words: String,
    /// What is shown, as an address has it, without a language.
    pub query: String,
    /// The address of what follows.
    pub next: Option<String>,
}

#[must_use]
pub fn list(list: &List<'_>, setting: Setting<'_>) -> String {
    list::page(list, setting).into_string()
}

#[must_use]
pub fn one(organisation: &Organisation, next: &NextTimes, setting: Setting<'_>) -> String {
    one::page(organisation, next, setting).into_string()
}

/// The first time of any of these that is not over on the day and is not off.
#[must_use]
pub fn next<'a>(whens: impl Iterator<Item = &'a When>, as_of: NaiveDate) -> Option<Span> {
    /// More than so many in a row are not off.
    const LOOKED_AT: usize = 10;
    let times = whens.flat_map(|when| upcoming(when, as_of, LOOKED_AT));
    let held = times.filter(|one| !one.cancelled).map(|one| one.span);
    held.min_by_key(|span| span.begins(Helsinki))
}

/// What the list is called, for who leads there.
pub(super) fn called(lang: &Lang) -> &'static str {
    words::Word::Organisations.text(lang)
}

fn address(setting: Setting<'_>, organisation: &Organisation) -> String {
    to(&format!("{PATH}/{}", organisation.id), setting)
}

/// With what is kept from page to page.
fn to(path: &str, setting: Setting<'_>) -> String {
    let Setting { site, lang, embedded, town, .. } = setting;
    let embed = if embedded { "embed=1&" } else { "" };
    let town = town.map(|town| format!("&municipality={}", town.code())).unwrap_or_default();
    format!("{}?{embed}lang={lang}{town}", site.address(path))
}

#[cfg(test)]
mod tests;
