//! Characters that sources send and readers must not get.

/// How many combining marks one letter may carry; no written language needs more.
const MARKS_PER_LETTER: usize = 4;

/// Without control, invisible and private-use characters; every kind of line end is `\n`, every kind of
/// space a space, and the Nordic letters are one character each.
pub(super) fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut last = None;
    let mut marks = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        // Most of all: nothing to look up.
        if matches!(c, ' '..='~') {
            out.push(c);
            (last, marks) = (Some(c), 0);
            continue;
        }
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        let Some(c) = kept(c, last) else { continue };
        if let Some(whole) = last.and_then(|letter| composed(letter, c)) {
            out.pop();
            out.push(whole);
            last = Some(whole);
            continue;
        }
        marks = if is_combining(c) { marks + 1 } else { 0 };
        if marks <= MARKS_PER_LETTER {
            out.push(c);
            last = Some(c);
        }
    }
    out
}

/// Appends tidy text to tidy text. A mark that comes to stand behind its letter only now counts as if
/// it always had stood there.
pub(super) fn join(out: &mut String, text: &str) {
    let marks = text.find(|c| !is_combining(c)).unwrap_or(text.len());
    let Some((marks, rest)) = text.split_at_checked(marks) else { return };
    if !marks.is_empty() {
        let letter = out.char_indices().rev().find(|(_, c)| !is_combining(*c));
        let mut joint = out.split_off(letter.map_or(0, |(at, _)| at));
        joint.push_str(marks);
        out.push_str(&tidy(&joint));
    }
    out.push_str(rest);
}

fn kept(c: char, last: Option<char>) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Some(' '),
        // Bullets of Symbol and Wingdings, as Word pastes them.
        '\u{f0a7}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => Some('•'),
        // Part of the spelling in Kurdish and Persian, and of emoji; elsewhere only hides something.
        '\u{200c}' | '\u{200d}' => last.filter(|before| *before >= '\u{590}').map(|_| c),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Soft hyphen, zero width, bidi control, byte order mark, tag characters, private use, and what
/// XML 1.0 does not allow.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..)
        || u32::from(c) & 0xfffe == 0xfffe
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// macOS copies "ä" as "a" and a diaeresis; names and towns are looked up as one letter.
fn composed(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('a', '\u{308}') => Some('ä'),
        ('o', '\u{308}') => Some('ö'),
        ('a', '\u{30a}') => Some('å'),
        ('A', '\u{308}') => Some('Ä'),
        ('O', '\u{308}') => Some('Ö'),
        ('A', '\u{30a}') => Some('Å'),
        ('e', '\u{301}') => Some('é'),
        ('E', '\u{301}') => Some('É'),
        _ => None,
    }
}
