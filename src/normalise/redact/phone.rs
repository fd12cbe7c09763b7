//! Telephone numbers in running text.

use std::ops::Range;

/// Of a national number with its 0. Mobile numbers have ten, some of 0457 eleven.
const NATIONAL: Range<usize> = 6..11;
const INTERNATIONAL: Range<usize> = 7..16;
/// After "puh.", a number may lack its area code.
const ANNOUNCED: Range<usize> = 5..11;
/// "00 358 44 00 00 12 3"
const MOST_GROUPS: usize = 8;
const ANNOUNCING: [&str; 14] = [
    "p",
    "puh",
    "puhelin",
    "puhelimitse",
    "puhelinnumero",
    "gsm",
    "matkapuhelin",
    "tel",
    "telefon",
    "phone",
    "mobile",
    "mobil",
    "whatsapp",
    "soita",
];

/// Digits that belong together, with what stands before them.
#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    end: usize,
    /// Between this and the group before it.
    joint: Joint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Something that no number contains.
    Apart,
    Space,
    Hyphen,
    Dot,
    Slash,
    Bracket,
}

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = groups.get(at..).filter(|rest| !rest.is_empty()) {
        match number(text, rest) {
            Some((range, used)) => {
                found.push(range);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// `wa.me/358440000123`, `?phone=0440000123`.
pub(super) fn in_address(address: &str) -> bool {
    address.split(|c: char| !c.is_ascii_digit()).any(|digits| {
        let finnish = digits.strip_prefix("358").or_else(|| digits.strip_prefix('0'));
        finnish.is_some_and(|rest| (8..=10).contains(&rest.len()) && rest.starts_with(['4', '5']))
    })
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_ascii_digit() {
            continue;
        }
        let mut end = start + 1;
        while let Some((at, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
            end = at + 1;
        }
        let between = groups.last().and_then(|before| text.get(before.end..start));
        groups.push(Group { start, end, joint: between.map_or(Joint::Apart, joint) });
    }
    groups
}

fn joint(between: &str) -> Joint {
    match between {
        " " => Joint::Space,
        "-" | "–" | "‑" => Joint::Hyphen,
        "." => Joint::Dot,
        "/" => Joint::Slash,
        ")" | ") " | " (" | "(" | ")-" | " )" => Joint::Bracket,
        _ => Joint::Apart,
    }
}

/// How many groups from the first hang together, as far as a number can reach.
fn chain(groups: &[Group]) -> usize {
    let near = groups.iter().take(MOST_GROUPS).skip(1);
    1 + near.take_while(|group| group.joint != Joint::Apart).count()
}

/// The longest number that `groups` begin with, and how many of them it takes.
fn number(text: &str, groups: &[Group]) -> Option<(Range<usize>, usize)> {
    let first = groups.first()?;
    let before = text.get(..first.start).unwrap_or_default();
    let glued = before.ends_with(char::is_alphanumeric);
    if glued || matches!(first.joint, Joint::Dot | Joint::Hyphen) {
        return None;
    }
    (1..=chain(groups)).rev().find_map(|count| {
        let (used, rest) = groups.split_at_checked(count)?;
        let cut = rest.first().is_some_and(|next| matches!(next.joint, Joint::Dot | Joint::Hyphen));
        (!cut && is_number(text, before, used)).then(|| (range(text, before, used), count))
    })
}

fn is_number(text: &str, before: &str, used: &[Group]) -> bool {
    let parts: Vec<&str> = used.iter().filter_map(|g| text.get(g.start..g.end)).collect();
    let digits = parts.concat();
    let lengths = if before.ends_with('+') {
        INTERNATIONAL
    } else if let Some(lengths) = national(&digits, parts.first().map_or(0, |part| part.len())) {
        lengths
    } else if is_announced(before) && !digits.starts_with("116") {
        ANNOUNCED
    } else {
        return false;
    };
    let finnish = digits.trim_start_matches("00").strip_prefix("358");
    let length_ok = match finnish {
        Some(rest) => (5..=10).contains(&rest.trim_start_matches('0').len()),
        None => lengths.contains(&digits.len()),
    };
    length_ok && joints_ok(used, digits.len()) && !is_something_else(&parts)
}

/// How long a number of this prefix may be; `None` where it is no prefix. 013–019 and 010 are written
/// together, so a first group "01" begins a date.
fn national(digits: &str, first: usize) -> Option<Range<usize>> {
    let mut digits_after_0 = digits.strip_prefix('0')?.chars();
    let (second, third) = (digits_after_0.next()?, digits_after_0.next()?);
    match (second, third) {
        ('0', _) => (digits.len() >= 10).then_some(INTERNATIONAL),
        ('1', '1' | '2') => None,
        _ if first < 2 => None,
        ('1' | '4' | '7', _) if first == 2 => None,
        ('4', '5') => Some(NATIONAL.start..NATIONAL.end + 1),
        _ => Some(NATIONAL),
    }
}

fn is_announced(before: &str) -> bool {
    let word = before.trim_end_matches([' ', ':', '.', '(']);
    let word = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.len() < before.len() && ANNOUNCING.contains(&word.to_lowercase().as_str())
}

/// "0400-123 456", "044-123-4567", "040.123.4567", "044/1234567"; but not "08-16 09-15".
fn joints_ok(used: &[Group], digits: usize) -> bool {
    let joints: Vec<Joint> = used.iter().skip(1).map(|group| group.joint).collect();
    if joints.contains(&Joint::Dot) {
        return joints.len() == 2 && joints.iter().all(|j| *j == Joint::Dot) && digits >= 9;
    }
    let slash_late = joints.iter().skip(1).any(|joint| *joint == Joint::Slash);
    let bracket_late = joints.iter().skip(2).any(|joint| *joint == Joint::Bracket);
    let space = joints.iter().position(|joint| *joint == Joint::Space);
    let hyphen = joints.iter().rposition(|joint| *joint == Joint::Hyphen);
    let mixed = space.zip(hyphen).is_some_and(|(space, hyphen)| space < hyphen);
    !slash_late && !bracket_late && (!mixed || digits >= 9)
}

/// A date, a month of a year, hours of opening, a business id.
fn is_something_else(parts: &[&str]) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let below =
        |part: &str, limit: u32| part.len() <= 2 && part.parse().is_ok_and(|n: u32| n <= limit);
    let clock = |part: &str| {
        let (hour, minute) = part.split_at_checked(2).unwrap_or_default();
        part.len() == 4 && below(hour, 23) && ["00", "15", "30", "45"].contains(&minute)
    };
    match parts {
        [day, month, last] => below(day, 31) && below(month, 12) && year(last),
        [id, check] if id.len() == 7 && check.len() == 1 => true,
        [month, last] => (below(month, 12) && year(last)) || (clock(month) && clock(last)),
        _ => false,
    }
}

/// With the plus, and with a bracket that is closed within the number.
fn range(text: &str, before: &str, used: &[Group]) -> Range<usize> {
    let end = used.last().map_or(before.len(), |group| group.end);
    let plus = before.strip_suffix('+').unwrap_or(before);
    let bracket = plus.strip_suffix('(').unwrap_or(plus);
    let inner = text.get(before.len()..end).unwrap_or_default();
    let opened = inner.matches(')').count() > inner.matches('(').count();
    if opened { bracket.len()..end } else { plus.len()..end }
}
