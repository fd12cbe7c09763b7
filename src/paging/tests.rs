use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A page of entries named by numbers.
fn page(ids: &[u32], total: Option<u64>, has_more: Option<bool>) -> PageFacts {
    let ids: Vec<ItemId> = ids.iter().map(|id| ItemId::parse(&id.to_string()).unwrap()).collect();
    PageFacts { received: ids.len(), ids, unidentified: 0, total, has_more }
}

fn unidentified(count: usize, total: u64, has_more: bool) -> PageFacts {
    let unidentified = PageFacts { received: count, unidentified: count, ..PageFacts::default() };
    PageFacts { total: Some(total), has_more: Some(has_more), ..unidentified }
}

fn size(size: usize) -> NonZeroUsize {
    NonZeroUsize::new(size).unwrap()
}

/// Feeds the pages in turn; every one of them must be asked for, and no more after the last.
fn walk(pages: &[PageFacts]) -> Completeness {
    let mut walk = Walk::new(size(3));
    for (number, facts) in pages.iter().enumerate() {
        let skip = pages[..number].iter().map(|facts| facts.received).sum();
        assert_eq!(walk.next(), Next::Page { skip, limit: 3 }, "page {number}");
        walk.add(facts).unwrap();
    }
    assert_eq!(walk.next(), Next::End);
    walk.completeness()
}

fn check(pages: &[PageFacts], expected: &str) {
    match walk(pages) {
        Completeness::Complete => assert_eq!(expected, "complete", "{pages:?}"),
        Completeness::Partial(reason) => assert_eq!(reason, expected, "{pages:?}"),
        other => panic!("{other:?}"),
    }
}

const MORE: Option<bool> = Some(true);
const LAST: Option<bool> = Some(false);

#[test]
fn pages_that_agree_are_complete() {
    for pages in [
        vec![page(&[1, 2, 3], Some(5), MORE), page(&[4, 5], Some(5), LAST)],
        vec![page(&[1, 2, 3], Some(5), None), page(&[4, 5], Some(5), None)],
        // The server caps the page below our limit.
        vec![page(&[1, 2], Some(3), MORE), page(&[3], Some(3), LAST)],
        // It ignores our limit.
        vec![page(&[1, 2, 3, 4], Some(4), LAST)],
        // It notices the end only on the page after.
        vec![page(&[1, 2, 3], Some(3), MORE), page(&[], Some(3), LAST)],
        vec![page(&[1, 2], None, LAST)],
        vec![page(&[], Some(0), LAST)],
        vec![page(&[], Some(0), None)],
        // The source has one entry twice, on one page: that is not drift.
        vec![page(&[1, 1, 2], Some(3), LAST)],
    ] {
        check(&pages, "complete");
    }
}

#[test]
fn pages_that_contradict_each_other_are_partial() {
    check(
        &[page(&[1, 2, 3], Some(5), MORE), page(&[5], Some(4), LAST)],
        "the total changed from 5 to 4 while the list was read; entries stated: 5, sent: 4",
    );
    check(
        &[page(&[1, 2, 3], Some(5), MORE), page(&[3, 4], Some(5), LAST)],
        "entries that came on more than one page: 1",
    );
    check(&[page(&[1, 2], Some(5), LAST)], "entries stated: 5, sent: 2");
    check(&[page(&[1, 2], Some(1), LAST)], "entries stated: 1, sent: 2");
    check(
        &[page(&[1, 2, 3], Some(5), None), page(&[], Some(5), None)],
        "entries stated: 5, sent: 3",
    );
    check(
        &[page(&[1, 2, 3], Some(4), MORE), page(&[4], None, LAST)],
        "only some pages state a total",
    );
}

#[test]
fn without_a_total_more_than_one_page_proves_nothing() {
    let no_total = "no total is stated, so nothing shows what is missing";
    check(&[page(&[1, 2, 3], None, MORE), page(&[4], None, LAST)], no_total);
    check(&[page(&[1, 2, 3], None, None), page(&[], None, None)], no_total);
    check(&[page(&[], None, None)], no_total);
}

#[test]
fn a_list_that_never_says_that_it_ends_is_left_and_partial() {
    check(
        &[page(&[1, 2, 3], Some(3), MORE), page(&[], Some(3), MORE)],
        "more is said to follow an empty page",
    );
    check(
        &[page(&[1, 2, 3], Some(6), MORE), page(&[1, 2, 3], Some(6), MORE)],
        "more is said to follow, but pages repeat; \
         entries that came on more than one page: 3",
    );
    check(
        &[page(&[], Some(250), MORE)],
        "more is said to follow an empty page; entries stated: 250, sent: 0",
    );
}

