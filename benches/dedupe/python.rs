//! The same records for a rule in Python, and what it finds.

use std::path::Path;
use std::process::Command;

use kooste::dedupe::index::Index;
use kooste::dedupe::profile::{Profile, Slot};
use kooste::dedupe::timetable::Dates;
use kooste::id::ListingKey;
use kooste::listing::Listing;
use serde::{Deserialize, Serialize};

use crate::labelled::score::{Score, score};
use crate::labelled::truth::Cluster;
use crate::labelled::world::{Extent, World};
use crate::limit::{Limits, shortest};
use crate::reading::{self, Read};
use crate::records::{all, clusters, empty, memory};

/// Ours reads texts, places and times as well, and compares by twelve things instead of three.
const TIMES: f64 = 20.0;

/// All that the rule asks for, made ready for it.
#[derive(Serialize)]
struct Record<'a> {
    title: &'a str,
    town: String,
    dates: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    /// Of loading nothing and comparing everything, the shortest of several runs.
    seconds: f64,
    /// Which records are one, by their places in the list.
    clusters: Vec<Vec<usize>>,
}

pub(crate) fn run(python: &Path, limits: &mut Limits) {
    let world = World::make(11, Extent::Copies(2_000));
    let (read, truth) = (reading::read(&world.feeds()), world.truth());
    let (everything, memory) = (all(&read.listings), memory(&read.listings));
    let ours = shortest(5, || empty(&memory), |index| index.apply(&everything)).as_secs_f64();
    let mut index: Index = empty(&memory);
    index.apply(&everything);
    let answer = ask(python, &read.listings);
    let told = |name: &str, seconds: f64, score: &Score| {
        println!(
            "{name}: {:.0} ms; F1 of pairs {:.3}, of B-cubed {:.3}, of listings {:.3}; merged {} of {}",
            seconds * 1e3,
            score.pairs.f1(),
            score.b_cubed.f1(),
            score.listings.f1(),
            score.merged.hit,
            score.merged.of
        );
    };
    let (mine, theirs) =
        (score(&truth, &clusters(&index, &read)), score(&truth, &expanded(&answer, &read)));
    told("Kooste", ours, &mine);
    told("rapidfuzz", answer.seconds, &theirs);
    limits.at_most("time of Kooste to that of the Python rule", ours / answer.seconds, TIMES);
    limits.at_most(
        "errors of Kooste to those of the Python rule",
        (1.0 - mine.listings.f1()) / (1.0 - theirs.listings.f1()),
        0.5,
    );
}

fn ask(python: &Path, listings: &[Listing]) -> Answer {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records.json");
    std::fs::write(&records, serde_json::to_vec(&records_of(listings)).unwrap()).unwrap();
    let rule = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/rule.py");
    let output = Command::new(python).arg(rule).arg(&records).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn records_of<'a>(listings: &'a [Listing]) -> Vec<Record<'a>> {
    let record = |listing: &'a Listing| {
        let profile = Profile::of(listing);
        let town = profile.slots.iter().find_map(|slot| slot.spot.as_ref()?.town());
        Record {
            title: listing.content.title(),
            town: town.map(|town| town.code().to_owned()).unwrap_or_default(),
            dates: profile.slots.iter().flat_map(dates).collect(),
        }
    };
    listings.iter().map(record).collect()
}

fn dates(slot: &Slot) -> Vec<String> {
    match &slot.times.dates {
        Dates::Each(dates) => dates.iter().map(ToString::to_string).collect(),
        Dates::Between(from, _) => from.iter().map(ToString::to_string).collect(),
    }
}

fn expanded(answer: &Answer, read: &Read) -> Vec<Cluster> {
    let key = |at: &usize| -> &ListingKey { &read.listings[*at].key };
    let numbered = answer.clusters.iter().enumerate();
    numbered
        .map(|(number, places)| Cluster {
            id: number.to_string(),
            members: places.iter().flat_map(|at| read.members(key(at))).collect(),
        })
        .collect()
}
