//! What a form sends, and whether it was one of ours.

use axum::http::{HeaderMap, header};
use subtle::ConstantTimeEq;

use crate::console::Refusal;
use crate::http::error::Problem;
use crate::site::Site;

/// Names and values, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(bytes).into_owned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Problem> {
        let value = self.get(name).map(str::trim).filter(|value| !value.is_empty());
        value.ok_or_else(|| {
            let detail = format!("{name}: is to be filled in");
            Problem::bad_request(name, detail).about(Refusal::FillIn)
        })
    }

    /// Whether it was made for the session that has this secret.
    pub(super) fn is_of(&self, secret: &str) -> bool {
        let sent = self.get("form").unwrap_or_default();
        bool::from(sent.as_bytes().ct_eq(secret.as_bytes()))
    }
}

/// Whether a browser says that it comes from a page of ours. What says nothing is no browser of today, and
/// has no cookie that it was not given. `Sec-Fetch-Site` is the surer word; it is sent where the connection
/// can be trusted.
pub(super) fn is_from_here(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().ok());
    match (text(header::HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(from), _) => from == Some("same-origin"),
        (None, Some(origin)) => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
            origin.is_some_and(|origin| is_ours(origin, host, site))
        }
        (None, None) => true,
    }
}

/// Ours is the configured address, and the one by which the visitor came.
fn is_ours(origin: &str, host: Option<&str>, site: &Site) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let base = site.base_url.as_str();
    let configured = base
        .strip_prefix(origin)
        .is_some_and(|rest| matches!(rest, "" | "/") || rest.starts_with('/'));
    configured || (matches!(scheme, "http" | "https") && host == Some(authority))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::published::{site, url};

    fn check(headers: &[(&'static str, &str)], expected: bool) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let site = Site { base_url: url("https://kooste.example/a/"), ..site() };
        assert_eq!(is_from_here(&map, &site), expected, "{headers:?}");
    }

    #[test]
    fn a_form_of_another_page_is_told_by_its_browser() {
        check(&[], true);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "null")], true);
        for from in ["cross-site", "same-site", "none", ""] {
            check(&[("sec-fetch-site", from), ("origin", "https://kooste.example")], false);
        }
        check(&[("origin", "https://kooste.example")], true);
        check(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true);
        for origin in [
            "null",
            "http://kooste.example",
            "https://kooste.example.elsewhere.example",
            "https://kooste.exampl",
            "https://kooste.example:444",
            "https://elsewhere.example",
            "",
        ] {
            check(
                &[("origin", origin), ("host", "kooste.example")],
                origin == "http://kooste.example",
            );
            check(&[("origin", origin), ("host", "other.example")], false);
        }
    }

    #[test]
    fn a_form_is_of_the_session_whose_secret_it_has() {
        let form = Form::parse(b"form=abc&reason=a+b%20c&empty=+");
        assert!(form.is_of("abc"));
        for secret in ["", "ab", "abcd", "abd"] {
            assert!(!form.is_of(secret), "{secret}");
        }
        assert!(!Form::parse(b"").is_of("abc"));
        assert_eq!(form.required("reason").unwrap(), "a b c");
        assert!(form.required("empty").is_err() && form.required("nothing").is_err());
    }
}
