//! Sequences of runs against a source whose entries come and go, with a record beside it of what
//! could be known: what was listed, said or missing. Order cannot matter: a run is a map.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use super::words::{applied, plan_of, records};
use super::*;
use crate::listing::Publication;
use crate::sample::{date, item, listing, once};

/// The first of these are there in every run.
const ENTRIES: usize = 16;
const LASTING: usize = 3;

/// What became of each entry since the last run, and how the run went.
#[derive(Clone, Debug)]
struct Step {
    upstream: Vec<Fate>,
    run: Run,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Listed,
    Edited,
    Draft,
    Unreadable,
    Gone,
    /// Gone, and the source says so.
    Tombstone,
}

#[derive(Clone, Debug)]
enum Run {
    Complete,
    /// Only these were received.
    Partial(Vec<bool>),
    Increment(Vec<bool>),
    /// Everything again as it was in the last complete run.
    Unchanged,
    /// A fault that looks like a good answer.
    Nothing,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Listed),
        1 => Just(Fate::Edited),
        1 => Just(Fate::Draft),
        1 => Just(Fate::Unreadable),
        4 => Just(Fate::Gone),
        1 => Just(Fate::Tombstone),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let some = || vec(any::<bool>(), ENTRIES);
    let run = prop_oneof![
        6 => Just(Run::Complete),
        2 => some().prop_map(Run::Partial),
        2 => some().prop_map(Run::Increment),
        2 => Just(Run::Unchanged),
        1 => Just(Run::Nothing),
    ];
    (vec(fate(), ENTRIES), run).prop_map(|(mut upstream, run)| {
        for fate in upstream.iter_mut().take(LASTING) {
            if !matches!(fate, Fate::Listed | Fate::Edited | Fate::Unreadable) {
                *fate = Fate::Listed;
            }
        }
        Step { upstream, run }
    })
}

impl Step {
    fn incoming(&self) -> Incoming {
        let received = |at: usize| match &self.run {
            Run::Complete => true,
            Run::Partial(some) | Run::Increment(some) => some[at],
            Run::Unchanged | Run::Nothing => false,
        };
        let completeness = match self.run {
            Run::Complete | Run::Nothing => Completeness::Complete,
            Run::Partial(_) => Completeness::Partial("cut".to_owned()),
            Run::Increment(_) => Completeness::Increment,
            Run::Unchanged => Completeness::Unchanged,
        };
        let mut incoming = Incoming { completeness, ..Incoming::default() };
        for (at, fate) in self.upstream.iter().enumerate().filter(|(at, _)| received(*at)) {
            receive(&mut incoming, &format!("e{at}"), *fate, at % 5 == 4);
        }
        incoming
    }
}

fn receive(incoming: &mut Incoming, id: &str, fate: Fate, ended: bool) {
    let mut entry = listing(id, "Kuoro");
    if ended {
        entry.sessions = vec![once("2026-04-30 18:00")];
    }
    match fate {
        Fate::Listed => {}
        Fate::Edited => entry.content.name = crate::sample::finnish("Kuorot"),
        Fate::Draft => entry.content.publication = Publication::Draft,
        Fate::Unreadable => {
            incoming.unreadable.insert(item(id));
            return;
        }
        Fate::Gone => return,
        Fate::Tombstone => {
            incoming.tombstones.insert(item(id));
            return;
        }
    }
    incoming.listings.insert(item(id), entry);
}

/// The daemon's side: what it stores and holds.
#[derive(Clone, Default)]
struct Kept {
    stored: BTreeMap<ItemId, Stored>,
    held: Removals,
}

impl Kept {
    fn run(&self, incoming: &Incoming) -> (Self, Plan) {
        let plan = plan_of(&self.stored, incoming, &self.held, date("2026-05-01"));
        let stored = applied(&self.stored, &plan);
        let held = match &plan.withdraw {
            Withdraw::Now { .. } => Removals::new(),
            Withdraw::Held { removals, .. } => removals.clone(),
        };
        (Self { stored, held }, plan)
    }

    fn withdrawn_since(&self, before: &Self) -> BTreeSet<ItemId> {
        let withdrawn = |kept: &Self, id: &ItemId| kept.stored[id].state == ListingState::Withdrawn;
        before
            .stored
            .keys()
            .filter(|id| withdrawn(self, id) && !withdrawn(before, id))
            .cloned()
            .collect()
    }
}

/// What could be known of each entry from the runs alone.
#[derive(Default)]
struct Record {
    last_complete: Incoming,
    missed: BTreeMap<ItemId, u32>,
    /// Said to be gone or not public, and not listed as published since.
    said: BTreeSet<ItemId>,
}

impl Record {
    fn note(&mut self, incoming: &Incoming) {
        let seen = match incoming.completeness {
            Completeness::Complete => {
                self.last_complete = incoming.clone();
                incoming
            }
            Completeness::Unchanged => &self.last_complete,
            Completeness::Partial(_) | Completeness::Increment => {
                self.hear(incoming);
                return;
            }
        };
        let faulty = seen.listings.is_empty() && seen.unreadable.is_empty();
        for at in (0..ENTRIES).filter(|_| !faulty) {
            let id = item(&format!("e{at}"));
            let there = seen.listings.contains_key(&id) || seen.unreadable.contains(&id);
            let missed = self.missed.entry(id).or_default();
            *missed = if there { 0 } else { *missed + 1 };
        }
        self.hear(incoming);
    }

