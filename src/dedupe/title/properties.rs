//! What holds of any titles.

use proptest::prelude::*;

use super::*;

/// Titles of the words and marks that readers look for, and of anything else.
fn titles() -> impl Strategy<Value = String> {
    let words = "(PERUTTU|neulekahvila|lasten|kuoro|ryhmä|osa|klo|ti|kevät|Oulussa|i|ja|v|€|for|sun|free\
        |alkeet|aamujooga|för|alla|yoga|[0-9]{1,4}|[-–:.,/+() |]|\\PC|[a-zåäö]{1,9}){0,9}";
    let spaced =
        prop::collection::vec("(ti|klo|7|–|12|v\\.|A|ryhmä|2027|kevät|sauna|5 €|1/2|II|\\|)", 0..8);
    prop_oneof![words, spaced.prop_map(|words| words.join(" "))]
}

proptest! {
    #[test]
    fn what_is_left_of_a_title_has_nothing_left_to_take(title in titles()) {
        let core = read(&title).core;
        prop_assert_eq!(&read(&core).core, &core);
    }

    #[test]
    fn a_title_that_says_anything_has_a_core(title in titles()) {
        let says = title.chars().any(|c| c.is_ascii_alphanumeric());
        prop_assert!(!says || !read(&title).core.is_empty());
    }

    #[test]
    fn comparing_has_no_direction(a in titles(), b in titles()) {
        let (a, b) = (read(&a), read(&b));
        prop_assert_eq!(compare(&a, &b), compare(&b, &a));
        prop_assert_eq!(contradiction(&a.marks, &b.marks), contradiction(&b.marks, &a.marks));
    }

    #[test]
    fn a_title_is_like_itself_and_contradicts_nothing_of_its_own(title in titles()) {
        let title = read(&title);
        let found = compare(&title, &title);
        prop_assert_eq!((found.likeness, found.remainder), (Some(1.0), Remainder::None));
        prop_assert!(found.one_sided.is_empty());
        prop_assert_eq!(contradiction(&title.marks, &title.marks), None);
    }
}
