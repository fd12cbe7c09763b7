//! Where: a Place, a VirtualLocation, both of them, or the name of a place.

use super::event::{Told, bare};
use crate::source::entry::Reader;
use crate::source::field::Field;
use crate::source::{RawAddress, RawChannel, RawTexts};

pub(super) fn read(told: &Told<'_>, lang: &str, read: &mut Reader) -> RawChannel {
    let mode = read.keep(told.get("eventAttendanceMode").text()).unwrap_or_default();
    let locations = told.get("location");
    let locations = locations.elements();
    let (virtually, places): (Vec<&Field<'_>>, Vec<&Field<'_>>) =
        locations.iter().partition(|place| is_virtual(place));
    let room = virtually.iter().find_map(|room| read.keep(room.get("url").text()));
    let mixed =
        bare(&mode) == "MixedEventAttendanceMode" || !(virtually.is_empty() || places.is_empty());
    let online = bare(&mode) == "OnlineEventAttendanceMode" || !virtually.is_empty();
    let place = places.first().map(|place| self::place(place, lang, read)).unwrap_or_default();
    let kind = match (mixed, online, places.is_empty()) {
        (true, _, _) => "hybrid",
        (_, true, _) => "online",
        (_, _, false) => "place",
        _ => return place,
    };
    let url = if kind == "place" { place.url } else { room };
    RawChannel { kinds: vec![kind.to_owned()], url, ..place }
}

fn is_virtual(location: &Field<'_>) -> bool {
    let kinds = location.get("@type");
    let kinds = kinds.elements();
    kinds.iter().any(|kind| kind.text().ok().flatten().as_deref() == Some("VirtualLocation"))
}

fn place(place: &Field<'_>, lang: &str, read: &mut Reader) -> RawChannel {
    let in_lang = |name: String| -> RawTexts { [(lang.to_owned(), name)].into() };
    if let Ok(name) = place.text() {
        return RawChannel { name: name.map(in_lang).unwrap_or_default(), ..RawChannel::default() };
    }
    let address = address(&place.get("address"), read);
    RawChannel {
        name: read.keep(place.get("name").text()).map(in_lang).unwrap_or_default(),
        position: position(&place.get("geo"), read),
        address: address.map(|address| (lang.to_owned(), address)).into_iter().collect(),
        phone: read.keep(place.get("telephone").loose_text()),
        url: read.keep(place.get("url").text()),
        ..RawChannel::default()
    }
}

fn address(field: &Field<'_>, read: &mut Reader) -> Option<RawAddress> {
    if !field.exists() {
        return None;
    }
    if let Ok(street) = field.text() {
        return Some(RawAddress { street, ..RawAddress::default() });
    }
    Some(RawAddress {
        street: read.keep(field.get("streetAddress").loose_text()),
        postal_code: read.keep(field.get("postalCode").loose_text()),
        city: read.keep(field.get("addressLocality").text()),
    })
}

fn position(geo: &Field<'_>, read: &mut Reader) -> Option<(f64, f64)> {
    let lon = read.keep(geo.get("longitude").number())?;
    let lat = read.keep(geo.get("latitude").number())?;
    Some((lon, lat))
}
