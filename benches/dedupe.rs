//! How fast it is found which listings are one activity, against limits that a slower machine keeps too, and
//! against a rule in Python over the same records. `benches/run` sets all of it up.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark is a test"
)]

#[path = "dedupe/growth.rs"]
mod growth;
#[path = "../tests/labelled/mod.rs"]
mod labelled;
#[path = "dedupe/limit.rs"]
mod limit;
#[path = "dedupe/python.rs"]
mod python;
#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/dedupe/reading.rs"]
mod reading;
#[path = "dedupe/records.rs"]
mod records;
#[path = "dedupe/small.rs"]
mod small;

use std::path::PathBuf;
use std::process::ExitCode;

use limit::Limits;

/// What is asked for, beside what cargo itself says.
struct Wanted {
    /// With `rapidfuzz`.
    python: Option<PathBuf>,
    /// Not only the small set.
    growth: bool,
    /// This process does nothing but hold so many entries and tell its size.
    hold: Option<usize>,
}

fn main() -> ExitCode {
    let wanted = Wanted::read(std::env::args().skip(1));
    if let Some(entries) = wanted.hold {
        growth::hold(entries);
        return ExitCode::SUCCESS;
    }
    let mut limits = Limits::default();
    small::run(&mut limits);
    match &wanted.python {
        Some(python) => python::run(python, &mut limits),
        None => println!("no Python rule: --python PATH"),
    }
    if wanted.growth {
        growth::run(&mut limits);
    }
    limits.verdict()
}

impl Wanted {
    fn read(mut told: impl Iterator<Item = String>) -> Self {
        let mut wanted = Self { python: None, growth: true, hold: None };
        while let Some(word) = told.next() {
            match word.as_str() {
                "--python" => wanted.python = told.next().map(PathBuf::from),
                "--small" => wanted.growth = false,
                "--hold" => wanted.hold = told.next().and_then(|count| count.parse().ok()),
                _ => {}
            }
        }
        wanted
    }
}
