//! Cases in words: see `words` for how they are written.

use std::collections::BTreeSet;

use super::words::{applied, plan_of, planned, records, removals, run, stored, today, written};
use super::*;
use crate::listing::{Organiser, Publication};
use crate::sample::{item, listing, once};

const NOTHING: &str = "";

#[test]
fn adds_changes_and_returns_apply_in_every_kind_of_run() {
    for kind in ["complete", "partial", "increment"] {
        check("", &format!("{kind} a b:draft"), NOTHING, "add a b");
        check("a b", &format!("{kind} a:changed b"), NOTHING, "change a, unchanged 1");
        check("a:draft b:draft", &format!("{kind} a b:changed:draft"), NOTHING, "change a b");
        check("a:withdrawn b:expired", &format!("{kind} a b"), NOTHING, "return a b");
    }
}

#[test]
fn a_withdrawn_or_expired_listing_stays_so_until_it_is_listed_as_published() {
    check("a:withdrawn:draft b:expired", "complete a:draft b:draft", NOTHING, "");
    check("a:withdrawn b:expired c", "complete c b:tombstone", NOTHING, "unchanged 1");
    check("a:withdrawn", "complete a:unreadable", NOTHING, "");
}

#[test]
fn absence_is_counted_in_complete_runs_only() {
    check("a b", "complete b", NOTHING, "absent a=1, unchanged 1");
    check("a b", "partial b", NOTHING, "unchanged 1");
    check("a b", "increment b", NOTHING, "unchanged 1");
    check("a:absent1 b", "partial b", NOTHING, "unchanged 1");
    check("a:absent1 b", "complete b", NOTHING, "absent a=2, now a=absent, unchanged 1");
}

#[test]
fn an_entry_that_is_seen_again_counts_no_absence() {
    for kind in ["complete", "partial", "increment", "unchanged"] {
        check("a:absent1 b", &format!("{kind} a b"), NOTHING, "absent a=0, unchanged 2");
        let read = format!("{kind} a:unreadable b");
        check("a:absent1 b", &read, NOTHING, "absent a=0, unchanged 1");
        let draft = format!("{kind} a:draft b");
        check("a:absent1:draft b", &draft, NOTHING, "absent a=0, unchanged 2");
    }
}

#[test]
fn an_unreadable_entry_is_there_and_keeps_what_is_stored() {
    check("a b", "complete a b:unreadable", NOTHING, "unchanged 1");
    check("a", "complete a:unreadable", NOTHING, "");
    check("a:ended", "complete a:unreadable", NOTHING, "");
    check("a", "complete a:unreadable a:tombstone", NOTHING, "");
}

#[test]
fn a_run_without_news_repeats_the_last_complete_one() {
    check("a b", "unchanged", NOTHING, "unchanged 2");
    check("a:absent1 b", "unchanged", NOTHING, "absent a=2, now a=absent, unchanged 1");
    check("a:draft b:withdrawn c:expired", "unchanged", NOTHING, "unchanged 1");
    check("a:absent1", "unchanged", NOTHING, "absent a=2, now a=absent");
    check("a:ended b", "unchanged", NOTHING, "unchanged 2");
    check("a:ended:absent1 b", "unchanged", NOTHING, "expire a, unchanged 1");
}

#[test]
fn a_tombstone_removes_at_once_but_not_in_a_partial_run() {
    check("a b", "increment a:tombstone", NOTHING, "now a=tombstone");
    check("a b", "unchanged a:tombstone", NOTHING, "absent a=1, now a=tombstone, unchanged 1");
    check("a b", "complete b a:tombstone", NOTHING, "absent a=1, now a=tombstone, unchanged 1");
    check("a b", "partial b a:tombstone", NOTHING, "unchanged 1");
    check("a b", "increment x:tombstone", NOTHING, "");
}

#[test]
fn a_tombstone_of_an_entry_that_is_listed_is_a_contradiction() {
    check("a", "increment a a:tombstone", NOTHING, "unchanged 1");
    check("a", "complete a a:tombstone", NOTHING, "unchanged 1");
}

