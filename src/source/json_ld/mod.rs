//! schema.org's events in a web page, as JSON-LD.
//!
//! A page that cannot be read as a whole may still hold events that can: each script, and each node of a
//! graph or list, is read by itself. Nothing that is named in it, a context or an image, is ever asked for.

mod event;
mod html;
mod links;
mod parts;
mod references;
mod script;

use url::Url;

use self::html::Html;
use self::parts::Found;
use self::references::References;
use super::{Page, PageError, RawHash, Rejection, RejectionReason};

/// Of texts, where neither they nor their page tell one.
const LANGUAGE: &str = "fi";

/// Reads a web page, or JSON-LD by itself. A page without events is an empty one: whether there were any
/// before, this cannot know.
pub fn parse(html: &[u8], page_url: &Url) -> Result<Page, PageError> {
    let text = std::str::from_utf8(html).map_err(|_| PageError::NotUtf8)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let html = match text.bytes().next() {
        None => return Err(PageError::Empty),
        Some(b'{' | b'[') => Html { scripts: vec![text.to_owned()], ..Html::default() },
        Some(_) if text.contains('<') => html::read(text),
        Some(_) => return Err(PageError::WrongShape("is not a web page".to_owned())),
    };
    let scripts: Vec<_> = html.scripts.iter().map(|script| script::json(script)).collect();
    let mut page = Page { has_more: Some(false), ..Page::default() };
    let mut nodes = Vec::new();
    for json in &scripts {
        match script::nodes(json) {
            Some(found) => nodes.extend(found),
            None if text.starts_with(['{', '[']) => return Err(not_json(json)),
            None if script::speaks_of_events(json) => page.rejections.push(unreadable(json)),
            None => {}
        }
    }
    let references = References::of(&nodes);
    let language = html.language.as_deref().unwrap_or(LANGUAGE);
    let mut found = Found::new(page_url, language, &references);
    for node in nodes.into_iter().filter(|node| script::is_event(node)) {
        found.add(node);
    }
    found.finish(&mut page);
    page.received = page.items.len() + page.rejections.len();
    Ok(page)
}

/// The pages of events that a list page links to: of its own origin, each once, at most 200.
#[must_use]
pub fn links(html: &[u8], page_url: &Url) -> Vec<Url> {
    let text = std::str::from_utf8(html).unwrap_or_default();
    links::of(&html::read(text), page_url)
}

fn not_json(json: &str) -> PageError {
    match serde_json::from_str::<serde::de::IgnoredAny>(json) {
        Err(error) => PageError::NotJson(error.to_string()),
        Ok(_) => PageError::WrongShape("is not an object".to_owned()),
    }
}

fn unreadable(json: &str) -> Rejection {
    Rejection {
        id: None,
        hash: RawHash::of(json.as_bytes()),
        reason: RejectionReason::WrongShape,
        detail: "a script that speaks of events is not JSON".to_owned(),
    }
}

#[cfg(test)]
mod tests;
