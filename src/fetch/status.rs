//! What a status means to us. Pure.

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::error::FetchError;
use super::retry_after::RetryAfter;

/// The error that an answer is by its status; `None` for 200, the one that carries a whole listing.
/// Redirects, and a 304, are the caller's to deal with, who knows what was asked.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap) -> Option<FetchError> {
    let status = status.as_u16();
    Some(match (status, retry_after(headers)) {
        (200, _) => return None,
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
        refusal(StatusCode::from_u16(status).unwrap(), &headers)
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
}
