//! RSS and Atom. A feed is of news: only entries that tell when something takes place, by `ev:` or
//! `xcal:`, are events; the date of publication is never taken for it.

mod document;
mod encoding;
mod entry;

use self::document::Document;
use super::{Page, PageError, RawHash, Rejection, RejectionReason};

/// A page of ordinary text is about 20 kB: one entry of this size is no entry.
const MAX_ENTRY: usize = 256 * 1024;
/// A feed holds its newest entries, some dozens.
const MAX_ENTRIES: usize = 5_000;
/// XHTML in Atom has been seen a dozen deep.
const MAX_DEPTH: usize = 64;
const MAX_DETAIL: usize = 200;

type Refusal = (RejectionReason, String);

pub fn parse(body: &[u8]) -> Result<Page, PageError> {
    let text = encoding::text(body)?;
    let document = Document::read(&text)?;
    let mut page = Page { received: document.entries.len(), ..Page::default() };
    for cut in &document.entries {
        match entry::read(&document, cut) {
            Ok(item) => page.items.push(item),
            Err((id, (reason, detail))) => page.rejections.push(Rejection {
                id,
                hash: RawHash::of(cut.xml.as_bytes()),
                reason,
                detail: detail.chars().take(MAX_DETAIL).collect(),
            }),
        }
    }
    Ok(page)
}

#[cfg(test)]
mod tests;
