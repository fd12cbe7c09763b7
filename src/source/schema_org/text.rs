//! Texts, names and addresses as JSON-LD has them.

use super::{Field, Reader};
use crate::source::RawTexts;

/// Plain text, `{"@value", "@language"}`, or a list of either, of which the first of a language counts.
pub(super) fn texts(field: &Field<'_>, language: &str, read: &mut Reader) -> RawTexts {
    let mut texts = RawTexts::new();
    for element in field.elements() {
        let (value, lang) = if element.is_object() {
            let lang = read.keep(element.get("@language").text());
            (read.keep(element.get("@value").loose_text()), lang)
        } else {
            (read.keep(element.loose_text()), None)
        };
        if let Some(value) = filled(value) {
            texts.entry(lang.unwrap_or_else(|| language.to_owned())).or_insert(value);
        }
    }
    texts
}

pub(super) fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// "EventCancelled" of "https://schema.org/EventCancelled", of the first where there are several.
pub(super) fn last_part(field: &Field<'_>, read: &mut Reader) -> Option<String> {
    let elements = field.elements();
    let text = read.keep(elements.first()?.text())?;
    text.rsplit(['/', ':', '#']).next().map(str::to_owned)
}

/// The first address: text, or an object that has one under one of these names.
pub(super) fn address(field: &Field<'_>, names: &[&str], read: &mut Reader) -> Option<String> {
    field.elements().iter().find_map(|element| {
        if !element.is_object() {
            return filled(read.keep(element.text()));
        }
        names.iter().find_map(|name| filled(read.keep(element.get(name).text())))
    })
}

/// What something is called: text, or an object with a name.
pub(super) fn name(field: &Field<'_>, read: &mut Reader) -> Option<String> {
    let name = field.get("name");
    if !field.is_object() {
        return filled(read.keep(field.loose_text()));
    }
    texts(&name, "", read).into_values().next()
}
