//! Where redirects lead, and how far one is followed. Pure.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use super::error::FetchError;
use super::shown::Shown;
use crate::weburl;

/// What browsers allow is twenty; a source that needs more than these is not set up right.
const MOST: usize = 5;

/// The addresses of one request, the first one being that which was asked for.
#[derive(Debug)]
pub(super) struct Trail {
    /// Never empty.
    been: Vec<Url>,
    at: Url,
    /// How many of the hops are permanent ones, counted until the first that is not.
    permanent: usize,
}

/// A redirect as it was answered.
#[derive(Debug)]
pub(super) struct Redirect {
    pub(super) status: StatusCode,
    /// Absolute; `None` = no or no valid one.
    pub(super) to: Option<Url>,
}

impl Redirect {
    /// `None` for another answer.
    pub(super) fn of(status: StatusCode, headers: &HeaderMap, asked: &Url) -> Option<Self> {
        let redirects = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        redirects.then(|| Self { status, to: target(headers, asked) })
    }
}

fn target(headers: &HeaderMap, asked: &Url) -> Option<Url> {
    let location = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?;
    let mut to = asked.join(location).ok()?;
    to.set_fragment(None);
    Some(to)
}

impl Trail {
    pub(super) fn new(asked: &Url) -> Self {
        Self { been: vec![asked.clone()], at: asked.clone(), permanent: 0 }
    }

    pub(super) fn at(&self) -> &Url {
        &self.at
    }

    /// Follows on the same host only: what a source is asked with (tokens, cookies) is meant for that
    /// host, and an administrator has to know where data comes from.
    pub(super) fn follow(&mut self, redirect: Redirect) -> Result<(), FetchError> {
        let status = redirect.status.as_u16();
        let elsewhere = |to: Option<&Url>| FetchError::Redirect {
            status,
            to: to.map(|to| Shown(to).to_string()),
        };
        let Some(to) = redirect.to else { return Err(elsewhere(None)) };
        let with_user = !to.username().is_empty() || to.password().is_some();
        if with_user || !weburl::is_within(&self.at, &to) {
            return Err(elsewhere(Some(&to)));
        }
        if self.been.contains(&to) || self.been.len() > MOST {
            return Err(FetchError::Astray { hops: self.been.len() });
        }
        if matches!(status, 301 | 308) && self.permanent + 1 == self.been.len() {
            self.permanent += 1;
        }
        self.been.push(to.clone());
        self.at = to;
        Ok(())
    }

    /// Where what was asked for is from now on, by the upstream's word.
    pub(super) fn moved(&self) -> Option<&Url> {
        self.been.get(self.permanent).filter(|_| self.permanent > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where one ends up, or what is wrong; and where it has moved to for good.
    fn led(hops: &[(u16, &str)]) -> (Result<String, FetchError>, Option<String>) {
        let mut trail = Trail::new(&Url::parse("http://a.example/1").unwrap());
        let mut outcome = Ok(());
        for (status, location) in hops {
            let redirect = Redirect {
                status: StatusCode::from_u16(*status).unwrap(),
                to: trail.at().join(location).ok(),
            };
            outcome = outcome.and_then(|()| trail.follow(redirect));
        }
        (outcome.map(|()| trail.at().to_string()), trail.moved().map(Url::to_string))
    }

    #[test]
    fn what_stays_on_the_host_is_followed_and_only_what_is_permanent_from_the_start_is_remembered()
    {
        for (hops, at, moved) in [
            (&[][..], "http://a.example/1", None),
            (&[(301, "/2")], "http://a.example/2", Some("http://a.example/2")),
            (&[(308, "https://a.example/1")], "https://a.example/1", Some("https://a.example/1")),
            (&[(302, "/2")], "http://a.example/2", None),
            (&[(307, "/2"), (301, "/3")], "http://a.example/3", None),
            (&[(301, "/2"), (302, "/3")], "http://a.example/3", Some("http://a.example/2")),
            (&[(301, "/2"), (308, "3")], "http://a.example/3", Some("http://a.example/3")),
        ] {
            let moved = moved.map(str::to_owned);
            assert_eq!(led(hops), (Ok(at.to_owned()), moved), "{hops:?}");
        }
    }

    #[test]
    fn what_leads_off_the_host_is_told_and_not_followed() {
        for to in [
            "https://b.example/1",
            "http://a.example:8080/1",
            "http://www.a.example/1",
            "http://127.0.0.1/1",
            "http://user:pass@a.example/1",
            "file:///etc/passwd",
            "gopher://a.example/1",
        ] {
            let (outcome, moved) = led(&[(301, to)]);
            assert!(matches!(outcome, Err(FetchError::Redirect { status: 301, .. })), "{to}");
            assert_eq!(moved, None, "{to}");
        }
        let (told, _) = led(&[(302, "http://b.example/v2?key=S3CRET")]);
        let to = Some("http://b.example/v2?…".to_owned());
        assert_eq!(told, Err(FetchError::Redirect { status: 302, to }));
        let (downgraded, _) = led(&[(301, "https://a.example/1"), (302, "http://a.example/1")]);
        assert!(matches!(downgraded, Err(FetchError::Redirect { status: 302, .. })));
    }

    #[test]
    fn circles_and_long_ways_are_given_up() {
        let astray = |hops: &[(u16, &str)]| matches!(led(hops).0, Err(FetchError::Astray { .. }));
        assert!(astray(&[(302, "/1")]));
        assert!(astray(&[(302, "/2"), (302, "/1")]));
        let five = [(302, "/2"), (302, "/3"), (302, "/4"), (302, "/5"), (302, "/6")];
        assert!(!astray(&five));
        assert!(astray(&[&five[..], &[(302, "/7")]].concat()));
    }
}
