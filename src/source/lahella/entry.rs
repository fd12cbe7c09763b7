//! One entry of the list.

use std::collections::BTreeMap;

use crate::id::ItemId;
use crate::source::field::{Field, Wrong};
use crate::source::{CodeSystem, Item, RawChannel, RawContact, RawHash, RawTexts, RejectionReason};

use super::{channel, groups};

type Refusal = (RejectionReason, String);

/// Of the wrong type, `_key`, a name and the frame around names and times cost the entry; any other
/// field is left out and named in `Item::unreadable`.
pub(super) fn read(entry: &Field<'_>, hash: RawHash) -> Result<Item, Refusal> {
    if !entry.is_object() {
        return Err((RejectionReason::WrongShape, "is not an object".to_owned()));
    }
    let id = id(&entry.get("_key"))?;
    let traits = entry.get("traits");
    let tags = entry.get("tags");
    let visibility = tags.get("visibility");
    let mut read = Reader::default();
    let item = Item {
        name: names(&traits).map_err(wrong_shape)?,
        summary: read.texts(&traits, "summary"),
        description: read.texts(&traits, "description"),
        price: read.texts(&traits, "pricing"),
        registration: read.texts(&traits, "registration"),
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

/// A number is taken as its text: which of the two it is depends on who wrote the exporter.
pub(super) fn id(key: &Field<'_>) -> Result<ItemId, Refusal> {
    let bad = |what: String| (RejectionReason::BadId, what);
    let text = match key.text() {
        Ok(text) => text,
        Err(_) => {
            let number = key.integer().map_err(|wrong| bad(wrong.to_string()))?;
            number.map(|number| number.to_string())
        }
    };
    match text.as_deref() {
        None | Some("") => Err((RejectionReason::NoId, "_key: is missing".to_owned())),
        Some(text) => ItemId::parse(text).map_err(|error| bad(format!("_key: {error}"))),
    }
}

fn wrong_shape(wrong: Wrong) -> Refusal {
    (RejectionReason::WrongShape, wrong.to_string())
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
            field.members().map_err(wrong_shape)?;
            Ok(channel::read(field, read))
        })
        .collect()
}

fn contact(field: &Field<'_>, read: &mut Reader) -> RawContact {
    RawContact {
        kind: read.keep(field.get("type").loose_text()).unwrap_or_default(),
        value: read.keep(field.get("value").loose_text()).unwrap_or_default(),
        label: read.texts(field, "description"),
    }
}

/// Keeps what can be read, and where the rest stands.
#[derive(Default)]
pub(super) struct Reader {
    unreadable: Vec<String>,
}

impl Reader {
    pub(super) fn keep<T>(&mut self, read: Result<Option<T>, Wrong>) -> Option<T> {
        read.unwrap_or_else(|wrong| {
            self.unreadable.push(wrong.to_string());
            None
        })
    }

    pub(super) fn list(&mut self, list: &Field<'_>) -> Vec<String> {
        list.elements().iter().filter_map(|element| self.keep(element.loose_text())).collect()
    }

    /// `translations.*.{name}` of `holder`.
    pub(super) fn texts(&mut self, holder: &Field<'_>, name: &str) -> RawTexts {
        self.by_language(holder, |read, texts| read.keep(texts.get(name).loose_text()))
    }

    pub(super) fn by_language<T>(
        &mut self,
        holder: &Field<'_>,
        mut value: impl FnMut(&mut Self, &Field<'_>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let translations = holder.get("translations");
        let members = self.keep(translations.members().map(Some)).unwrap_or_default();
        members
            .iter()
            .filter_map(|(lang, texts)| Some(((*lang).to_owned(), value(self, texts)?)))
            .collect()
    }
}
