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
}
