//! Linked Events v1, as the cities of Helsinki, Turku and Espoo and regional calendars serve it.

mod channel;
mod enrolment;
mod entry;
mod join;
mod reference;

use serde::Deserialize;
use serde_json::value::RawValue;

use self::entry::Row;
use super::entry::{MAX_DEPTH, page_error, raw_id};
use super::field::Field;
use super::{Page, PageError, json};
use crate::id::ItemId;

pub use join::join;

/// `detail` is how the service words an error.
#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    meta: Option<&'a RawValue>,
    #[serde(borrow)]
    detail: Option<&'a RawValue>,
}

/// Reads one page of `GET {base}/v1/event/?include=location,keywords`. The parts of a series are entries
/// of their own here, and may stand on other pages: [`join`] puts them together.
pub fn parse(body: &[u8]) -> Result<Page, PageError> {
    let text = json::object(body)?;
    let body: Body<'_> = serde_json::from_str(text).map_err(|error| page_error(&error))?;
    let entries = entries(&body)?;
    let mut page = meta(body.meta)?;
    page.received = entries.len();
    for entry in entries {
        match super::entry::read(entry.get(), known_id, entry::read) {
            Ok(Row::Event { item, embedded }) => {
                page.items.push(*item);
                page.embedded.extend(embedded);
            }
            Ok(Row::Gone(id)) => page.tombstones.push(id),
            Err(rejection) => page.rejections.push(rejection),
        }
    }
    Ok(page)
}

/// An answer without a list is a fault of the service, never "nothing is announced".
fn entries<'a>(body: &Body<'a>) -> Result<Vec<&'a RawValue>, PageError> {
    let wrong = |what: &str| PageError::WrongShape(what.to_owned());
    match (body.data, body.detail) {
        (Some(data), _) => json::list("data", data.get()),
        (None, Some(_)) => Err(wrong("there is no list `data` but a `detail`")),
        (None, None) => Err(wrong("there is no list `data`")),
    }
}

/// A `next` that is no text says that there is more, and not where.
fn meta(raw: Option<&RawValue>) -> Result<Page, PageError> {
    let Some(raw) = raw else { return Ok(Page::default()) };
    if json::depth(raw.get()) > MAX_DEPTH {
        return Err(PageError::TooDeep(MAX_DEPTH));
    }
    let value = json::distinct(raw.get()).map_err(|error| page_error(&error))?;
    let meta = Field::root(&value);
    let count = meta.get("count").integer().ok().flatten();
    let next = meta.get("next");
    Ok(Page {
        total: count.and_then(|count| u64::try_from(count).ok()),
        has_more: meta.is_object().then(|| next.exists()),
        next: next.text().ok().flatten(),
        ..Page::default()
    })
}

fn known_id(raw: &str) -> Option<ItemId> {
    #[derive(Deserialize)]
    struct Key<'a> {
        #[serde(borrow)]
        id: Option<&'a RawValue>,
    }
    raw_id(serde_json::from_str::<Key<'_>>(raw).ok()?.id?)
}

#[cfg(test)]
mod tests;
