//! What a status means to us. Pure.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use url::Url;

use super::error::FetchError;
use super::retry_after::RetryAfter;
use super::shown::Shown;

/// The error that an answer is by its status; `None` for 200, the one that carries a whole listing.
/// 304 is the caller's to accept, who knows what was asked.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, asked: &Url) -> Option<FetchError> {
    let status = status.as_u16();
    Some(match (status, retry_after(headers)) {
        (200, _) => return None,
        (301 | 302 | 303 | 307 | 308, _) => {
            FetchError::Redirect { status, to: target(headers, asked) }
        }
        (401 | 403, _) => FetchError::Unauthorised(status),
        (404, _) => FetchError::NotFound,
        (410, _) => FetchError::Gone,
        (429, retry_after) | (503, retry_after @ Some(_)) => {
            FetchError::RateLimited { status, retry_after }
        }
        (500..=599, _) => FetchError::Server(status),
        _ => FetchError::Unexpected(status),
    })
}

fn retry_after(headers: &HeaderMap) -> Option<RetryAfter> {
    RetryAfter::parse(headers.get(RETRY_AFTER)?.to_str().ok()?)
}

fn target(headers: &HeaderMap, asked: &Url) -> Option<String> {
    let location = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?;
    Some(Shown(&asked.join(location).ok()?).to_string())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn answer(status: u16, headers: &[(HeaderName, &'static str)]) -> Option<FetchError> {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect();
        let asked = Url::parse("https://api.example/v1/activities?key=S3CRET").unwrap();
        refusal(StatusCode::from_u16(status).unwrap(), &headers, &asked)
    }

    #[test]
    fn each_status_is_what_it_asks_us_to_do() {
        for (status, expected) in [
            (200, None),
            (401, Some(FetchError::Unauthorised(401))),
            (403, Some(FetchError::Unauthorised(403))),
            (404, Some(FetchError::NotFound)),
            (410, Some(FetchError::Gone)),
            (500, Some(FetchError::Server(500))),
            (502, Some(FetchError::Server(502))),
            (503, Some(FetchError::Server(503))),
            (504, Some(FetchError::Server(504))),
            (204, Some(FetchError::Unexpected(204))),
            (206, Some(FetchError::Unexpected(206))),
            (300, Some(FetchError::Unexpected(300))),
            (304, Some(FetchError::Unexpected(304))),
            (400, Some(FetchError::Unexpected(400))),
            (999, Some(FetchError::Unexpected(999))),
        ] {
            assert_eq!(answer(status, &[]), expected, "{status}");
        }
    }

    #[test]
    fn only_429_or_a_503_that_names_a_time_is_a_rate_limit() {
        let limited = |status, seconds: Option<u64>| {
            let retry_after = seconds.map(|s| RetryAfter::In(Duration::from_secs(s)));
            Some(FetchError::RateLimited { status, retry_after })
        };
        assert_eq!(answer(429, &[]), limited(429, None));
        assert_eq!(answer(429, &[(RETRY_AFTER, "30")]), limited(429, Some(30)));
        assert_eq!(answer(429, &[(RETRY_AFTER, "soon")]), limited(429, None));
        assert_eq!(answer(503, &[(RETRY_AFTER, "30")]), limited(503, Some(30)));
        assert_eq!(answer(503, &[(RETRY_AFTER, "soon")]), Some(FetchError::Server(503)));
    }

    #[test]
    fn a_redirect_names_its_target_without_secrets() {
        for (location, expected) in [
            ("/v2/activities?key=S3CRET", Some("https://api.example/v2/activities?…")),
            ("http://user:S3CRET@10.0.0.1/", Some("http://10.0.0.1/")),
            ("http://2130706433/", Some("http://127.0.0.1/")),
            ("file:///etc/passwd", Some("file:/etc/passwd")),
            ("gopher://a.example/", Some("gopher://a.example/")),
            ("https://", None),
        ] {
            let to = expected.map(str::to_owned);
            assert_eq!(
                answer(302, &[(LOCATION, location)]),
                Some(FetchError::Redirect { status: 302, to }),
                "{location}"
            );
        }
        assert_eq!(answer(308, &[]), Some(FetchError::Redirect { status: 308, to: None }));
    }
}
