//! The scorer against figures that were worked out by others: see `fixtures/dedupe/README.md`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::labelled::later::Fate;
use crate::labelled::score::{Rate, kept, score};
use crate::labelled::truth::{Cluster, Member, TrueCluster, TrueCopy, Truth};

#[derive(Deserialize)]
struct Case {
    truth: Truth,
    predicted: Vec<Cluster>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    pairs: [f64; 2],
    b_cubed: [f64; 2],
    listings: [f64; 2],
    merged: usize,
}

#[test]
fn the_scorer_agrees_with_another_implementation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dedupe/score");
    let mut seen = 0;
    for file in folder.read_dir().unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let case: Case = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let score = score(&case.truth, &case.predicted);
        let close = |rate: Rate, [precision, recall]: [f64; 2]| {
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                near(rate.precision, precision) && near(rate.recall, recall),
                "{path:?}: {rate:?}"
            );
        };
        close(score.pairs, case.expected.pairs);
        close(score.b_cubed, case.expected.b_cubed);
        close(score.listings, case.expected.listings);
        assert_eq!(score.merged.hit, case.expected.merged, "{path:?}");
    }
    assert!(seen >= 4, "the cases are there");
}

#[test]
fn an_id_is_kept_where_most_of_an_activity_is_under_it_both_times() {
    let truth = |ids: &[&[&str]]| {
        let copy = |id: &&str| TrueCopy {
            source: "s".to_owned(),
            ids: vec![(*id).to_owned()],
            corruptions: [].into(),
        };
        let cluster = |(activity, ids): (usize, &&[&str])| TrueCluster {
            activity,
            copies: ids.iter().map(copy).collect(),
        };
        Truth { clusters: ids.iter().enumerate().map(cluster).collect(), ..Truth::default() }
    };
    let found = |clusters: &[(&str, &[&str])]| -> Vec<Cluster> {
        let member = |id: &&str| Member { source: "s".to_owned(), source_id: (*id).to_owned() };
        let cluster = |(id, ids): &(&str, &[&str])| Cluster {
            id: (*id).to_owned(),
            members: ids.iter().map(member).collect(),
        };
        clusters.iter().map(cluster).collect()
    };
    let (before, after) =
        (truth(&[&["a", "b", "c"], &["d"], &["e"]]), truth(&[&["a", "b", "x"], &["d"], &[]]));
    let old = found(&[("p", &["a", "b"]), ("q", &["c"]), ("r", &["d"]), ("s", &["e"])]);
    let new = found(&[("p", &["a", "x"]), ("q", &["b"]), ("t", &["d"])]);
    let fates: BTreeMap<usize, Fate> =
        [(0, Fate::Reissued), (1, Fate::Untouched), (2, Fate::Gone)].into();
    let kept = kept((&before, &old), (&after, &new), &fates);
    assert_eq!((kept.untouched.hit, kept.untouched.of), (0, 1), "d went from r to t");
    assert_eq!((kept.touched.hit, kept.touched.of), (1, 1), "a stayed under p; e is gone");
}
