//! One event as an item.

use super::super::entry::{self, Reader, Refusal};
use super::super::field::{Field, Wrong};
use super::super::{
    CodeSystem, Held, Item, RawChannel, RawContact, RawHash, RawOrganiser, RawSpan, RawTexts,
    RawTime, RejectionReason, price, words,
};
use super::text::{address, filled, last_part, name, texts};
use super::{place, schedule};
use crate::id::ItemId;

/// `id` may be told apart from others of the page later on.
pub(super) fn read(
    event: &Field<'_>,
    hash: RawHash,
    id: ItemId,
    language: &str,
) -> Result<Item, Refusal> {
    entry::object(event)?;
    let mut read = Reader::default();
    let title = event.get("name");
    let held = held(event, &mut read);
    let (prices, price, tickets) = offers(event, &mut read);
    let organiser_field = event.get("organizer");
    let organisers = organiser_field.elements();
    let image = event.get("image");
    let mut item = Item {
        name: texts(&title, language, &mut read),
        summary: texts(&event.get("disambiguatingDescription"), language, &mut read),
        description: texts(&event.get("description"), language, &mut read)
            .into_iter()
            // The Events Calendar writes its line ends out.
            .map(|(lang, text)| (lang, text.replace("\\n", "\n")))
            .collect(),
        prices,
        price: price.map(|price| (language.to_owned(), price)).into_iter().collect(),
        languages: languages(event, &mut read),
        status: Some("published".to_owned()),
        held,
        link: address(&event.get("url"), &["@id"], &mut read),
        photo: address(&image, &["url", "contentUrl", "@id"], &mut read),
        photo_alt: alt(&image, &mut read),
        organiser: organisers.first().map(|first| organiser(first, &mut read)).unwrap_or_default(),
        contacts: contacts(&organisers, language, &mut read),
        ..Item::new(id, hash, CodeSystem::Words)
    };
    (item.min_age, item.max_age) = ages(event, &mut read);
    words::file(&mut item, keywords(event, &mut read));
    let times = times(event);
    // What is put off has no time yet, and of a whole with parts these have the times.
    let timeless = times.times.is_empty() && times.unreadable_times.is_empty();
    if timeless && held == Held::Scheduled && !event.get("subEvent").exists() {
        let detail = "startDate: is missing".to_owned();
        return Err((RejectionReason::NoReadableTime, detail));
    }
    item.channels = place::channels(event, language, &mut read)
        .into_iter()
        .map(|channel| RawChannel {
            times: times.times.clone(),
            unreadable_times: times.unreadable_times.clone(),
            registration_url: tickets.clone(),
            ..channel
        })
        .collect();
    Ok(Item { unreadable: read.unreadable, ..item })
}

fn held(event: &Field<'_>, read: &mut Reader) -> Held {
    match last_part(&event.get("eventStatus"), read).as_deref() {
        Some("EventCancelled") => Held::Cancelled,
        Some("EventPostponed") => Held::Postponed,
        Some("EventRescheduled") => Held::Rescheduled,
        _ => Held::Scheduled,
    }
}

/// A schedule says more than the first and the last date beside it. Of one that cannot be read, these
/// are still a time where they are one day.
fn times(event: &Field<'_>) -> RawChannel {
    let mut found = RawChannel::default();
    for field in event.get("eventSchedule").elements() {
        match schedule::read(&field) {
            Ok(recurrence) => found.times.push(RawTime::Recurring(Box::new(recurrence))),
            Err(wrong) => found.unreadable_times.push(wrong.to_string()),
        }
    }
    if !found.times.is_empty() {
        return found;
    }
    match span(event) {
        Ok(Some(span)) if found.unreadable_times.is_empty() || is_one_day(&span) => {
            found.times.push(RawTime::Span(span));
        }
        Ok(_) => {}
        Err(wrong) => found.unreadable_times.push(wrong.to_string()),
    }
    found
}

fn span(event: &Field<'_>) -> Result<Option<RawSpan>, Wrong> {
    let start = filled(event.get("startDate").text()?);
    let end = filled(event.get("endDate").text()?);
    Ok(start.map(|start| RawSpan { start, end, ..RawSpan::default() }))
}

