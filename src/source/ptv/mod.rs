//! Palvelutietovaranto, the national service catalogue: services and service locations of version 11,
//! as it gives them out and as others send them in.
//!
//! What stands there is there all the time, so nothing here has times.

mod location;
mod tm35fin;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{self, Reader, Refusal, wrong_shape};
use super::field::{Field, Wrong};
use super::{CodeSystem, Item, Page, PageError, RawHash, RawOrganiser, RawTexts, json, words};
use crate::id::ItemId;
use crate::vocabulary::{Scheme, Term};

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow, rename = "itemList")]
    items: Option<&'a RawValue>,
    #[serde(borrow, rename = "pageNumber")]
    number: Option<&'a RawValue>,
    #[serde(borrow, rename = "pageCount")]
    count: Option<&'a RawValue>,
    #[serde(borrow, rename = "itemCount")]
    total: Option<&'a RawValue>,
}

/// A page with an `itemList`, or the list alone, as it is given for a list of ids.
pub fn parse(body: &[u8]) -> Result<Page, PageError> {
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    let list = std::str::from_utf8(body).unwrap_or_default().trim_start_matches('\u{feff}').trim();
    let mut page = Page::default();
    let entries: Vec<&RawValue> = if list.starts_with('[') {
        json::list("itemList", list)?
    } else {
        let text = json::object(body)?;
        let body: Body<'_> = serde_json::from_str(text).map_err(|e| entry::page_error(&e))?;
        let items = body.items.ok_or_else(|| wrong("there is no list `itemList`"))?;
        let number = |raw| entry::scalar(raw, |field| field.integer().ok().flatten());
        page.total = number(body.total).and_then(|total| u64::try_from(total).ok());
        page.has_more = number(body.number).zip(number(body.count)).map(|(at, of)| at < of);
        json::list("itemList", items.get())?
    };
    page.received = entries.len();
    for raw in entries {
        match entry::read(raw.get(), known_id, read) {
            Ok(Read::Item(item)) => page.items.push(*item),
            Ok(Read::Gone(id)) => page.tombstones.push(id),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

enum Read {
    Item(Box<Item>),
    Gone(ItemId),
}

fn known_id(raw: &str) -> Option<ItemId> {
    #[derive(Deserialize)]
    struct Keys<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
        #[serde(borrow, rename = "sourceId")]
        source_id: Option<&'a RawValue>,
    }
    let keys: Keys<'_> = serde_json::from_str(raw).ok()?;
    entry::raw_id(keys.id.or(keys.source_id)?)
}

fn read(entry: &Field<'_>, hash: RawHash) -> Result<Read, Refusal> {
    entry::object(entry)?;
    let own = if entry.get("id").exists() { "id" } else { "sourceId" };
    let id = entry::id(entry, own)?;
    let mut read = Reader::default();
    let status = read.keep(entry.get("publishingStatus").text());
    if status.as_deref() == Some("Deleted") {
        return Ok(Read::Gone(id));
    }
    let texts = |list: [&str; 2], kind: &str| texts(entry, list, kind);
    let names = texts(["serviceNames", "serviceChannelNames"], "Name");
    const DESCRIPTIONS: [&str; 2] = ["serviceDescriptions", "serviceChannelDescriptions"];
    let mut item = Item {
        name: names.map_err(|wrong| wrong_shape(&wrong))?,
        summary: read.keep(texts(DESCRIPTIONS, "Summary").map(Some)).unwrap_or_default(),
        description: read.keep(texts(DESCRIPTIONS, "Description").map(Some)).unwrap_or_default(),
        price: read
            .keep(texts(DESCRIPTIONS, "ChargeTypeAdditionalInfo").map(Some))
            .unwrap_or_default(),
        prices: charge(entry, &mut read).into_iter().collect(),
        languages: read.list(&entry.get("languages")),
        areas: areas(entry, &mut read),
        status: status.map(|status| ours(&status).to_owned()),
        organiser: organiser(entry, &mut read),
        contacts: location::contacts(entry, &mut read),
        channels: location::channels(entry, &mut read),
        ..Item::new(id, hash, CodeSystem::Words)
    };
    for list in ["targetGroups", "serviceClasses"] {
        let codes = entry.get(list);
        words::file(&mut item, codes.elements().iter().filter_map(|code| word(code, &mut read)));
    }
    Ok(Read::Item(Box::new(Item { unreadable: read.unreadable, ..item })))
}

/// "Modified" is a draft of what is published besides, "OldPublished" what was published before.
fn ours(status: &str) -> &str {
    match status {
        "Published" => "published",
        "Draft" | "Modified" | "OldPublished" | "Withdrawn" => "draft",
        other => other,
    }
}

/// `[{type, language, value}]`, in whichever of the lists there is.
fn texts(entry: &Field<'_>, lists: [&str; 2], kind: &str) -> Result<RawTexts, Wrong> {
    let mut texts = RawTexts::new();
    for list in lists {
        for text in entry.get(list).elements() {
            text.members()?;
            if text.get("type").text()?.is_some_and(|found| found == kind) {
                texts.extend(text.get("language").text()?.zip(text.get("value").text()?));
            }
        }
    }
    Ok(texts)
}

/// `[{language, value}]`.
fn by_language(list: &Field<'_>, read: &mut Reader) -> RawTexts {
    let mut text = |text: &Field<'_>| {
        let lang = read.keep(text.get("language").text());
        lang.zip(read.keep(text.get("value").loose_text()))
    };
    list.elements().iter().filter_map(&mut text).collect()
}

fn charge(entry: &Field<'_>, read: &mut Reader) -> Option<String> {
    match read.keep(entry.get("serviceChargeType").text())?.as_str() {
        "FreeOfCharge" | "Free" => Some("free".to_owned()),
        "Chargeable" | "Charged" => Some("paid".to_owned()),
        _ => None,
    }
}

/// Given out, an organisation is an object with its role; sent in, it is an id.
fn organiser(entry: &Field<'_>, read: &mut Reader) -> RawOrganiser {
    let organisations = entry.get("organizations");
    let responsible = |organisation: &&Field<'_>| matches!(organisation.get("roleType").text(), Ok(Some(role)) if role == "Responsible");
    if let Some(told) = organisations.elements().iter().find(responsible) {
        let organisation = told.get("organization");
        return RawOrganiser {
            id: read.keep(organisation.get("id").text()),
            name: read.keep(organisation.get("name").text()),
            ..RawOrganiser::default()
        };
    }
    let id = ["mainResponsibleOrganization", "organizationId"]
        .iter()
        .find_map(|name| read.keep(entry.get(name).text()));
    RawOrganiser { id, ..RawOrganiser::default() }
}

/// The word of ours, if it has a name that is one; else the code, which is the end of its address.
fn word(code: &Field<'_>, read: &mut Reader) -> Option<String> {
    if !code.is_object() {
        let address = read.keep(code.text())?;
        return Some(address.rsplit('/').next().unwrap_or_default().to_owned());
    }
    let names = by_language(&code.get("name"), read);
    let ours = |name: &&String| {
        [Scheme::Theme, Scheme::Format, Scheme::AgeGroup, Scheme::Gender]
            .into_iter()
            .any(|scheme| Term::named(scheme, name).is_some())
    };
    let known = names.values().find(ours).cloned();
    known.or_else(|| read.keep(code.get("code").text())).or_else(|| names.into_values().next())
}

/// "NationwideExceptAlandIslands" is taken for the whole country too: its readers are not on Åland.
fn areas(entry: &Field<'_>, read: &mut Reader) -> Vec<String> {
    let kind = read.keep(entry.get("areaType").text());
    if kind.is_some_and(|kind| kind.starts_with("Nationwide") || kind.starts_with("WholeCountry")) {
        return vec!["country/FI".to_owned()];
    }
    let areas = entry.get("areas");
    areas.elements().iter().flat_map(|area| codes(area, read)).collect()
}

/// The municipalities of an area, whatever it is one of; a code of another area is kept as it is.
fn codes(area: &Field<'_>, read: &mut Reader) -> Vec<String> {
    let municipalities = area.get("municipalities");
    let told = municipalities.elements();
    if !told.is_empty() {
        let code = |m: &Field<'_>| read.keep(m.get("code").loose_text());
        return told.iter().filter_map(code).map(|code| municipality(&code)).collect();
    }
    let kind = read.keep(area.get("type").text()).unwrap_or_default();
    let codes = read.list(&area.get("areaCodes"));
    let codes = codes.into_iter().chain(read.keep(area.get("code").loose_text()));
    codes
        .map(|code| match kind.as_str() {
            "Municipality" => municipality(&code),
            other => format!("{other}/{code}"),
        })
        .collect()
}

/// As a number it has lost the zeros before it.
fn municipality(code: &str) -> String {
    format!("code/FI/{code:0>3}")
}

#[cfg(test)]
mod tests;
