//! Dates in headers (RFC 9110, 5.6.7).

use chrono::{DateTime, NaiveDateTime, Utc};

const WRITTEN: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Ours, that of RFC 850, and that of C's asctime: all three are to be understood.
const READ: [&str; 3] = [WRITTEN, "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

pub(super) fn written(at: DateTime<Utc>) -> String {
    at.format(WRITTEN).to_string()
}

pub(super) fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let read = READ.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    read.map(|naive| naive.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 9110, 5.6.7.
    #[test]
    fn all_three_forms_are_read_and_nothing_else_is() {
        let same: DateTime<Utc> = "1994-11-06T08:49:37Z".parse().unwrap();
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(read(text), Some(same), "{text}");
        }
        assert_eq!(written(same), "Sun, 06 Nov 1994 08:49:37 GMT");
        for text in ["", "0", "yesterday", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 EET"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
