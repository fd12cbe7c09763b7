//! iCalendar (RFC 5545, 7986): a calendar is a frame around fragments that are rendered once.

use crate::activity::{Activity, HeldSession};
use crate::fragment::Vevents;
use crate::site::Site;

/// What a calendar says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    pub name: &'a str,
    pub description: &'a str,
    /// The address that it is read from.
    pub source: &'a str,
}

/// A whole calendar. Without any fragment it is still a valid one.
#[must_use]
pub fn calendar<'a>(frame: &Frame<'_>, fragments: impl IntoIterator<Item = &'a str>) -> String {
    let _ = (frame, fragments.into_iter().count());
    String::new()
}

/// The VEVENTs of one session in every language and for every policy.
#[must_use]
pub fn vevents(activity: &Activity, held: &HeldSession, site: &Site) -> Vevents {
    let _ = (activity, held, site);
    Vevents::default()
}
