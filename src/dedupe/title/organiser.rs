//! The organiser's own name before or after what it arranges.

use super::super::text::fold;
use super::words::Words;

/// What a name of an association ends in and a title leaves out.
const FORMS: [&str; 12] =
    ["ry", "r y", "rf", "r f", "oy", "ab", "oyj", "sr", "yhdistys ry", "förening rf", "rp", "osk"];

/// What is left of a title that begins or ends with its organiser. `None` where it does not, or
/// where nothing would be left.
pub(super) fn without(title: &str, organiser: &str) -> Option<String> {
    let folded = fold(organiser);
    let short = FORMS.iter().filter_map(|form| folded.strip_suffix(form)?.strip_suffix(' '));
    let names = [folded.as_str()].into_iter().chain(short);
    let words = Words::of(title);
    names.filter(|name| name.len() > 3).find_map(|name| stripped(&words, name))
}

fn stripped(words: &Words<'_>, name: &str) -> Option<String> {
    let name = Words::of(name);
    let count = name.len();
    let spelt = |from: usize| (0..count).all(|n| name.text(n) == words.text(from + n)) && count > 0;
    let rest = words.len().checked_sub(count).filter(|rest| *rest > 0)?;
    let form = |at: usize| FORMS.contains(&words.text(at));
    if spelt(0) {
        let after = count + usize::from(form(count));
        return words
            .parted(after)
            .then(|| words.raw(after, words.len()))
            .filter(|r| !r.is_empty());
    }
    let last = usize::from(form(words.len() - 1));
    let from = rest.checked_sub(last)?;
    (spelt(from) && words.parted(from)).then(|| words.raw(0, from)).filter(|r| !r.is_empty())
}
