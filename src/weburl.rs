//! Addresses that may be shown to people.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

const MAX_LENGTH: usize = 2048;

/// An absolute `http` or `https` address without user name or password.
///
/// `javascript:` and `data:` links reach visitors of calendar pages as links, so nothing else is let in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebUrl(String);

impl WebUrl {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let plain = url.username().is_empty() && url.password().is_none();
        let serialised = String::from(url);
        (web && plain && serialised.len() <= MAX_LENGTH).then_some(Self(serialised))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebUrl {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not an http(s) address"))
    }
}

impl From<WebUrl> for String {
    fn from(url: WebUrl) -> Self {
        url.0
    }
}

impl fmt::Display for WebUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether who is asked at `from` may lead us to `to`: the same origin, or the same host over TLS where
/// it was not, both at the usual ports.
#[must_use]
pub fn is_within(from: &Url, to: &Url) -> bool {
    let web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    let usual = |url: &Url| url.port().is_none();
    let same_host = web(from) && web(to) && from.host() == to.host();
    let same =
        from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default();
    let secured = from.scheme() == "http" && to.scheme() == "https" && usual(from) && usual(to);
    same_host && (same || secured)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_pass() {
        let pass = |text: &str| WebUrl::parse(text).map(String::from);
        assert_eq!(
            pass(" https://kylä.example/a b ").as_deref(),
            Some("https://xn--kyl-sla.example/a%20b")
        );
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "www.a.example",
            "https://u:p@a.example/",
            "ftp://a.example",
            "",
        ] {
            assert_eq!(pass(bad), None, "{bad}");
        }
    }

    #[test]
    fn one_is_led_within_an_origin_and_from_http_to_https() {
        let within =
            |from: &str, to: &str| is_within(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
        for to in ["https://a.example/x", "https://A.example:443/"] {
            assert!(within("https://a.example/", to) && within("http://a.example/", to), "{to}");
        }
        assert!(within("http://a.example:8080/", "http://a.example:8080/x"));
        for to in [
            "http://a.example/",
            "https://a.example:8443/",
            "https://b.example/",
            "https://a.example.b.example/",
            "file:///etc/passwd",
            "data:text/html,x",
        ] {
            assert!(!within("https://a.example/", to), "{to}");
        }
        assert!(!within("http://a.example:8080/", "https://a.example/"));
        assert!(!within("file:///a", "file:///b"));
    }
}
