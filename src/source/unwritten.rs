//! Stands in for readers that are being written: entries have an id and a name.

use serde_json::Value;
use url::Url;

use super::{CodeSystem, Item, Page, PageError, RawHash};
use crate::id::ItemId;

fn json(body: &[u8]) -> Result<Value, PageError> {
    serde_json::from_slice(body).map_err(|error| PageError::NotJson(error.to_string()))
}

fn page(entries: Option<&Value>) -> Result<Page, PageError> {
    let entries = entries
        .and_then(Value::as_array)
        .ok_or_else(|| PageError::WrongShape("there is no list".to_owned()))?;
    let mut page = Page { received: entries.len(), ..Page::default() };
    for entry in entries {
        let text = |key: &str| entry.get(key).and_then(Value::as_str);
        let number = entry.get("id").and_then(Value::as_u64).map(|id| id.to_string());
        let id = text("id").or(text("@id")).map(str::to_owned).or(number);
        let Some(id) = id.and_then(|id| ItemId::parse(&id).ok()) else { continue };
        if entry.get("deleted") == Some(&Value::Bool(true)) || text("state") == Some("deleted") {
            page.tombstones.push(id);
            continue;
        }
        let hash = RawHash::of(entry.to_string().as_bytes());
        let mut item = Item::new(id, hash, CodeSystem::Words);
        let name = entry
            .pointer("/name/fi")
            .or(entry.pointer("/data/name"))
            .or(entry.get("title"))
            .or(entry.get("name"));
        item.name
            .insert("fi".to_owned(), name.and_then(Value::as_str).unwrap_or("Nimi").to_owned());
        item.areas.push("city/FI/Oulu".to_owned());
        page.items.push(item);
    }
    Ok(page)
}

fn next(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

fn exists(value: Option<&Value>) -> Option<bool> {
    Some(value.is_some_and(|next| !next.is_null()))
}

pub(super) fn linked_events(body: &[u8]) -> Result<Page, PageError> {
    let value = json(body)?;
    let has_more = exists(value.pointer("/meta/next"));
    let next = next(value.pointer("/meta/next"));
    let total = value.pointer("/meta/count").and_then(Value::as_u64);
    Ok(Page { next, total, has_more, ..page(value.get("data"))? })
}

pub(super) fn tribe(body: &[u8]) -> Result<Page, PageError> {
    let value = json(body)?;
    let has_more = exists(value.get("next_rest_url"));
    let next = next(value.get("next_rest_url"));
    let total = value.get("total").and_then(Value::as_u64);
    Ok(Page { next, total, has_more, ..page(value.get("events"))? })
}

pub(super) fn rpde(body: &[u8]) -> Result<Page, PageError> {
    let value = json(body)?;
    Ok(Page { next: next(value.get("next")), ..page(value.get("items"))? })
}

pub(super) fn eventz(body: &[u8], _language: &str) -> Result<Page, PageError> {
    page(json(body)?.pointer("/data/items"))
}

pub(super) fn ptv(body: &[u8]) -> Result<Page, PageError> {
    page(json(body)?.get("itemList"))
}

pub(super) fn ical(body: &[u8]) -> Result<Page, PageError> {
    page(Some(&json(body)?))
}

pub(super) fn rss(body: &[u8]) -> Result<Page, PageError> {
    page(Some(&json(body)?))
}

pub(super) fn json_ld(body: &[u8], _url: &Url) -> Result<Page, PageError> {
    let text = String::from_utf8_lossy(body).into_owned();
    let Some((_, rest)) = text.split_once("<script type=\"application/ld+json\">") else {
        return Ok(Page::default());
    };
    let inner = rest.split("</script>").next().unwrap_or_default();
    page(Some(&Value::Array(vec![json(inner.as_bytes())?])))
}

pub(super) fn links(body: &[u8], url: &Url) -> Vec<Url> {
    let text = String::from_utf8_lossy(body).into_owned();
    let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = links.filter_map(|link| url.join(link).ok());
    links.filter(|link| link.origin() == url.origin()).collect()
}

pub(super) fn is_past_the_end(body: &[u8]) -> bool {
    let code = json(body).ok().and_then(|value| value.get("code").cloned());
    code.is_some_and(|code| code == "event-archive-page-not-found")
}

pub(super) fn join(pages: Vec<Page>) -> Page {
    let mut said = std::collections::BTreeSet::new();
    let mut last = Page::default();
    for page in pages.into_iter().rev() {
        last.items.extend(page.items.into_iter().filter(|item| !said.contains(&item.id)));
        last.tombstones.extend(page.tombstones.into_iter().filter(|id| !said.contains(id)));
        said.extend(last.items.iter().map(|item| item.id.clone()));
        said.extend(last.tombstones.iter().cloned());
        last.received += page.received;
    }
    last
}
