//! What each table keeps.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::{read, store, write};
use crate::activity::{Activity, Field};
use crate::dedupe::carry::{self, Change};
use crate::id::{ItemId, Revision, RunId, SourceId};
use crate::listing::{Mark, Reading};
use crate::plan::{Cause, HoldReason, ListingState, Record, Step, Stored};
use crate::report::{ActivityChangeKind, Counts, Mode, Report, RunState, Trigger};
use crate::sample::{date, item, key, listing, witness};
use crate::source::Same;
use crate::store::*;

pub(super) fn at(seconds: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-25T10:00:00Z".parse().unwrap();
    start + TimeDelta::seconds(seconds)
}

fn lahella() -> SourceId {
    SourceId::parse("lahella").unwrap()
}

fn stored(id: &str, name: &str) -> Stored {
    Stored { listing: listing(id, name), state: ListingState::Live, absent: 0, generation: 0 }
}

fn by_id(all: impl IntoIterator<Item = Stored>) -> BTreeMap<ItemId, Stored> {
    all.into_iter().map(|stored| (stored.listing.key.id.clone(), stored)).collect()
}

/// Each as it is after, where it differs from before.
fn keep(
    store: &Store,
    before: &BTreeMap<ItemId, Stored>,
    after: &BTreeMap<ItemId, Stored>,
    seconds: i64,
) {
    let differing = after.iter().filter(|(id, stored)| before.get(*id) != Some(*stored));
    let steps = differing.map(|(id, stored)| {
        let Stored { listing, state, absent, generation } = stored.clone();
        let is_new = before.get(id).is_none_or(|old| old.listing != listing);
        (id.clone(), Step { state, absent, generation, listing: is_new.then_some(listing) })
    });
    let steps = steps.collect();
    write(store, |tx| listings::apply(tx, &lahella(), &steps, &BTreeMap::new(), at(seconds)));
}

pub(super) fn activity(id: &str) -> Activity {
    let listing = listing(id, "Kuoro");
    match carry::activity(None, &listing.key, 0, &[witness(&listing)], at(0), Revision(1)) {
        Change::New(activity) => *activity,
        other => panic!("{other:?}"),
    }
}

#[test]
fn listings_come_back_as_they_were_stored() {
    let (_folder, store) = store();
    let ended =
        Stored { state: ListingState::Expired, absent: 2, generation: 3, ..stored("b", "Retki") };
    let gone = Stored { state: ListingState::Withdrawn, ..stored("ä/ö ' \"", "Kuoro") };
    let all = by_id([stored("a", "Kerho"), ended, gone]);
    keep(&store, &BTreeMap::new(), &all, 0);
    assert_eq!(read(&store, |c| listings::of_source(c, &lahella())), all);
    let records = all.iter().map(|(id, stored)| (id.clone(), Record::from(stored))).collect();
    assert_eq!(read(&store, |c| listings::records(c, &lahella())), records);
    let numbers = read(&store, |c| listings::numbers(c, &lahella()));
    assert_eq!(numbers, listings::Numbers { live: 1, expired: 1, withdrawn: 1 });
    assert_eq!(read(&store, listings::sources), [lahella()]);
    let other = SourceId::parse("other").unwrap();
    assert!(read(&store, |c| listings::of_source(c, &other)).is_empty());
}

#[test]
fn what_is_new_is_known_without_reading_it_back() {
    let (_folder, store) = store();
    // Between two seconds.
    let now = at(7) + chrono::TimeDelta::milliseconds(300);
    for (id, state) in [("a", ListingState::Live), ("b", ListingState::Withdrawn)] {
        let listing = Some(listing(id, "Kerho"));
        let step = Step { state, absent: 1, generation: 2, listing };
        let steps = BTreeMap::from([(ItemId::parse(id).unwrap(), step.clone())]);
        write(&store, |tx| listings::apply(tx, &lahella(), &steps, &BTreeMap::new(), now));
        let key = crate::id::ListingKey::new(lahella(), ItemId::parse(id).unwrap());
        assert_eq!(read(&store, |c| listings::times(c, &key)), listings::Kept::first(step, now));
    }
}

