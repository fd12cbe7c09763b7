//! The bytes of a feed as text.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::source::PageError;

/// Bytes that are UTF-8 are UTF-8, whatever is declared: text in another encoding hardly ever is by
/// chance. Others are what a byte order mark or the declaration says, and are refused where it is wrong.
pub(super) fn text(body: &[u8]) -> Result<Cow<'_, str>, PageError> {
    let text = match std::str::from_utf8(body) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => declared(body)
            .and_then(|(encoding, skip)| {
                let bytes = body.get(skip..)?;
                encoding.decode_without_bom_handling_and_without_replacement(bytes)
            })
            .ok_or(PageError::NotUtf8)?,
    };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let skipped = text.len() - start.len();
    let html = |name: &str| start.get(..name.len()).is_some_and(|s| s.eq_ignore_ascii_case(name));
    match start.chars().next() {
        None => Err(PageError::Empty),
        Some(_) if html("<!doctype html") || html("<html") => Err(PageError::Html),
        Some('<') => Ok(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(skipped..).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(skipped..).unwrap_or_default().to_owned()),
        }),
        Some(_) => Err(PageError::NotXml("does not begin with <".to_owned())),
    }
}

fn declared(body: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some((encoding, length)) = Encoding::for_bom(body) {
        return Some((encoding, length));
    }
    let head: String = body.iter().take(200).map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let (_, after) = declaration.split_once("encoding")?;
    let label = after.trim_start().strip_prefix('=')?.trim().split(['"', '\'']).nth(1)?.to_owned();
    Some((Encoding::for_label(label.as_bytes())?, 0))
}
