//! What hosts answer beside a body, and what visitors ask for.

use chrono::{DateTime, TimeDelta, Utc};
use kooste::catalogue::Filter;
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
    match Filter::parse(url::form_urlencoded::parse(bytes)) {
        Ok(filter) => {
            assert_eq!(filter.and(&filter), filter);
            assert!(filter.limit().is_none_or(|limit| (1..=Filter::MAX_LIMIT).contains(&limit)));
        }
        Err(error) => assert!(!error.problem.is_empty()),
    }
}
