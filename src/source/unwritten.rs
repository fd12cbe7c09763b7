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
        let Some(id) = text("id").and_then(|id| ItemId::parse(id).ok()) else { continue };
        if entry.get("deleted") == Some(&Value::Bool(true)) || text("state") == Some("deleted") {
            page.tombstones.push(id);
            continue;
        }
        let hash = RawHash::of(entry.to_string().as_bytes());
        let mut item = Item::new(id, hash, CodeSystem::Words);
        item.name.insert("fi".to_owned(), text("name").unwrap_or("Nimi").to_owned());
        page.items.push(item);
    }
    Ok(page)
}

fn next(value: Option<&Value>) -> Option<String> {
    value.filter(|next| !next.is_null()).map(|next| match next {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

pub(super) fn linked_events(body: &[u8]) -> Result<Page, PageError> {
    let value = json(body)?;
    let next = next(value.pointer("/meta/next"));
    let total = value.pointer("/meta/count").and_then(Value::as_u64);
    let has_more = Some(next.is_some());
    Ok(Page { next, total, has_more, ..page(value.get("data"))? })
}

pub(super) fn tribe(body: &[u8]) -> Result<Page, PageError> {
    let value = json(body)?;
    let next = next(value.get("next_rest_url"));
    let total = value.get("total").and_then(Value::as_u64);
    let has_more = Some(next.is_some());
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
    page(json(body)?.get("events"))
}

pub(super) fn links(body: &[u8], url: &Url) -> Vec<Url> {
    let links = json(body).ok().and_then(|value| value.get("links").cloned());
    let links = links.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
    links.iter().filter_map(|link| url.join(link.as_str()?).ok()).collect()
}

pub(super) fn is_past_the_end(body: &[u8]) -> bool {
    let code = json(body).ok().and_then(|value| value.get("code").cloned());
    code.is_some_and(|code| code == "event-archive-page-not-found")
}
