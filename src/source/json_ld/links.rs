//! From a list page to the pages of its events.

use std::collections::BTreeSet;

use url::Url;

use super::html::Html;

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

/// Links of the page's own origin that lead below it or to what is called an event, each once, in the
/// order of the page.
pub(super) fn of(html: &Html, page: &Url) -> Vec<Url> {
    let base = html.base.as_deref().and_then(|base| page.join(base).ok());
    let base = base.as_ref().unwrap_or(page);
    let mut seen: BTreeSet<Url> = [without_fragment(page.clone())].into();
    let mut links = Vec::new();
    for href in &html.links {
        let Ok(link) = base.join(href) else { continue };
        let link = without_fragment(link);
        if is_event_page(&link, page) && seen.insert(link.clone()) {
            links.push(link);
        }
        if links.len() == MAX_LINKS {
            break;
        }
    }
    links
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

fn is_event_page(link: &Url, page: &Url) -> bool {
    let path = link.path().to_ascii_lowercase();
    let web = matches!(link.scheme(), "http" | "https") && link.origin() == page.origin();
    let plain = link.username().is_empty() && link.password().is_none();
    let file = FILES.iter().any(|end| path.ends_with(end));
    web && plain && !file && (is_below(link, page) || is_called_event(&path))
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
    fn there_are_no_more_than_200() {
        let html: String = (0..1000).map(|n| format!(r#"<a href="/event/{n}">"#)).collect();
        assert_eq!(links("https://kyla.example/", &html).len(), MAX_LINKS);
    }
}
