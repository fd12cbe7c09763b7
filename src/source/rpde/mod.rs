//! OpenActive's feed of changes (Realtime Paged Data Exchange 1.0) of events in the terms of schema.org.

mod event;

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{MAX_DETAIL, Refusal, page_error, raw_id};
use super::field::Field;
use super::{Item, Page, PageError, RejectionReason, entry, json};
use crate::id::ItemId;

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    items: Option<&'a RawValue>,
    #[serde(borrow)]
    next: Option<&'a RawValue>,
}

enum Row {
    Updated(Box<Item>),
    Deleted(ItemId),
}

/// Reads one page; `lang` is the language of its texts, which OpenActive does not tell. The feed ends
/// with an empty page whose `next` is its own address, from where it goes on when there is more to tell.
pub fn parse(body: &[u8], lang: &str) -> Result<Page, PageError> {
    let text = json::object(body)?;
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| page_error(&error))?;
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    let items = body.items.ok_or_else(|| wrong("there is no list `items`"))?;
    let rows = json::list("items", items.get())?;
    let mut page = Page {
        received: rows.len(),
        has_more: Some(!rows.is_empty()),
        next: body.next.and_then(|next| serde_json::from_str(next.get()).ok()),
        ..Page::default()
    };
    for row in rows {
        let read = |row: &Field<'_>, hash| -> Result<Row, Refusal> {
            let id = id(row)?;
            let state = row.get("state").text().ok().flatten();
            match state.as_deref() {
                Some("deleted") => Ok(Row::Deleted(id)),
                Some("updated") => {
                    event::read(&row.get("data"), id, hash, lang).map(Box::new).map(Row::Updated)
                }
                _ => Err((RejectionReason::WrongShape, "state: is none that we know".to_owned())),
            }
        };
        match entry::read(row.get(), known_id, read) {
            Ok(Row::Updated(item)) => page.items.push(*item),
            Ok(Row::Deleted(id)) => page.tombstones.push(id),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

/// All pages of a run as one, in the order in which they came. An entry that changes while the feed is
/// read comes again at its end: what is said last of an id is what holds.
#[must_use]
pub fn join(pages: Vec<Page>) -> Page {
    let mut said: BTreeSet<ItemId> = BTreeSet::new();
    let mut last = Page::default();
    for page in pages.into_iter().rev() {
        last.items.extend(page.items.into_iter().filter(|item| !said.contains(&item.id)));
        last.tombstones.extend(page.tombstones.into_iter().filter(|id| !said.contains(id)));
        let is_new = |id: &Option<ItemId>| id.as_ref().is_none_or(|id| !said.contains(id));
        last.rejections.extend(page.rejections.into_iter().filter(|r| is_new(&r.id)));
        said.extend(last.items.iter().map(|item| item.id.clone()));
        said.extend(last.tombstones.iter().cloned());
        said.extend(last.rejections.iter().filter_map(|rejection| rejection.id.clone()));
        last.received += page.received;
        last.next = last.next.or(page.next);
        last.has_more = last.has_more.or(page.has_more);
    }
    last
}

/// An id is unique among entries of its kind only.
fn id(row: &Field<'_>) -> Result<ItemId, Refusal> {
    let id = entry::id(row, "id")?;
    let kind = row.get("kind").text().ok().flatten();
    of_kind(kind.as_deref(), id).map_err(|error| (RejectionReason::BadId, format!("id: {error}")))
}

fn of_kind(kind: Option<&str>, id: ItemId) -> Result<ItemId, crate::id::IdError> {
    match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => ItemId::parse(&format!("{kind}:{id}")),
        None => Ok(id),
    }
}

fn known_id(raw: &str) -> Option<ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
        #[serde(borrow)]
        kind: Option<&'a RawValue>,
    }
    let key: Key<'_> = serde_json::from_str(raw).ok()?;
    let kind = key.kind.filter(|kind| kind.get().len() <= MAX_DETAIL);
    let kind: Option<String> = kind.and_then(|kind| serde_json::from_str(kind.get()).ok());
    of_kind(kind.as_deref(), raw_id(key.id?)?).ok()
}

#[cfg(test)]
mod tests;
