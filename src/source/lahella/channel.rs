//! A channel of an entry: a place, a web address or a telephone, and its times.

use crate::source::entry::Reader;
use crate::source::field::{Field, Wrong};
use crate::source::{LahellaHours, LahellaTime, RawAddress, RawChannel, RawTime};

use super::entry::{by_language, texts};

pub(super) fn read(channel: &Field<'_>, read: &mut Reader) -> RawChannel {
    let (times, unreadable_times) = times(channel);
    RawChannel {
        kinds: read.list(&channel.get("type")),
        accessibility: read.list(&channel.get("accessibility")),
        position: position(channel, read),
        address: by_language(channel, read, |texts, read| address(&texts.get("address"), read)),
        info: texts(channel, "summary", read),
        registration: texts(channel, "registration", read),
        registration_required: read.keep(channel.get("registrationRequired").flag()),
        registration_url: read.keep(channel.get("registrationUrl").text()),
        registration_email: read.keep(channel.get("registrationEmail").text()),
        phone: read.keep(channel.get("phone").loose_text()),
        url: read.keep(channel.get("www").text()),
        times,
        unreadable_times,
        ..RawChannel::default()
    }
}

/// GeoJSON (RFC 7946, 3.1.1): longitude first; a third number would be the height.
fn position(channel: &Field<'_>, read: &mut Reader) -> Option<(f64, f64)> {
    let map = channel.get("map");
    let center = map.get("center");
    let coordinates = center.get("coordinates");
    let numbers = coordinates.elements();
    let lon = read.keep(numbers.first()?.number())?;
    let lat = read.keep(numbers.get(1)?.number())?;
    Some((lon, lat))
}

fn address(field: &Field<'_>, read: &mut Reader) -> Option<RawAddress> {
    field.exists().then(|| RawAddress {
        street: read.keep(field.get("street").loose_text()),
        postal_code: read.keep(field.get("postalCode").loose_text()),
        city: read.keep(field.get("city").text()),
    })
}

fn times(channel: &Field<'_>) -> (Vec<RawTime>, Vec<String>) {
    let (mut times, mut unreadable) = (Vec::new(), Vec::new());
    for event in channel.get("events").elements() {
        match time(&event) {
            Ok(time) => times.push(RawTime::Lahella(time)),
            Err(wrong) => unreadable.push(wrong.to_string()),
        }
    }
    (times, unreadable)
}

/// A time is read whole or not at all: half of a rule is another rule.
fn time(event: &Field<'_>) -> Result<LahellaTime, Wrong> {
    event.members()?;
    let recurrence = event.get("recurrence");
    recurrence.members()?;
    let start = event.get("start");
    Ok(LahellaTime {
        kind: event.get("type").loose_text()?.unwrap_or_default(),
        start: start.integer()?.ok_or_else(|| start.wrong("milliseconds"))?,
        end: recurrence.get("end").integer()?,
        zone: event.get("timeZone").text()?,
        period: recurrence.get("period").text()?,
        gap: recurrence.get("gap").text()?,
        excluded: excluded(&recurrence.get("exclude"))?,
        hours: recurrence
            .get("daySpecificTimes")
            .elements()
            .iter()
            .map(hours)
            .collect::<Result<_, _>>()?,
    })
}

fn excluded(list: &Field<'_>) -> Result<Vec<String>, Wrong> {
    list.elements().iter().filter_map(|element| element.loose_text().transpose()).collect()
}

fn hours(field: &Field<'_>) -> Result<LahellaHours, Wrong> {
    field.members()?;
    Ok(LahellaHours {
        weekday: field.get("weekday").integer()?,
        start: field.get("startTime").loose_text()?,
        end: field.get("endTime").loose_text()?,
    })
}
