//! Addresses on the web made comparable.

mod aim;
mod site;

use url::{Url, form_urlencoded};

use self::site::is_meeting;
pub(super) use self::site::{host, is_shared};

use super::block::Key;
use crate::weburl::WebUrl;

/// An address without what does not tell where it leads: scheme, `www.`, language, tracking, session,
/// fragment, spelling. Equal where they lead to one thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    host: String,
    /// With the parameters that tell something, in order; "" is the front page.
    page: String,
    aim: Aim,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Aim {
    /// One thing: its address has an id, or a name of more than a section.
    Specific,
    /// A front page or a section's.
    Generic,
}

/// A link to compare with others by: of two, the same is true as of the links that they were made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trace {
    host: Key,
    page: Key,
    aim: Aim,
}

impl Trace {
    #[must_use]
    pub fn of(link: &Link) -> Self {
        Self { host: Key::of(&link.host), page: Key::of(&link.page), aim: link.aim }
    }

    #[must_use]
    pub fn is_specific(&self) -> bool {
        self.aim == Aim::Specific
    }

    #[must_use]
    pub fn same_host(&self, other: &Self) -> bool {
        self.host == other.host
    }
}

impl Link {
    /// `None` for what has no name of a host.
    #[must_use]
    pub fn of(url: &WebUrl) -> Option<Self> {
        let url = Url::parse(url.as_str()).ok()?;
        let host = host(url.domain()?);
        let path: Vec<String> = segments(&url, is_shared(&host));
        let query = parameters(&url);
        let specific = aim::is_specific(&host, &path, &query);
        let aim = if specific { Aim::Specific } else { Aim::Generic };
        let mut page = path.join("/");
        let shown = if is_meeting(&host) { Vec::new() } else { query };
        for (at, (key, value)) in shown.iter().enumerate() {
            page.push(if at == 0 { '?' } else { '&' });
            page.push_str(&format!("{key}={value}"));
        }
        Some(Self { host, page, aim })
    }

    #[must_use]
    pub fn is_specific(&self) -> bool {
        self.aim == Aim::Specific
    }

    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    #[must_use]
    pub fn same_host(&self, other: &Self) -> bool {
        self.host == other.host
    }

    /// The front page of a site where anybody has pages: an address that says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.page.is_empty() && is_shared(&self.host)
    }
}

/// In plain letters, without the language and the file that stands for a folder. Case tells something
/// in the ids of shared sites only.
fn segments(url: &Url, keep_case: bool) -> Vec<String> {
    const LANGUAGES: [&str; 9] =
        ["fi", "sv", "en", "se", "fi-fi", "sv-fi", "sv-se", "en-us", "en-gb"];
    let raw = url.path().split('/').map(|segment| segment.split(';').next().unwrap_or_default());
    let mut path: Vec<String> = raw
        .filter(|segment| !segment.is_empty())
        .map(decoded)
        .map(|segment| if keep_case { segment } else { segment.to_lowercase() })
        .collect();
    if path.first().is_some_and(|first| LANGUAGES.contains(&first.to_lowercase().as_str())) {
        path.remove(0);
    }
    let is_index = |last: &String| {
        let (name, ending) = last.split_once('.').unwrap_or((last, ""));
        ["index", "default", "etusivu"].contains(&name)
            && ["", "html", "htm", "php", "aspx"].contains(&ending)
    };
    path.pop_if(|last| is_index(last));
    path
}

/// Sorted, without those that tell of the visitor or the language.
fn parameters(url: &Url) -> Vec<(String, String)> {
    const IDLE: [&str; 22] = [
        "_ga",
        "_gl",
        "dclid",
        "fbclid",
        "gclid",
        "gbraid",
        "igsh",
        "igshid",
        "jsessionid",
        "kieli",
        "lang",
        "language",
        "locale",
        "mc_cid",
        "mc_eid",
        "mibextid",
        "msclkid",
        "phpsessid",
        "ref",
        "sessionid",
        "sid",
        "wbraid",
    ];
    let query = url.query().unwrap_or_default();
    let mut all: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .map(|(key, value)| (key.to_lowercase(), value.into_owned()))
        .filter(|(key, value)| {
            let idle = IDLE.contains(&key.as_str()) || key.starts_with("utm_");
            !(idle || key.is_empty() && value.is_empty())
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// "%C3%A4" and "ä" are one letter. Through the decoder for forms, for which "+" is a space.
fn decoded(segment: &str) -> String {
    let escaped = segment.replace('+', "%2B");
    form_urlencoded::parse(format!("x={}", escaped.replace('&', "%26")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str) -> Link {
        WebUrl::parse(text).as_ref().and_then(Link::of).unwrap()
    }

    const PAIRS: &str = include_str!("../../fixtures/comparisons/links.txt");

    #[test]
    fn addresses_are_equal_where_they_lead_to_one_thing() {
        let lines = PAIRS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let wrong: Vec<_> = lines
            .filter(|line| {
                let parts: Vec<&str> = line.split('|').map(str::trim).collect();
                let (a, b) = (link(parts[1]), link(parts[2]));
                let found = match (a == b, a.is_specific() && b.is_specific()) {
                    (true, true) => "SameSpecific",
                    (true, false) => "SameGeneric",
                    (false, true) if a.same_host(&b) => "OtherSpecific",
                    (false, _) => "Apart",
                };
                found != parts[0]
            })
            .collect();
        assert_eq!(wrong, Vec::<&str>::new());
    }

    #[test]
    fn an_address_without_a_name_is_no_link() {
        assert_eq!(WebUrl::parse("https://192.0.2.1/a").as_ref().and_then(Link::of), None);
        assert!(link("https://www.facebook.com/").is_empty());
        assert!(!link("https://www.facebook.com/seura").is_empty());
        assert!(!link("https://seura.example/").is_empty());
    }
}
