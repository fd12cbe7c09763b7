//! The Events Calendar, a plug-in of WordPress: one page of `GET {base}/wp-json/tribe/events/v1/events`.
//!
//! A site has one language and does not tell it here.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{self, Reader, Refusal, wrong_shape};
use super::field::Field;
use super::{
    CodeSystem, Item, Page, PageError, RawAddress, RawChannel, RawContact, RawHash, RawOrganiser,
    RawSpan, RawTexts, RawTime, RejectionReason, json, price, words,
};

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    events: Option<&'a RawValue>,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
    #[serde(borrow)]
    next_rest_url: Option<&'a RawValue>,
}

/// `language` is that of the texts.
pub fn parse(body: &[u8], language: &str) -> Result<Page, PageError> {
    let text = json::object(body)?;
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| entry::page_error(&error))?;
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    let events = body.events.ok_or_else(|| wrong("there is no list `events`"))?;
    let events = json::list("events", events.get())?;
    let next = body.next_rest_url.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let mut page = Page {
        received: events.len(),
        total: entry::scalar(body.total, |field| field.integer().ok().flatten())
            .and_then(|total| u64::try_from(total).ok()),
        has_more: Some(next.is_some()),
        next,
        ..Page::default()
    };
    for raw in events {
        match entry::read(raw.get(), known_id, |event, hash| item(event, hash, language)) {
            Ok(item) => page.items.push(item),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

/// Whether the body of a 404 says that the list has ended before this page.
#[must_use]
pub fn is_past_the_end(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Error {
        code: String,
    }
    json::object(body)
        .ok()
        .and_then(|text| serde_json::from_str::<Error>(text).ok())
        .is_some_and(|error| error.code == "event-archive-page-not-found")
}

fn known_id(raw: &str) -> Option<crate::id::ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
    }
    entry::raw_id(serde_json::from_str::<Key<'_>>(raw).ok()?.id?)
}

fn item(event: &Field<'_>, hash: RawHash, language: &str) -> Result<Item, Refusal> {
    entry::object(event)?;
    let id = entry::id(event, "id")?;
    let mut read = Reader::default();
    let texts = |text: Option<String>| texts(text, language);
    let title = event.get("title").text().map_err(|wrong| wrong_shape(&wrong))?;
    let image = event.get("image");
    let organizers = event.get("organizer");
    let organizers = organizers.elements();
    let cost = read.keep(event.get("cost").loose_text());
    let mut item = Item {
        name: texts(title),
        summary: texts(read.keep(event.get("excerpt").text())),
        description: texts(read.keep(event.get("description").text())),
        prices: prices(event, cost.as_deref()),
        price: texts(cost),
        status: status(event, &mut read),
        link: read.keep(event.get("url").text()),
        // Without an image it is `false`.
        photo: read.keep(image.get("url").text()),
        photo_alt: read.keep(image.get("alt").text()),
        organiser: organizers.first().map(|first| organiser(first, &mut read)).unwrap_or_default(),
        contacts: contacts(event, &organizers, language, &mut read),
        channels: vec![channel(event, language, &mut read)?],
        ..Item::new(id, hash, CodeSystem::Words)
    };
    for list in ["categories", "tags"] {
        let names = event.get(list);
        let names = names.elements();
        words::file(&mut item, names.iter().filter_map(|term| read.keep(term.get("name").text())));
    }
    Ok(Item { unreadable: read.unreadable, ..item })
}

fn texts(text: Option<String>, language: &str) -> RawTexts {
    filled(text).map(|text| (language.to_owned(), text)).into_iter().collect()
}

/// WordPress says "" for what is not told.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// WordPress's words for what is not public, and the editor's wish that an event be in no list.
fn status(event: &Field<'_>, read: &mut Reader) -> Option<String> {
    let hidden = read.keep(event.get("hide_from_listings").flag()) == Some(true);
    let status = read.keep(event.get("status").text());
    let ours = match status.as_deref() {
        _ if hidden => "draft",
        Some("publish") => "published",
        Some("draft" | "auto-draft" | "pending" | "private" | "future" | "trash") => "draft",
        _ => return status,
    };
    Some(ours.to_owned())
}

/// `cost_details.values` are the amounts in what the editor wrote into `cost`, but not the words.
fn prices(event: &Field<'_>, cost: Option<&str>) -> Vec<String> {
    let details = event.get("cost_details");
    let values = details.get("values");
    let mut amounts: Vec<f64> =
        values.elements().iter().filter_map(|value| value.number().ok().flatten()).collect();
    amounts.extend(cost.and_then(price::amount));
    price::kinds(&amounts)
}

fn organiser(organizer: &Field<'_>, read: &mut Reader) -> RawOrganiser {
    RawOrganiser {
        id: filled(read.keep(organizer.get("id").loose_text())),
        name: filled(read.keep(organizer.get("organizer").text())),
        business_id: None,
        url: filled(read.keep(organizer.get("website").text())),
        email: filled(read.keep(organizer.get("email").text())),
    }
}

/// Of the event itself, and of everybody who arranges it.
fn contacts(
    event: &Field<'_>,
    organizers: &[Field<'_>],
    language: &str,
    read: &mut Reader,
) -> Vec<RawContact> {
    let mut contacts = Vec::new();
    let mut add = |kind: &str, value: Option<String>, label: RawTexts| {
        let value = filled(value);
        contacts.extend(value.map(|value| RawContact { kind: kind.to_owned(), value, label }));
    };
    add("www", read.keep(event.get("website").text()), RawTexts::new());
    for organizer in organizers {
        let name = texts(organizer.get("organizer").text().ok().flatten(), language);
        add("email", read.keep(organizer.get("email").text()), name.clone());
        add("phone", read.keep(organizer.get("phone").loose_text()), name);
    }
    contacts
}

/// `venue` is an object, or `[]` where there is none. `is_virtual` comes from the Virtual Events add-on.
fn channel(event: &Field<'_>, language: &str, read: &mut Reader) -> Result<RawChannel, Refusal> {
    let venue = event.get("venue");
    let venues = venue.elements();
    let place = venues.first().filter(|venue| venue.is_object());
    let online = read.keep(event.get("is_virtual").flag()) == Some(true);
    let kinds = [place.map(|_| "place"), online.then_some("online")];
    let mut channel = RawChannel {
        kinds: kinds.into_iter().flatten().map(str::to_owned).collect(),
        times: vec![RawTime::Span(span(event, read)?)],
        ..RawChannel::default()
    };
    if let Some(place) = place {
        channel.name = texts(read.keep(place.get("venue").text()), language);
        channel.address = [(language.to_owned(), address(place, read))].into();
        let lon = read.keep(place.get("geo_lng").number());
        channel.position = lon.zip(read.keep(place.get("geo_lat").number()));
        channel.phone = filled(read.keep(place.get("phone").loose_text()));
        channel.url = filled(read.keep(place.get("website").text()));
    }
    if online {
        channel.url = filled(read.keep(event.get("virtual_url").text()));
    }
    Ok(channel)
}

fn address(venue: &Field<'_>, read: &mut Reader) -> RawAddress {
    RawAddress {
        street: filled(read.keep(venue.get("address").loose_text())),
        postal_code: filled(read.keep(venue.get("zip").loose_text())),
        city: filled(read.keep(venue.get("city").text())),
    }
}

/// The wall clock of the site. A site whose zone is a mere offset was never told where it is, so what
/// people read there is what Helsinki's clocks show.
fn span(event: &Field<'_>, read: &mut Reader) -> Result<RawSpan, Refusal> {
    let mut told = |name: &str| filled(read.keep(event.get(name).text()));
    let (start, end) = (told("start_date"), told("end_date"));
    let zone = told("timezone").filter(|zone| !zone.starts_with("UTC"));
    let (utc_start, utc_end) = (told("utc_start_date"), told("utc_end_date"));
    let span = match (start, utc_start) {
        (Some(start), _) => RawSpan { start, end, zone, ..RawSpan::default() },
        (None, Some(start)) => {
            let end = utc_end.map(|end| format!("{end}Z"));
            RawSpan { start: format!("{start}Z"), end, ..RawSpan::default() }
        }
        (None, None) => {
            let detail = "start_date: is missing".to_owned();
            return Err((RejectionReason::NoReadableTime, detail));
        }
    };
    let all_day = read.keep(event.get("all_day").flag()) == Some(true);
    Ok(if all_day || is_whole_days(&span) { days(span) } else { span })
}

fn is_whole_days(span: &RawSpan) -> bool {
    let ends = |text: &str| text.ends_with(" 23:59:59");
    span.start.ends_with(" 00:00:00") && span.end.as_deref().is_some_and(ends)
}

fn days(span: RawSpan) -> RawSpan {
    let day = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    RawSpan { start: day(&span.start), end: span.end.as_deref().map(day), ..span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::fixtures;
    use proptest::prelude::*;

    #[test]
    fn each_page_is_read_as_far_as_it_can_be() {
        fixtures::each_page("tribe", |body| parse(body, "fi"));
    }

    #[test]
    fn a_page_past_the_end_is_told_from_other_faults() {
        let check = |body: &str, past: bool| {
            assert_eq!(is_past_the_end(body.as_bytes()), past, "{body}");
        };
        check(
            r#"{"code":"event-archive-page-not-found","message":"x","data":{"status":404}}"#,
            true,
        );
        check(r#"{"code":"rest_no_route","message":"x","data":{"status":404}}"#, false);
        check("<html>404</html>", false);
        check("", false);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _refused_or_not = parse(&body, "fi");
        }

        #[test]
        fn any_event_is_read_or_refused(event in fixtures::any_entry(&["id", "title", "start_date", "venue",
            "organizer", "cost", "cost_details", "values", "image", "categories", "name", "status"])) {
            let page = parse(format!(r#"{{"events":[{event},{{"id":1,"title":"Kerho","start_date":"2026-12-01 18:00:00"}}]}}"#).as_bytes(), "fi").unwrap();
            prop_assert_eq!(page.items.len() + page.rejections.len(), 2);
            prop_assert!(!page.items.is_empty(), "one broken entry costs only itself");
        }
    }
}