#[test]
fn entries_without_an_id_make_a_run_partial_and_do_not_end_it() {
    check(&[unidentified(3, 5, true), page(&[4, 5], Some(5), LAST)], "entries without an id: 3");
}

#[test]
fn a_run_that_breaks_off_is_partial() {
    let unfinished = Completeness::Partial("the list was not read to its end".to_owned());
    let mut walk = Walk::new(size(3));
    assert_eq!(walk.completeness(), unfinished);
    walk.add(&page(&[1, 2, 3], Some(3), MORE)).unwrap();
    assert_eq!(walk.completeness(), unfinished);
}

#[test]
fn endless_lists_are_refused_at_their_caps() {
    let endless = |caps| {
        let mut walk = Walk::with_caps(size(3), caps);
        (0..).step_by(3).find_map(|id| walk.add(&page(&[id, id + 1, id + 2], Some(9), MORE)).err())
    };
    assert_eq!(endless(Caps { pages: 100, entries: 30 }), Some(PagingError::TooManyEntries(30)));
    assert_eq!(endless(Caps { pages: 4, entries: 30 }), Some(PagingError::TooManyPages(4)));

    let mut walk = Walk::with_caps(size(3), Caps { pages: 4, entries: 30 });
    let fault = (0..10).find_map(|_| walk.add(&unidentified(3, 9, true)).err());
    assert_eq!(fault, Some(PagingError::TooManyPages(4)));
}

#[test]
fn files_agree_if_their_sum_is_what_each_of_them_states() {
    for (files, expected) in [
        (vec![page(&[1, 2], Some(3), MORE), page(&[3], Some(3), LAST)], "complete"),
        // Names need not sort in the order of the pages.
        (vec![page(&[3], Some(3), LAST), page(&[1, 2], Some(3), MORE)], "complete"),
        (vec![page(&[1, 2], None, None), page(&[3], None, None)], "complete"),
        (vec![page(&[], Some(0), LAST)], "complete"),
        (
            vec![page(&[1, 2], Some(3), MORE)],
            "no file is the last page; entries stated: 3, sent: 2",
        ),
        (
            vec![page(&[1], Some(1), LAST), page(&[1], Some(1), LAST)],
            "files that say that they are the last page: 2; entries stated: 1, sent: 2; \
             entries that came on more than one page: 1",
        ),
        (vec![page(&[1], Some(2), None), page(&[2], None, None)], "only some pages state a total"),
        (vec![unidentified(1, 1, false)], "entries without an id: 1"),
    ] {
        let completeness = match completeness_of_files(&files) {
            Completeness::Complete => "complete".to_owned(),
            Completeness::Partial(reason) => reason,
            other => panic!("{other:?}"),
        };
        assert_eq!(completeness, expected, "{files:?}");
    }
}

#[test]
fn a_list_without_a_total_is_complete_if_it_is_the_same_when_read_again() {
    let read = |pages: &[PageFacts]| {
        let mut walk = Walk::new(size(3));
        pages.iter().for_each(|facts| walk.add(facts).unwrap());
        walk
    };
    let untold = |ids: &[u32]| page(ids, None, None);
    let first = read(&[untold(&[1, 2, 3]), untold(&[4]), untold(&[])]);
    assert!(first.wants_a_second());
    let told = |second: &[PageFacts]| match first.completeness_with(&read(second)) {
        Completeness::Partial(reason) => reason,
        other => format!("{other:?}"),
    };
    assert_eq!(told(&[untold(&[1, 2, 3]), untold(&[4]), untold(&[])]), "Complete");
    assert_eq!(told(&[untold(&[4, 3]), untold(&[2, 1]), untold(&[])]), "Complete");
    let changed = "no total is stated, and the list was another one when it was read again";
    assert_eq!(told(&[untold(&[2, 3, 4]), untold(&[])]), changed);
    assert_eq!(told(&[untold(&[1, 2, 3]), untold(&[5]), untold(&[])]), changed);
    let unfinished = "the list was not read to its end";
    assert_eq!(told(&[untold(&[1, 2, 3]), untold(&[4])]), unfinished);
    for once in [
        read(&[untold(&[1, 2, 3]), untold(&[3, 4]), untold(&[])]),
        read(&[untold(&[1, 2, 3])]),
        read(&[page(&[1, 2, 3], Some(3), None)]),
        read(&[page(&[1, 2, 3], None, LAST)]),
    ] {
        assert!(!once.wants_a_second(), "{once:?}");
    }
}

