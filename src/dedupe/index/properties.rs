//! Whatever the steps in which listings come and go: what is one activity depends on what is there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use proptest::prelude::*;

use super::{Changes, Index};
use crate::dedupe::judge;
use crate::dedupe::rulings::{Pair, Ruling, Rulings};
use crate::dedupe::score::{MERGE, ODD, POSSIBLE, REPOST};
use crate::dedupe::title::Memory;
use crate::id::{ItemId, ListingKey, SourceId};
use crate::listing::Listing;
use crate::sample::{date, finnish, listing, place, session};
use crate::when::{Once, When};

/// A small world in which much is alike: few titles, streets, organisers and days.
fn any_listing() -> impl Strategy<Value = Listing> {
    let title = prop::sample::select(vec![
        "Neulekahvila",
        "Neule-kahvila",
        "Tuolijumppa",
        "Jooga, alkeet",
        "Jooga, jatko",
    ]);
    let street = prop::sample::select(vec!["Kajaaninkatu 1", "Torikatu 2"]);
    let organiser =
        prop::sample::select(vec![None, Some("Oulun Neulojat ry"), Some("Oulun Neulojat")]);
    (title, street, organiser, 0u64..4, prop::sample::select(vec![10u32, 12, 18])).prop_map(
        |(title, street, organiser, week, hour)| {
            let day = date("2027-01-12") + Days::new(7 * week);
            let start = day.and_hms_opt(hour, 0, 0).unwrap();
            let once = Once::new(chrono_tz::Europe::Helsinki, start, None).unwrap();
            let mut made = listing("x", title);
            made.content.name = finnish(title);
            made.content.organiser.name = organiser.map(str::to_owned);
            made.sessions = vec![session(When::Once(once), place(street))];
            made
        },
    )
}

fn any_key() -> impl Strategy<Value = ListingKey> {
    (prop::sample::select(vec!["lahella", "tapahtumat", "kunta"]), 0u8..6).prop_map(
        |(source, id)| {
            ListingKey::new(
                SourceId::parse(source).unwrap(),
                ItemId::parse(&id.to_string()).unwrap(),
            )
        },
    )
}

type Step = BTreeMap<ListingKey, Option<Listing>>;

fn any_step() -> impl Strategy<Value = Step> {
    let change = prop::option::weighted(0.8, any_listing());
    prop::collection::btree_map(any_key(), change, 1..10).prop_map(|mut step| {
        for (key, change) in &mut step {
            change.iter_mut().for_each(|listing| listing.key = key.clone());
        }
        step
    })
}

fn any_rulings() -> impl Strategy<Value = Rulings> {
    let ruling = prop_oneof![Just(Ruling::Together), Just(Ruling::Apart)];
    prop::collection::vec((any_key(), any_key(), ruling), 0..4).prop_map(|all| {
        all.into_iter().filter_map(|(a, b, ruling)| Some((Pair::new(&a, &b)?, ruling))).collect()
    })
}

fn changes(step: &Step) -> Changes<'_> {
    step.iter().map(|(key, change)| (key.clone(), change.as_ref())).collect()
}

fn whole(now: &Step, rulings: &Rulings) -> Index {
    let mut index = Index::new(rulings.clone(), Memory::default());
    index.apply(&changes(now));
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// After each step everything is as if all had come at once, and whatever is in other company
    /// than before was told.
    #[test]
    fn step_by_step_is_as_at_once(steps in prop::collection::vec((any_step(), any_rulings()), 1..6)) {
        let mut index = Index::new(Rulings::default(), Memory::default());
        let mut now = Step::new();
        for (step, rulings) in steps {
            let before: BTreeSet<_> = index.clusters().into_iter().collect();
            let mut told = index.apply(&changes(&step)).clusters;
            for (key, change) in step {
                match change {
                    Some(there) => now.insert(key, Some(there)),
                    None => now.remove(&key),
                };
            }
            told.extend(index.rule(rulings.clone()).clusters);
            let found = index.clusters();
            prop_assert_eq!(&found, &whole(&now, &rulings).clusters());
            for cluster in found.iter().filter(|cluster| !before.contains(*cluster)) {
                prop_assert!(told.contains(cluster), "{cluster:?} was not told");
            }
            let members: usize = found.iter().map(BTreeSet::len).sum();
            prop_assert_eq!(members, now.len());
        }
    }

    /// What is found out before titles are compared leaves nobody out.
    #[test]
    fn a_pair_that_is_not_weighed_to_the_end_would_not_have_come_to_it(
        world in any_step(),
        least in prop::sample::select(vec![POSSIBLE, MERGE, ODD, REPOST]),
    ) {
        let index = whole(&world, &Rulings::default());
        let memory = Memory::default();
        let profiles: Vec<_> = index.profiles().collect();
        for (a, b) in profiles.iter().flat_map(|a| profiles.iter().map(move |b| (a, b))) {
            let found = judge::judge(a, b, &memory);
            match judge::judge_likely(a, b, &memory, least) {
                Some(likely) => prop_assert_eq!(likely, found),
                None => prop_assert!(found.score < least, "{found:?}"),
            }
        }
    }

    /// What a person joined and parted again is as it was.
    #[test]
    fn a_ruling_that_is_taken_back_leaves_nothing(world in any_step(), rulings in any_rulings()) {
        let mut index = whole(&world, &Rulings::default());
        let before = index.clusters();
        index.rule(rulings);
        index.rule(Rulings::default());
        prop_assert_eq!(index.clusters(), before);
    }

    /// A person's word holds whatever the listings say: apart always, together where nothing parts.
    #[test]
    fn people_decide(world in any_step(), rulings in any_rulings()) {
        let index = whole(&world, &rulings);
        let clusters = index.clusters();
        let parted = rulings.iter().any(|(_, ruling)| ruling == Ruling::Apart);
        for (pair, ruling) in rulings.iter() {
            let [a, b] = pair.keys();
            let there = |key: &ListingKey| clusters.iter().any(|cluster| cluster.contains(key));
            let one = clusters.iter().any(|cluster| cluster.contains(a) && cluster.contains(b));
            match ruling {
                Ruling::Apart => prop_assert!(!one),
                Ruling::Together => prop_assert!(one || parted || !there(a) || !there(b)),
            }
        }
    }
}
