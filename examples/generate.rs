//! Writes a set as large as asked for, as pages in Lähellä's shape and a configuration that reads them:
//!
//! ```text
//! cargo run --release --example generate -- 100000 target/set
//! cargo run --release -- serve --config target/set/kooste.toml
//! ```
//!
//! `--changed 1` tells one entry in a hundred otherwise, `--from 2027-01-11` sets the day on which it is
//! read, and `--seed 2` makes another set. The same words give the same files.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a set that cannot be made is a failed benchmark"
)]

#[path = "../benches/generator/mod.rs"]
mod generator;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Parser;
use generator::{Changed, Set};

const CONFIG: &str = include_str!("generate.toml");

#[derive(Debug, Parser)]
struct Wanted {
    entries: usize,
    folder: PathBuf,
    /// So many of a hundred are told otherwise than without it.
    #[arg(long, default_value_t = 0)]
    changed: u64,
    /// When it is read: nothing has ended by then.
    #[arg(long, default_value = "2026-11-23")]
    from: NaiveDate,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> std::io::Result<()> {
    let wanted = Wanted::parse();
    let pages = wanted.folder.join("pages");
    std::fs::create_dir_all(&pages)?;
    let set = Set::new(wanted.seed, wanted.from);
    let mut bytes = 0;
    let changed = Changed { percent: wanted.changed };
    for (number, page) in set.pages(wanted.entries, changed).enumerate() {
        bytes += page.len();
        std::fs::write(pages.join(format!("page-{:05}.json", number + 1)), page)?;
    }
    std::fs::write(wanted.folder.join("kooste.toml"), CONFIG)?;
    println!("{} entries, {bytes} bytes in {}", wanted.entries, pages.display());
    Ok(())
}