#[test]
fn a_list_that_knows_no_pages_is_complete_unless_it_looks_cut() {
    let list = |count: u32| page(&(0..count).collect::<Vec<_>>(), None, None);
    check(&[list(7), list(7)], "complete");
    check(&[list(50), list(50)], "entries sent: 50, perhaps no more than that at once");
    check(
        &[page(&[1, 2], None, None), page(&[2, 1], None, None)],
        "more is said to follow, but pages repeat; no total is stated, so nothing shows what is missing; \
         entries that came on more than one page: 2",
    );
}

/// What happens to the list between two pages.
#[derive(Clone, Debug)]
enum Edit {
    Nothing,
    Remove(Vec<usize>),
    Insert(Vec<usize>),
    Move(Vec<(usize, usize)>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let places = || proptest::collection::vec(0..100_usize, 1..4);
    prop_oneof![
        3 => Just(Edit::Nothing),
        1 => places().prop_map(Edit::Remove),
        1 => places().prop_map(Edit::Insert),
        1 => proptest::collection::vec((0..100_usize, 0..100_usize), 1..6).prop_map(Edit::Move),
    ]
}

/// An upstream whose list is edited after each page that it serves.
struct Upstream {
    list: Vec<u32>,
    /// Listed from the first page on without a break.
    throughout: BTreeSet<u32>,
    next_id: u32,
    cap: usize,
    tells_more: bool,
    tells_total: bool,
}

impl Upstream {
    fn new(length: u32, cap: usize, tells_more: bool) -> Self {
        let list: Vec<u32> = (0..length).collect();
        let throughout = list.iter().copied().collect();
        Self { list, throughout, next_id: length, cap, tells_more, tells_total: true }
    }

    fn that_tells_nothing(length: u32, cap: usize) -> Self {
        Self { tells_total: false, ..Self::new(length, cap, false) }
    }

    fn serve(&self, skip: usize, limit: usize) -> PageFacts {
        let ids: Vec<u32> =
            self.list.iter().skip(skip).take(limit.min(self.cap)).copied().collect();
        let more = skip + ids.len() < self.list.len();
        let total = u64::try_from(self.list.len()).unwrap();
        page(&ids, self.tells_total.then_some(total), self.tells_more.then_some(more))
    }

    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Nothing => {}
            Edit::Remove(places) => {
                for place in places {
                    if !self.list.is_empty() {
                        let id = self.list.remove(place % self.list.len());
                        self.throughout.remove(&id);
                    }
                }
            }
            Edit::Insert(places) => {
                for place in places {
                    self.list.insert(place % (self.list.len() + 1), self.next_id);
                    self.next_id += 1;
                }
            }
            Edit::Move(moves) => {
                for (from, to) in moves.iter().take(self.list.len()) {
                    let id = self.list.remove(from % self.list.len());
                    self.list.insert(to % (self.list.len() + 1), id);
                }
            }
        }
    }
}

/// The whole walk, and every id that it saw.
fn read(upstream: &mut Upstream, limit: usize, edits: &[Edit]) -> (Completeness, BTreeSet<u32>) {
    let (walk, seen) = walked(upstream, limit, edits);
    (walk.completeness(), seen)
}

fn walked(upstream: &mut Upstream, limit: usize, edits: &[Edit]) -> (Walk, BTreeSet<u32>) {
    let mut walk = Walk::new(size(limit));
    let mut seen = BTreeSet::new();
    let mut edits = edits.iter();
    while let Next::Page { skip, limit } = walk.next() {
        let facts = upstream.serve(skip, limit);
        seen.extend(facts.ids.iter().map(|id| id.as_str().parse::<u32>().unwrap()));
        walk.add(&facts).unwrap();
        if walk.next() != Next::End {
            upstream.edit(edits.next().unwrap_or(&Edit::Nothing));
        }
    }
    (walk, seen)
}