#[test]
fn a_status_that_is_not_published_any_more_removes() {
    let removed = "now a=unpublished, unpublished a, unchanged 1";
    check("a b", "complete a:draft b", NOTHING, removed);
    check("a b", "increment a:unrecognised b", NOTHING, removed);
    check("a:absent1 b", "complete a:draft b", NOTHING, &format!("absent a=0, {removed}"));
    check("a b", "partial a:draft b", NOTHING, "unchanged 1");
    check("a:draft", "complete a:unrecognised", NOTHING, "change a");
}

#[test]
fn what_has_ended_expires_when_it_is_gone_and_is_never_counted() {
    check("a:ended b", "complete b", NOTHING, "expire a, unchanged 1");
    check("a:ended", "complete", NOTHING, "expire a");
    check("a:ended b", "increment a:tombstone", NOTHING, "expire a");
    check("a:ended b", "complete b a:tombstone", NOTHING, "expire a, unchanged 1");
    check("a:ended b", "partial b a:tombstone", NOTHING, "unchanged 1");
    check("a:ended b", "increment b", NOTHING, "unchanged 1");
    check("a:ended", "complete a:ended", NOTHING, "unchanged 1");
    check("a:ended", "complete a:ended:draft", NOTHING, "change a");
    let gone = "complete b1..b10";
    let expired = "expire a1 a2 a3 a4 a5 a6 a7 a8 a9, unchanged 10";
    check("a1..a9:ended b1..b10", gone, NOTHING, expired);
}

#[test]
fn a_listing_that_ends_today_has_not_ended() {
    let mut entry = Stored::new(listing("a", "Kuoro"));
    entry.listing.sessions = vec![once("2026-05-01 08:00")];
    let stored = [(item("a"), entry)].into_iter().collect();
    let incoming = run("complete b");
    let none = Removals::new();
    assert_eq!(plan_of(&stored, &incoming, &none, today()).absent[&item("a")], 1);
    let tomorrow = today().succ_opt().unwrap();
    assert_eq!(plan_of(&stored, &incoming, &none, tomorrow).expire, [item("a")]);
}

#[test]
fn a_complete_run_that_brings_nothing_is_held_from_the_first_time() {
    check("a b:absent1", "complete", NOTHING, "held empty a=absent b=absent");
    check("a b:draft", "complete", NOTHING, "held empty a=absent b=absent");
    check("a b", "complete", "a=absent b=absent", "held empty a=absent b=absent");
    check("a", "complete a:tombstone", NOTHING, "held empty a=tombstone");
    check("a:withdrawn b:expired c:ended", "complete", NOTHING, "expire c");
    check("", "complete", NOTHING, "");
    check("a b", "partial", NOTHING, "");
    check("a b", "increment", NOTHING, "");
    check("a b", "unchanged", "a=absent b=absent", "held empty a=absent b=absent, unchanged 2");
    check("a b", "unchanged", "a=absent", "held many a=absent, unchanged 2");
    check(
        "a b:absent1",
        "complete a",
        "a=absent b=absent",
        "absent b=2, now b=absent, unchanged 1",
    );
    check("a b", "complete a", "a=absent b=absent", "absent b=1, unchanged 1");
}