#[test]
fn only_what_differs_is_written_and_bookkeeping_is_no_change() {
    let (_folder, store) = store();
    let before = by_id([
        stored("same", "A"),
        stored("absent", "B"),
        stored("new name", "C"),
        stored("gone", "D"),
    ]);
    keep(&store, &BTreeMap::new(), &before, 0);
    let after = by_id([
        stored("same", "A"),
        Stored { absent: 1, ..stored("absent", "B") },
        stored("new name", "E"),
    ]);
    keep(&store, &before, &after, 60);
    write(&store, |tx| listings::delete(tx, &key("gone")));
    assert_eq!(read(&store, |c| listings::of_source(c, &lahella())), after);
    let times: Vec<(String, i64, i64)> = read(&store, |c| {
        let mut statement = c.prepare("SELECT id, first_seen, changed FROM listing ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    let (first, second) = (seconds(at(0)), seconds(at(60)));
    let expected = [("absent", first, first), ("new name", first, second), ("same", first, first)];
    assert_eq!(times, expected.map(|(id, seen, changed)| (id.to_owned(), seen, changed)));
}

#[test]
fn what_a_live_listing_was_read_from_is_known() {
    let (_folder, store) = store();
    let mark = |byte| Mark { bytes: [byte; 32], reading: Reading([byte; 16]) };
    let step = |id: &str, state| {
        let stored = Stored { state, ..stored(id, "Kuoro") };
        (item(id), Step { state, absent: 0, generation: 0, listing: Some(stored.listing) })
    };
    let steps = [
        step("a", ListingState::Live),
        step("b", ListingState::Withdrawn),
        step("unmarked", ListingState::Live),
    ];
    let marks = [(item("a"), mark(1)), (item("b"), mark(2))].into();
    write(&store, |tx| listings::apply(tx, &lahella(), &steps.into(), &marks, at(0)));
    let known = || read(&store, |c| listings::known(c, &lahella()));
    let same = |mark| Same { id: item("a"), organiser: None, mark };
    assert_eq!(known(), [same(mark(1))]);
    write(&store, |tx| listings::remark(tx, &listing("a", "Kuoro"), &mark(3)));
    assert_eq!(known(), [same(mark(3))]);
    assert_eq!(read(&store, |c| listings::records(c, &lahella()))[&item("a")].mark, Some(mark(3)));
}

/// As after a migration from a schema that had none.
#[test]
fn an_outline_that_is_not_stored_is_made_of_the_body() {
    let (_folder, store) = store();
    let all = by_id([stored("a", "Kerho")]);
    keep(&store, &BTreeMap::new(), &all, 0);
    let records = || read(&store, |c| listings::records(c, &lahella()));
    let before = records();
    write(&store, |tx| Ok::<_, StoreError>(tx.execute("UPDATE listing SET outline = NULL", [])?));
    assert_eq!(records(), before);
}

#[test]
fn activities_are_found_by_the_listings_that_belong_to_them() {
    let (_folder, store) = store();
    let all = [activity("a"), activity("b")];
    write(&store, |tx| all.iter().try_for_each(|activity| activities::put(tx, activity)));
    let mut expected = all.to_vec();
    expected.sort_by(|a, b| a.id.cmp(&b.id));
    let each = |connection: &Connection| {
        let mut found = Vec::new();
        activities::each(connection, |activity| {
            found.push(activity);
            Ok(())
        })?;
        Ok(found)
    };
    assert_eq!(read(&store, each), expected);
    let membership = read(&store, activities::membership);
    assert_eq!(membership, all.clone().map(|a| (a.founder, a.id)).into());
    assert_eq!(read(&store, |c| activities::get(c, &all[0].id)).as_ref(), Some(&all[0]));
    assert_eq!(read(&store, |c| activities::get(c, &activity("c").id)), None);
}

#[test]
fn a_listing_belongs_to_the_activity_that_lives() {
    let (_folder, store) = store();
    let old = activity("a");
    let reused = match carry::activity(
        None,
        &key("a"),
        1,
        &[witness(&listing("a", "Uusi"))],
        at(1),
        Revision(2),
    ) {
        Change::New(activity) => *activity,
        other => panic!("{other:?}"),
    };
    assert_ne!(old.id, reused.id);
    let withdrawn = match carry::withdraw(&old, at(1), Revision(2)) {
        Change::Changed { activity, .. } => *activity,
        other => panic!("{other:?}"),
    };
    write(&store, |tx| {
        activities::put(tx, &old)?;
        activities::put(tx, &reused)?;
        // In whatever order the two are written.
        activities::put(tx, &withdrawn)
    });
    assert_eq!(read(&store, |c| activities::of_listing(c, &key("a"))).as_ref(), Some(&reused));
    assert_eq!(read(&store, |c| activities::get(c, &old.id)), Some(withdrawn));
}

#[test]
fn the_change_log_names_revision_kind_fields_and_run() {
    let (_folder, store) = store();
    let activity = activity("a");
    let fields = [Field::Name, Field::AgeGroups].into();
    let run = Some(RunId(7));
    write(&store, |tx| {
        activities::log(tx, Revision(3), &activity.id, ActivityChangeKind::Changed, &fields, run)
    });
    let line: (i64, String, String, String, i64) = read(&store, |c| {
        let sql = "SELECT revision, activity, kind, fields, run FROM change";
        Ok(c.query_row(sql, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?)
    });
    let expected = (3, activity.id.as_str().to_owned(), "changed".to_owned());
    assert_eq!((line.0, line.1, line.2), expected);
    assert_eq!((line.3.as_str(), line.4), (r#"["name","age_groups"]"#, 7));
}

fn queued(store: &Store, source: &str, mode: Mode, seconds: i64) -> RunId {
    let source = SourceId::parse(source).unwrap();
    let trigger = Trigger::Admin("Aino \"Å\"".to_owned());
    write(store, |tx| runs::queue(tx, &source, mode, &trigger, at(seconds)))
}

fn ending(state: RunState) -> runs::Ending {
    let report = Report { counts: Counts { items: 3, ..Counts::default() }, ..Report::default() };
    runs::Ending {
        state,
        revision: Some(Revision(2)),
        error: None,
        failure: None,
        report: Some(report),
    }
}

#[test]
fn a_run_is_kept_from_its_queue_to_its_end() {
    let (_folder, store) = store();
    let id = queued(&store, "lahella", Mode::DryRun, 0);
    let get = || read(&store, |c| runs::get(c, id)).unwrap();
    assert_eq!((get().state, get().started, get().ended), (RunState::Queued, None, None));
    write(&store, |tx| runs::start(tx, id, at(5)));
    assert_eq!((get().state, get().started), (RunState::Running, Some(at(5))));
    write(&store, |tx| runs::end(tx, id, &ending(RunState::Held), at(9)));
    let run = get();
    assert_eq!((run.state, run.mode, run.ended), (RunState::Held, Mode::DryRun, Some(at(9))));
    assert_eq!(run.trigger, Trigger::Admin("Aino \"Å\"".to_owned()));
    assert_eq!((run.revision, run.report), (Some(Revision(2)), ending(RunState::Held).report));
    assert_eq!(read(&store, |c| runs::get(c, RunId(99))), None);
}

#[test]
fn runs_are_listed_the_newest_first_and_page_by_page() {
    let (_folder, store) = store();
    let ids = ["a", "b", "a", "a"].map(|source| queued(&store, source, Mode::Normal, 0));
    let a = SourceId::parse("a").unwrap();
    let list = |source, before, limit| {
        let runs = read(&store, |c| runs::list(c, source, before, limit));
        runs.into_iter().map(|run| run.id).collect::<Vec<_>>()
    };
    assert_eq!(list(None, None, 2), [ids[3], ids[2]]);
    assert_eq!(list(None, Some(ids[2]), 9), [ids[1], ids[0]]);
    assert_eq!(list(Some(&a), None, 9), [ids[3], ids[2], ids[0]]);
    assert_eq!(list(Some(&a), Some(ids[3]), 1), [ids[2]]);
    // Of each source its own newest are kept.
    assert_eq!(write(&store, |tx| runs::prune(tx, 2)), 1);
    assert_eq!(list(None, None, 9), [ids[3], ids[2], ids[1]]);
    // A number that was forgotten is not given again.
    write(&store, |tx| runs::prune(tx, 0));
    assert!(queued(&store, "a", Mode::Normal, 0) > ids[3]);
}

#[test]
fn the_time_of_the_newest_run_is_when_it_was_last_heard_of() {
    let (_folder, store) = store();
    let latest = || read(&store, runs::latest_time);
    assert_eq!(latest(), None);
    let first = queued(&store, "a", Mode::Normal, 0);
    queued(&store, "b", Mode::DryRun, 10);
    assert_eq!(latest(), Some(at(10)));
    write(&store, |tx| runs::end(tx, first, &ending(RunState::Applied), at(30)));
    assert_eq!(latest(), Some(at(30)));
}

#[test]
fn runs_that_a_stopped_daemon_left_behind_have_failed_and_ended_ones_have_not() {
    let (_folder, store) = store();
    let ids = [0, 1, 2].map(|second| queued(&store, "a", Mode::Normal, second));
    write(&store, |tx| {
        runs::end(tx, ids[0], &ending(RunState::Applied), at(3))?;
        runs::start(tx, ids[1], at(4))
    });
    assert_eq!(write(&store, |tx| runs::abandon_unfinished(tx, at(60))), 2);
    let states = ids.map(|id| read(&store, |c| runs::get(c, id)).unwrap());
    assert_eq!(states[0].state, RunState::Applied);
    for run in &states[1..] {
        assert_eq!((run.state, run.ended), (RunState::Failed, Some(at(60))));
        assert_eq!(run.error.as_deref(), Some("interrupted: Kooste was stopped"));
    }
}

#[test]
fn what_is_remembered_of_a_source_survives_and_a_new_one_has_nothing() {
    let (_folder, store) = store();
    let get = || read(&store, |c| sources::get(c, &lahella()));
    assert_eq!(get(), sources::SourceState::default());
    let state = sources::SourceState {
        fingerprint: "abc".to_owned(),
        validators: vec![sources::PageValidators {
            url: "https://lahella.example/v1/activities?skip=0".to_owned(),
            validators: crate::fetch::Validators::default(),
        }],
        failures: 3,
        next_due: Some(at(60)),
        last_success: Some(at(0)),
        last_complete: None,
        next_full: Some(at(120)),
        cursor: Some("https://lahella.example/changes?after=7".to_owned()),
        moved: Some("https://lahella.example/v2".to_owned()),
        schedule: Some("0 * * * *".to_owned()),
    };
    write(&store, |tx| sources::put(tx, &lahella(), &state));
    assert_eq!(get(), state);
    let next = sources::SourceState { failures: 0, next_due: None, ..state };
    write(&store, |tx| sources::put(tx, &lahella(), &next));
    assert_eq!(get(), next);
}

#[test]
fn one_set_of_removals_waits_for_each_source() {
    let (_folder, store) = store();
    let get = || read(&store, |c| held::of_source(c, &lahella()));
    let held = |digest: &str| held::Held {
        digest: digest.to_owned(),
        removals: [(item("a"), Cause::Absent), (item("b"), Cause::Tombstone)].into(),
        reason: HoldReason::Many,
        since: at(0),
        run: RunId(1),
        rejected: false,
    };
    assert_eq!(get(), None);
    for digest in ["one", "two"] {
        write(&store, |tx| held::set(tx, &lahella(), Some(&held(digest))));
        assert_eq!(get(), Some(held(digest)));
    }
    write(&store, |tx| held::set(tx, &lahella(), None));
    assert_eq!(get(), None);
}

#[test]
fn a_decision_stands_until_it_is_taken_back_and_the_audit_log_keeps_both() {
    let (_folder, store) = store();
    let word = |reason: &str| decisions::Suppression {
        reason: reason.to_owned(),
        actor: "Aino".to_owned(),
        at: at(0),
    };
    let line = |action: &str| decisions::AuditLine {
        at: at(0),
        actor: "Aino".to_owned(),
        action: action.to_owned(),
        subject: "lahella:a".to_owned(),
        detail: String::new(),
    };
    write(&store, |tx| {
        decisions::suppress(tx, "lahella:a", &word("asked for"))?;
        decisions::suppress(tx, "lahella:a", &word("asked for twice"))?;
        decisions::audit(tx, &line("suppress"))
    });
    let all = read(&store, decisions::suppressions);
    assert_eq!(all, [("lahella:a".to_owned(), word("asked for twice"))].into());
    assert!(write(&store, |tx| decisions::unsuppress(tx, "lahella:a")));
    assert!(!write(&store, |tx| decisions::unsuppress(tx, "lahella:a")));
    write(&store, |tx| decisions::audit(tx, &line("unsuppress")));
    assert!(read(&store, decisions::suppressions).is_empty());
    let log = |before, limit| {
        let part = read(&store, |c| decisions::audit_log(c, before, limit));
        (part.lines, part.next)
    };
    assert_eq!(log(None, 9), (vec![line("unsuppress"), line("suppress")], None));
    assert_eq!(log(None, 2), (vec![line("unsuppress"), line("suppress")], None));
    let (first, next) = log(None, 1);
    assert_eq!((first, next.is_some()), (vec![line("unsuppress")], true));
    assert_eq!(log(next, 1), (vec![line("suppress")], None));
}

#[test]
fn the_later_word_on_a_pair_replaces_the_earlier() {
    use crate::dedupe::rulings::{Pair, Ruling};
    let (_folder, store) = store();
    let pair = Pair::new(&key("b"), &key("a")).unwrap();
    let ruled = |ruling: Ruling| rulings::Ruled {
        pair: pair.clone(),
        ruling,
        reason: "seen".to_owned(),
        actor: "Aino".to_owned(),
        at: at(0),
    };
    for ruling in [Ruling::Together, Ruling::Apart] {
        write(&store, |tx| rulings::put(tx, &ruled(ruling)));
        assert_eq!(read(&store, rulings::all), [ruled(ruling)]);
        assert_eq!(read(&store, rulings::standing).of(&key("a"), &key("b")), Some(ruling));
    }
    assert!(write(&store, |tx| rulings::remove(tx, &pair)));
    assert!(!write(&store, |tx| rulings::remove(tx, &pair)));
    assert!(read(&store, rulings::all).is_empty());
}

#[test]
fn what_may_be_the_same_stands_under_both_activities_until_somebody_decides() {
    use crate::dedupe::rulings::Pair;
    let (_folder, store) = store();
    let pair = Pair::new(&key("a"), &key("b")).unwrap();
    let possible = |score: f64, seconds: i64| possible::Possible {
        pair: pair.clone(),
        score,
        model: "1".to_owned(),
        evidence: serde_json::json!({ "title": 1.5 }),
        since: at(seconds),
    };
    let (a, b) = (activity("a"), activity("b"));
    write(&store, |tx| {
        activities::put(tx, &a)?;
        activities::put(tx, &b)?;
        possible::put(tx, &possible(2.0, 0))?;
        possible::put(tx, &possible(2.5, 60))
    });
    assert_eq!(read(&store, possible::all), [possible(2.5, 0)]);
    let expected = [(a.id.clone(), [b.id.clone()].into()), (b.id, [a.id].into())];
    assert_eq!(read(&store, possible::by_activity), expected.into());
    write(&store, |tx| possible::remove(tx, &pair));
    assert!(read(&store, possible::all).is_empty());
}

#[test]
fn a_listing_is_gone_from_when_it_first_was_until_it_is_back() {
    let (_folder, store) = store();
    let state = |state| by_id([Stored { state, ..stored("a", "Kerho") }]);
    let (live, gone) = (state(ListingState::Live), state(ListingState::Expired));
    let withdrawn = state(ListingState::Withdrawn);
    let times = || read(&store, |c| listings::times(c, &key("a"))).unwrap();
    let apply = |before: &_, after: &_, seconds: i64| keep(&store, before, after, seconds);
    apply(&BTreeMap::new(), &live, 0);
    assert_eq!(times().gone, None);
    apply(&live, &gone, 60);
    apply(&gone, &withdrawn, 120);
    assert_eq!((times().gone, times().first_seen, times().changed), (Some(at(60)), at(0), at(0)));
    apply(&withdrawn, &live, 180);
    assert_eq!(times().gone, None);
}

#[test]
fn a_token_s_name_is_taken_until_it_is_revoked() {
    let (_folder, store) = store();
    let token = |hash: u8| tokens::StoredToken {
        name: "Aino".to_owned(),
        hash: vec![hash; 32],
        created: at(0),
    };
    assert!(write(&store, |tx| tokens::add(tx, &token(1))));
    assert!(!write(&store, |tx| tokens::add(tx, &token(2))));
    assert_eq!(read(&store, tokens::all), [token(1)]);
    assert!(write(&store, |tx| tokens::revoke(tx, "Aino")));
    assert!(!write(&store, |tx| tokens::revoke(tx, "Aino")));
    assert!(write(&store, |tx| tokens::add(tx, &token(2))));
}

#[test]
fn the_latest_revision_is_the_one_with_the_highest_number() {
    let (_folder, store) = store();
    assert_eq!(read(&store, revisions::latest), None);
    let published = |number: i64| revisions::Published {
        revision: Revision(number),
        as_of: date("2026-11-25"),
        renderer: 1,
        at: at(number),
    };
    write(&store, |tx| [1, 2].iter().try_for_each(|n| revisions::add(tx, &published(*n))));
    assert_eq!(read(&store, revisions::latest), Some(published(2)));
    assert!(store.write(|tx| revisions::add(tx, &published(2))).is_err(), "no revision twice");
}
