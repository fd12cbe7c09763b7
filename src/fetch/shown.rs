//! Addresses as they may stand in logs, run records and answers.

use std::fmt;

use url::Url;

const MAX_PATH: usize = 200;

/// Shows scheme, host, port and path. What may hold a secret is left out: user name, password, the
/// query (API keys) and the fragment (tokens). `url` has percent-encoded every control character.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a>(pub &'a Url);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.0;
        write!(f, "{}:", url.scheme())?;
        if url.cannot_be_a_base() {
            return f.write_str("…");
        }
        if let Some(host) = url.host() {
            write!(f, "//{host}")?;
        }
        if let Some(port) = url.port() {
            write!(f, ":{port}")?;
        }
        // A path of a URL is ASCII, so every byte is a place to cut.
        match url.path().get(..MAX_PATH) {
            Some(start) if url.path().len() > MAX_PATH => write!(f, "{start}…")?,
            _ => f.write_str(url.path())?,
        }
        f.write_str(if url.query().is_some() { "?…" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_control_characters_are_not_shown() {
        for (url, expected) in [
            ("https://api.example/v1/activities?key=S3CRET", "https://api.example/v1/activities?…"),
            ("https://user:S3CRET@api.example:8443/", "https://api.example:8443/"),
            ("https://api.example/#token=S3CRET", "https://api.example/"),
            ("http://[::1]:8081/a", "http://[::1]:8081/a"),
            ("file:///etc/passwd", "file:/etc/passwd"),
            ("data:text/html,S3CRET", "data:…"),
            ("https://a.example/\u{1b}[31m/kylä", "https://a.example/%1B[31m/kyl%C3%A4"),
        ] {
            assert_eq!(Shown(&Url::parse(url).unwrap()).to_string(), expected);
        }
    }

    #[test]
    fn a_long_path_is_cut() {
        let url = Url::parse(&format!("https://a.example/{}", "x".repeat(5000))).unwrap();
        assert!(Shown(&url).to_string().len() < 250);
    }
}