#[test]
fn more_than_five_and_more_than_a_fifth_are_held() {
    let held = |stored: &str, run: &str| match planned(stored, run, NOTHING).withdraw {
        Withdraw::Held { removals, reason } => Some((removals.len(), reason)),
        Withdraw::Now { .. } => None,
    };
    let many = |n: usize| Some((n, HoldReason::Many));
    assert_eq!(held("a1..a5:absent1 b1..b1", "complete b1..b1"), None, "5 of 6");
    assert_eq!(held("a1..a6:absent1 b1..b24", "complete b1..b24"), None, "6 of 30, a fifth");
    assert_eq!(held("a1..a6:absent1 b1..b23", "complete b1..b23"), many(6), "6 of 29");
    assert_eq!(held("a1..a6:absent1 b1..b23", "complete b1..b23 c1..c50"), many(6), "new ones");
    assert_eq!(held("a1..a6 b1..b9", "increment a1..a6:tombstone"), many(6), "tombstones");
    assert_eq!(held("a1..a6 b1..b9", "complete a1..a6:draft b1..b9"), many(6), "status");
    assert_eq!(held("a1..a6 b1..b23 c1..c9:ended", "increment a1..a6:tombstone"), many(6), "ended");
    assert_eq!(
        held("a1..a6 b1..b23 c1..c9:draft", "increment a1..a6:tombstone"),
        many(6),
        "drafts"
    );
    assert_eq!(held("a1..a9:draft b1", "increment a1..a9:tombstone"), None, "only drafts");
}

#[test]
fn a_few_that_go_out_of_sight_are_changes_like_any_other() {
    for mark in ["hidden", "elsewhere", "ended"] {
        check("a b", &format!("complete a:{mark} b"), NOTHING, "change a, unchanged 1");
        check("a1..a5", &format!("increment a1..a5:{mark}"), NOTHING, "change a1 a2 a3 a4 a5");
        check("a b", &format!("partial a:{mark} b"), NOTHING, "unchanged 1");
        check("a:draft", &format!("complete a:draft:{mark}"), NOTHING, "change a");
    }
    check("a:hidden", "complete a:elsewhere", NOTHING, "change a");
    check("a:hidden", "complete a", NOTHING, "change a");
}

#[test]
fn many_that_go_out_of_sight_at_once_are_held_as_removals_are() {
    let held = "held many a1=hidden a2=hidden a3=hidden a4=hidden a5=hidden a6=hidden";
    for mark in ["hidden", "elsewhere", "ended"] {
        let run = format!("complete a1..a6:{mark} b1:changed b2..b9 n");
        let expected = format!("add n, change b1, {held}, unchanged 8");
        check("a1..a6 b1..b9", &run, NOTHING, &expected);
    }
    let mixed = "absent a1=2, held many a1=absent a2=tombstone a3=draft a4=hidden";
    let mixed = mixed.replace("a3=draft", "a3=unpublished") + " a5=hidden a6=hidden";
    let run = "complete a2:tombstone a3:draft a4:hidden a5:ended a6:elsewhere";
    let counted = mixed.replace("a1=2", "a1=2 a2=1") + ", unpublished a3";
    check("a1:absent1 a2..a6", run, NOTHING, &counted);
}

#[test]
fn what_is_held_for_going_out_of_sight_waits_until_it_is_back() {
    let six = "a1=hidden a2=hidden a3=hidden a4=hidden a5=hidden a6=hidden";
    let stored = "a1..a6 b1..b9";
    check(stored, "unchanged", six, &format!("held many {six}, unchanged 15"));
    check(stored, "increment a1:hidden", six, &format!("held many {six}"));
    check(stored, "complete a1..a6 b1..b9", six, "unchanged 15");
    let rest = "change a2 a3 a4 a5 a6, unchanged 10";
    check(stored, "complete a1 a2..a6:hidden b1..b9", six, rest);
}

#[test]
fn what_is_approved_for_going_out_of_sight_comes_back_with_its_new_version() {
    let before = stored("a1..a6 b1..b9");
    let run = "complete a1..a6:hidden b1..b9";
    let Withdraw::Held { removals, .. } = planned("a1..a6 b1..b9", run, "").withdraw else {
        panic!("not held");
    };
    let approved = applied(&before, &Plan::removing(removals));
    assert_eq!(approved[&item("a1")].state, ListingState::Withdrawn);
    let next = plan_of(&approved, &self::run(run), &Removals::new(), today());
    assert_eq!(next.returned.len(), 6);
    assert_eq!(next.withdraw, Withdraw::default());
}

