use proptest::prelude::*;

use super::*;

fn name(n: usize) -> Name {
    Name::of(n.try_into().unwrap())
}

fn keys(coarse: &[&str], fine: &[&str], exact: &str) -> Keys {
    let all = |parts: &[&str]| {
        let mut all: Vec<Key> = parts.iter().map(Key::of).collect();
        all.sort();
        all.into()
    };
    Keys { coarse: all(coarse), fine: all(fine), exact: Some(Key::of(exact)) }
}

fn candidates(blocks: &Blocks, n: usize) -> BTreeSet<Name> {
    blocks.candidates(name(n)).into_iter().collect()
}

fn filled(units: impl IntoIterator<Item = (usize, Keys)>) -> Blocks {
    filled_to(CAP, units)
}

fn filled_to(cap: usize, units: impl IntoIterator<Item = (usize, Keys)>) -> Blocks {
    let mut blocks = Blocks::new(cap);
    blocks.apply(units.into_iter().map(|(n, keys)| (name(n), Some(keys))).collect());
    blocks
}

#[test]
fn those_in_one_block_are_compared() {
    let blocks = filled([
        (0, keys(&["oulu tue 18", "oulu jooga"], &[], "")),
        (1, keys(&["oulu tue 18"], &[], "")),
        (2, keys(&["oulu jooga"], &[], "")),
        (3, keys(&["ii tue 18"], &[], "")),
    ]);
    assert_eq!(candidates(&blocks, 0), [name(1), name(2)].into());
    assert_eq!(candidates(&blocks, 1), [name(0)].into());
    assert_eq!(candidates(&blocks, 3), [].into());
}

#[test]
fn a_large_block_is_split_by_finer_keys_and_those_by_what_is_equal() {
    let fine = |n: usize| if n < 10 { "jooga" } else { "kahvila" };
    let exact = |n: usize| if n.is_multiple_of(3) { "a" } else { "b" };
    let unit = |n| (n, keys(&["oulu tue 18"], &[fine(n)], exact(n)));
    let few = filled((0..CAP).map(unit));
    assert_eq!(candidates(&few, 3).len(), CAP - 1);
    let many = filled((0..CAP + 100).map(unit));
    assert_eq!(candidates(&many, 3), (0..10).filter(|n| *n != 3).map(name).collect());
    // 240 of 250 share "kahvila", and 80 of those "a"; 160 are "b", which is too many again.
    assert_eq!(candidates(&many, 12).len(), 79);
    assert_eq!(candidates(&many, 13).len(), 0);
}

proptest! {
    /// Whatever came and went in whatever steps: who is compared with whom is as if all had come at
    /// once, and whose company changed was told.
    #[test]
    fn step_by_step_is_as_at_once(
        steps in proptest::collection::vec(
            proptest::collection::btree_map(0usize..24, proptest::option::weighted(0.8, 0usize..6), 1..16),
            1..6,
        ),
    ) {
        let unit = |kind: usize| {
            let fine = ["x", "y"].get(kind % 2).copied().unwrap();
            let coarse = if kind < 5 { "one" } else { "other" };
            keys(&[coarse], &[fine], &format!("{}", kind % 3))
        };
        let mut blocks = Blocks::new(5);
        let mut now = BTreeMap::new();
        for step in steps {
            let before: BTreeMap<_, _> =
                now.keys().map(|n| (*n, candidates(&blocks, *n))).collect();
            let changes =
                step.iter().map(|(n, kind)| (name(*n), kind.map(unit))).collect();
            let dirty = blocks.apply(changes);
            for (n, kind) in step {
                match kind {
                    Some(kind) => now.insert(n, kind),
                    None => now.remove(&n),
                };
            }
            let whole = filled_to(5, now.iter().map(|(n, kind)| (*n, unit(*kind))));
            for n in now.keys() {
                let after = candidates(&blocks, *n);
                prop_assert_eq!(&after, &candidates(&whole, *n));
                // A pair counts as told if either of the two is.
                let was = before.get(n).cloned().unwrap_or_default();
                for other in was.symmetric_difference(&after).filter(|_| !dirty.contains(&name(*n))) {
                    let gone = !now.keys().any(|m| name(*m) == *other);
                    prop_assert!(gone || dirty.contains(other));
                }
            }
        }
    }
}
