//! One event: an Event, a SessionSeries or a ScheduledSession.

use std::collections::BTreeSet;

use super::{place, schedule};
use crate::id::ItemId;
use crate::source::entry::{Reader, Refusal};
use crate::source::field::Field;
use crate::source::{
    CodeSystem, EndDay, Held, Item, RawChannel, RawHash, RawOrganiser, RawSpan, RawTexts, RawTime,
    RejectionReason,
};

/// What a session does not tell, the series tells that it is embedded in; and what a series does not,
/// the one above it.
pub(super) struct Told<'a> {
    own: &'a Field<'a>,
    series: &'a Field<'a>,
    above: &'a Field<'a>,
}

impl<'a> Told<'a> {
    pub(super) fn get(&self, name: &'a str) -> Field<'a> {
        let levels = [self.own, self.series];
        let found = levels.into_iter().map(|level| level.get(name)).find(Field::exists);
        found.unwrap_or_else(|| self.above.get(name))
    }
}

pub(super) fn read(
    data: &Field<'_>,
    id: ItemId,
    hash: RawHash,
    lang: &str,
) -> Result<Item, Refusal> {
    if !data.is_object() {
        return Err((RejectionReason::WrongShape, "data: is no object".to_owned()));
    }
    let series = data.get("superEvent");
    let above = series.get("superEvent");
    let told = Told { own: data, series: &series, above: &above };
    let mut read = Reader::default();
    let text = |name: &'static str, read: &mut Reader| -> RawTexts {
        let text = read.keep(told.get(name).loose_text());
        text.into_iter().map(|text| (lang.to_owned(), text)).collect()
    };
    let held = held(&data.get("eventStatus"), &mut read);
    let (prices, price) = prices(&told, &mut read);
    let (min_age, max_age) = ages(&told, &mut read);
    let item = Item {
        name: text("name", &mut read),
        description: text("description", &mut read),
        price: price.map(|price| (lang.to_owned(), price)).into_iter().collect(),
        prices,
        themes: words(&told, &mut read),
        languages: read.list(&told.get("inLanguage")),
        status: Some("published".to_owned()),
        held,
        min_age,
        max_age,
        link: read.keep(told.get("url").text()),
        photo: photo(&told),
        organiser: organiser(&told, &mut read),
        channels: channels(data, &told, lang, &mut read),
        parts: parts(data),
        ..Item::new(id, hash, CodeSystem::Words)
    };
    Ok(Item { unreadable: read.unreadable, ..item })
}

/// `https://schema.org/EventCancelled`, with or without what stands before.
fn held(field: &Field<'_>, read: &mut Reader) -> Held {
    let status = read.keep(field.text());
    match status.as_deref().map(bare) {
        None | Some("EventScheduled") => Held::Scheduled,
        Some("EventCancelled") => Held::Cancelled,
        Some("EventPostponed") => Held::Postponed,
        Some("EventRescheduled") => Held::Rescheduled,
        Some(_) => {
            read.unreadable.push("eventStatus: is none that we know".to_owned());
            Held::Scheduled
        }
    }
}

/// The last part of a name in the terms of schema.org.
pub(super) fn bare(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or(name)
}

/// A price of 0 is free.
fn prices(told: &Told<'_>, read: &mut Reader) -> (Vec<String>, Option<String>) {
    let mut codes: Vec<String> = Vec::new();
    let mut add = |free: bool| {
        let code = if free { "free" } else { "paid" };
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    };
    let mut lines = Vec::new();
    for offer in told.get("offers").elements() {
        let price = read.keep(offer.get("price").number());
        if let Some(price) = price {
            add(price == 0.0);
        }
        let currency = read.keep(offer.get("priceCurrency").text()).unwrap_or_default();
        let price = price.map(|price| format!("{price} {currency}").trim().to_owned());
        let name = read.keep(offer.get("name").text());
        let line: Vec<String> = name.into_iter().chain(price).collect();
        if !line.is_empty() {
            lines.push(line.join(": "));
        }
    }
    if let Some(free) = read.keep(told.get("isAccessibleForFree").flag())
        && lines.is_empty()
    {
        add(free);
    }
    (codes, (!lines.is_empty()).then(|| lines.join("<br>")))
}

