//! The fuzz targets without a fuzzer: what once failed, the fixtures, and what is hostile by its size.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests are tests"
)]

#[path = "fuzz/sizes.rs"]
mod sizes;
#[path = "../fuzz/targets/mod.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Of a processor. The fuzzer allows a second; tests run without optimisation.
const LONG: Duration = Duration::from_secs(10);

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn nothing_that_once_failed_fails_again() {
    for target in targets::ALL {
        for file in files(&format!("fuzz/regressions/{}", target.name)) {
            println!("{}", file.display());
            target.check(&fs::read(file).unwrap(), LONG);
        }
    }
}

#[test]
fn every_regression_is_of_a_target() {
    for folder in files("fuzz/regressions").iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap();
        assert!(targets::ALL.iter().any(|target| name == target.name), "{name:?}");
    }
}

#[test]
fn every_fixture_of_a_kind_keeps_the_promises_that_are_fuzzed() {
    let mut seen = 0;
    for target in targets::ALL {
        for file in files(&format!("fixtures/{}/pages", target.name)) {
            println!("{}", file.display());
            target.check(&fs::read(file).unwrap(), LONG);
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
}
