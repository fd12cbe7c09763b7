//! However entries come in, the same ones are there, in few segments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use super::Parts;
use crate::activity::Digest;
use crate::catalogue::Entry;
use crate::id::ActivityId;
use crate::sample::key;
use crate::sample::published::{choir, texts};
use crate::when::occurrences::Window;

fn id(number: u32) -> ActivityId {
    ActivityId::derive(&key(&number.to_string()), 0)
}

fn entry(number: u32, name: &str) -> Arc<Entry> {
    let mut activity = choir(vec![]);
    activity.id = id(number);
    activity.content.name = texts(&[("fi", name)]);
    let day = "2026-11-24".parse().unwrap();
    let window = Window { from: day, to: day };
    Arc::new(Entry::new(&activity, Digest::of("{}"), BTreeMap::new(), window))
}

fn fresh(numbers: impl IntoIterator<Item = u32>, name: &str) -> BTreeMap<ActivityId, Arc<Entry>> {
    numbers.into_iter().map(|number| (id(number), entry(number, name))).collect()
}

fn sizes(parts: &Parts) -> Vec<usize> {
    parts.iter().map(|part| part.segment.len()).collect()
}

#[test]
fn one_change_costs_one_small_segment() {
    let mut parts = Parts::default().with(fresh(0..100, "a"), &BTreeSet::new());
    let first = Arc::clone(&parts.iter().next().unwrap().segment);
    for (number, expected) in [(0, [100, 1]), (1, [100, 2]), (2, [100, 3]), (0, [100, 3])] {
        parts = parts.with(fresh([number], "b"), &BTreeSet::new());
        assert_eq!(sizes(&parts), expected);
    }
    assert!(Arc::ptr_eq(&first, &parts.iter().next().unwrap().segment));
    assert_eq!(parts.entries().count(), 100);
}

#[test]
fn what_is_half_empty_is_put_together() {
    let parts = Parts::default().with(fresh(0..100, "a"), &BTreeSet::new());
    let leaving = |numbers| BTreeSet::from_iter(Iterator::map(numbers, id));
    assert_eq!(sizes(&parts.with(BTreeMap::new(), &leaving(0..12))), [100]);
    assert_eq!(sizes(&parts.with(BTreeMap::new(), &leaving(0..13))), [87]);
    assert_eq!(sizes(&parts.with(BTreeMap::new(), &leaving(0..100))), Vec::<usize>::new());
    assert_eq!(sizes(&parts.with(fresh(90..103, "b"), &BTreeSet::new())), [103]);
}

proptest! {
    #[test]
    fn what_came_last_is_there(
        steps in vec((btree_set(0_u32..40, 0..6), btree_set(0_u32..40, 0..6)), 0..20)
    ) {
        let mut parts = Parts::default();
        let mut expected = BTreeMap::new();
        for (step, (changed, gone)) in steps.iter().enumerate() {
            let fresh = fresh(changed.iter().copied(), &step.to_string());
            let leaving: BTreeSet<_> = gone.iter().copied().map(id).collect();
            expected.retain(|id, _| !leaving.contains(id));
            expected.extend(fresh.clone());
            parts = parts.with(fresh, &leaving);
            prop_assert!(parts.entries().eq(expected.values()));
            for id in (0..40).map(id) {
                prop_assert_eq!(parts.get(&id), expected.get(&id));
            }
            let living: usize = parts.iter().map(super::Part::living).sum();
            prop_assert_eq!(living, expected.len());
            prop_assert!(parts.iter().count() <= 3, "{:?}", sizes(&parts));
        }
    }
}
