//! From what was said to what we believe.

mod characters;
pub mod contact;
mod credit;
mod document;
mod elements;
mod inline;
mod markup;
mod organiser;
pub mod place;
mod reader;
pub mod redact;
mod references;
mod rendering;
mod sessions;
pub mod taxonomy;
pub mod text;
pub mod time;
pub mod title;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::id::{ListingKey, SourceId};
use crate::listing::{
    Ages, Contact, Content, Decision, Listing, Note, Price, Publication, Visibility,
};
use crate::localized::{Lang, Localized};
use crate::source::{Item, RawContact, RawOrganiser, Rejection, RejectionReason, Series};
use crate::vocabulary::Scheme;

/// Rises when the same item is read to another listing than before: then validators of the old reading
/// are of no use, and everything is asked for anew.
pub const VERSION: u32 = 3;

/// How a source's items are to be read; from its configuration.
#[derive(Clone, Debug)]
pub struct Rules {
    pub source: SourceId,
    /// Address of an item's public page, with `{id}` in it.
    pub link: Option<String>,
    /// Address of an item's image, with `{id}` in it.
    pub image: Option<String>,
    pub attribution: String,
    pub licence: Option<String>,
    pub redact: Redact,
}

/// What is taken out of texts and contacts before anything is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redact {
    pub email: bool,
    pub phone: bool,
    pub names: bool,
}

pub use organiser::{Misplaced, misplaced};

/// Organisers by the source's id of them.
pub type Organisers = BTreeMap<String, RawOrganiser>;

/// What is believed of one item. The same item and rules always give the same listing.
pub fn listing(item: &Item, rules: &Rules, organisers: &Organisers) -> Result<Listing, Rejection> {
    let mut notes: BTreeSet<Note> = item.unreadable.iter().map(|field| unreadable(field)).collect();
    let reject = |(reason, detail)| Rejection {
        id: Some(item.id.clone()),
        hash: item.hash.clone(),
        reason,
        detail,
    };
    let (name, cancelled) = title(item, rules.redact, &mut notes).map_err(reject)?;
    let sessions = sessions::of(item, cancelled, rules.redact, &mut notes).map_err(reject)?;
    let content = content(item, name, rules, organisers, &mut notes);
    let credit = credit::of(item, rules, &content.contacts);
    let key = ListingKey::new(rules.source.clone(), item.id.clone());
    let part_of = match &item.series {
        Some(Series::PartOf(whole)) => Some(whole.clone()),
        Some(Series::Whole) | None => None,
    };
    Ok(Listing { key, parts: item.parts.clone(), part_of, content, sessions, credit, notes })
}

type Refusal = (RejectionReason, String);

fn content(
    item: &Item,
    name: Localized<String>,
    rules: &Rules,
    organisers: &Organisers,
    notes: &mut BTreeSet<Note>,
) -> Content {
    let (mut age_groups, genders) = taxonomy::audience(&item.audience, item.codes, notes);
    let ages = Ages { min: item.min_age, max: item.max_age };
    age_groups.extend(taxonomy::age_groups(ages));
    Content {
        summary: text::rich_localized(&item.summary, rules.redact, notes),
        description: text::rich_localized(&item.description, rules.redact, notes),
        kind: taxonomy::kind(item.kind.as_deref(), item.codes, notes),
        themes: taxonomy::terms(Scheme::Theme, &item.themes, item.codes, notes),
        formats: taxonomy::terms(Scheme::Format, &item.formats, item.codes, notes),
        age_groups,
        genders,
        ages,
        languages: taxonomy::terms(Scheme::Language, &item.languages, item.codes, notes),
        area: place::area(&item.areas, item.codes, notes),
        price: Price {
            kind: taxonomy::price(&item.prices, notes),
            text: text::rich_localized(&item.price, rules.redact, notes),
        },
        registration: text::rich_localized(&item.registration, rules.redact, notes),
        contacts: contacts(item, rules.redact, notes),
        image: credit::image(item, &name, rules, notes),
        organiser: organiser::of(&item.organiser, organisers, rules.redact, notes),
        publication: publication(item.status.as_deref(), notes),
        visibility: visibility(item, notes),
        name,
    }
}

/// The name in each language that has one of its own, and whether it says PERUTTU. Said in one
/// language, that holds in all: an editor in a hurry changes the Finnish title only.
fn title(
    item: &Item,
    redact: Redact,
    notes: &mut BTreeSet<Note>,
) -> Result<(Localized<String>, bool), Refusal> {
    let read = |(lang, raw): (Lang, &str)| {
        let title = title::read(raw)?;
        let name = redact::line(&title.name, &lang, redact);
        Some((lang, title::Title { name, ..title }))
    };
    let titles: BTreeMap<Lang, title::Title> =
        text::by_language(&item.name).into_iter().filter_map(read).collect();
    if titles.is_empty() {
        return Err((RejectionReason::NoTitle, "has no name in any language".to_owned()));
    }
    if titles.values().any(|title| title.shortened) {
        notes.insert(Note::Shortened);
    }
    let cancelled = titles.values().any(|title| title.cancelled);
    let names = titles.into_iter().map(|(lang, title)| (lang, title.name)).collect();
    Ok((text::without_repeats(names, String::as_str), cancelled))
}

/// The item's contacts, and what its channels tell besides.
fn contacts(item: &Item, redact: Redact, notes: &mut BTreeSet<Note>) -> Vec<Contact> {
    let beside = item.channels.iter().flat_map(place::contacts_beside);
    let raw: Vec<RawContact> = item.contacts.iter().cloned().chain(beside).collect();
    let mut contacts: Vec<Contact> = Vec::new();
    for contact in contact::contacts(&raw, redact, notes) {
        if !contacts.iter().any(|known| known.means == contact.means) {
            contacts.push(contact);
        }
    }
    contacts
}

fn publication(status: Option<&str>, notes: &mut BTreeSet<Note>) -> Publication {
    match status.map(str::trim).unwrap_or_default() {
        "published" => Publication::Published,
        "draft" => Publication::Draft,
        "" => {
            notes.insert(Note::Decided(Decision::NoStatus));
            Publication::Published
        }
        other => {
            notes.insert(Note::UnknownStatus(brief(other)));
            Publication::Unrecognised
        }
    }
}

fn visibility(item: &Item, notes: &mut BTreeSet<Note>) -> Visibility {
    let mut instant = |name: &str, millis: Option<i64>| -> Option<DateTime<Utc>> {
        let instant = DateTime::from_timestamp_millis(millis?);
        if instant.is_none() {
            notes.insert(unreadable(name));
        }
        instant
    };
    Visibility {
        from: instant("tags.visibility.start", item.visible_from),
        until: instant("tags.visibility.end", item.visible_until),
    }
}

fn unreadable(field: &str) -> Note {
    Note::UnreadableField(brief(field))
}

/// A note is for a report, so it quotes no more than a line.
fn brief(text: &str) -> String {
    text.chars().take(120).collect()
}

#[cfg(test)]
mod tests;
