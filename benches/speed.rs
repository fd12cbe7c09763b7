//! What Kooste costs beside what others would: nginx, SQLite, Django, a typed parse, a script in Python.
//! Each pair is measured in one run, in turn. `benches/run` sets all of it up.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark is a test"
)]

#[path = "speed/cost.rs"]
mod cost;
#[path = "speed/django.rs"]
mod django;
#[path = "speed/edition.rs"]
mod edition;
#[path = "speed/filtered.rs"]
mod filtered;
#[path = "speed/fragments.rs"]
mod fragments;
#[path = "generator/mod.rs"]
mod generator;
#[path = "speed/http.rs"]
mod http;
#[path = "speed/load.rs"]
mod load;
#[path = "speed/memory.rs"]
mod memory;
#[path = "speed/nginx.rs"]
mod nginx;
#[path = "speed/pairs.rs"]
mod pairs;
#[path = "speed/resync.rs"]
mod resync;
#[path = "speed/server.rs"]
mod server;
#[path = "speed/serving.rs"]
mod serving;
#[path = "speed/set.rs"]
mod set;
#[path = "speed/table.rs"]
mod table;
#[path = "speed/typed.rs"]
mod typed;
#[path = "speed/wrk.rs"]
mod wrk;

use std::path::PathBuf;
use std::process::ExitCode;

use set::Bench;
use table::Table;

const PARTS: [&str; 3] = ["sync", "filtered", "serving"];

fn main() -> ExitCode {
    let (bench, parts) = wanted(std::env::args().skip(1));
    let mut table = Table::default();
    println!("{} entries; load before: {}", bench.entries, load_average());
    for part in parts {
        match part.as_str() {
            "sync" => {
                load::run(&bench, &mut table);
                resync::run(&bench, &mut table);
                memory::run(&bench, &mut table);
            }
            "filtered" => {
                filtered::run(&bench, &mut table);
                edition::run(&bench, &mut table);
            }
            _ => serving::run(&bench, &mut table),
        }
    }
    println!("load after: {}", load_average());
    table.verdict()
}

/// What is asked for, beside what cargo itself says. All parts where none is named.
fn wanted(mut told: impl Iterator<Item = String>) -> (Bench, Vec<String>) {
    let mut bench = Bench::default();
    let mut parts = Vec::new();
    while let Some(word) = told.next() {
        match word.as_str() {
            "--python" => bench.python = told.next().map(PathBuf::from).unwrap_or_default(),
            "--work" => bench.work = told.next().map(PathBuf::from).unwrap_or_default(),
            "--small" => bench = Bench { entries: 10_000, rounds: 3, seconds: 1, ..bench },
            "--entries" => bench.entries = told.next().and_then(|n| n.parse().ok()).unwrap(),
            part if PARTS.contains(&part) => parts.push(word),
            _ => {}
        }
    }
    if parts.is_empty() {
        parts = PARTS.map(str::to_owned).into();
    }
    (bench, parts)
}

fn load_average() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim().to_owned()
}
