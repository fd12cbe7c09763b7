//! The words of an event, as calcard reads them: it knows all the ways of escaping them.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
    Uri,
};
use calcard::{Entry, Parser};

use super::block::Block;
use super::location;
use crate::source::{Item, RawChannel, RawContact, RawOrganiser, RawTexts, words};

/// What an event is called, what it is about, where it is and who holds it.
pub(super) fn describe(item: &mut Item, block: &Block<'_>, position: Option<(f64, f64)>) {
    let words = &words_of(block);
    item.name = texts(words, &ICalendarProperty::Summary);
    item.description = texts(words, &ICalendarProperty::Description);
    item.link =
        values(words, &ICalendarProperty::Url).into_iter().find(|link| location::is_web(link));
    words::file(item, values(words, &ICalendarProperty::Categories));
    item.photo = image(words);
    let place = values(words, &ICalendarProperty::Location).into_iter().next().unwrap_or_default();
    let conference =
        values(words, &ICalendarProperty::Conference).into_iter().find(|url| location::is_web(url));
    let lang = words.property(&ICalendarProperty::Location).and_then(language);
    let channel = location::channel(&place, &lang.unwrap_or_else(|| "fi".to_owned()));
    item.channels = vec![with_conference(channel, conference, position)];
    if let Some(organiser) = words.property(&ICalendarProperty::Organizer) {
        name_organiser(item, organiser);
    }
    item.contacts.extend(values(words, &ICalendarProperty::Contact).into_iter().map(contact));
}

fn words_of(block: &Block<'_>) -> ICalendarComponent {
    let mut text = String::from("BEGIN:VEVENT\r\n");
    for line in &block.lines {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.push_str("END:VEVENT\r\n");
    match Parser::new(&text).entry() {
        Entry::ICalendar(read) => read.components.into_iter().next().unwrap_or_default(),
        _ => ICalendarComponent::default(),
    }
}

fn with_conference(
    mut channel: RawChannel,
    conference: Option<String>,
    position: Option<(f64, f64)>,
) -> RawChannel {
    channel.position = position;
    if channel.kinds.is_empty() && position.is_some() {
        channel.kinds.push("place".to_owned());
    }
    if let Some(url) = conference {
        if channel.url.is_none() {
            channel.kinds.push("online".to_owned());
        }
        channel.url.get_or_insert(url);
    }
    channel
}

/// A calendar has one language, and says so at best at each text; Finnish where nothing is said.
fn texts(words: &ICalendarComponent, name: &ICalendarProperty) -> RawTexts {
    let mut texts = RawTexts::new();
    for entry in words.properties(name) {
        if let Some(text) = entry.values.iter().find_map(text) {
            texts.entry(language(entry).unwrap_or_else(|| "fi".to_owned())).or_insert(text);
        }
    }
    texts
}

fn language(entry: &ICalendarEntry) -> Option<String> {
    let tag = entry.parameter(&ICalendarParameterName::Language)?.as_text()?;
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    (!primary.is_empty()).then_some(primary)
}

fn values(words: &ICalendarComponent, name: &ICalendarProperty) -> Vec<String> {
    words.properties(name).flat_map(|entry| entry.values.iter().filter_map(text)).collect()
}

fn text(value: &ICalendarValue) -> Option<String> {
    let text = match value {
        ICalendarValue::Text(text) => text.clone(),
        ICalendarValue::Uri(Uri::Location(uri)) => uri.clone(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// IMAGE (RFC 7986), or a file that is attached and says that it is an image.
fn image(words: &ICalendarComponent) -> Option<String> {
    let is_image = |entry: &&ICalendarEntry| {
        let kind = entry.parameter(&ICalendarParameterName::Fmttype);
        kind.and_then(|kind| kind.as_text()).is_some_and(|kind| kind.starts_with("image/"))
    };
    let attached = words.properties(&ICalendarProperty::Attach).filter(is_image);
    words
        .properties(&ICalendarProperty::Image)
        .chain(attached)
        .flat_map(|entry| entry.values.iter().filter_map(text))
        .find(|url| url.starts_with("https://"))
}

/// "ORGANIZER;CN=Kylätalo ry:mailto:…": Google puts a made-up address of the calendar there.
fn name_organiser(item: &mut Item, entry: &ICalendarEntry) {
    let name = entry.parameter(&ICalendarParameterName::Cn).and_then(|cn| cn.as_text());
    let name = name.map(str::trim).filter(|name| !name.is_empty() && !name.contains('@'));
    let email = entry.values.iter().find_map(text).and_then(|uri| {
        let address = uri.trim_start_matches("mailto:").trim_start_matches("MAILTO:").to_owned();
        (address.contains('@') && !address.ends_with("calendar.google.com")).then_some(address)
    });
    item.organiser =
        RawOrganiser { name: name.map(str::to_owned), email, ..RawOrganiser::default() };
}

/// Free text: its kind is what it looks like.
fn contact(text: String) -> RawContact {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let kind = match text.trim() {
        address if address.contains('@') && !address.contains(' ') => "email",
        url if location::is_web(url) => "www",
        _ if digits >= 6 => "phone",
        _ => "other",
    };
    RawContact { kind: kind.to_owned(), value: text, ..RawContact::default() }
}
