//! Where and when one event takes place.

use std::collections::{BTreeMap, BTreeSet};

use super::{enrolment, reference};
use crate::source::entry::Reader;
use crate::source::field::Field;
use crate::source::{EndDay, Held, RawAddress, RawChannel, RawSpan, RawTime};

pub(super) fn read(entry: &Field<'_>, held: Held, read: &mut Reader) -> RawChannel {
    let location = entry.get("location");
    let place = is_place(&location);
    let online = is_online(entry, &location, read);
    let room = reference::one(&entry.get("virtualevent_url"), read);
    let (times, unreadable_times) = times(entry, held);
    let channel = RawChannel {
        kinds: kinds(place, online),
        info: reference::texts(&entry.get("location_extra_info"), read),
        registration: enrolment::text(entry, read),
        registration_url: reference::one(&entry.get("enrolment_url"), read),
        times,
        unreadable_times,
        ..RawChannel::default()
    };
    let channel = if place { at_place(&location, channel, read) } else { channel };
    RawChannel { url: if online { room } else { channel.url }, ..channel }
}

/// The web is a place too in Linked Events, called `{system}:internet`.
fn is_internet(location: &Field<'_>) -> bool {
    reference::id(location).is_some_and(|id| id.ends_with(":internet"))
}

fn is_place(location: &Field<'_>) -> bool {
    location.exists() && !is_internet(location)
}

fn is_online(entry: &Field<'_>, location: &Field<'_>, read: &mut Reader) -> bool {
    let said = read.keep(entry.get("is_virtualevent").flag()).unwrap_or_default();
    let room = reference::one(&entry.get("virtualevent_url"), &mut Reader::default());
    said || room.is_some() || is_internet(location)
}

/// In the words that all kinds have in common.
fn kinds(place: bool, online: bool) -> Vec<String> {
    let kind = match (place, online) {
        (true, true) => "hybrid",
        (true, false) => "place",
        (false, true) => "online",
        (false, false) => return Vec::new(),
    };
    vec![kind.to_owned()]
}

fn at_place(location: &Field<'_>, channel: RawChannel, read: &mut Reader) -> RawChannel {
    if !reference::is_embedded(location) {
        read.unreadable.push("location: is named, and not told".to_owned());
        return channel;
    }
    RawChannel {
        name: reference::texts(&location.get("name"), read),
        position: position(location, read),
        address: address(location, read),
        phone: reference::one(&location.get("telephone"), read),
        url: reference::one(&location.get("info_url"), read),
        ..channel
    }
}

/// GeoJSON (RFC 7946, 3.1.1): longitude first.
fn position(location: &Field<'_>, read: &mut Reader) -> Option<(f64, f64)> {
    let position = location.get("position");
    let coordinates = position.get("coordinates");
    let numbers = coordinates.elements();
    let lon = read.keep(numbers.first()?.number())?;
    let lat = read.keep(numbers.get(1)?.number())?;
    Some((lon, lat))
}

fn address(location: &Field<'_>, read: &mut Reader) -> BTreeMap<String, RawAddress> {
    let streets = reference::texts(&location.get("street_address"), read);
    let told = reference::texts(&location.get("address_locality"), read);
    let towns = if told.is_empty() { municipality(location, read) } else { told };
    let postal_code = read.keep(location.get("postal_code").loose_text());
    let bare = postal_code.is_some() && streets.is_empty() && towns.is_empty();
    let langs: BTreeSet<&str> = streets.keys().chain(towns.keys()).map(String::as_str).collect();
    let langs = langs.into_iter().chain(bare.then_some("fi"));
    langs
        .map(|lang| {
            let address = RawAddress {
                street: streets.get(lang).cloned(),
                postal_code: postal_code.clone(),
                city: towns.get(lang).cloned(),
            };
            (lang.to_owned(), address)
        })
        .collect()
}

/// Of the divisions that the service found for the place's position.
fn municipality(location: &Field<'_>, read: &mut Reader) -> BTreeMap<String, String> {
    let divisions = location.get("divisions");
    let divisions = divisions.elements();
    let is_municipality = |division: &&Field<'_>| {
        division.get("type").text().ok().flatten().as_deref() == Some("muni")
    };
    let found = divisions.iter().find(is_municipality);
    found.map(|division| reference::texts(&division.get("name"), read)).unwrap_or_default()
}

/// An end without a time of day is the last day itself. What is postponed has no start.
fn times(entry: &Field<'_>, held: Held) -> (Vec<RawTime>, Vec<String>) {
    let start = entry.get("start_time");
    let end = entry.get("end_time");
    let span = || {
        let end = end.text()?;
        let Some(start_time) = start.text()? else {
            let ends = end.is_some() && held != Held::Postponed;
            return if ends { Err(start.wrong("a time")) } else { Ok(None) };
        };
        let zone = None;
        Ok(Some(RawSpan { start: start_time, end, end_day: EndDay::Included, zone }))
    };
    match span() {
        Ok(span) => (span.map(RawTime::Span).into_iter().collect(), Vec::new()),
        Err(wrong) => (Vec::new(), vec![wrong.to_string()]),
    }
}
