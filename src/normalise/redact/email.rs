//! E-mail addresses in running text.

use std::ops::Range;

use super::lexicon;

/// How people write `@` where they fear robots; in lower case.
const DISGUISED: [&str; 9] =
    ["(at)", "[at]", "{at}", "(ät)", "[ät]", "(a)", "(miukumauku)", "(miuku)", " ät "];

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in signs(text) {
        let from = found.last().map_or(0, |last| last.end);
        if at.start < from {
            continue;
        }
        let local = local_part(text.get(from..at.start).unwrap_or_default());
        let domain = domain(text.get(at.end..).unwrap_or_default());
        if let (Some(local), Some(domain)) = (local, domain) {
            found.push(at.start - local..at.end + domain);
        }
    }
    found
}

/// Whether the part before the `@` names somebody: `aino@`, `aino.virtanen@`.
pub(super) fn is_personal(address: &str) -> bool {
    let local = address.split(['@', '(', '[', '{', ' ']).next().unwrap_or_default();
    local.split(['.', '-', '_', '+']).any(lexicon::is_given_in_any_case)
}

fn signs(text: &str) -> Vec<Range<usize>> {
    let mut signs: Vec<_> = text.match_indices('@').map(|(at, _)| at..at + 1).collect();
    let lower = text.to_lowercase();
    // Lower case of some letters is longer, and then nothing is where it was.
    if lower.len() == text.len() {
        for sign in DISGUISED {
            signs.extend(lower.match_indices(sign).map(|(at, _)| at..at + sign.len()));
        }
        signs.sort_by_key(|sign| sign.start);
    }
    signs
}

/// How many bytes at the end of `before` are the part before the sign, with a space before it.
fn local_part(before: &str) -> Option<usize> {
    let word = before.trim_end_matches(' ');
    let spaces = before.len() - word.len();
    let allowed = |c: char| c.is_alphanumeric() || "._%+-'&".contains(c);
    let rest = word.trim_end_matches(allowed);
    let local = word.len() - rest.len();
    (local > 0 && spaces <= 1).then_some(local + spaces)
}

/// How many bytes at the start of `after` are a domain.
fn domain(after: &str) -> Option<usize> {
    let spaces = after.len() - after.trim_start_matches(' ').len();
    let text = after.get(spaces..).filter(|_| spaces <= 1)?;
    let mut end = 0;
    let mut labels = 0;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let dot = if labels == 0 { 0 } else { dot(rest)? };
        let label = rest.get(dot..).unwrap_or_default();
        let length = label.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(label.len());
        if length == 0 {
            break;
        }
        end += dot + length;
        labels += 1;
        if self::dot(text.get(end..).unwrap_or_default()).is_none() {
            break;
        }
    }
    (labels > 1).then_some(spaces + end)
}

/// How many bytes at the start of `text` are a dot or what people write for one.
fn dot(text: &str) -> Option<usize> {
    const DISGUISED: [&str; 5] = ["(piste)", "[piste]", "(dot)", "[dot]", "(.)"];
    if text.starts_with('.') {
        return Some(1);
    }
    let disguised = text.strip_prefix(' ').unwrap_or(text);
    let rest = DISGUISED.iter().find_map(|dot| disguised.strip_prefix(dot))?;
    Some(text.len() - rest.strip_prefix(' ').unwrap_or(rest).len())
}
