//! One program for all targets, because linking is what costs: `TARGET=ical` chooses.

#![no_main]

#[path = "../targets/mod.rs"]
mod targets;

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;

static CHOSEN: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("TARGET").unwrap_or_default();
    let chosen = targets::ALL.into_iter().find(|target| target.name == name);
    let names = || targets::ALL.map(|target| target.name).join(", ");
    chosen.unwrap_or_else(|| panic!("TARGET must be one of {}", names()))
});

/// No input may take longer.
const LIMIT: Duration = Duration::from_secs(1);

fuzz_target!(|bytes: &[u8]| CHOSEN.check(bytes, LIMIT));
