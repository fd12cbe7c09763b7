//! Eventz.today, behind the calendars of many municipalities. It has two doors: the one with a key
//! answers `{"meta", "data": {"items"}}`, a calendar's own page is filled from `{"pages"}`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{self, Reader, Refusal, wrong_shape};
use super::field::{Field, Wrong};
use super::{
    CodeSystem, Item, Page, PageError, RawChannel, RawContact, RawHash, RawSpan, RawTexts, RawTime,
    RejectionReason, address, json, price, words,
};

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    meta: Option<&'a RawValue>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    pages: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    items: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(borrow)]
    total: Option<&'a RawValue>,
}

/// `language` is the one that was asked for: an answer has one language and does not tell it.
pub fn parse(body: &[u8], language: &str) -> Result<Page, PageError> {
    let text = json::object(body)?;
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| entry::page_error(&error))?;
    let entries = entries(&body)?;
    let mut page = Page { received: entries.len(), total: total(&body), ..Page::default() };
    for raw in entries {
        match entry::read(raw.get(), known_id, |event, hash| item(event, hash, language)) {
            Ok(item) => page.items.push(item),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

fn entries<'a>(body: &Body<'a>) -> Result<Vec<&'a RawValue>, PageError> {
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    let data = |raw: &'a RawValue| {
        let data: Data<'a> = serde_json::from_str(raw.get()).ok()?;
        data.items
    };
    let list = body.data.and_then(data).or(body.pages);
    let list = list.ok_or_else(|| wrong("there is neither a list `data.items` nor `pages`"))?;
    json::list("items", list.get())
}

/// What `meta` holds has not been seen. Any other thing in it than a total says nothing.
fn total(body: &Body<'_>) -> Option<u64> {
    let meta: Meta<'_> = serde_json::from_str(body.meta?.get()).ok()?;
    let total = entry::scalar(meta.total, |field| field.integer().ok().flatten())?;
    u64::try_from(total).ok()
}

fn known_id(raw: &str) -> Option<crate::id::ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow, rename = "_id")]
        id: Option<&'a RawValue>,
    }
    entry::raw_id(serde_json::from_str::<Key<'_>>(raw).ok()?.id?)
}

fn item(entry: &Field<'_>, hash: RawHash, language: &str) -> Result<Item, Refusal> {
    entry::object(entry)?;
    let id = entry::id(entry, "_id")?;
    let mut read = Reader::default();
    if let Some(other) = read.keep(entry.get("pageType").text()).filter(|kind| kind != "event") {
        return Err((RejectionReason::WrongShape, format!("pageType: is {other:?}, not an event")));
    }
    let texts = |text: Option<String>| texts(text, language);
    let name = entry.get("name").text().map_err(|wrong| wrong_shape(&wrong))?;
    let long = read.keep(entry.get("descriptionLong").text());
    let links = Links::of(entry, &mut read);
    let (prices, price) = prices(entry);
    let mut item = Item {
        name: texts(name),
        summary: texts(read.keep(entry.get("descriptionShort").text())),
        description: texts(long.or_else(|| read.keep(entry.get("description").text()))),
        prices,
        price: texts(price),
        areas: names(entry, "areas", &mut read).map(|name| format!("city/FI/{name}")).collect(),
        status: Some(status(entry, &mut read).to_owned()),
        photo: photo(entry, &mut read),
        contacts: links.contacts(language),
        channels: channels(entry, &links, language, &mut read)?,
        ..Item::new(id, hash, CodeSystem::Words)
    };
    for list in ["topics", "tags", "targets", "globalContentCategories", "hashtags"] {
        let names: Vec<String> = names(entry, list, &mut read).collect();
        words::file(
            &mut item,
            names.into_iter().map(|name| name.trim_start_matches('#').to_owned()),
        );
    }
    Ok(Item { unreadable: read.unreadable, ..item })
}

