//! The program itself over a set: what it reads, recognises and keeps from one sync to the next.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::SIZE;
use crate::figures;
use crate::labelled::score::{Kept, Score, kept, score};
use crate::labelled::truth::Cluster;
use crate::labelled::world::{Extent, World};
use crate::labelled::{LATER, NOW};

const CONFIG: &str = r#"
[server]
base_url = "https://kooste.example"
[store]
path = "kooste.db"
[[source]]
id = "lahella"
kind = "lahella"
url = "file:lahella.json"
[[source]]
id = "linked-events"
kind = "linked_events"
url = "file:linked-events.json"
[[source]]
id = "kuntakalenteri"
kind = "ical"
url = "file:kuntakalenteri.ics"
[[source]]
id = "seurakalenteri"
kind = "ical"
url = "file:seurakalenteri.ics"
"#;

/// The figures are printed: `cargo nextest run --test dedupe --no-capture program`.
#[test]
fn the_program_recognises_a_set_and_keeps_its_ids_over_a_second_sync() {
    let (found, kept) = measured(1, Extent::Activities(200));
    assert!(found.pairs.precision >= 0.985 && found.pairs.recall >= 0.90);
    assert!(found.pairs.f1() >= 0.94 && found.b_cubed.f1() >= 0.96);
    assert!(found.merged.rate() <= 7.0 / 179.0, "{:?}", found.merged_by_kind);
    assert_eq!(kept.untouched.hit, kept.untouched.of);
    assert!(kept.touched.rate() >= 0.97);
}

/// The table in `docs/dedupe.md`: `… --run-ignored all --no-capture sets_that_nobody`.
#[test]
#[ignore = "prints figures, and takes minutes"]
fn sets_that_nobody_has_looked_into() {
    for seed in 2..=6 {
        measured(seed, SIZE);
    }
}

/// At first, and how ids were kept over a second sync.
fn measured(seed: u64, size: Extent) -> (Score, Kept) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("kooste.toml"), CONFIG).unwrap();
    let world = World::make(seed, size);
    let (later, fates) = world.later(seed);
    let (truth, later_truth) = (world.truth(), later.truth());
    let before = synced(folder.path(), &world, NOW);
    let found = score(&truth, &before);
    println!("{}", figures::line(&format!("Kooste, seed {seed}"), &found));
    println!("{}", figures::details(&found));
    let after = synced(folder.path(), &later, LATER);
    let later = score(&later_truth, &after);
    println!("{}", figures::line(&format!("seed {seed}, some weeks later"), &later));
    let kept = kept((&truth, &before), (&later_truth, &after), &fates);
    println!("{kept:?}");
    (found, kept)
}

/// What `kooste export clusters` tells once all sources were read.
fn synced(folder: &Path, world: &World, now: &str) -> Vec<Cluster> {
    for (name, body) in world.feeds().files() {
        std::fs::write(folder.join(name), body).unwrap();
    }
    run(folder, &["sync", "--now", now]);
    serde_json::from_str(&run(folder, &["export", "clusters", "--now", now])).unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kooste"));
    command.args(["--config", "kooste.toml"]).args(arguments).current_dir(folder);
    let output = command.env_clear().output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}
