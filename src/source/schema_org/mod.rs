//! Events in the terms of schema.org, whoever embeds them: read once for every kind that speaks of them.

mod offers;
mod people;
pub(super) mod place;
pub(super) mod schedule;
mod subject;
mod text;

use super::entry::Reader;
use super::field::{Field, Wrong};
use super::{CodeSystem, Held, Item, RawChannel, RawHash, RawSpan, words};
use crate::id::ItemId;

/// An event, and those that it is embedded in, the nearest first: what it does not tell, they do.
#[derive(Clone, Copy)]
pub(super) struct Event<'a> {
    own: &'a Field<'a>,
    above: &'a [Field<'a>],
}

impl<'a> Event<'a> {
    pub(super) fn new(own: &'a Field<'a>, above: &'a [Field<'a>]) -> Self {
        Self { own, above }
    }

    fn get(&self, name: &'a str) -> Field<'a> {
        let own = self.own.get(name);
        let above = || self.above.iter().map(|event| event.get(name)).find(Field::exists);
        if own.exists() { own } else { above().unwrap_or(own) }
    }
}

/// All but its times: `channels` tells the places, each without any. `language` is that of texts that name
/// none.
pub(super) fn read(
    event: Event<'_>,
    id: ItemId,
    hash: RawHash,
    language: &str,
    read: &mut Reader,
) -> Item {
    let offers = offers::read(event, read);
    let in_language = |text: String| (language.to_owned(), text);
    let image = event.get("image");
    let mut item = Item {
        name: text::texts(&event.get("name"), language, read),
        summary: text::texts(&event.get("disambiguatingDescription"), language, read),
        description: text::texts(&event.get("description"), language, read)
            .into_iter()
            // The Events Calendar writes its line ends out.
            .map(|(lang, text)| (lang, text.replace("\\n", "\n")))
            .collect(),
        prices: offers.kinds,
        price: offers.text.map(in_language).into_iter().collect(),
        languages: subject::languages(event, read),
        status: Some("published".to_owned()),
        held: held(event.own, read),
        link: text::address(&event.get("url"), &["@id"], read),
        photo: text::address(&image, &["url", "contentUrl", "@id"], read),
        photo_alt: subject::alt(&image, read),
        organiser: people::organiser(event, read),
        contacts: people::contacts(event, language, read),
        channels: place::channels(event, language, read)
            .into_iter()
            .map(|place| RawChannel { registration_url: offers.tickets.clone(), ..place })
            .collect(),
        ..Item::new(id, hash, CodeSystem::Words)
    };
    (item.min_age, item.max_age) = subject::ages(event, read);
    words::file(&mut item, subject::words(event, read));
    item
}

/// `https://schema.org/EventCancelled`, with or without what stands before. What moved to the web takes
/// place.
pub(super) fn held(event: &Field<'_>, read: &mut Reader) -> Held {
    match text::last_part(&event.get("eventStatus"), read).as_deref() {
        None | Some("EventScheduled" | "EventMovedOnline") => Held::Scheduled,
        Some("EventCancelled") => Held::Cancelled,
        Some("EventPostponed") => Held::Postponed,
        Some("EventRescheduled") => Held::Rescheduled,
        Some(_) => {
            read.unreadable.push("eventStatus: is none that we know".to_owned());
            Held::Scheduled
        }
    }
}

/// From `startDate` to `endDate`; an end without a time of day is the last day itself.
pub(super) fn span(event: &Field<'_>) -> Result<Option<RawSpan>, Wrong> {
    let start = text::filled(event.get("startDate").text()?);
    let end = text::filled(event.get("endDate").text()?);
    Ok(start.map(|start| RawSpan { start, end, ..RawSpan::default() }))
}