#[test]
fn while_removals_are_held_everything_else_applies() {
    let expected = "add n, change b1, return w, expire e, \
        held many a1=tombstone a2=tombstone a3=tombstone a4=tombstone a5=tombstone a6=tombstone, \
        unchanged 8";
    let run = "increment n b1:changed b2..b9 w e:tombstone a1..a6:tombstone";
    check("a1..a6 b1..b9 w:withdrawn e:ended", run, NOTHING, expected);
}

#[test]
fn what_is_held_waits_on_when_more_entries_make_it_a_smaller_share() {
    let held = "a1=absent a2=absent a3=absent a4=absent a5=absent a6=absent";
    let expected = format!("held many {held}, unchanged 90");
    check("a1..a6:absent2 b1..b90", "complete b1..b90", held, &expected);
    let now = format!("now {held}, unchanged 90");
    check("a1..a6:absent2 b1..b90", "complete b1..b90", NOTHING, &now);
}

#[test]
fn what_is_held_is_computed_anew_by_a_complete_run() {
    let held = "a1=absent a2=absent a3=absent a4=absent a5=absent a6=absent";
    let stored = "a1..a6:absent2 b1..b9";
    check(stored, "complete b1..b9", held, &format!("held many {held}, unchanged 9"));
    let fewer = "absent a6=0, now a1=absent a2=absent a3=absent a4=absent a5=absent, unchanged 10";
    check(stored, "complete a6 b1..b9", held, fewer);
    check(stored, "unchanged", held, &format!("held many {held}, unchanged 9"));
}

#[test]
fn what_a_source_said_once_is_still_held_when_it_is_not_repeated() {
    let held =
        "a1=tombstone a2=tombstone a3=tombstone a4=unpublished a5=unpublished a6=unpublished";
    let kept = format!("held many {held}, unchanged 15");
    check("a1..a6 b1..b9", "unchanged", held, &kept);
    let back = "now a2=tombstone a3=tombstone a4=unpublished a5=unpublished, \
        absent a2=1 a3=1 a4=1 a5=1, unchanged 11";
    check("a1..a6 b1..b9", "complete a1 a6 b1..b9", held, back);
}

#[test]
fn a_partial_run_keeps_what_is_held_but_what_it_contradicts() {
    let held = "a=absent b=tombstone c=unpublished d=absent e=absent";
    let stored = "a:absent2 b:absent1 c d:absent2 e:absent2:ended f";
    let expected = "absent a=0 d=0, held many b=tombstone c=unpublished, unchanged 1";
    check(stored, "partial a d:unreadable c:draft", held, expected);
    check("a:absent1", "partial a", "a=absent", "absent a=0, unchanged 1");
    check("a:absent1 b:absent1", "partial", "a=absent b=absent", "held empty a=absent b=absent");
}

#[test]
fn an_increment_adds_to_what_is_held_and_releases_nothing() {
    let stored = "a:absent2 b c";
    check(stored, "increment b:tombstone", "a=absent", "held many a=absent b=tombstone");
    check(
        stored,
        "increment a b:tombstone",
        "a=absent",
        "absent a=0, now b=tombstone, unchanged 1",
    );
}

#[test]
fn an_approval_removes_only_what_was_named_and_is_still_held() {
    let stored = stored("a:absent2 b:absent2 c:absent2 e f:withdrawn");
    let held = removals("a=absent b=absent e=tombstone f=tombstone");
    let named: BTreeSet<_> = ["a", "c", "e", "f", "x"].map(item).into_iter().collect();
    assert_eq!(approve(&held, &named, &records(&stored)), removals("a=absent e=tombstone"));
}

#[test]
fn a_digest_names_the_set_and_the_causes() {
    let set = digest(&removals("a=absent b=tombstone"));
    assert_eq!(set.len(), 16);
    assert_eq!(set, digest(&removals("b=tombstone a=absent")));
    for other in ["", "a=absent", "a=absent b=absent", "a=tombstone b=absent", "aa=absent b=absent"]
    {
        assert_ne!(set, digest(&removals(other)), "{other}");
    }
}

