use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn tie(score: Score) -> Relation {
    Relation::Scored(Tie { score, rivals: false, complementary: false, times: Times::Same })
}

fn rivals(score: Score) -> Relation {
    Relation::Scored(Tie { score, rivals: true, complementary: false, times: Times::Same })
}

const VETO: Relation = Relation::Vetoed { rivals: false, complementary: false };
const OTHER_DAY: Relation = Relation::Vetoed { rivals: true, complementary: true };
const STRANGE: Relation =
    Relation::Scored(Tie { score: -900, rivals: false, complementary: false, times: Times::Other });

/// What is not told of stands at `STRANGE`.
fn parted(units: usize, told: &[(At, At, Relation)]) -> Partition {
    let relations: BTreeMap<_, _> =
        told.iter().flat_map(|(a, b, r)| [((*a, *b), *r), ((*b, *a), *r)]).collect();
    let pairs = told
        .iter()
        .filter_map(|(a, b, relation)| match relation {
            Relation::Scored(tie) => Some((*a, *b, tie.score)),
            Relation::Together => Some((*a, *b, 0)),
            _ => None,
        })
        .collect();
    partition(units, pairs, |a, b| relations.get(&(a, b)).copied().unwrap_or(STRANGE))
}

#[test]
fn the_best_pairs_are_joined_and_nothing_that_contradicts_their_company() {
    use Relation::{Apart, Together};
    let check = |what: &str, units, told: &[(At, At, Relation)], wanted: &[&[At]]| {
        assert_eq!(parted(units, told).clusters, wanted, "{what}");
    };
    check("alike", 2, &[(0, 1, tie(300))], &[&[0, 1]]);
    check("possible only", 2, &[(0, 1, tie(-50))], &[&[0], &[1]]);
    check(
        "a veto in the company counts",
        3,
        &[(0, 1, tie(900)), (1, 2, tie(500)), (0, 2, VETO)],
        &[&[0, 1], &[2]],
    );
    check(
        "the better pair comes first",
        3,
        &[(0, 1, tie(500)), (1, 2, tie(900)), (0, 2, VETO)],
        &[&[0], &[1, 2]],
    );
    check("a source seldom lists one thing twice", 2, &[(0, 1, rivals(300))], &[&[0], &[1]]);
    check("but it may", 2, &[(0, 1, rivals(1_200))], &[&[0, 1]]);
    check("a chain of strangers", 3, &[(0, 1, tie(100)), (1, 2, tie(100))], &[&[0, 1], &[2]]);
    check("people join what is a veto", 2, &[(0, 1, Together)], &[&[0, 1]]);
    check("people keep apart what is alike", 2, &[(0, 1, Apart)], &[&[0], &[1]]);
    check(
        "apart is stronger than together through a third",
        3,
        &[(0, 1, Together), (1, 2, Together), (0, 2, Apart)],
        &[&[0, 1], &[2]],
    );
}

#[test]
fn who_joins_an_activity_of_several_means_the_whole_of_it() {
    use Relation::{Apart, Together};
    let check = |what: &str, told: &[(At, At, Relation)], wanted: &[&[At]]| {
        assert_eq!(parted(3, told).clusters, wanted, "{what}");
    };
    let whole: &[&[At]] = &[&[0, 1, 2]];
    check(
        "0 and 1 were one, and 2 is 0",
        &[(0, 1, tie(600)), (0, 2, Together), (1, 2, VETO)],
        whole,
    );
    check("of one source", &[(0, 1, tie(600)), (0, 2, Together), (1, 2, rivals(-300))], whole);
    check("1 and 2 are not alike", &[(0, 1, tie(600)), (0, 2, Together), (1, 2, STRANGE)], whole);
    let unlike: &[&[At]] = &[&[0, 2], &[1]];
    check("1 was never of it", &[(0, 1, tie(-50)), (0, 2, Together), (1, 2, VETO)], unlike);
    check("said of 1 too", &[(0, 1, tie(600)), (0, 2, Together), (1, 2, Apart)], unlike);
}

#[test]
fn what_one_tells_as_a_whole_another_may_tell_in_parts() {
    let whole_and_parts = [(0, 1, tie(600)), (0, 2, tie(500)), (1, 2, OTHER_DAY)];
    assert_eq!(parted(3, &whole_and_parts).clusters, [[0, 1, 2]]);
    let no_whole = [(1, 2, OTHER_DAY)];
    assert_eq!(parted(3, &no_whole).clusters, [[0], [1], [2]]);
    let other_group = [(0, 1, tie(600)), (0, 2, tie(500)), (1, 2, VETO)];
    assert_eq!(parted(3, &other_group).clusters, [vec![0, 1], vec![2]]);
}

#[test]
fn what_was_refused_is_told_with_the_reason() {
    let told = [(0, 1, tie(900)), (1, 2, tie(500)), (0, 2, VETO)];
    let refused = Refused { pair: (1, 2), because: Because::Veto(0, 2) };
    assert_eq!(parted(3, &told).refused, [refused]);
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        1 => Just(Relation::Together),
        1 => Just(Relation::Apart),
        2 => Just(VETO),
        2 => Just(OTHER_DAY),
        6 => (-600i32..1_600, any::<[bool; 3]>()).prop_map(
            |(score, [rivals, complementary, same])| {
                let times = if same { Times::Same } else { Times::Other };
                Relation::Scored(Tie { score, rivals, complementary, times })
            }
        ),
    ]
}

proptest! {
    /// Names are what they are, whatever the order in which pairs are told.
    #[test]
    fn the_order_of_pairs_is_nothing(
        told in proptest::collection::btree_map((0usize..7, 0usize..7), relation(), 0..20),
        seed in any::<proptest::sample::Index>(),
    ) {
        let told: Vec<_> = told
            .into_iter()
            .filter(|((a, b), _)| a < b)
            .map(|((a, b), relation)| (a, b, relation))
            .collect();
        let mut other = told.clone();
        other.rotate_left(seed.index(told.len().max(1)).min(told.len()));
        let found = parted(7, &told);
        prop_assert_eq!(&found, &parted(7, &other));
        let mut all: Vec<_> = found.clusters.concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..7).collect::<Vec<_>>());
    }

    /// Nobody is ever with somebody from whom a person keeps them.
    #[test]
    fn what_people_keep_apart_stays_apart(
        told in proptest::collection::btree_map((0usize..7, 0usize..7), relation(), 0..20),
    ) {
        let told: Vec<_> = told
            .into_iter()
            .filter(|((a, b), _)| a < b)
            .map(|((a, b), relation)| (a, b, relation))
            .collect();
        let found = parted(7, &told);
        for (a, b, _) in told.iter().filter(|(_, _, relation)| *relation == Relation::Apart) {
            prop_assert!(!found.clusters.iter().any(|c| c.contains(a) && c.contains(b)));
        }
    }
}