    fn hear(&mut self, incoming: &Incoming) {
        for (id, listing) in &incoming.listings {
            if listing.content.publication == Publication::Published {
                self.said.remove(id);
            } else {
                self.said.insert(id.clone());
            }
        }
        self.said.extend(incoming.tombstones.iter().cloned());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_there_in_every_run_is_never_withdrawn_or_expired(steps in vec(step(), 1..12)) {
        let mut kept = Kept::default();
        for step in &steps {
            kept = kept.run(&step.incoming()).0;
            for at in 0..LASTING {
                let entry = kept.stored.get(&item(&format!("e{at}")));
                prop_assert!(entry.is_none_or(|e| e.state == ListingState::Live));
            }
        }
    }

    #[test]
    fn nothing_is_withdrawn_without_two_absences_in_a_row_or_a_word_of_the_source(
        steps in vec(step(), 1..12),
    ) {
        let (mut kept, mut record) = (Kept::default(), Record::default());
        for step in &steps {
            let incoming = step.incoming();
            record.note(&incoming);
            let (after, _) = kept.run(&incoming);
            for id in after.withdrawn_since(&kept) {
                let missed = record.missed.get(&id).copied().unwrap_or_default();
                prop_assert!(missed >= 2 || record.said.contains(&id), "{id}: {missed}");
            }
            kept = after;
        }
    }

    #[test]
    fn a_partial_run_or_one_that_brings_nothing_withdraws_nothing(steps in vec(step(), 1..12)) {
        let mut kept = Kept::default();
        for step in &steps {
            let (after, plan) = kept.run(&step.incoming());
            if matches!(step.run, Run::Partial(_) | Run::Nothing) {
                prop_assert_eq!(after.withdrawn_since(&kept), BTreeSet::new());
                prop_assert_eq!(plan.unpublished, []);
            }
            kept = after;
        }
    }

    #[test]
    fn many_are_never_withdrawn_without_an_approval(steps in vec(step(), 1..12)) {
        let mut kept = Kept::default();
        for step in &steps {
            let shown = kept.stored.values().filter(|entry| {
                entry.state == ListingState::Live
                    && entry.listing.sessions[0] == once("2026-06-01 18:00")
                    && entry.listing.content.publication == Publication::Published
            });
            let shown: BTreeSet<_> = shown.map(|entry| entry.listing.key.id.clone()).collect();
            let (after, _) = kept.run(&step.incoming());
            let lost = after.withdrawn_since(&kept).intersection(&shown).count();
            prop_assert!(lost <= 5 || lost * 5 <= shown.len(), "{lost} of {}", shown.len());
            kept = after;
        }
    }

    #[test]
    fn the_same_run_again_changes_nothing_but_evidence(steps in vec(step(), 1..8)) {
        let mut kept = Kept::default();
        for step in &steps {
            kept = kept.run(&step.incoming()).0;
        }
        let Some(incoming) = steps.last().map(Step::incoming) else { return Ok(()) };
        let (second, plan) = kept.run(&incoming);
        prop_assert_eq!((&plan.add, &plan.change, &plan.returned), (&vec![], &vec![], &vec![]));
        prop_assert_eq!(&plan.expire, &vec![]);
        for id in second.withdrawn_since(&kept) {
            prop_assert_eq!(second.stored[&id].absent, ENOUGH);
        }
        let (third, _) = second.run(&incoming);
        prop_assert_eq!(&third.stored, &second.stored);
        prop_assert_eq!(&third.held, &second.held);
    }

    /// What was not read because its bytes are as they were counts as what was read to the same.
    #[test]
    fn an_entry_known_by_its_bytes_is_an_entry_that_was_read(steps in vec(step(), 1..8)) {
        let mut kept = Kept::default();
        for step in &steps {
            let incoming = step.incoming();
            let is_same = |(id, listing): &(&ItemId, &mut Listing)| {
                kept.stored.get(*id).is_some_and(|stored| stored.listing == **listing)
            };
            let mut skipping = incoming.clone();
            let same = skipping.listings.extract_if(.., |id, listing| is_same(&(id, listing)));
            skipping.same = same.map(|(id, _)| id).collect();
            let (after, plan) = kept.run(&incoming);
            prop_assert_eq!(&kept.run(&skipping).1, &plan);
            kept = after;
        }
    }

    #[test]
    fn an_approval_in_good_time_removes_exactly_what_is_held(steps in vec(step(), 1..12)) {
        let mut kept = Kept::default();
        for step in &steps {
            kept = kept.run(&step.incoming()).0;
            let named = kept.held.keys().cloned().collect();
            let approved = approve(&kept.held, &named, &records(&kept.stored));
            prop_assert_eq!(&approved, &kept.held);
            let after = applied(&kept.stored, &Plan::removing(approved.clone()));
            for id in approved.keys() {
                prop_assert_eq!(after[id].state, ListingState::Withdrawn);
            }
        }
    }
}
