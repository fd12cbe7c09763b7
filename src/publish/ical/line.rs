//! Content lines (RFC 5545, 3.1): cleaned, escaped and folded.

/// RFC 5545, 3.1: octets of a physical line without its CRLF, the space of a continuation included.
const MAX_OCTETS: usize = 75;

/// Text of several lines. Every way to end a line becomes `\n` (readers split lines at U+2028 and
/// U+0085 too: Python's `splitlines`), and other control characters but TAB are no part of iCalendar.
pub(super) fn clean(text: &str) -> String {
    let one_way = text.replace("\r\n", "\n");
    let ends_line = |c| matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    one_way
        .chars()
        .map(|c| if ends_line(c) { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// Text of one line.
pub(super) fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a TEXT property (RFC 5545, 3.3.11).
pub(super) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines that are folded in any way, folded ours.
///
/// The `icalendar` crate counts the space of a continuation as nothing and so makes lines of 76 octets.
pub(super) fn refold(lines: &str) -> String {
    lines.replace("\r\n ", "").split_terminator("\r\n").map(fold).collect()
}

/// One logical line as one or more physical ones, each with its CRLF. No character is split.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / MAX_OCTETS * 3 + 2);
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > MAX_OCTETS {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(character);
        octets += character.len_utf8();
    }
    folded.push_str("\r\n");
    folded
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
