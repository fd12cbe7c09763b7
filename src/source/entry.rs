//! One entry of a list in JSON, whatever the kind: cut out of its page and read by itself, so that a
//! bad one costs nobody else.

use serde_json::value::RawValue;

use super::field::{Field, Wrong};
use super::{PageError, RawHash, Rejection, RejectionReason, json};
use crate::id::ItemId;

/// A page of a hundred ordinary entries is about 400 kB: one entry of this size is no entry.
pub(super) const MAX_ENTRY: usize = 256 * 1024;
/// The deepest known shape has nine levels.
pub(super) const MAX_DEPTH: usize = 64;
pub(super) const MAX_DETAIL: usize = 200;

pub(super) type Refusal = (RejectionReason, String);

/// `known_id` finds the id in an entry that cannot be read otherwise, so that it still counts as
/// present.
pub(super) fn read<T>(
    raw: &str,
    known_id: impl Fn(&str) -> Option<ItemId>,
    read: impl FnOnce(&Field<'_>, RawHash) -> Result<T, Refusal>,
) -> Result<T, Rejection> {
    let hash = RawHash::of(raw.as_bytes());
    value(raw).and_then(|value| read(&Field::root(&value), hash.clone())).map_err(
        |(reason, detail)| Rejection {
            id: raw.starts_with('{').then(|| known_id(raw)).flatten(),
            hash,
            reason,
            detail: detail.chars().take(MAX_DETAIL).collect(),
        },
    )
}

fn value(raw: &str) -> Result<serde_json::Value, Refusal> {
    if raw.len() > MAX_ENTRY {
        let detail = format!("is {} bytes long, more than {MAX_ENTRY}", raw.len());
        return Err((RejectionReason::TooLarge, detail));
    }
    if json::depth(raw) > MAX_DEPTH {
        let detail = format!("is nested deeper than {MAX_DEPTH} levels");
        return Err((RejectionReason::WrongShape, detail));
    }
    json::distinct(raw).map_err(|error| (RejectionReason::WrongShape, error.to_string()))
}

/// The id under `name`. A number is taken as its text: which of the two it is depends on who wrote the
/// exporter.
pub(super) fn id(entry: &Field<'_>, name: &str) -> Result<ItemId, Refusal> {
    let key = entry.get(name);
    let bad = |what: String| (RejectionReason::BadId, what);
    let text = match key.text() {
        Ok(text) => text,
        Err(_) => {
            let number = key.integer().map_err(|wrong| bad(wrong.to_string()))?;
            number.map(|number| number.to_string())
        }
    };
    match text.as_deref() {
        None | Some("") => Err((RejectionReason::NoId, format!("{name}: is missing"))),
        Some(text) => ItemId::parse(text).map_err(|error| bad(format!("{name}: {error}"))),
    }
}

/// An id that was found in an entry as it stands.
pub(super) fn raw_id(key: &RawValue) -> Option<ItemId> {
    let short = (key.get().len() <= MAX_DETAIL * 8).then_some(key.get())?;
    let entry = serde_json::json!({ "id": json::distinct(short).ok()? });
    id(&Field::root(&entry), "id").ok()
}

pub(super) fn object(entry: &Field<'_>) -> Result<(), Refusal> {
    let wrong = || (RejectionReason::WrongShape, "is not an object".to_owned());
    entry.is_object().then_some(()).ok_or_else(wrong)
}

pub(super) fn wrong_shape(wrong: &Wrong) -> Refusal {
    (RejectionReason::WrongShape, wrong.to_string())
}

/// Why serde_json could not read a page.
pub(super) fn page_error(error: &serde_json::Error) -> PageError {
    if error.is_data() {
        PageError::WrongShape(error.to_string())
    } else {
        PageError::NotJson(error.to_string())
    }
}

/// What a page says beside its entries. Numbers and truth values are taken also where they are text; a
/// value of any other shape says nothing.
pub(super) fn scalar<T>(
    raw: Option<&RawValue>,
    read: impl Fn(Field<'_>) -> Option<T>,
) -> Option<T> {
    let raw = raw.filter(|raw| raw.get().len() < MAX_DETAIL && json::depth(raw.get()) == 0)?;
    let value = json::distinct(raw.get()).ok()?;
    read(Field::root(&value))
}

/// Keeps what can be read, and where the rest stands.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) unreadable: Vec<String>,
}

impl Reader {
    pub(super) fn keep<T>(&mut self, read: Result<Option<T>, Wrong>) -> Option<T> {
        read.unwrap_or_else(|wrong| {
            self.unreadable.push(wrong.to_string());
            None
        })
    }

    pub(super) fn list(&mut self, list: &Field<'_>) -> Vec<String> {
        list.elements().iter().filter_map(|element| self.keep(element.loose_text())).collect()
    }
}
