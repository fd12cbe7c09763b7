use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::listing::{Listing, last_day};
use crate::when::occurrences::first_day;

/// Names whose parts overlap less than this are different names. "Kevätkuoro" and "Syyskuoro"
/// overlap by 0.38, "Kuoro" and "Jooga" by nothing.
const ALIKE: f64 = 0.3;

/// Whether a source has used an id for something else: the names are alike in no language that both
/// have, and besides the organisers differ or the dates do not touch. Without a common language the
/// names tell nothing, and it counts as the same.
pub(super) fn reused(before: &Listing, after: &Listing) -> bool {
    differently_named(before, after)
        && (other_organiser(before, after) || dates_disjoint(before, after))
}

fn differently_named(before: &Listing, after: &Listing) -> bool {
    let names = before.content.name.iter();
    let pairs = names.filter_map(|(lang, name)| Some((name, after.content.name.get(lang)?)));
    let mut likeness = pairs.map(|(a, b)| dice(&trigrams(a), &trigrams(b))).peekable();
    likeness.peek().is_some() && likeness.all(|value| value < ALIKE)
}

fn other_organiser(before: &Listing, after: &Listing) -> bool {
    let ids = before.content.organiser.id.as_ref().zip(after.content.organiser.id.as_ref());
    ids.is_some_and(|(a, b)| a != b)
}

fn dates_disjoint(before: &Listing, after: &Listing) -> bool {
    let precedes = |a: &Listing, b: &Listing| {
        last_day(&a.sessions).zip(begin(b)).is_some_and(|(last, first)| last < first)
    };
    precedes(before, after) || precedes(after, before)
}

/// `None` where it is not known of every session.
fn begin(listing: &Listing) -> Option<NaiveDate> {
    let days = listing.sessions.iter().map(|session| first_day(&session.when));
    days.reduce(|a, b| Some(a?.min(b?))).flatten()
}

fn trigrams(name: &str) -> BTreeSet<[char; 3]> {
    let folded: String = name.to_lowercase().chars().map(folded).collect();
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let padded: Vec<char> = format!("  {words} ").chars().collect();
    padded.windows(3).filter_map(|three| three.try_into().ok()).collect()
}

/// Case, diacritics and punctuation are the first things that a correction of a title touches.
fn folded(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'õ' | 'ø' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        'š' => 's',
        'ž' => 'z',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    }
}

/// Between 0 and 1.
fn dice(a: &BTreeSet<[char; 3]>, b: &BTreeSet<[char; 3]>) -> f64 {
    let count = |n: usize| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
    2.0 * count(a.intersection(b).count()) / count(a.len() + b.len()).max(1.0)
}
