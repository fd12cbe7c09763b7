use std::num::NonZeroUsize;

use proptest::prelude::*;

use super::*;
use crate::id::ItemId;

const FIRST: &str = "https://a.example/v1/event/?page_size=3";

/// Ids, the total, and what the page names as the next.
type Told<'a> = (&'a [u32], Option<u64>, Option<&'a str>);

fn facts(ids: &[u32], total: Option<u64>, has_more: bool) -> PageFacts {
    let ids: Vec<ItemId> = ids.iter().map(|id| ItemId::parse(&id.to_string()).unwrap()).collect();
    let has_more = Some(has_more);
    PageFacts { received: ids.len(), ids, unidentified: 0, total, has_more }
}

/// Which addresses are asked for, and what is concluded.
fn walk(links: Links, pages: &[Told<'_>]) -> (Vec<String>, Chain) {
    let mut chain = Chain::new(Url::parse(FIRST).unwrap(), links);
    let mut asked = Vec::new();
    for (ids, total, next) in pages {
        let Some(url) = chain.next().cloned() else { panic!("asked for less: {asked:?}") };
        asked.push(url.to_string());
        chain.add(&facts(ids, *total, next.is_some()), &url, *next).unwrap();
    }
    assert_eq!(chain.next(), None, "asks for more");
    (asked, chain)
}

fn check(pages: &[Told<'_>], expected: &str) {
    match walk(Links::List, pages).1.completeness() {
        Completeness::Complete => assert_eq!(expected, "complete", "{pages:?}"),
        Completeness::Partial(reason) => assert_eq!(reason, expected, "{pages:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pages_are_found_however_the_next_is_written() {
    for next in [
        "https://a.example/v1/event/?page=2",
        "http://a.example/v1/event/?page=2",
        "?page=2",
        "/v1/event/?page=2#top",
        "//a.example/v1/event/?page=2",
    ] {
        let pages: &[Told<'_>] = &[(&[1, 2], Some(3), Some(next)), (&[3], Some(3), None)];
        let (asked, chain) = walk(Links::List, pages);
        assert_eq!(asked, [FIRST, "https://a.example/v1/event/?page=2"], "{next}");
        assert_eq!(chain.completeness(), Completeness::Complete, "{next}");
    }
}

#[test]
fn what_leads_away_is_not_followed_and_proves_nothing() {
    for next in [
        "https://b.example/v1/event/?page=2",
        "https://a.example:8443/v1/event/?page=2",
        "https://a.example@b.example/?page=2",
        "https://user:pass@a.example/?page=2",
        "http://127.0.0.1/?page=2",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
    ] {
        check(
            &[(&[1, 2], Some(2), Some(next))],
            "what follows is said to be at an address that is not of the same service",
        );
    }
}

#[test]
fn a_list_that_says_that_more_follows_and_not_where_proves_nothing() {
    let first = Url::parse(FIRST).unwrap();
    let mut chain = Chain::new(first.clone(), Links::List);
    chain.add(&facts(&[1, 2], Some(2), true), &first, None).unwrap();
    let reason = "the list was not read to its end".to_owned();
    assert_eq!(chain.completeness(), Completeness::Partial(reason));
}

#[test]
fn circles_and_repeats_end_and_prove_nothing() {
    let repeats = "more is said to follow, but pages repeat";
    check(&[(&[1, 2], Some(2), Some(FIRST))], repeats);
    check(&[(&[1], Some(2), Some("?p=2")), (&[2], Some(2), Some(FIRST))], repeats);
    // Always another address, and nothing new at it.
    check(
        &[(&[1, 2], Some(2), Some("?p=2")), (&[1, 2], Some(2), Some("?p=3"))],
        "more is said to follow, but pages repeat; entries stated: 2, sent: 4; entries that came on \
         more than one page: 2",
    );
    check(
        &[(&[1], Some(1), Some("?p=2")), (&[], Some(1), Some("?p=3"))],
        "more is said to follow an empty page",
    );
}

#[test]
fn the_total_must_be_the_sum() {
    check(&[(&[], Some(0), None)], "complete");
    check(&[(&[1, 2], None, None)], "complete");
    check(&[(&[1], Some(3), Some("?p=2")), (&[2], Some(3), None)], "entries stated: 3, sent: 2");
    check(
        &[(&[1], Some(3), Some("?p=2")), (&[2], Some(2), None)],
        "the total changed from 3 to 2 while the list was read; entries stated: 3, sent: 2",
    );
    check(
        &[(&[1], None, Some("?p=2")), (&[2], None, None)],
        "no total is stated, so nothing shows what is missing",
    );
    check(
        &[(&[1, 2], Some(4), Some("?p=2")), (&[2, 3], Some(4), None)],
        "entries that came on more than one page: 1",
    );
}

#[test]
fn a_list_that_ends_before_a_page_it_named_has_shrunk() {
    let mut chain = Chain::new(Url::parse(FIRST).unwrap(), Links::List);
    let first = chain.next().cloned().unwrap();
    chain.add(&facts(&[1, 2], Some(3), true), &first, Some("?p=2")).unwrap();
    assert!(matches!(chain.completeness(), Completeness::Partial(_)));
    chain.past_the_end();
    let Completeness::Partial(reason) = chain.completeness() else { panic!() };
    assert_eq!(reason, "entries stated: 3, sent: 2");

    let mut empty = Chain::new(first, Links::List);
    empty.past_the_end();
    assert_eq!(empty.completeness(), Completeness::Complete);
}

#[test]
fn a_feed_ends_where_an_empty_page_names_itself_and_the_next_run_goes_on_there() {
    let end = "https://a.example/v1/event/?after=3";
    let pages: &[Told<'_>] = &[
        (&[1, 2], None, Some("?after=2")),
        (&[1], None, Some("?after=3")),
        (&[], None, Some("?after=3")),
    ];
    let (_, chain) = walk(Links::Feed, pages);
    assert_eq!(chain.completeness(), Completeness::Complete);
    assert_eq!(chain.end().map(Url::as_str), Some(end));
    for broken in [
        &[(&[1_u32][..], None, None)][..],
        &[(&[1], None, Some(FIRST))],
        &[(&[1], None, Some("?after=1")), (&[2], None, Some(FIRST))],
        &[(&[1], None, Some("https://b.example/?after=1"))],
        &[(&[], None, None)],
    ] {
        let (_, chain) = walk(Links::Feed, broken);
        assert!(matches!(chain.completeness(), Completeness::Partial(_)), "{broken:?}");
        assert_eq!(chain.end(), None, "{broken:?}");
    }
}

#[test]
fn endless_lists_are_refused() {
    let caps = Caps { pages: 3, entries: 100 };
    let mut chain = Chain::with_caps(Url::parse(FIRST).unwrap(), Links::Feed, caps);
    let mut add = |page: u32| {
        let at = chain.next().cloned().unwrap();
        chain.add(&facts(&[page], None, true), &at, Some(&format!("?p={page}")))
    };
    assert_eq!((add(1), add(2)), (Ok(()), Ok(())));
    assert_eq!(add(3), Err(PagingError::TooManyPages(3)));
    let mut chain = Chain::with_caps(Url::parse(FIRST).unwrap(), Links::List, caps);
    let at = chain.next().cloned().unwrap();
    let many: Vec<_> = (0..101).collect();
    assert_eq!(
        chain.add(&facts(&many, None, false), &at, None),
        Err(PagingError::TooManyEntries(100))
    );
}

/// An edit between two pages: an id to remove, or to insert at a place.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Insert(usize),
}

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let edit =
        prop_oneof![(0..20_usize).prop_map(Edit::Remove), (0..20_usize).prop_map(Edit::Insert),];
    prop::collection::vec(prop::collection::vec(edit, 0..3), 0..8)
}

proptest! {
    /// The chance that remains, as many entries inserted as removed between the same two pages, is what
    /// two complete runs in a row are for.
    #[test]
    fn a_complete_run_has_seen_all_that_was_there_throughout_if_entries_only_went_or_only_came(
        count in 0..20_u32, size in 1..6_usize, edits in edits(), removing in any::<bool>(),
    ) {
        let size = NonZeroUsize::new(size).unwrap().get();
        let mut list: Vec<u32> = (0..count).collect();
        let mut throughout: BTreeSet<u32> = list.iter().copied().collect();
        let mut chain = Chain::new(Url::parse(FIRST).unwrap(), Links::List);
        let (mut seen, mut fresh, mut page) = (BTreeSet::new(), 1_000, 0);
        while let Some(at) = chain.next().cloned() {
            let shown: Vec<u32> = list.iter().skip(page * size).take(size).copied().collect();
            seen.extend(shown.iter().copied());
            let more = (page + 1) * size < list.len();
            let next = more.then(|| format!("?page={}", page + 2));
            let total = u64::try_from(list.len()).unwrap();
            chain.add(&facts(&shown, Some(total), more), &at, next.as_deref()).unwrap();
            for edit in edits.get(page).into_iter().flatten() {
                match edit {
                    Edit::Remove(at) if removing && !list.is_empty() => {
                        throughout.remove(&list.remove(at % list.len()));
                    }
                    Edit::Insert(at) if !removing => {
                        list.insert(at % (list.len() + 1), fresh);
                        fresh += 1;
                    }
                    _ => {}
                }
            }
            page += 1;
        }
        if chain.completeness() == Completeness::Complete {
            prop_assert!(throughout.is_subset(&seen), "{throughout:?} {seen:?}");
        }
    }

    #[test]
    fn any_next_is_followed_within_the_service_or_not_at_all(next in "\\PC{0,60}") {
        let first = Url::parse(FIRST).unwrap();
        let mut chain = Chain::new(first.clone(), Links::List);
        chain.add(&facts(&[1], Some(2), true), &first, Some(&next)).unwrap();
        if let Some(next) = chain.next() {
            prop_assert_eq!(next.origin(), first.origin());
        }
    }
}
