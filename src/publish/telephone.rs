//! Telephone numbers as addresses.

use maud::{Markup, html};

/// `tel:` of RFC 3966, without what is written between the digits for the eye. `None` of a text that holds
/// more than one number, or none.
pub(super) fn dialled(number: &str) -> Option<String> {
    let between = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{a0}');
    let digits: String = number.trim().chars().filter(|c| !between(*c)).collect();
    let own = digits.strip_prefix('+').unwrap_or(&digits);
    let plain = (3..=15).contains(&own.len()) && own.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| format!("tel:{digits}"))
}

/// The number, to be dialled where it is one.
pub(super) fn link(number: &str) -> Markup {
    html! {
        @match dialled(number) {
            Some(address) => { a href=(address) { (number) } }
            None => { (number) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_number_is_dialled() {
        for (text, expected) in [
            ("040 123 4567", Some("tel:0401234567")),
            ("+358 (0)8-123 456", Some("tel:+35808123456")),
            ("116 123", Some("tel:116123")),
            ("040 123 4567 tai 050 123 4567", None),
            ("040 123 4567, 050 123 4567", None),
            ("kysy toimistosta", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(dialled(text).as_deref(), expected, "{text}");
        }
    }
}
