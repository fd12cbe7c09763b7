//! Texts that try to be something else than text.

use super::super::{Frame, calendar};
use super::bytes::{check_bytes, properties};
use super::{FRAME, text};
use crate::fragment::CancelledPolicy;
use crate::localized::Lang;
use crate::sample::published::{at, choir, days, rich, texts};

/// RFC 5545, 3.3.11, backwards; written apart from the code that escapes.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' | 'N' => plain.push('\n'),
                escaped => {
                    assert!("\\;,".contains(escaped), "\\{escaped} in {text}");
                    plain.push(escaped);
                }
            },
            ';' | ',' => panic!("bare {character} in {text}"),
            other => plain.push(other),
        }
    }
    plain
}

/// What a reader shows of the name and of the description's beginning.
fn read_back(name: &str, description: &str) -> (String, String) {
    let mut activity = choir(vec![at(days("2026-11-28", "2026-11-29"))]);
    activity.content.name = texts(&[("fi", name)]);
    activity.content.summary = rich(&[]);
    activity.content.description = rich(&[("fi", description)]);
    let event = text(&activity, CancelledPolicy::Mark, &Lang::FI);
    check_bytes(&calendar(&FRAME, [event.as_str()]));
    let lines = properties(&event);
    let get = |name: &str| unescape(lines.iter().find_map(|line| line.strip_prefix(name)).unwrap());
    let description = get("DESCRIPTION;LANGUAGE=fi:");
    let (own, _) = description.split_once("\n\nEsteettömyys: ").unwrap();
    (get("SUMMARY;LANGUAGE=fi:"), own.to_owned())
}

#[test]
fn what_is_text_comes_through_as_it_is() {
    let long = "Pitkä teksti, jossa on ääkkösiä; ja \\ kenoviiva. 🎶 ".repeat(100);
    let long = long.trim();
    for hostile in [
        "a;b,c:d\"e\\f",
        "\\n ei ole rivinvaihto",
        "100 % \\; \\, \\\\",
        "BEGIN:VEVENT",
        "老虎 👩‍👩‍👧‍👦 e\u{301}",
        "=?utf-8?q?x?= ^n ^'",
        long,
    ] {
        assert_eq!(read_back(hostile, hostile), (hostile.to_owned(), hostile.to_owned()));
    }
}

#[test]
fn lines_are_lines_and_nothing_more() {
    let injection = "Kuoro\r\nEND:VEVENT\r\nBEGIN:VEVENT\rX:1\u{2028}Y\u{85}Z";
    let (name, description) = read_back(injection, injection);
    assert_eq!(name, "Kuoro END:VEVENT BEGIN:VEVENT X:1 Y Z");
    assert_eq!(description, "Kuoro\nEND:VEVENT\nBEGIN:VEVENT\nX:1\nY\nZ");
    assert_eq!(read_back("a\u{0}b\u{1b}c\u{7f}", "a\u{8}b").0, "abc");
}

#[test]
fn a_feeds_own_name_cannot_break_out_either() {
    let frame = Frame {
        name: Some("A\r\nBEGIN:VEVENT; B, C"),
        description: "D\nE",
        source: "https://a\r\nX:1",
        changed: None,
    };
    let text = calendar(&frame, []);
    check_bytes(&text);
    assert!(text.contains("\r\nNAME:A BEGIN:VEVENT\\; B\\, C\r\n"), "{text}");
    assert!(text.contains("\r\nX-WR-CALDESC:D\\nE\r\n"), "{text}");
    assert!(!text.contains("\r\nX:1"), "{text}");
}
