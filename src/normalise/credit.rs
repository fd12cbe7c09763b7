//! Whom to thank, where an entry can be corrected, and its image.

use std::collections::BTreeSet;

use super::{Rules, text};
use crate::listing::{Contact, ContactMeans, Credit, Image, Note};
use crate::localized::{Lang, Localized};
use crate::source::Item;
use crate::weburl::WebUrl;

/// The link is the item's page at its source, else its own page on the web.
pub(super) fn of(item: &Item, rules: &Rules, contacts: &[Contact]) -> Credit {
    let page = rules.link.as_deref().and_then(|link| filled_in(link, item.id.as_str()));
    let own = || {
        contacts.iter().find_map(|contact| match &contact.means {
            ContactMeans::Web(url) => Some(url.clone()),
            ContactMeans::Email(_) | ContactMeans::Phone(_) => None,
        })
    };
    Credit {
        attribution: rules.attribution.clone(),
        licence: rules.licence.clone(),
        link: page.or_else(|| item.link.as_deref().and_then(WebUrl::parse)).or_else(own),
    }
}

/// `photo` is an address or, as far as is known, an id that only a template can make one of. Only
/// `https`: on a page of the region's own a browser refuses anything else.
pub(super) fn image(
    item: &Item,
    name: &Localized<String>,
    rules: &Rules,
    notes: &mut BTreeSet<Note>,
) -> Option<Image> {
    let photo = item.photo.as_deref().map(str::trim).filter(|photo| !photo.is_empty())?;
    let url = if photo.contains(':') {
        let url = WebUrl::parse(photo).filter(|url| url.as_str().starts_with("https:"));
        if url.is_none() {
            notes.insert(Note::DroppedLink(super::brief(photo)));
        }
        url
    } else {
        rules.image.as_deref().and_then(|template| filled_in(template, photo))
    };
    Some(Image { url: url?, alt: alt(item, name, rules) })
}

/// The text is in one language that nothing tells; most likely that of the name.
fn alt(item: &Item, name: &Localized<String>, rules: &Rules) -> Localized<String> {
    let lang = name.best(&Lang::FI).map_or(Lang::FI, |(lang, _)| lang.clone());
    let raw = item.photo_alt.iter().map(|alt| (lang.to_string(), alt.clone())).collect();
    text::plain_line_localized(&raw, rules.redact)
}

fn filled_in(template: &str, id: &str) -> Option<WebUrl> {
    WebUrl::parse(&template.replace("{id}", &percent_encoded(id)))
}

/// All but the unreserved characters (RFC 3986, 2.3), because an id may hold anything.
fn percent_encoded(id: &str) -> String {
    let encode = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    id.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_its_place_in_the_address() {
        let link = |id| filled_in("https://lahella.example/a/{id}?l=fi", id).map(String::from);
        assert_eq!(link("41001").as_deref(), Some("https://lahella.example/a/41001?l=fi"));
        assert_eq!(
            link("../x?y#z ä").as_deref(),
            Some("https://lahella.example/a/..%2Fx%3Fy%23z%20%C3%A4?l=fi")
        );
        assert_eq!(filled_in("lahella/{id}", "1"), None);
    }
}
