//! What hosts answer beside a body, and what visitors ask for.

use chrono::{DateTime, TimeDelta, Utc};
use kooste::catalogue::{Filter, Form, Query};
use kooste::fetch::{HostPort, RetryAfter, Validator};
use kooste::weburl::WebUrl;

pub(crate) fn headers(bytes: &[u8]) {
    if let Some(validator) = Validator::new(bytes) {
        let kept = String::from(validator.clone());
        assert_eq!(Validator::try_from(kept), Ok(validator));
        assert!(!bytes.contains(&b'\n') && !bytes.contains(&b'\r'));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let now: DateTime<Utc> = "2026-11-24T16:00:00Z".parse().unwrap();
    if let Some(until) = RetryAfter::parse(text).and_then(|told| told.until(now)) {
        assert!(until > now && until <= now + TimeDelta::days(2), "{text:?}: {until}");
    }
    if let Some(url) = WebUrl::parse(text) {
        assert!(url.as_str().starts_with("http://") || url.as_str().starts_with("https://"));
        assert_eq!(WebUrl::parse(url.as_str()), Some(url));
    }
    if let Ok(host) = text.parse::<HostPort>() {
        assert_eq!(host.to_string().parse(), Ok(host));
    }
}

pub(crate) fn filter(bytes: &[u8]) {
    const LIST: Form = Form::List(&["id", "name"]);
    let nothing = Filter::default();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Query::parse(text, LIST, &nothing) {
        Ok(query) => {
            assert_eq!(query.filter.and(&query.filter), query.filter);
            assert!(query.page(&nothing).limit().is_some_and(|limit| (1..=1_000).contains(&limit)));
            let canonical = query.to_string();
            assert_eq!(Query::parse(&canonical, LIST, &nothing), Ok(query), "{canonical}");
        }
        Err(error) => assert!(!error.problem.is_empty()),
    }
}
