//! One event.

use super::{channel, reference};
use crate::id::ItemId;
use crate::source::entry::{self, Reader, Refusal, wrong_shape};
use crate::source::field::Field;
use crate::source::{
    CodeSystem, Held, Item, RawContact, RawHash, RawOrganiser, RawTexts, RejectionReason, Series,
};

pub(super) enum Row {
    /// With the events under it that it tells in full (`include=sub_events`).
    Event {
        item: Box<Item>,
        embedded: Vec<Item>,
    },
    Gone(ItemId),
}

/// Of the wrong type, `id` and `name` cost the entry; any other field is left out and named in
/// `Item::unreadable`.
pub(super) fn read(entry: &Field<'_>, hash: RawHash) -> Result<Row, Refusal> {
    if !entry.is_object() {
        return Err((RejectionReason::WrongShape, "is not an object".to_owned()));
    }
    let id = entry::id(entry, "id")?;
    let mut read = Reader::default();
    let deleted = read.keep(entry.get("deleted").flag()).unwrap_or_default();
    let name = entry.get("name");
    if !deleted && !name.is_object() {
        name.text().map_err(|wrong| wrong_shape(&wrong))?;
    }
    let name = reference::texts(&name, &mut read);
    if deleted || is_name_of_the_deleted(&name) {
        return Ok(Row::Gone(id));
    }
    let item = event(entry, Item { name, ..Item::new(id, hash, CodeSystem::Words) }, &mut read);
    let embedded = embedded(entry, &item, &mut read);
    Ok(Row::Event { item: Box::new(Item { unreadable: read.unreadable, ..item }), embedded })
}

/// One that cannot be read is noted with the event that it is part of.
fn embedded(entry: &Field<'_>, whole: &Item, read: &mut Reader) -> Vec<Item> {
    let mut found = Vec::new();
    let parts = entry.get("sub_events");
    for part in parts.elements().iter().filter(|part| reference::is_embedded(part)) {
        let own = reference::id(part).unwrap_or_default();
        // Its own bytes are lost in those of the whole.
        let hash = RawHash::of(format!("{} {own}", whole.hash.as_str()).as_bytes());
        match self::read(part, hash) {
            Ok(Row::Event { item, embedded }) => {
                let series = item.series.clone().filter(|series| *series == Series::Whole);
                let series = series.unwrap_or_else(|| Series::PartOf(whole.id.clone()));
                found.push(Item { series: Some(series), ..*item });
                found.extend(embedded);
            }
            Ok(Row::Gone(_)) => {}
            Err((_, detail)) => read.unreadable.push(format!("sub_events: {detail}")),
        }
    }
    found
}

/// A deleted event has lost its name.
fn is_name_of_the_deleted(name: &RawTexts) -> bool {
    let deleted = |name: &String| matches!(name.trim(), "POISTETTU" | "RADERAD" | "DELETED");
    !name.is_empty() && name.values().all(deleted)
}

fn event(entry: &Field<'_>, item: Item, read: &mut Reader) -> Item {
    let held = held(&entry.get("event_status"), read);
    let (prices, price) = prices(entry, read);
    let (photo, photo_alt) = image(entry, read);
    let links = links(&entry.get("info_url"), read);
    Item {
        summary: reference::texts(&entry.get("short_description"), read),
        description: reference::texts(&entry.get("description"), read),
        price,
        prices,
        kind: read.keep(entry.get("type_id").text()).and_then(kind),
        themes: words(&entry.get("keywords"), "keywords", read),
        audience: words(&entry.get("audience"), "audience", read),
        languages: languages(&entry.get("in_language")),
        status: Some(status(entry, read)),
        held,
        min_age: age(&entry.get("audience_min_age"), read),
        max_age: age(&entry.get("audience_max_age"), read),
        contacts: contacts(entry, &links, read),
        link: links.into_iter().next(),
        photo,
        photo_alt,
        organiser: organiser(entry, read),
        channels: vec![channel::read(entry, held, read)],
        series: series(entry),
        ..item
    }
}

fn held(field: &Field<'_>, read: &mut Reader) -> Held {
    match read.keep(field.text()).as_deref() {
        None | Some("EventScheduled") => Held::Scheduled,
        Some("EventCancelled") => Held::Cancelled,
        Some("EventPostponed") => Held::Postponed,
        Some("EventRescheduled") => Held::Rescheduled,
        Some(_) => {
            read.unreadable.push("event_status: is none that we know".to_owned());
            Held::Scheduled
        }
    }
}

/// Those who may not see drafts are not told that the rest is public.
fn status(entry: &Field<'_>, read: &mut Reader) -> String {
    match read.keep(entry.get("publication_status").text()) {
        None => "published".to_owned(),
        Some(public) if public == "public" => "published".to_owned(),
        Some(other) => other,
    }
}

