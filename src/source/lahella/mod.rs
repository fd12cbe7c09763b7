//! Lähellä.fi's activity list, as `docs/lahella.md` describes it.

mod channel;
mod entry;
mod groups;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::entry::{MAX_DEPTH, page_error, raw_id, scalar};
use super::field::Field;
use super::{Item, Known, Page, PageError, RawOrganiser, Rejection, json};
use crate::id::ItemId;

/// The members that are read by themselves. `RawValue` only finds where each one ends, so one bad
/// entry cannot take the page with it, and no depth of nesting needs stack.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    items: Option<json::Elements<'a>>,
    #[serde(borrow)]
    groups: Option<&'a RawValue>,
    #[serde(borrow)]
    links: Option<&'a RawValue>,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
    #[serde(borrow, rename = "hasMore")]
    has_more: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

/// Reads one page of `GET {base}/v1/activities`.
pub fn parse(body: &[u8]) -> Result<Page, PageError> {
    parse_rest(body, &Known::default())
}

/// The same without those entries that are `known`.
pub fn parse_rest(body: &[u8], known: &Known) -> Result<Page, PageError> {
    let text = json::object(body)?;
    let mut body: Body<'_> = serde_json::from_str(text).map_err(|error| page_error(&error))?;
    let entries = entries(&mut body)?;
    let mut page = Page {
        received: entries.len(),
        organisers: organisers(&body)?,
        total: scalar(body.total, |field| field.integer().ok().flatten())
            .and_then(|total| u64::try_from(total).ok()),
        has_more: scalar(body.has_more, |field| field.flag().ok().flatten()),
        ..Page::default()
    };
    let mut known = known.on_page(&page.organisers);
    for entry in entries {
        if let Some(same) = known.same(entry.get()) {
            page.same.push(same);
            continue;
        }
        match item(entry.get()) {
            Ok(item) => page.items.push(item),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

/// An answer without a list is a fault of the service. To take it for "nothing is announced" would
/// withdraw everything.
fn entries<'a>(body: &mut Body<'a>) -> Result<Vec<&'a RawValue>, PageError> {
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    match (body.items.take(), body.error) {
        (Some(items), _) => items.of("items"),
        (None, Some(_)) => Err(wrong("there is no list `items` but an `error`")),
        (None, None) => Err(wrong("there is no list `items`")),
    }
}

/// What `links[groups]=true` brings is not known: a list of objects or a map by id, under `groups`
/// or `links.groups`.
fn organisers(body: &Body<'_>) -> Result<Vec<RawOrganiser>, PageError> {
    let mut organisers = Vec::new();
    for (raw, nested) in [(body.groups, false), (body.links, true)] {
        let Some(raw) = raw else { continue };
        if json::depth(raw.get()) > MAX_DEPTH {
            return Err(PageError::TooDeep(MAX_DEPTH));
        }
        let value = serde_json::from_str(raw.get()).map_err(|error| page_error(&error))?;
        let root = Field::root(&value);
        let list = if nested { root.get("groups") } else { root };
        organisers.extend(groups::side_list(&list));
    }
    Ok(organisers)
}

fn item(raw: &str) -> Result<Item, Rejection> {
    super::entry::read(raw, known_id, entry::read)
}

fn known_id(raw: &str) -> Option<ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow, rename = "_key")]
        key: Option<&'a RawValue>,
    }
    raw_id(serde_json::from_str::<Key<'_>>(raw).ok()?.key?)
}

#[cfg(test)]
mod tests;