fn texts(text: Option<String>, language: &str) -> RawTexts {
    filled(text).map(|text| (language.to_owned(), text)).into_iter().collect()
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Of a list of words, or of objects that have a name.
fn names(entry: &Field<'_>, list: &str, read: &mut Reader) -> impl Iterator<Item = String> + use<> {
    let list = entry.get(list);
    let name = |element: &Field<'_>| {
        let name = element.get("name");
        read.keep(if name.exists() { name.text() } else { element.loose_text() })
    };
    let names: Vec<String> = list.elements().iter().filter_map(name).collect();
    names.into_iter()
}

/// The door with a key tells of no privacy: it has what is public.
fn status(entry: &Field<'_>, read: &mut Reader) -> &'static str {
    match read.keep(entry.get("privacy").text()).as_deref() {
        None | Some("public") => "published",
        Some(_) => "draft",
    }
}

/// An address, or the id of an image, which the configuration has a template for.
fn photo(entry: &Field<'_>, read: &mut Reader) -> Option<String> {
    let images = entry.get("images");
    ["imageMobile", "imageDesktop"]
        .iter()
        .find_map(|size| filled(read.keep(images.get(size).get("url").text())))
        .or_else(|| filled(read.keep(entry.get("imageDesktop").text())))
}

/// Without a price, `hasPrice` is false. Two zeros alone are a form that was not filled in.
fn prices(entry: &Field<'_>) -> (Vec<String>, Option<String>) {
    let price = entry.get("price");
    let amount = |name: &str| price.get(name).number().ok().flatten().filter(|price| *price >= 0.0);
    let (min, max) = (amount("min"), amount("max"));
    let most = max.or(min).unwrap_or_default();
    match entry.get("hasPrice").flag() {
        _ if most > 0.0 => {
            let least = min.unwrap_or(most);
            (price::kinds(&[least, most]), Some(price::range(least, most, "EUR")))
        }
        Ok(Some(true)) => (vec!["paid".to_owned()], None),
        Ok(Some(false)) => (vec!["free".to_owned()], None),
        _ => (Vec::new(), None),
    }
}

/// `links[{name, link}]`.
struct Links(Vec<(String, String)>);

impl Links {
    fn of(entry: &Field<'_>, read: &mut Reader) -> Self {
        let links = entry.get("links");
        let link = |link: &Field<'_>| {
            let name = read.keep(link.get("name").text()).unwrap_or_default();
            Some((name, filled(read.keep(link.get("link").text()))?))
        };
        Self(links.elements().iter().filter_map(link).collect())
    }

    fn named(&self, wanted: &str) -> Option<String> {
        let same = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(wanted);
        self.0.iter().find(same).map(|(_, link)| link.clone())
    }

    /// Where one signs up, else where one buys a ticket.
    fn registration(&self) -> Option<String> {
        self.named("SignUp").or_else(|| self.named("PurchaseTicket"))
    }

    /// All others; a home page needs no label.
    fn contacts(&self, language: &str) -> Vec<RawContact> {
        let registration = self.registration();
        let contact = |(name, link): &(String, String)| {
            let home = name.eq_ignore_ascii_case("HomePage");
            let label = Some(name.clone()).filter(|_| !home);
            let (kind, value) = ("www".to_owned(), link.clone());
            RawContact { kind, value, label: texts(label, language) }
        };
        self.0.iter().filter(|(_, link)| Some(link) != registration.as_ref()).map(contact).collect()
    }
}

/// One for each place, at each of which it is at all times.
fn channels(
    entry: &Field<'_>,
    links: &Links,
    language: &str,
    read: &mut Reader,
) -> Result<Vec<RawChannel>, Refusal> {
    let (times, unreadable_times) = times(entry, read);
    if times.is_empty() && unreadable_times.is_empty() {
        return Err((RejectionReason::NoReadableTime, "event: tells no time".to_owned()));
    }
    let template = RawChannel {
        registration_url: links.registration(),
        times,
        unreadable_times,
        ..RawChannel::default()
    };
    let locations = entry.get("locations");
    let locations = locations.elements();
    if locations.is_empty() {
        return Ok(vec![template]);
    }
    Ok(locations.iter().map(|location| place(location, &template, language, read)).collect())
}

