//! One entry of the list.

use std::collections::BTreeMap;

use crate::source::entry::{self, Reader, Refusal, wrong_shape};
use crate::source::field::{Field, Wrong};
use crate::source::{CodeSystem, Item, RawChannel, RawContact, RawHash, RawTexts, RejectionReason};

use super::{channel, groups};

/// Of the wrong type, `_key`, a name and the frame around names and times cost the entry; any other
/// field is left out and named in `Item::unreadable`.
pub(super) fn read(entry: &Field<'_>, hash: RawHash) -> Result<Item, Refusal> {
    if !entry.is_object() {
        return Err((RejectionReason::WrongShape, "is not an object".to_owned()));
    }
    let id = entry::id(entry, "_key")?;
    let traits = entry.get("traits");
    let tags = entry.get("tags");
    let visibility = tags.get("visibility");
    let mut read = Reader::default();
    let item = Item {
        name: names(&traits).map_err(|wrong| wrong_shape(&wrong))?,
        summary: texts(&traits, "summary", &mut read),
        description: texts(&traits, "description", &mut read),
        price: texts(&traits, "pricing", &mut read),
        registration: texts(&traits, "registration", &mut read),
        kind: read.keep(traits.get("type").loose_text()),
        themes: read.list(&traits.get("theme")),
        formats: read.list(&traits.get("format")),
        languages: read.list(&traits.get("locale")),
        audience: read.list(&traits.get("demographic")),
        areas: read.list(&traits.get("region")),
        prices: read.list(&traits.get("pricing")),
        status: read.keep(entry.get("status").loose_text()),
        visible_from: read.keep(visibility.get("start").integer()),
        visible_until: read.keep(visibility.get("end").integer()),
        contacts: traits.get("contacts").elements().iter().map(|c| contact(c, &mut read)).collect(),
        photo: read.keep(traits.get("photo").loose_text()),
        photo_alt: read.keep(traits.get("photoAlt").text()),
        organiser: groups::of_entry(&entry.get("group")),
        channels: channels(&traits, &mut read)?,
        ..Item::new(id, hash, CodeSystem::Lahella)
    };
    Ok(Item { unreadable: read.unreadable, ..item })
}

fn names(traits: &Field<'_>) -> Result<RawTexts, Wrong> {
    traits.members()?;
    let translations = traits.get("translations");
    let mut names = RawTexts::new();
    for (lang, texts) in translations.members()? {
        texts.members()?;
        if let Some(name) = texts.get("name").text()? {
            names.insert(lang.to_owned(), name);
        }
    }
    Ok(names)
}

fn channels(traits: &Field<'_>, read: &mut Reader) -> Result<Vec<RawChannel>, Refusal> {
    let list = traits.get("channels");
    list.elements()
        .iter()
        .map(|field| {
            field.members().map_err(|wrong| wrong_shape(&wrong))?;
            Ok(channel::read(field, read))
        })
        .collect()
}

fn contact(field: &Field<'_>, read: &mut Reader) -> RawContact {
    RawContact {
        kind: read.keep(field.get("type").loose_text()).unwrap_or_default(),
        value: read.keep(field.get("value").loose_text()).unwrap_or_default(),
        label: texts(field, "description", read),
    }
}

/// `translations.*.{name}` of `holder`.
pub(super) fn texts(holder: &Field<'_>, name: &str, read: &mut Reader) -> RawTexts {
    by_language(holder, read, |texts, read| read.keep(texts.get(name).loose_text()))
}

pub(super) fn by_language<T>(
    holder: &Field<'_>,
    read: &mut Reader,
    mut value: impl FnMut(&Field<'_>, &mut Reader) -> Option<T>,
) -> BTreeMap<String, T> {
    let translations = holder.get("translations");
    let members = read.keep(translations.members().map(Some)).unwrap_or_default();
    members
        .iter()
        .filter_map(|(lang, texts)| Some(((*lang).to_owned(), value(texts, read)?)))
        .collect()
}
