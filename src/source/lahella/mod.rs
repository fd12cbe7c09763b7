//! Lähellä.fi's activity list, as `docs/lahella.md` describes it.

mod channel;
mod entry;
mod groups;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::field::Field;
use super::{Item, Page, PageError, RawHash, RawOrganiser, Rejection, RejectionReason, json};
use crate::id::ItemId;

/// A page of a hundred ordinary entries is about 400 kB: one entry of this size is no entry.
const MAX_ENTRY: usize = 256 * 1024;
/// The known shape has nine levels.
const MAX_DEPTH: usize = 64;
const MAX_DETAIL: usize = 200;

/// The members that are read by themselves. `RawValue` only finds where each one ends, so one bad
/// entry cannot take the page with it, and no depth of nesting needs stack.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    items: Option<&'a RawValue>,
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
    let text = json::object(body)?;
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| not_read(&error))?;
    let entries = entries(&body)?;
    let mut page = Page {
        received: entries.len(),
        organisers: organisers(&body)?,
        total: scalar(body.total, |field| field.integer().ok().flatten())
            .and_then(|total| u64::try_from(total).ok()),
        has_more: scalar(body.has_more, |field| field.flag().ok().flatten()),
        ..Page::default()
    };
    for entry in entries {
        match item(entry.get()) {
            Ok(item) => page.items.push(item),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

fn not_read(error: &serde_json::Error) -> PageError {
    if error.is_data() {
        PageError::WrongShape(error.to_string())
    } else {
        PageError::NotJson(error.to_string())
    }
}

/// An answer without a list is a fault of the service. To take it for "nothing is announced" would
/// withdraw everything.
fn entries<'a>(body: &Body<'a>) -> Result<Vec<&'a RawValue>, PageError> {
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    match (body.items, body.error) {
        (Some(items), _) => {
            serde_json::from_str(items.get()).map_err(|_| wrong("`items` is not a list"))
        }
        (None, Some(_)) => Err(wrong("there is no list `items` but an `error`")),
        (None, None) => Err(wrong("there is no list `items`")),
    }
}

/// `total` and `hasMore` are taken as numbers and truth values also where they are text; of any
/// other shape they say nothing.
fn scalar<T>(raw: Option<&RawValue>, read: impl Fn(Field<'_>) -> Option<T>) -> Option<T> {
    let raw = raw.filter(|raw| raw.get().len() < MAX_DETAIL && json::depth(raw.get()) == 0)?;
    let value = json::distinct(raw.get()).ok()?;
    read(Field::root(&value))
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
        let value = serde_json::from_str(raw.get()).map_err(|error| not_read(&error))?;
        let root = Field::root(&value);
        let list = if nested { root.get("groups") } else { root };
        organisers.extend(groups::side_list(&list));
    }
    Ok(organisers)
}

fn item(raw: &str) -> Result<Item, Rejection> {
    let reject = |reason, detail: String| Rejection {
        id: known_id(raw),
        hash: RawHash::of(raw.as_bytes()),
        reason,
        detail: detail.chars().take(MAX_DETAIL).collect(),
    };
    if raw.len() > MAX_ENTRY {
        let detail = format!("is {} bytes long, more than {MAX_ENTRY}", raw.len());
        return Err(reject(RejectionReason::TooLarge, detail));
    }
    if json::depth(raw) > MAX_DEPTH {
        let detail = format!("is nested deeper than {MAX_DEPTH} levels");
        return Err(reject(RejectionReason::WrongShape, detail));
    }
    let value = json::distinct(raw)
        .map_err(|error| reject(RejectionReason::WrongShape, error.to_string()))?;
    entry::read(&Field::root(&value), RawHash::of(raw.as_bytes()))
        .map_err(|(reason, detail)| reject(reason, detail))
}

/// The id of an entry that cannot be read otherwise, so that it still counts as present.
fn known_id(raw: &str) -> Option<ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow, rename = "_key")]
        key: Option<&'a RawValue>,
    }
    let object = raw.starts_with('{').then_some(raw)?;
    let key: &RawValue = serde_json::from_str::<Key<'_>>(object).ok()?.key?;
    let short = (key.get().len() <= MAX_DETAIL * 8).then_some(key.get())?;
    entry::id(&Field::root(&json::distinct(short).ok()?)).ok()
}

#[cfg(test)]
mod tests;