fn place(
    location: &Field<'_>,
    template: &RawChannel,
    language: &str,
    read: &mut Reader,
) -> RawChannel {
    let translations = location.get("alt");
    let translated = translations.get(language);
    let address = filled(read.keep(translated.get("address").text()))
        .or_else(|| filled(read.keep(location.get("address").text())));
    let lon = read.keep(location.get("lng").number());
    RawChannel {
        kinds: vec!["place".to_owned()],
        position: lon.zip(read.keep(location.get("lat").number())),
        address: address
            .map(|line| (language.to_owned(), address::of_line(&line)))
            .into_iter()
            .collect(),
        ..template.clone()
    }
}

/// Given days where there are any, else from the start to the end. What `entries` say, which are for
/// weeks, has not been seen.
fn times(entry: &Field<'_>, read: &mut Reader) -> (Vec<RawTime>, Vec<String>) {
    let event = entry.get("event");
    let holder = if event.is_object() { event } else { *entry };
    let dates = holder.get("dates");
    let dates = dates.elements();
    if dates.is_empty() && !holder.get("entries").elements().is_empty() {
        read.unreadable.push("event.entries: are not known".to_owned());
    }
    let days: Vec<_> = dates.iter().filter_map(|date| span(date, "start", "end")).collect();
    let whole = || span(&holder, "start", "end");
    let default = || span(entry, "defaultStartDate", "defaultEndDate");
    let found =
        if dates.is_empty() { whole().or_else(default).into_iter().collect() } else { days };
    let (mut times, mut unreadable) = (Vec::new(), Vec::new());
    for time in found {
        match time {
            Ok(span) => times.push(RawTime::Span(span)),
            Err(wrong) => unreadable.push(wrong.to_string()),
        }
    }
    (times, unreadable)
}

fn span(time: &Field<'_>, start: &str, end: &str) -> Option<Result<RawSpan, Wrong>> {
    let start = time.get(start).text().transpose()?;
    let end = time.get(end).text();
    Some(start.and_then(|start| Ok(RawSpan { start, end: filled(end?), ..RawSpan::default() })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::fixtures;
    use proptest::prelude::*;

    #[test]
    fn each_page_is_read_as_far_as_it_can_be() {
        fixtures::each_page("eventz", |body| parse(body, "fi"));
    }

    #[test]
    fn texts_are_in_the_language_that_was_asked_for() {
        let body = r#"{"pages":[{"_id":"a","name":"Julkaffe","defaultStartDate":"2026-12-10T16:00:00.000Z",
            "locations":[{"address":"Rantatie 1, 91900 Liminka","alt":{"sv":{"address":"Strandvägen 1, 91900 Limingo"}}}]}]}"#;
        let page = parse(body.as_bytes(), "sv").unwrap();
        let item = &page.items[0];
        assert_eq!(item.name["sv"], "Julkaffe");
        assert_eq!(item.channels[0].address["sv"].city.as_deref(), Some("Limingo"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _refused_or_not = parse(&body, "fi");
        }

        #[test]
        fn any_entry_is_read_or_refused(entry in fixtures::any_entry(&["_id", "name", "event", "dates", "start", "end",
            "locations", "address", "lat", "links", "link", "price", "min", "topics", "areas", "images"])) {
            let body = format!(r#"{{"data":{{"items":[{entry},{{"_id":"a","name":"Kerho","event":{{"start":"2026-12-10T16:00:00.000Z"}}}}]}}}}"#);
            let page = parse(body.as_bytes(), "fi").unwrap();
            prop_assert_eq!(page.items.len() + page.rejections.len(), 2);
            prop_assert!(!page.items.is_empty(), "one broken entry costs only itself");
        }
    }
}
