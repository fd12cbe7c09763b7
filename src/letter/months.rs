//! Of which months there are letters.

use crate::catalogue::{Catalogue, Edits};
use crate::month::Month;

/// The next month, this one, and those before it for as long as changes are known and anything was shown;
/// the last one first.
#[must_use]
pub fn months(catalogue: &Catalogue) -> Vec<Month> {
    let this = Month::with(catalogue.edition.as_of);
    let earliest = this.before(Edits::MONTHS);
    let shown = catalogue.entries().map(|entry| Month::of(entry.activity().first_seen)).min();
    let first = shown.unwrap_or(this).clamp(earliest, this);
    let before = (0..=Edits::MONTHS).map(|back| this.before(back));
    std::iter::once(this.next()).chain(before.take_while(|month| *month >= first)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::activity::Digest;
    use crate::catalogue::{Edition, Entry};
    use crate::id::Revision;
    use crate::sample::date;
    use crate::sample::published::{at, choir, eventful, utc};
    use crate::when::occurrences::Window;

    fn since(first_seen: &str) -> Vec<String> {
        let mut of = choir(vec![at(eventful())]);
        of.first_seen = utc(first_seen);
        let window = Window { from: date("2026-10-25"), to: date("2027-12-29") };
        let entry = Entry::new(&of, Digest::of("{}"), BTreeMap::new(), window);
        let edition =
            Edition { revision: Revision(1), as_of: date("2026-11-24"), published: of.changed };
        let of = Catalogue::build(edition, [entry], BTreeMap::new());
        months(&of).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn they_begin_where_anything_was_shown_and_end_with_the_next_month() {
        assert_eq!(since("2026-11-24T06:00:00Z"), ["2026-12", "2026-11"]);
        assert_eq!(since("2026-09-30T21:00:00Z"), ["2026-12", "2026-11", "2026-10"]);
    }

    #[test]
    fn they_reach_no_further_back_than_changes_are_known() {
        let of = since("2019-01-01T00:00:00Z");
        assert_eq!((of.len(), of.last().unwrap().as_str()), (14, "2025-11"));
    }
}
