//! When an overloaded upstream wants to be asked again (RFC 9110 §10.2.3). Pure.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};

/// `Retry-After`, as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    In(Duration),
    At(DateTime<Utc>),
}

impl RetryAfter {
    /// The longest wait that we believe: a mistyped header must not silence a source for months.
    pub const MAX: Duration = Duration::from_secs(2 * 24 * 60 * 60);

    /// Whole seconds or an HTTP date; `None` for anything else, such as "-5", "1.5" or "soon".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            // The only way to fail is to be too big.
            let wait = text.parse().map_or(Self::MAX, Duration::from_secs);
            return Some(Self::In(wait.min(Self::MAX)));
        }
        http_date(text).map(Self::At)
    }

    /// The first moment at which to ask again, at most `MAX` from `now`. `None` if that is no later
    /// than `now`: then the caller's own back-off decides.
    #[must_use]
    pub fn until(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let latest = now.checked_add_signed(chrono::Duration::from_std(Self::MAX).ok()?)?;
        let moment = match self {
            Self::In(wait) => now.checked_add_signed(chrono::Duration::from_std(wait).ok()?)?,
            Self::At(moment) => moment,
        };
        (moment > now).then(|| moment.min(latest))
    }
}

/// The three forms of RFC 9110 §5.6.7, without regard to the name of the weekday: it adds nothing,
/// and servers get it wrong.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let after_comma = text.split_once(", ").map(|(_, rest)| rest);
    let after_space = text.split_once(' ').map(|(_, rest)| rest);
    [
        (after_comma, "%d %b %Y %H:%M:%S GMT"),
        (after_comma, "%d-%b-%y %H:%M:%S GMT"),
        (after_space, "%b %e %H:%M:%S %Y"),
    ]
    .into_iter()
    .find_map(|(rest, format)| NaiveDateTime::parse_from_str(rest?, format).ok())
    .map(|naive| naive.and_utc())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 29, 0, 30, 0).unwrap()
    }

    /// How many seconds after `now`.
    fn wait(text: &str) -> Option<i64> {
        let until = RetryAfter::parse(text)?.until(now())?;
        Some((until - now()).num_seconds())
    }

    #[test]
    fn seconds_and_the_three_forms_of_dates_are_understood() {
        for (text, seconds) in [
            ("120", 120),
            (" 1 ", 1),
            ("Sun, 29 Mar 2026 00:31:00 GMT", 60),
            ("Sunday, 29-Mar-26 00:31:00 GMT", 60),
            ("Sun Mar 29 00:31:00 2026", 60),
            ("Wed Apr  1 00:00:00 2026", 2 * 86_400),
            ("Fri, 29 Mar 2026 00:31:00 GMT", 60),
        ] {
            assert_eq!(wait(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_past_or_nonsense_leaves_the_wait_to_our_own_back_off() {
        for text in [
            "0",
            "-5",
            "1.5",
            "",
            "soon",
            "1e9",
            "Sun, 29 Mar 2026 00:30:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 2027 08:49:37 GMT",
        ] {
            assert_eq!(wait(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_wait_is_cut_to_two_days() {
        for text in
            ["172801", "18446744073709551616", &"9".repeat(5000), "Fri, 31 Dec 9999 23:59:59 GMT"]
        {
            assert_eq!(wait(text), Some(172_800), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_a_bounded_wait_or_none(text in ".{0,40}") {
            if let Some(seconds) = wait(&text) {
                prop_assert!((0..=172_800).contains(&seconds));
            }
        }

        #[test]
        fn any_number_gives_itself_or_the_cap(seconds in 1..u64::MAX) {
            let expected = i64::try_from(seconds.min(172_800)).unwrap();
            prop_assert_eq!(wait(&seconds.to_string()), Some(expected));
        }
    }
}
