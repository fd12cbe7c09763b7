//! Whether fifty times as many cost about fifty times as much.

use std::process::{Command, Stdio};

use kooste::listing::Listing;

use crate::labelled::world::{Extent, World};
use crate::limit::{Limits, timed};
use crate::records::{all, empty, listings, memory, parts};

const SIZES: [usize; 3] = [2_000, 10_000, 100_000];
/// For ten times as many.
const GROWTH: f64 = 14.0;
/// In KiB for one listing, with all that is built over it.
const HELD: f64 = 12.0;

pub(crate) fn run(limits: &mut Limits) {
    let each: Vec<f64> = SIZES.iter().map(|size| per_listing(*size)).collect();
    let [_, ten, hundred] = each.as_slice() else { return };
    limits.at_most("100,000 to 10,000 entries", 10.0 * hundred / ten, GROWTH);
    limits.at_most("KiB a listing of 100,000 entries", held(SIZES[2]), HELD);
}

/// In microseconds.
fn per_listing(entries: usize) -> f64 {
    let listings = listings(&World::make(12, Extent::Entries(entries)));
    let memory = memory(&listings);
    let everything = all(&listings);
    let runs = if entries > 10_000 { 1 } else { 5 };
    let mut index = empty(&memory);
    let took = (0..runs).map(|_| {
        index = empty(&memory);
        timed(&mut index, &everything)
    });
    let took = took.min().unwrap_or_default();
    let count = count(&listings);
    let each = took.as_secs_f64() * 1e6 / count;
    println!(
        "{entries} entries: {count} listings from scratch {:.2} s, {each:.0} µs each, {:.1} comparisons each",
        took.as_secs_f64(),
        f64::from(u32::try_from(index.comparisons()).unwrap()) / count
    );
    each
}

fn count(listings: &[Listing]) -> f64 {
    f64::from(u32::try_from(listings.len()).unwrap())
}

/// In a process of its own, so that nothing else was there before. Not a number where the
/// system does not tell.
fn held(entries: usize) -> f64 {
    let itself = std::env::current_exe().unwrap();
    let mut command = Command::new(itself);
    command.args(["--hold", &entries.to_string()]).stderr(Stdio::inherit());
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    print!("{told}");
    told.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
}

/// Takes them in part by part, so that what is read and thrown away adds little.
pub(crate) fn hold(entries: usize) {
    let world = World::make(12, Extent::Entries(entries));
    let before = resident();
    let mut index = empty(&kooste::dedupe::title::Memory::default());
    let mut taken = 0;
    for read in parts(&world) {
        index.apply(&all(&read.listings));
        taken += read.listings.len();
    }
    let taken = f64::from(u32::try_from(taken).unwrap());
    let (before, after) = before.zip(resident()).unwrap_or_default();
    println!(
        "{:.1} KiB for each of {taken} listings; {:.0} MiB in all",
        (after - before) / taken,
        after / 1024.0
    );
    drop(index);
}

/// KiB of memory that this process has now; Linux tells.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
