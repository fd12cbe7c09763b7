//! Translations, learnt from titles that sources give in several languages.

use crate::dedupe::title::{Memory, Tongue};
use crate::listing::Listing;
use crate::localized::Lang;
use crate::store::translations::Learnt;

/// Of one listing, in its languages.
pub(super) type Titles = Vec<(Tongue, String)>;

/// Fewer teach nothing that is worth looking at everything anew for.
const FEWEST: usize = 20;

/// Whether so many more have come that it is worth learning anew: all that is known of who is one
/// activity changes with it.
pub(super) fn is_due(learnt_from: usize, there_are: usize) -> bool {
    there_are >= FEWEST && there_are * 4 >= learnt_from * 5 && there_are > learnt_from
}

pub(super) fn from(titles: Vec<Titles>) -> Learnt {
    let listings = titles.len();
    Learnt { memory: Memory::learn(titles), listings }
}

pub(super) fn is_multilingual(listing: &Listing) -> bool {
    listing.content.name.iter().filter_map(|(lang, _)| tongue(lang)).nth(1).is_some()
}

pub(super) fn titles(listing: &Listing) -> Titles {
    let names = listing.content.name.iter();
    names.filter_map(|(lang, name)| Some((tongue(lang)?, name.clone()))).collect()
}

fn tongue(lang: &Lang) -> Option<Tongue> {
    match lang.as_str() {
        "fi" => Some(Tongue::Fi),
        "sv" => Some(Tongue::Sv),
        "en" => Some(Tongue::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_learnt_at_first_and_when_a_quarter_more_has_come() {
        let check =
            |from, there_are, due| assert_eq!(is_due(from, there_are), due, "{from} {there_are}");
        check(0, 19, false);
        check(0, 20, true);
        check(20, 24, false);
        check(20, 25, true);
        check(100, 90, false);
        check(100, 125, true);
    }
}
