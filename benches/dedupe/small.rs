//! Two thousand from scratch, and a sync in which a hundredth of them changed.

use std::time::Duration;

use kooste::dedupe::index::Index;
use kooste::listing::Listing;

use crate::labelled::world::{Extent, World};
use crate::limit::{Limits, shortest, timed};
use crate::records::{all, empty, listings, memory, retold, scattered, whole};

/// A sync's share of what everything from scratch costs, where whole series change.
const WHOLE: f64 = 0.03;
/// And where one date does here and there: each time its series is cut in two and looked at anew.
const SCATTERED: f64 = 0.09;
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

    println!("{name}: {} listings from scratch {:.0} ms", listings.len(), ms(scratch));
    let mut index = empty(&memory);
    index.apply(&everything);
    for (what, before, most) in [
        ("whole series", whole(listings), WHOLE),
        ("scattered dates", scattered(listings), SCATTERED),
    ] {
        let sync = sync(&mut index, &before);
        println!("  a sync with {} of {what} changed: {:.2} ms", before.len(), ms(sync));
        limits.at_most(&format!("{name}, {what}, sync to scratch"), ms(sync) / ms(scratch), most);
    }
}

/// The shortest of several, there and back.
fn sync(index: &mut Index, before: &[Listing]) -> Duration {
    let after = retold(before);
    let built = index.clusters();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        times.push(timed(index, &all(&after)));
        times.push(timed(index, &all(before)));
        assert_eq!(index.clusters(), built, "what is told as before comes back to what it was");
    }
    times.into_iter().min().unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
