//! Plain pages, usable without script: one activity, and what there is to subscribe to.

mod activity;
mod dates;
mod index;
mod layout;
mod session;

use chrono::{NaiveDate, NaiveDateTime};

use crate::activity::Activity;
use crate::localized::Lang;
use crate::site::Site;

/// A feed as the index page offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLink {
    pub title: String,
    /// Addresses of the calendar and of the JSON.
    pub ical: String,
    pub json: String,
}

/// An activity as the index page lists it.
#[derive(Clone, Copy, Debug)]
pub struct Upcoming<'a> {
    pub activity: &'a Activity,
    /// In Helsinki's local time; midnight where it is all day.
    pub next: Option<NaiveDateTime>,
}

/// The page of one activity.
#[must_use]
pub fn activity(activity: &Activity, site: &Site, as_of: NaiveDate, lang: &Lang) -> String {
    activity::page(activity, site, as_of, lang).into_string()
}

/// The first page.
#[must_use]
pub fn index(site: &Site, feeds: &[FeedLink], upcoming: &[Upcoming<'_>], lang: &Lang) -> String {
    index::page(site, feeds, upcoming, lang).into_string()
}

#[cfg(test)]
mod tests;
