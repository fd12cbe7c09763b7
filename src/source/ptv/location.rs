//! Where a service location is, and how to reach it.

use super::super::entry::Reader;
use super::super::field::Field;
use super::super::{RawAddress, RawChannel, RawContact, RawTexts};
use super::{by_language, tm35fin};
use crate::localized::Lang;
use crate::municipality::Municipality;

/// One for each address that can be visited. A service has none.
pub(super) fn channels(entry: &Field<'_>, read: &mut Reader) -> Vec<RawChannel> {
    let addresses = entry.get("addresses");
    let visited = |address: &&Field<'_>| {
        let kind = address.get("type").text().ok().flatten();
        kind.is_none_or(|kind| kind != "Postal")
    };
    addresses.elements().iter().filter(visited).map(|address| channel(address, read)).collect()
}

fn channel(address: &Field<'_>, read: &mut Reader) -> RawChannel {
    let street = address.get("streetAddress");
    let other = address.get("otherAddress");
    let place = if street.exists() { street } else { other };
    let north = read.keep(place.get("latitude").number());
    let east = read.keep(place.get("longitude").number());
    RawChannel {
        kinds: vec!["place".to_owned()],
        position: north.zip(east).and_then(|(north, east)| tm35fin::degrees(north, east)),
        address: by_language_of(&place, read),
        info: by_language(&place.get("additionalInformation"), read),
        ..RawChannel::default()
    }
}

/// The street and the post office are told by language, the number and the municipality once.
fn by_language_of(
    place: &Field<'_>,
    read: &mut Reader,
) -> std::collections::BTreeMap<String, RawAddress> {
    let streets = by_language(&place.get("street"), read);
    let towns = by_language(&place.get("postOffice"), read);
    let number = read.keep(place.get("streetNumber").loose_text()).unwrap_or_default();
    let postal_code = read.keep(place.get("postalCode").loose_text());
    let municipality = municipality(place, read);
    let languages = streets.keys().chain(towns.keys());
    let mut languages: Vec<String> = languages.cloned().collect();
    if languages.is_empty() && (municipality.is_some() || postal_code.is_some()) {
        languages.push("fi".to_owned());
    }
    let address = |lang: String| {
        let street = streets.get(&lang).map(|street| format!("{street} {number}"));
        let named = || Some(municipality?.name(&Lang::parse(&lang)?).to_owned());
        let address = RawAddress {
            street: street.map(|street| street.trim().to_owned()),
            postal_code: postal_code.clone(),
            city: named().or_else(|| towns.get(&lang).cloned()),
        };
        (lang, address)
    };
    languages.into_iter().map(address).collect()
}

/// A code, or an object with one.
fn municipality(place: &Field<'_>, read: &mut Reader) -> Option<Municipality> {
    let told = place.get("municipality");
    let code = if told.is_object() { told.get("code") } else { told };
    let code = read.keep(code.loose_text())?;
    Municipality::by_code(&format!("{code:0>3}"))
}

pub(super) fn contacts(entry: &Field<'_>, read: &mut Reader) -> Vec<RawContact> {
    let mut contacts = Vec::new();
    let mut add = |kind: &str, value: Option<String>, label: RawTexts| {
        let value = value.filter(|value| !value.trim().is_empty());
        contacts.extend(value.map(|value| RawContact { kind: kind.to_owned(), value, label }));
    };
    for phone in entry.get("phoneNumbers").elements() {
        let prefix = read.keep(phone.get("prefixNumber").text()).unwrap_or_default();
        let number = read.keep(phone.get("number").loose_text());
        add("phone", number.map(|number| format!("{prefix}{number}")), label(&phone, read));
    }
    for email in entry.get("emails").elements() {
        add("email", read.keep(email.get("value").text()), RawTexts::new());
    }
    for page in entry.get("webPages").elements() {
        add("www", read.keep(page.get("url").text()), RawTexts::new());
    }
    contacts
}

/// What a number is for.
fn label(phone: &Field<'_>, read: &mut Reader) -> RawTexts {
    let lang = read.keep(phone.get("language").text());
    lang.zip(read.keep(phone.get("additionalInformation").text())).into_iter().collect()
}
