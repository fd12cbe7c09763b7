//! Which listings tell of the same activity.

use crate::id::ListingKey;
use crate::listing::Listing;

/// Each listing by itself. In order of keys, whatever order they arrive in; no key comes twice.
#[must_use]
pub fn clusters<'a>(listings: impl IntoIterator<Item = &'a Listing>) -> Vec<Vec<ListingKey>> {
    let keys: std::collections::BTreeSet<_> =
        listings.into_iter().map(|listing| &listing.key).collect();
    keys.into_iter().map(|key| vec![key.clone()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{key, listing};

    #[test]
    fn each_listing_is_an_activity_of_its_own_whatever_the_order() {
        let (a, b) = (listing("a", "Kuoro"), listing("b", "Kuoro"));
        assert_eq!(clusters([&b, &a, &b]), [[key("a")], [key("b")]]);
    }
}
