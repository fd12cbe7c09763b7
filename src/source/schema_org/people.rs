//! Who arranges it, and how they are reached.

use super::text::{address, filled, name};
use super::{Event, Field, Reader};
use crate::source::{RawContact, RawOrganiser, RawTexts};

pub(super) fn organiser(event: Event<'_>, read: &mut Reader) -> RawOrganiser {
    let told = told(event);
    let elements = told.elements();
    let Some(organiser) = elements.first() else { return RawOrganiser::default() };
    if !organiser.is_object() {
        return RawOrganiser { name: name(organiser, read), ..RawOrganiser::default() };
    }
    let ids = ["@id", "id", "identifier"].map(|name| organiser.get(name));
    RawOrganiser {
        id: ids.iter().find_map(|id| filled(id.loose_text().ok().flatten())),
        name: name(organiser, read),
        business_id: filled(read.keep(organiser.get("taxID").text())),
        url: address(&organiser.get("url"), &["@id"], read),
        email: filled(read.keep(organiser.get("email").text())),
    }
}

pub(super) fn contacts(event: Event<'_>, language: &str, read: &mut Reader) -> Vec<RawContact> {
    let mut contacts = Vec::new();
    for organiser in told(event).elements() {
        let label: RawTexts =
            name(&organiser, read).map(|name| (language.to_owned(), name)).into_iter().collect();
        for (kind, field) in [("email", "email"), ("phone", "telephone")] {
            let value = filled(read.keep(organiser.get(field).loose_text()));
            contacts.extend(value.map(|value| RawContact {
                kind: kind.to_owned(),
                value: value.trim_start_matches("mailto:").to_owned(),
                label: label.clone(),
            }));
        }
    }
    contacts
}

/// Whoever holds it, where nobody is said to arrange it.
fn told(event: Event<'_>) -> Field<'_> {
    let organiser = event.get("organizer");
    if organiser.exists() { organiser } else { event.get("provider") }
}
