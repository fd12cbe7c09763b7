//! What it is about, and for whom.

use super::text::{filled, name};
use super::{Event, Field, Reader};

/// Tags, names, or objects with either; "fi-FI" is Finnish.
pub(super) fn languages(event: Event<'_>, read: &mut Reader) -> Vec<String> {
    let language = |field: &Field<'_>| {
        let tag = read.keep(field.get("alternateName").text()).or_else(|| name(field, read))?;
        let short = tag.split('-').next().filter(|part| part.len() == 2).map(str::to_owned);
        Some(short.unwrap_or(tag))
    };
    event.get("inLanguage").elements().iter().filter_map(language).collect()
}

/// Keywords, and OpenActive's activities and categories: texts with commas, concepts with a label, or
/// defined terms.
pub(super) fn words(event: Event<'_>, read: &mut Reader) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for field in ["activity", "category", "keywords"] {
        for word in event.get(field).elements() {
            let label = word.get("prefLabel");
            let text = if label.exists() { read.keep(label.text()) } else { name(&word, read) };
            let text = text.unwrap_or_default();
            words.extend(text.split(',').map(|word| word.trim().to_owned()));
        }
    }
    words
}

/// Numbers, "7-12", "65+", "18-", or an audience with ages of its own.
pub(super) fn ages(event: Event<'_>, read: &mut Reader) -> (Option<u8>, Option<u8>) {
    if let Some(range) = filled(read.keep(event.get("typicalAgeRange").loose_text())) {
        let (from, to) = range.split_once(['-', '–', '+']).unwrap_or((&range, &range));
        return (from.trim().parse().ok(), to.trim().parse().ok());
    }
    let range = event.get("ageRange");
    if range.exists() {
        return (age(&range, "minValue", read), age(&range, "maxValue", read));
    }
    let audience = event.get("audience");
    let audiences = audience.elements();
    let Some(first) = audiences.first() else { return (None, None) };
    (age(first, "suggestedMinAge", read), age(first, "suggestedMaxAge", read))
}

fn age(of: &Field<'_>, name: &str, read: &mut Reader) -> Option<u8> {
    let age = read.keep(of.get(name).integer())?;
    u8::try_from(age).ok().filter(|age| *age <= 120)
}

/// How the first image that is more than an address is described.
pub(super) fn alt(image: &Field<'_>, read: &mut Reader) -> Option<String> {
    let images = image.elements();
    let first = images.first().filter(|image| image.is_object())?;
    ["caption", "description"].iter().find_map(|name| filled(read.keep(first.get(name).text())))
}
