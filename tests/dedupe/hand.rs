//! The set written by hand: `fixtures/dedupe/hand/`.

use std::path::Path;

use crate::labelled::truth::Truth;
use crate::labelled::world::Feeds;

pub(crate) fn feeds() -> Feeds {
    Feeds {
        lahella: file("lahella.json"),
        linked_events: file("linked-events.json"),
        municipal: file("kuntakalenteri.ics"),
        club: file("seurakalenteri.ics"),
    }
}

pub(crate) fn truth() -> Truth {
    serde_json::from_str(&file("truth.json")).unwrap()
}

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/dedupe/hand");
    std::fs::read_to_string(folder.join(name)).unwrap()
}