/// Every event is of one of these types, and but two of them say what ours say.
fn kind(type_id: String) -> Option<String> {
    match type_id.as_str() {
        "General" | "Course" => None,
        "Volunteering" => Some("voluntary".to_owned()),
        "Hobbies" => Some("hobby".to_owned()),
        _ => Some(type_id),
    }
}

/// The names of keywords.
fn words(list: &Field<'_>, name: &str, read: &mut Reader) -> Vec<String> {
    let mut words = Vec::new();
    let mut named = 0_usize;
    for keyword in list.elements() {
        match reference::one(&keyword.get("name"), read) {
            Some(word) => words.push(word),
            None => named += 1,
        }
    }
    if named > 0 {
        read.unreadable.push(format!("{name}: {named} are named, and not told"));
    }
    words
}

/// A language's id is its code.
fn languages(list: &Field<'_>) -> Vec<String> {
    list.elements().iter().filter_map(reference::id).collect()
}

fn age(field: &Field<'_>, read: &mut Reader) -> Option<u8> {
    let age = read.keep(field.integer())?;
    let age_in_years = u8::try_from(age).ok().filter(|age| *age <= 120);
    if age_in_years.is_none() {
        read.unreadable.push(field.wrong("an age").to_string());
    }
    age_in_years
}

/// Whether it is free, and all offers in words, one after the other.
fn prices(entry: &Field<'_>, read: &mut Reader) -> (Vec<String>, RawTexts) {
    let mut codes: Vec<String> = Vec::new();
    let mut texts = RawTexts::new();
    for offer in entry.get("offers").elements() {
        if let Some(free) = read.keep(offer.get("is_free").flag()) {
            let code = if free { "free" } else { "paid" };
            if !codes.iter().any(|known| known == code) {
                codes.push(code.to_owned());
            }
        }
        for name in ["price", "description"] {
            for (lang, text) in reference::texts(&offer.get(name), read) {
                let told = texts.entry(lang).or_default();
                if !told.is_empty() {
                    told.push_str("<br>");
                }
                told.push_str(&text);
            }
        }
    }
    (codes, texts)
}

/// The first one that has an address.
fn image(entry: &Field<'_>, read: &mut Reader) -> (Option<String>, Option<String>) {
    for image in entry.get("images").elements() {
        if let Some(url) = read.keep(image.get("url").text()) {
            return (Some(url), reference::one(&image.get("alt_text"), read));
        }
    }
    (None, None)
}

/// The addresses of all languages, each once, the best first.
fn links(field: &Field<'_>, read: &mut Reader) -> Vec<String> {
    let texts = reference::texts(field, read);
    let mut links: Vec<String> = Vec::new();
    for link in reference::best(&texts).into_iter().chain(texts.values()) {
        if !links.contains(link) {
            links.push(link.clone());
        }
    }
    links
}

fn contacts(entry: &Field<'_>, pages: &[String], read: &mut Reader) -> Vec<RawContact> {
    let web = |value: String| RawContact { kind: "www".to_owned(), value, ..Default::default() };
    let mut contacts: Vec<RawContact> = pages.iter().cloned().map(web).collect();
    for value in reference::texts(&entry.get("provider_contact_info"), read).into_values() {
        contacts.push(RawContact { value, ..RawContact::default() });
    }
    for link in entry.get("external_links").elements() {
        if let Some(value) = read.keep(link.get("link").text()) {
            let lang = read.keep(link.get("language").text()).unwrap_or_else(|| "fi".to_owned());
            let label = read.keep(link.get("name").text()).map(|name| (lang, name));
            contacts.push(RawContact { label: label.into_iter().collect(), ..web(value) });
        }
    }
    for offer in entry.get("offers").elements() {
        contacts.extend(links(&offer.get("info_url"), read).into_iter().map(web));
    }
    contacts
}

/// Whoever publishes an event need not arrange it, so the publisher counts only where no provider is
/// named. `ytj:` is the business register: the rest of such an id is a Y-tunnus.
fn organiser(entry: &Field<'_>, read: &mut Reader) -> RawOrganiser {
    if let Some(name) = reference::one(&entry.get("provider"), read) {
        return RawOrganiser { name: Some(name), ..RawOrganiser::default() };
    }
    let publisher = entry.get("publisher");
    let id = reference::id(&publisher);
    RawOrganiser {
        business_id: id.as_deref().and_then(|id| id.strip_prefix("ytj:")).map(str::to_owned),
        name: reference::one(&publisher.get("name"), read),
        id,
        ..RawOrganiser::default()
    }
}

/// An umbrella only names what happens under it; what recurs is one thing at many times.
fn series(entry: &Field<'_>) -> Option<Series> {
    let whole = entry.get("super_event_type").text().ok().flatten();
    if whole.as_deref() == Some("recurring") {
        return Some(Series::Whole);
    }
    let id = reference::id(&entry.get("super_event"))?;
    ItemId::parse(&id).ok().map(Series::PartOf)
}