fn is_one_day(span: &RawSpan) -> bool {
    span.end.as_ref().is_none_or(|end| end.get(..10) == span.start.get(..10))
}

/// Free or paid, the amounts as people read them, and where tickets are.
fn offers(event: &Field<'_>, read: &mut Reader) -> (Vec<String>, Option<String>, Option<String>) {
    let mut amounts = Vec::new();
    let mut currency = None;
    let mut tickets = None;
    for offer in event.get("offers").elements() {
        for name in ["price", "lowPrice", "highPrice"] {
            let told = offer.get(name).loose_text().ok().flatten();
            amounts.extend(told.as_deref().and_then(price::amount).filter(|amount| *amount >= 0.0));
        }
        currency = currency.or_else(|| read.keep(offer.get("priceCurrency").text()));
        tickets = tickets.or_else(|| filled(read.keep(offer.get("url").text())));
    }
    let text = amounts.iter().copied().reduce(f64::max).filter(|most| *most > 0.0).map(|most| {
        let least = amounts.iter().copied().fold(most, f64::min);
        price::range(least, most, currency.as_deref().unwrap_or("EUR"))
    });
    let free = read.keep(event.get("isAccessibleForFree").flag());
    let kinds = match free {
        Some(true) if amounts.is_empty() => vec!["free".to_owned()],
        Some(false) if amounts.is_empty() => vec!["paid".to_owned()],
        _ => price::kinds(&amounts),
    };
    (kinds, text, tickets)
}

fn organiser(organiser: &Field<'_>, read: &mut Reader) -> RawOrganiser {
    if !organiser.is_object() {
        return RawOrganiser { name: name(organiser, read), ..RawOrganiser::default() };
    }
    RawOrganiser {
        id: filled(read.keep(organiser.get("@id").text())),
        name: name(organiser, read),
        business_id: None,
        url: address(&organiser.get("url"), &["@id"], read),
        email: filled(read.keep(organiser.get("email").text())),
    }
}

fn contacts(organisers: &[Field<'_>], language: &str, read: &mut Reader) -> Vec<RawContact> {
    let mut contacts = Vec::new();
    for organiser in organisers {
        let label: RawTexts =
            name(organiser, read).map(|name| (language.to_owned(), name)).into_iter().collect();
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

fn alt(image: &Field<'_>, read: &mut Reader) -> Option<String> {
    let images = image.elements();
    let first = images.first().filter(|image| image.is_object())?;
    ["caption", "description"].iter().find_map(|name| filled(read.keep(first.get(name).text())))
}

/// Tags, names, or objects with either; "fi-FI" is Finnish.
fn languages(event: &Field<'_>, read: &mut Reader) -> Vec<String> {
    let told = event.get("inLanguage");
    let language = |field: &Field<'_>| {
        let tag = read.keep(field.get("alternateName").text()).or_else(|| name(field, read))?;
        let short = tag.split('-').next().filter(|part| part.len() == 2).map(str::to_owned);
        Some(short.unwrap_or(tag))
    };
    told.elements().iter().filter_map(language).collect()
}

/// One text with commas, or a list of texts or of defined terms.
fn keywords(event: &Field<'_>, read: &mut Reader) -> Vec<String> {
    let told = event.get("keywords");
    let words: Vec<String> =
        told.elements().iter().filter_map(|word| self::name(word, read)).collect();
    words.iter().flat_map(|word| word.split(',')).map(|word| word.trim().to_owned()).collect()
}

/// "7-12", "65+", "18-", or an audience with ages of its own.
fn ages(event: &Field<'_>, read: &mut Reader) -> (Option<u8>, Option<u8>) {
    if let Some(range) = filled(read.keep(event.get("typicalAgeRange").loose_text())) {
        let (from, to) = range.split_once(['-', '–', '+']).unwrap_or((&range, &range));
        return (from.trim().parse().ok(), to.trim().parse().ok());
    }
    let audience = event.get("audience");
    let audiences = audience.elements();
    let mut age = |name: &str| {
        let age = read.keep(audiences.first()?.get(name).integer())?;
        u8::try_from(age).ok()
    };
    (age("suggestedMinAge"), age("suggestedMaxAge"))
}
