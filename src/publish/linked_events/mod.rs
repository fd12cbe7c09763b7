//! Linked Events v1, as the cities of Helsinki, Turku and Espoo serve it; read-only. `docs/linked-events.md`
//! tells which clients it was made for, and where it differs.

mod event;
mod happening;
mod id;
mod image;
mod keyword;
mod language;
mod model;
mod moment;
mod offer;
mod organization;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::activity::Activity;
use crate::id::ActivityId;
use crate::listing::Organiser;
use crate::site::Site;
use crate::vocabulary::Term;
use crate::when::occurrences::Window;

pub use event::{ages, subjects, type_id};
pub use happening::{EventStatus, Happening};
pub use id::{EventId, Part, SYSTEM, organisation};
pub use keyword::{KeywordSet, keyword_id, keyword_of, keywords};
pub use language::languages;
pub use model::division;
pub use moment::{Moment, Reach, Times, midnight};
pub use place::Location;

/// What is told at once and not only named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Include {
    Audience,
    InLanguage,
    Keywords,
    Location,
    SubEvents,
    SuperEvent,
}

/// Who publishes, and how far the times of series are told one by one.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pub site: &'a Site,
    pub window: Window,
}

/// What a list says of itself; `next` and `previous` are whole addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meta {
    pub count: usize,
    pub next: Option<String>,
    pub previous: Option<String>,
}

/// What is not published any more: all that readers are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    pub id: ActivityId,
    pub since: DateTime<Utc>,
    pub replaced_by: Option<ActivityId>,
}

#[derive(Serialize)]
struct Deleted {
    id: String,
    name: DeletedName,
    last_modified_time: String,
    deleted: bool,
    replaced_by: Option<String>,
}

#[derive(Serialize)]
struct DeletedName {
    fi: &'static str,
    sv: &'static str,
    en: &'static str,
}

#[must_use]
pub fn event(happening: &Happening<'_>, include: &BTreeSet<Include>, frame: &Frame<'_>) -> String {
    text(&event::object(happening, include, frame))
}

#[must_use]
pub fn tombstone(gone: &Tombstone) -> String {
    let whole = |id: &ActivityId| EventId { activity: id.clone(), part: Part::Whole }.to_string();
    text(&Deleted {
        id: whole(&gone.id),
        name: DeletedName { fi: "POISTETTU", sv: "RADERAD", en: "DELETED" },
        last_modified_time: moment::written(gone.since),
        deleted: true,
        replaced_by: gone.replaced_by.as_ref().map(whole),
    })
}

/// `count` = how many activities are held there.
#[must_use]
pub fn place(location: Location<'_>, count: usize, site: &Site) -> String {
    text(&location.object(Some(count), site))
}

/// `None` where `term` is no keyword.
#[must_use]
pub fn keyword(term: Term, count: usize, site: &Site) -> Option<String> {
    keyword::object(term, Some(count), site).map(|keyword| text(&keyword))
}

/// With `counts`, its keywords are told with how many have each, and not only named.
#[must_use]
pub fn keyword_set(set: KeywordSet, counts: Option<&BTreeMap<Term, usize>>, site: &Site) -> String {
    text(&set.object(counts, site))
}

#[must_use]
pub fn language(term: Term, site: &Site) -> String {
    text(&language::object(term, site))
}

/// `None` where nobody is named.
#[must_use]
pub fn organization(organiser: &Organiser, site: &Site) -> Option<String> {
    organization::object(organiser, site).map(|organization| text(&organization))
}

/// `None` where it has none.
#[must_use]
pub fn image(activity: &Activity, site: &Site) -> Option<String> {
    image::object(activity, site).map(|image| text(&image))
}

/// `objects` are what the functions above made.
#[must_use]
pub fn list(meta: &Meta, objects: &[String]) -> String {
    format!(r#"{{"meta":{},"data":[{}]}}"#, text(meta), objects.join(","))
}

/// The addresses of what there is, by name.
#[must_use]
pub fn root(site: &Site) -> String {
    const RESOURCES: [&str; 8] =
        ["event", "image", "keyword", "keyword_set", "language", "organization", "place", "search"];
    let address = |name: &&'static str| (*name, site.address(&format!("linkedevents/v1/{name}/")));
    text(&RESOURCES.iter().map(address).collect::<BTreeMap<_, _>>())
}

#[expect(clippy::expect_used, reason = "only a map whose keys are no strings could fail")]
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("all keys are strings")
}

#[cfg(test)]
mod tests;
