//! Where an event is: places, meetings on the web, or a line of text.

use super::text::{self, filled};
use super::{Event, Field, Reader};
use crate::source::{RawAddress, RawChannel, RawTexts, address};

/// One for each place. A meeting on the web beside a single place is another way into the same event;
/// without any place it is one by itself.
pub(super) fn channels(event: Event<'_>, language: &str, read: &mut Reader) -> Vec<RawChannel> {
    let mode = read.keep(event.get("eventAttendanceMode").text()).unwrap_or_default();
    let status = text::last_part(&event.own.get("eventStatus"), read).unwrap_or_default();
    let mut online = mode.ends_with("OnlineEventAttendanceMode")
        || mode.ends_with("MixedEventAttendanceMode")
        || status == "EventMovedOnline";
    let mut url = None;
    let mut places = Vec::new();
    for location in event.get("location").elements() {
        if let Some(meeting) = meeting(&location, read) {
            online = true;
            url = url.or(filled(meeting));
        } else {
            places.extend(place(&location, language, read));
        }
    }
    if mode.ends_with("OnlineEventAttendanceMode") || status == "EventMovedOnline" {
        // A place that is told all the same is where it is sent from, or where it was to be.
        places.clear();
    }
    if !online && !places.is_empty() {
        return places;
    }
    let mut first = if places.is_empty() { RawChannel::default() } else { places.remove(0) };
    if online {
        first.kinds.push("online".to_owned());
        first.url = url;
    }
    std::iter::once(first).chain(places).collect()
}

/// The address of a VirtualLocation, empty where it tells none.
fn meeting(location: &Field<'_>, read: &mut Reader) -> Option<Option<String>> {
    let kind = text::last_part(&location.get("@type"), read);
    if kind.as_deref() == Some("VirtualLocation") {
        return Some(read.keep(location.get("url").text()));
    }
    let line = location.text().ok().flatten()?;
    let web = ["https://", "http://"].iter().any(|scheme| line.trim().starts_with(scheme));
    web.then_some(Some(line))
}

fn place(location: &Field<'_>, language: &str, read: &mut Reader) -> Option<RawChannel> {
    let kinds = vec!["place".to_owned()];
    if !location.is_object() {
        let line = filled(read.keep(location.text()))?;
        let address = [(language.to_owned(), address::of_line(&line))].into();
        return Some(RawChannel { kinds, address, ..RawChannel::default() });
    }
    let own = location.get("address");
    let geo = location.get("geo");
    let lon = read.keep(geo.get("longitude").number());
    let told = if own.exists() { of_field(&own, read) } else { None };
    let channel = RawChannel {
        kinds,
        name: text::texts(&location.get("name"), language, read),
        position: lon.zip(read.keep(geo.get("latitude").number())),
        address: told.map(|address| (language.to_owned(), address)).into_iter().collect(),
        phone: filled(read.keep(location.get("telephone").loose_text())),
        url: text::address(&location.get("url"), &["@id"], read),
        ..RawChannel::default()
    };
    let says = |texts: &RawTexts| !texts.is_empty();
    (says(&channel.name) || !channel.address.is_empty() || channel.position.is_some())
        .then_some(channel)
}

fn of_field(own: &Field<'_>, read: &mut Reader) -> Option<RawAddress> {
    if !own.is_object() {
        return filled(read.keep(own.text())).map(|line| address::of_line(&line));
    }
    let told = RawAddress {
        street: filled(read.keep(own.get("streetAddress").loose_text())),
        postal_code: filled(read.keep(own.get("postalCode").loose_text())),
        city: filled(read.keep(own.get("addressLocality").text())),
    };
    (told != RawAddress::default()).then_some(told)
}
