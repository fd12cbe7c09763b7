//! Two thousand from scratch, and a sync in which a hundredth of them changed.

use std::time::{Duration, Instant};

use kooste::dedupe::index::{Changes, Index};
use kooste::listing::Listing;

use crate::labelled::world::{Extent, World};
use crate::limit::{Limits, shortest};
use crate::records::{all, empty, every_hundredth, listings, memory, retold};

/// Of what everything from scratch costs.
const SYNC: f64 = 0.03;
const RUNS: usize = 9;

pub(crate) fn run(limits: &mut Limits) {
    for (name, extent) in [
        ("2,000 entries", Extent::Entries(2_000)),
        ("2,000 activities as listed", Extent::Copies(2_000)),
    ] {
        measure(name, &listings(&World::make(11, extent)), limits);
    }
}

fn measure(name: &str, listings: &[Listing], limits: &mut Limits) {
    let memory = memory(listings);
    let everything = all(listings);
    let scratch = shortest(RUNS, || empty(&memory), |index| index.apply(&everything));

    let before: Vec<Listing> = every_hundredth(listings).cloned().collect();
    let after = retold(&before);
    let mut index = empty(&memory);
    index.apply(&everything);
    let built = index.clusters();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        times.push(timed(&mut index, &all(&after)));
        assert_ne!(index.clusters(), built, "what changed is seen");
        times.push(timed(&mut index, &all(&before)));
        assert_eq!(index.clusters(), built, "and comes back to what it was");
    }
    let sync = times.into_iter().min().unwrap();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name}: {} listings from scratch {:.0} ms, a sync with {} changed {:.2} ms",
        listings.len(),
        ms(scratch),
        before.len(),
        ms(sync)
    );
    limits.at_most(&format!("{name}, sync to scratch"), ms(sync) / ms(scratch), SYNC);
}

fn timed(index: &mut Index, changes: &Changes<'_>) -> Duration {
    let start = Instant::now();
    let outcome = index.apply(changes);
    let took = start.elapsed();
    drop(outcome);
    took
}
