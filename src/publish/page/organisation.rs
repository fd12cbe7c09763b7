//! Organisations for people: who they are, what they do, where, for whom, and how to reach them.

mod contacts;
mod frame;
mod list;
mod one;
mod words;

use chrono::NaiveDate;

use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::organisations::Organisation;
use crate::site::Site;
use crate::vocabulary::Term;

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
}

/// A page of the list, with what it can be narrowed to.
#[derive(Clone, Debug, Default)]
pub struct List<'a> {
    pub organisations: Vec<&'a Organisation>,
    /// How many there are in all.
    pub total: usize,
    pub towns: Vec<Municipality>,
    pub themes: Vec<Term>,
    /// What was chosen; of several none, since a form has room for one.
    pub town: Option<Municipality>,
    pub theme: Option<Term>,
    pub words: String,
    /// The address of what follows.
    pub next: Option<String>,
}

#[must_use]
pub fn list(list: &List<'_>, setting: Setting<'_>) -> String {
    list::page(list, setting).into_string()
}

#[must_use]
pub fn one(organisation: &Organisation, setting: Setting<'_>) -> String {
    one::page(organisation, setting).into_string()
}

/// What the list is called, for who leads there.
pub(super) fn called(lang: &Lang) -> &'static str {
    words::Word::Organisations.text(lang)
}

fn address(setting: Setting<'_>, organisation: &Organisation) -> String {
    let Setting { site, lang, embedded, .. } = setting;
    let own = site.address(&format!("organisations/{}", organisation.id));
    if embedded { format!("{own}?embed=1&lang={lang}") } else { format!("{own}?lang={lang}") }
}

#[cfg(test)]
mod tests;
