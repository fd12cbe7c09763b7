//! iCalendar (RFC 5545) as Google, Outlook, Nextcloud and WordPress write it.

mod block;
mod event;
mod join;
pub(super) mod location;
mod property;
mod words;

use super::{Page, PageError, Rejection, RejectionReason};
use crate::id::ItemId;

/// A page of ordinary text with an image in it is about 20 kB: one event of this size is no event.
const MAX_EVENT: usize = 256 * 1024;
/// Of a whole municipality for some years.
const MAX_EVENTS: usize = 20_000;
const MAX_DETAIL: usize = 200;

type Refusal = (RejectionReason, String);

/// Reads a file of one calendar or of several after each other. A calendar without events is a valid,
/// empty page; one that does not end is cut off, and is refused whole.
pub fn parse(body: &[u8]) -> Result<Page, PageError> {
    let text = block::text(body)?;
    let blocks = block::events(&text)?;
    let mut page = Page { received: blocks.len(), ..Page::default() };
    let mut events = Vec::new();
    for block in &blocks {
        match event::read(block) {
            Ok(event) => events.push(event),
            Err(refusal) => page.rejections.push(rejection(block, refusal)),
        }
    }
    let unread = page.rejections.iter().filter_map(|rejection| rejection.id.clone()).collect();
    let (items, rejections) = join::by_uid(events, &unread);
    page.items = items;
    page.rejections.extend(rejections);
    Ok(page)
}

fn rejection(block: &block::Block<'_>, (reason, detail): Refusal) -> Rejection {
    Rejection {
        id: event::id(block).ok(),
        hash: block.hash(),
        reason,
        detail: detail.chars().take(MAX_DETAIL).collect(),
    }
}

fn id_of(uid: Option<&str>) -> Result<ItemId, Refusal> {
    match uid.map(str::trim) {
        // One made of the content would be another one after every edit.
        None | Some("") => Err((RejectionReason::NoId, "UID: is missing".to_owned())),
        Some(uid) => {
            ItemId::parse(uid).map_err(|error| (RejectionReason::BadId, format!("UID: {error}")))
        }
    }
}

#[cfg(test)]
mod tests;