proptest! {
    #[test]
    fn a_list_at_rest_is_read_to_the_end(
        length in 0..60_u32, cap in 1..10_usize, limit in 1..10_usize, tells_more: bool
    ) {
        let mut upstream = Upstream::new(length, cap, tells_more);
        let (completeness, seen) = read(&mut upstream, limit, &[]);
        prop_assert_eq!(completeness, Completeness::Complete);
        prop_assert_eq!(seen, upstream.throughout);
    }

    /// Removals, insertions and moves in any gaps, but not both of the first two in one gap.
    #[test]
    fn a_complete_walk_has_seen_every_entry_that_was_there_throughout(
        length in 0..40_u32,
        cap in 1..10_usize,
        limit in 1..10_usize,
        tells_more: bool,
        edits in proptest::collection::vec(edit(), 0..12),
    ) {
        let mut upstream = Upstream::new(length, cap, tells_more);
        let (completeness, seen) = read(&mut upstream, limit, &edits);
        if completeness == Completeness::Complete {
            prop_assert!(upstream.throughout.is_subset(&seen));
        }
    }

    /// Without a word of how many there are. What is edited between the walks is not limited.
    #[test]
    fn two_walks_that_agree_have_seen_every_entry_that_was_there_throughout(
        length in 0..20_u32,
        cap in 1..6_usize,
        limit in 1..6_usize,
        first in proptest::collection::vec(edit(), 0..6),
        between in proptest::collection::vec(edit(), 0..2),
        second in proptest::collection::vec(edit(), 0..6),
    ) {
        let mut upstream = Upstream::that_tells_nothing(length, cap);
        let (one, seen) = walked(&mut upstream, limit, &first);
        if one.wants_a_second() {
            between.iter().for_each(|edit| upstream.edit(edit));
            let (two, _) = walked(&mut upstream, limit, &second);
            if one.completeness_with(&two) == Completeness::Complete {
                prop_assert!(upstream.throughout.is_subset(&seen));
            }
        }
    }

    #[test]
    fn at_rest_two_walks_agree(length in 0..60_u32, cap in 1..10_usize, limit in 1..10_usize) {
        let mut upstream = Upstream::that_tells_nothing(length, cap);
        let (one, seen) = walked(&mut upstream, limit, &[]);
        let (two, _) = walked(&mut upstream, limit, &[]);
        prop_assert!(one.wants_a_second());
        prop_assert_eq!(one.completeness_with(&two), Completeness::Complete);
        prop_assert_eq!(seen, upstream.throughout);
    }

    #[test]
    fn every_walk_ends(
        pages in proptest::collection::vec(
            (0..5_u32, 0..40_u32, proptest::option::of(0..40_u64), proptest::option::of(any::<bool>())),
            1..8,
        )
    ) {
        let mut walk = Walk::with_caps(size(3), Caps { pages: 50, entries: 100 });
        let mut turns = pages.iter().cycle().take(60);
        let ended = turns.any(|&(count, from, total, has_more)| {
            let ids: Vec<u32> = (from..from + count).collect();
            walk.add(&page(&ids, total, has_more)).is_err() || walk.next() == Next::End
        });
        prop_assert!(ended);
    }
}

/// The chance that remains, and the reason for asking for two complete runs in a row.
#[test]
fn a_removal_and_an_insertion_between_the_same_two_pages_go_unseen() {
    let mut upstream = Upstream::new(6, 3, true);
    let mut walk = Walk::new(size(3));
    walk.add(&upstream.serve(0, 3)).unwrap();
    upstream.edit(&Edit::Remove(vec![0]));
    upstream.edit(&Edit::Insert(vec![5]));
    let second = upstream.serve(3, 3);
    assert!(!second.ids.contains(&ItemId::parse("3").unwrap()));
    walk.add(&second).unwrap();
    assert_eq!(walk.completeness(), Completeness::Complete);
}

#[test]
fn a_page_and_all_that_it_links_to_are_complete_if_each_could_be_read() {
    let pages = [page(&[], None, None), page(&[1], None, None), page(&[1, 2], None, None)];
    let told =
        |count, unread| match completeness_of_linked(&pages, Linked { count, most: 9, unread }) {
            Completeness::Partial(reason) => reason,
            other => format!("{other:?}"),
        };
    assert_eq!(told(2, 0), "Complete");
    assert_eq!(told(3, 1), "pages that could not be read: 1");
    assert_eq!(told(9, 0), "it links to 9 pages, and perhaps to more, which are not read");
}
