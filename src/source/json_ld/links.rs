//! From a list page to the pages of its events.

use std::collections::BTreeSet;

use serde_json::Value;
use url::Url;

use super::super::field::Field;
use super::super::json;
use super::html::Html;
use super::script;

/// More than a list page shows; what lies beyond is said to be missing by nobody.
const MAX_LINKS: usize = 200;
/// What an address of an event is called, in the languages of the sites.
const EVENT_WORDS: [&str; 9] = [
    "event",
    "tapahtuma",
    "evenemang",
    "kalenter",
    "calendar",
    "kalender",
    "kurssi",
    "kurs",
    "course",
];
const FILES: [&str; 10] =
    [".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".pdf", ".ics", ".xml", ".docx"];

/// Links of the page's own origin, each once: those of a list in its data, then those that lead below it
/// or to what is called an event, in the order of the page.
pub(super) fn of(html: &Html, page: &Url) -> Vec<Url> {
    let base = html.base.as_deref().and_then(|base| page.join(base).ok());
    let base = base.as_ref().unwrap_or(page);
    let mut seen: BTreeSet<Url> = [without_fragment(page.clone())].into();
    let mut links = Vec::new();
    let listed = html.scripts.iter().flat_map(|script| listed(&script::json(script)));
    let listed = listed.filter_map(|url| page.join(url.trim()).ok()).map(|link| (link, true));
    let shown = html.links.iter().filter_map(|href| base.join(href).ok()).map(|link| (link, false));
    for (link, is_listed) in listed.chain(shown) {
        let link = without_fragment(link);
        let leads_on = is_page(&link, page) && (is_listed || is_event_page(&link, page));
        if leads_on && seen.insert(link.clone()) {
            links.push(link);
        }
        if links.len() == MAX_LINKS {
            break;
        }
    }
    links
}

/// The addresses in each ItemList: of its elements, or of the items that these hold.
fn listed(json: &str) -> Vec<String> {
    let nodes = script::nodes(json).unwrap_or_default();
    let lists = nodes.into_iter().filter(|node| script::is_list(node));
    lists.filter_map(|node| json::distinct(node).ok()).flat_map(|list| addresses(&list)).collect()
}

fn addresses(list: &Value) -> Vec<String> {
    let list = Field::root(list);
    let elements = list.get("itemListElement");
    let address = |element: &Field<'_>| {
        let item = element.get("item");
        let places = [*element, element.get("url"), item, item.get("url"), item.get("@id")];
        places.iter().find_map(|place| place.text().ok().flatten())
    };
    elements.elements().iter().filter_map(address).collect()
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

fn is_page(link: &Url, page: &Url) -> bool {
    let path = link.path().to_ascii_lowercase();
    let web = matches!(link.scheme(), "http" | "https") && link.origin() == page.origin();
    let plain = link.username().is_empty() && link.password().is_none();
    let file = FILES.iter().any(|end| path.ends_with(end));
    web && plain && !file
}

fn is_event_page(link: &Url, page: &Url) -> bool {
    is_below(link, page) || is_called_event(&link.path().to_ascii_lowercase())
}

/// The start page of a site lies above everything, so it says nothing.
fn is_below(link: &Url, page: &Url) -> bool {
    let list = page.path().trim_end_matches('/');
    let rest = link.path().strip_prefix(list).filter(|_| !list.is_empty());
    rest.is_some_and(|rest| rest.len() > 1 && rest.starts_with('/'))
}

/// "/tapahtuma/joulukahvit", but not the list "/tapahtumat/" alone.
fn is_called_event(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let named = parts.any(|part| EVENT_WORDS.iter().any(|word| part.contains(word)));
    named && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::html;
    use super::*;

    fn links(page: &str, html: &str) -> Vec<String> {
        of(&html::read(html), &Url::parse(page).unwrap()).into_iter().map(String::from).collect()
    }

    #[test]
    fn only_event_pages_of_the_same_origin_are_linked() {
        let html = r##"<a href="/tapahtumat/joulukahvit">a</a><a href="joulukahvit#kartta">twice</a>
            <a href="https://kyla.example/tapahtuma/kerho/">b</a><a href="?sivu=2">itself</a>
            <a href="/tapahtumat/">itself</a><a href="/yhteystiedot">no</a><a href="/tapahtumat/ohje.pdf">no</a>
            <a href="http://kyla.example/tapahtumat/toinen-origo">no</a><a href="//muu.example/tapahtumat/x">no</a>
            <a href="https://kyla.example:8443/tapahtumat/x">no</a><a href="javascript:alert(1)">no</a>
            <a href="file:///tapahtumat/x">no</a><a href="https://u:p@kyla.example/tapahtumat/x">no</a><a href="http://[">no</a>"##;
        assert_eq!(
            links("https://kyla.example/tapahtumat/", html),
            [
                "https://kyla.example/tapahtumat/joulukahvit",
                "https://kyla.example/tapahtuma/kerho/"
            ]
        );
        assert_eq!(
            links("https://kyla.example/", r#"<a href="/a/b"><a href="/event/1">"#),
            ["https://kyla.example/event/1"]
        );
    }

    #[test]
    fn the_addresses_of_a_list_are_links_whatever_they_are_called() {
        let list = r#"{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"url":"/a/1"},
            "https://kyla.example/a/2",{"@type":"ListItem","item":"/a/3#x"},{"@type":"ListItem","item":{"@id":"/a/4"}},
            {"@type":"ListItem","url":"https://muu.example/a/5"},{"@type":"ListItem","url":"/a/6.pdf"},
            {"@type":"ListItem","url":7},{"url":"/a/1"}]}"#;
        let crumbs = r#"{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":"/etusivu"}]}"#;
        let script = |json: &str| format!(r#"<script type="application/ld+json">{json}</script>"#);
        let html = format!(r#"<a href="/event/9">{}{}"#, script(list), script(crumbs));
        assert_eq!(
            links("https://kyla.example/", &html),
            ["/a/1", "/a/2", "/a/3", "/a/4", "/event/9"]
                .map(|path| format!("https://kyla.example{path}"))
        );
    }

    #[test]
    fn there_are_no_more_than_200() {
        let html: String = (0..1000).map(|n| format!(r#"<a href="/event/{n}">"#)).collect();
        assert_eq!(links("https://kyla.example/", &html).len(), MAX_LINKS);
    }
}
