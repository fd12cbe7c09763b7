//! For how long an answer says that it stays as it is (RFC 9111 §5.2.2). Pure.

use std::time::Duration;

use reqwest::header::{CACHE_CONTROL, HeaderMap};

/// The longest that we believe: a calendar that says "a year" is edited tomorrow all the same.
pub const MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// `max-age`, at most `MAX`; `None` where there is none, or none that makes sense.
pub(super) fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let directives: Vec<_> =
        values.flat_map(|value| value.split(',')).map(|part| part.trim().to_lowercase()).collect();
    if directives.iter().any(|directive| directive == "no-cache" || directive == "no-store") {
        return None;
    }
    let age = directives.iter().find_map(|directive| directive.strip_prefix("max-age="))?;
    let digits = age.trim_matches('"');
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // The only way to fail is to be too big.
    let told = digits.parse().map_or(MAX, Duration::from_secs).min(MAX);
    (!told.is_zero()).then_some(told)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderValue;

    use super::*;

    fn seconds(values: &[&str]) -> Option<u64> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(CACHE_CONTROL, HeaderValue::from_str(value).unwrap());
        }
        fresh_for(&headers).map(|age| age.as_secs())
    }

    #[test]
    fn max_age_is_believed_up_to_a_day_and_nonsense_not_at_all() {
        for (values, expected) in [
            (&[][..], None),
            (&["max-age=600"], Some(600)),
            (&["public, Max-Age=\"600\""], Some(600)),
            (&["public", "max-age=600"], Some(600)),
            (&["s-maxage=60, max-age=600"], Some(600)),
            (&["max-age=86401"], Some(86_400)),
            (&["max-age=99999999999999999999999"], Some(86_400)),
            (&["max-age=0"], None),
            (&["max-age=-1"], None),
            (&["max-age=1.5"], None),
            (&["max-age=soon"], None),
            (&["max-age="], None),
            (&["max-age"], None),
            (&["no-cache, max-age=600"], None),
            (&["max-age=600", "no-store"], None),
        ] {
            assert_eq!(seconds(values), expected, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn any_value_gives_a_bounded_age_or_none(value in "[ -~]{0,40}") {
            prop_assert!(seconds(&[&value]).is_none_or(|age| (1..=86_400).contains(&age)));
        }
    }
}