#[test]
fn what_is_applied_is_what_was_planned() {
    let before = stored("a b:absent1 c d:withdrawn e:ended f");
    let plan =
        planned("a b:absent1 c d:withdrawn e:ended f", "complete a:changed c:draft d n f", "");
    let after = applied(&before, &plan);
    let states: Vec<_> = after.iter().map(|(id, e)| (id.as_str(), e.state, e.absent)).collect();
    use ListingState::{Expired, Live, Withdrawn};
    assert_eq!(
        states,
        [
            ("a", Live, 0),
            ("b", Withdrawn, 2),
            ("c", Withdrawn, 0),
            ("d", Live, 0),
            ("e", Expired, 0),
            ("f", Live, 0),
            ("n", Live, 0),
        ]
    );
    assert_ne!(after[&item("a")].listing, before[&item("a")].listing);
    assert_eq!(after[&item("c")].listing.content.publication, Publication::Draft);
}

#[test]
fn a_held_status_leaves_the_published_content_in_the_store() {
    let before = stored("a1..a6 b1..b9");
    let plan = planned("a1..a6 b1..b9", "complete a1..a6:draft b1..b9", "");
    assert_eq!(plan.unpublished.len(), 6);
    assert_eq!(applied(&before, &plan), before);
}

#[test]
fn an_id_used_for_something_else_begins_a_new_generation() {
    let mut other = listing("a", "Joulumyyjäiset");
    other.sessions = vec![once("2026-12-05 10:00")];
    let mut incoming = run("increment");
    incoming.listings.insert(item("a"), other);
    for state in ["a", "a:withdrawn", "a:expired"] {
        let before = stored(state);
        let plan = plan_of(&before, &incoming, &Removals::new(), today());
        assert!(plan.change[0].reused, "{state}");
        assert_eq!(plan.returned, [], "{state}");
        let after = &applied(&before, &plan)[&item("a")];
        assert_eq!((after.generation, after.state), (1, ListingState::Live), "{state}");
    }
}

#[test]
fn a_new_name_alone_is_not_a_new_thing() {
    let reused = |name: &str, start: &str, organiser: &str| {
        let of = |name: &str, start: &str, organiser: &str| {
            let mut listing = listing("a", name);
            listing.sessions = vec![once(start)];
            listing.content.organiser =
                Organiser { id: Some(organiser.to_owned()), ..Organiser::default() };
            listing
        };
        super::reused::reused(
            &of("Kevätkuoro", "2026-03-01 18:00", "7"),
            &of(name, start, organiser),
        )
    };
    assert!(!reused("Jooga aikuisille", "2026-03-01 18:00", "7"), "other name");
    assert!(!reused("Syyskuoro", "2026-09-01 18:00", "8"), "alike, other organiser, other dates");
    assert!(!reused("KEVATKUORO!", "2026-09-01 18:00", "8"), "a correction of the spelling");
    assert!(reused("Jooga aikuisille", "2026-03-01 18:00", "8"), "other name and organiser");
    assert!(reused("Jooga aikuisille", "2026-09-01 18:00", "7"), "other name and dates");
    assert!(reused("Jooga aikuisille", "2026-01-01 18:00", "7"), "other name and earlier dates");
}

#[test]
fn names_without_a_common_language_tell_nothing() {
    let mut swedish = listing("a", "");
    swedish.content.name =
        [(crate::localized::Lang::SV, "Julmarknad".to_owned())].into_iter().collect();
    swedish.sessions = vec![once("2026-12-05 10:00")];
    assert!(!super::reused::reused(&listing("a", "Kuoro"), &swedish));
}

fn check(stored: &str, run: &str, held: &str, expected: &str) {
    let sorted = |text: &str| {
        let mut parts: Vec<_> = text.split(", ").map(str::to_owned).collect();
        parts.sort();
        parts
    };
    let found = written(&planned(stored, run, held));
    assert_eq!(sorted(&found), sorted(expected), "stored {stored:?}, run {run:?}, held {held:?}");
}