fn ages(told: &Told<'_>, read: &mut Reader) -> (Option<u8>, Option<u8>) {
    let range = told.get("ageRange");
    let mut age = |name: &str| {
        let age = read.keep(range.get(name).integer())?;
        u8::try_from(age).ok().filter(|age| *age <= 120)
    };
    (age("minValue"), age("maxValue"))
}

/// Activities and categories, as words or as concepts with a label; keywords also separated by commas.
fn words(told: &Told<'_>, read: &mut Reader) -> Vec<String> {
    let mut words = Vec::new();
    for name in ["activity", "category", "keywords"] {
        for word in told.get(name).elements() {
            let label = word.get("prefLabel");
            let text = read.keep(if label.exists() { label.text() } else { word.text() });
            let text = text.unwrap_or_default();
            let several = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.extend(several.map(str::to_owned));
        }
    }
    words
}

fn photo(told: &Told<'_>) -> Option<String> {
    let images = told.get("image");
    images.elements().iter().find_map(|image| {
        let url = image.get("url").text().ok().flatten();
        url.or_else(|| image.text().ok().flatten())
    })
}

fn organiser(told: &Told<'_>, read: &mut Reader) -> RawOrganiser {
    let organisers = ["organizer", "provider"].map(|name| told.get(name));
    let Some(organiser) = organisers.into_iter().find(Field::exists) else {
        return RawOrganiser::default();
    };
    if let Ok(name) = organiser.text() {
        return RawOrganiser { name, ..RawOrganiser::default() };
    }
    let id = [organiser.get("@id"), organiser.get("id"), organiser.get("identifier")];
    RawOrganiser {
        id: id.iter().find_map(|id| id.loose_text().ok().flatten()),
        name: read.keep(organiser.get("name").text()),
        business_id: read.keep(organiser.get("taxID").text()),
        url: read.keep(organiser.get("url").text()),
        email: read.keep(organiser.get("email").text()),
    }
}

/// One, and another for what of it is cancelled or put off. Of sessions, a rule and a start the first
/// that there is counts: each says less exactly what the one before it says.
fn channels(data: &Field<'_>, told: &Told<'_>, lang: &str, read: &mut Reader) -> Vec<RawChannel> {
    let general = place::read(told, lang, read);
    let mut channels: Vec<RawChannel> = Vec::new();
    let mut add = |held: Held, time: Result<RawTime, String>| {
        let at = channels.iter().position(|channel| channel.held == held);
        let at = at.unwrap_or_else(|| {
            channels.push(RawChannel { held, ..general.clone() });
            channels.len() - 1
        });
        if let Some(channel) = channels.get_mut(at) {
            match time {
                Ok(time) => channel.times.push(time),
                Err(fault) => channel.unreadable_times.push(fault),
            }
        }
    };
    let sessions = data.get("subEvent");
    let sessions = sessions.elements();
    let timed: Vec<&Field<'_>> =
        sessions.iter().filter(|session| session.get("startDate").exists()).collect();
    let rules = data.get("eventSchedule");
    if !timed.is_empty() {
        for session in timed {
            let held = match held(&session.get("eventStatus"), read) {
                Held::Rescheduled => Held::Scheduled,
                other => other,
            };
            add(held, span(session));
        }
    } else if rules.exists() {
        rules.elements().iter().for_each(|rule| add(Held::Scheduled, schedule::read(rule)));
    } else if data.get("startDate").exists() {
        add(Held::Scheduled, span(data));
    }
    if channels.is_empty() { vec![general] } else { channels }
}

/// What the sessions with a time are called.
fn parts(data: &Field<'_>) -> BTreeSet<ItemId> {
    let id = |session: &Field<'_>| {
        let mut names = ["@id", "id", "identifier"].into_iter();
        let id = names.find_map(|name| session.get(name).loose_text().ok().flatten())?;
        ItemId::parse(&id).ok()
    };
    let sessions = data.get("subEvent");
    let sessions = sessions.elements();
    sessions.iter().filter(|session| session.get("startDate").exists()).filter_map(id).collect()
}

fn span(event: &Field<'_>) -> Result<RawTime, String> {
    let text = |name: &str| event.get(name).text().map_err(|wrong| wrong.to_string());
    let (start, end) = (text("startDate")?.unwrap_or_default(), text("endDate")?);
    Ok(RawTime::Span(RawSpan { start, end, end_day: EndDay::Included, zone: None }))
}
