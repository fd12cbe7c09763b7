//! Content lines (RFC 5545, 3.1): cleaned, escaped and folded.

use std::borrow::Cow;

/// RFC 5545, 3.1: octets of a physical line without its CRLF, the space of a continuation included.
const MAX_OCTETS: usize = 75;

/// Text of several lines. Every way to end a line becomes `\n` (readers split lines at U+2028 and
/// U+0085 too: Python's `splitlines`), and other control characters but TAB are no part of iCalendar.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{2028}' | '\u{2029}')
    };
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let one_way = text.replace("\r\n", "\n");
    let ends_line = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let cleaned = one_way
        .chars()
        .map(|c| if ends_line(c) { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    Cow::Owned(cleaned.collect())
}

/// Text of one line.
pub(super) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a TEXT property (RFC 5545, 3.3.11).
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_onto(&mut escaped, text);
    escaped
}

pub(super) fn escape_onto(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['\\', ';', ',', '\n']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let (special, after) = found.split_at(1);
        out.push('\\');
        out.push_str(if special == "\n" { "n" } else { special });
        rest = after;
    }
    out.push_str(rest);
}

/// One logical line as one or more physical ones, each with its CRLF. No character is split.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / MAX_OCTETS * 3 + 2);
    fold_onto(&mut folded, line);
    folded
}

pub(super) fn fold_onto(out: &mut String, line: &str) {
    let (mut rest, mut room) = (line, MAX_OCTETS);
    while rest.len() > room {
        let (here, after) = rest.split_at(rest.floor_char_boundary(room));
        out.push_str(here);
        out.push_str("\r\n ");
        (rest, room) = (after, MAX_OCTETS - 1);
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_to_end_a_line_is_one() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d\u{85}e\u{b}f\n\ng"), "a\nb\nc\nd\ne\nf\n\ng");
        assert_eq!(clean("a\u{0}\u{1b}\u{7f}\tb"), "a\tb");
        assert_eq!(clean_line(" a\r\n  b\tc "), "a b c");
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escape("a\\b;c,d\ne:f\"g"), "a\\\\b\\;c\\,d\\ne:f\"g");
    }

    #[test]
    fn a_line_is_full_at_75_octets() {
        assert_eq!(fold(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        assert_eq!(fold(&"a".repeat(76)), format!("{}\r\n a\r\n", "a".repeat(75)));
        let long = format!("{}\r\n {}\r\n b\r\n", "a".repeat(75), "b".repeat(74));
        assert_eq!(fold(&format!("{}{}", "a".repeat(75), "b".repeat(75))), long);
        assert_eq!(fold(&format!("{}ä", "a".repeat(74))), format!("{}\r\n ä\r\n", "a".repeat(74)));
    }

    proptest! {
        #[test]
        fn folding_loses_nothing_and_keeps_to_75_octets(line in "\\PC{0,300}") {
            let folded = fold(&line);
            prop_assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\n"));
            for physical in folded.split_terminator("\r\n") {
                prop_assert!(physical.len() <= 75);
            }
        }
    }
}
