//! What one change costs: one activity is rendered anew, and everything else stays.

use std::time::Instant;

use kooste::activity::Digest;
use kooste::catalogue::{Catalogue, Edition, Entry};
use kooste::id::Revision;
use kooste::publish::{ical, json};
use kooste::site::Site;
use kooste::when::occurrences::Window;

use crate::set::Bench;
use crate::table::{Row, Table, Unit, median};

const ROUNDS: usize = 21;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let folder = bench.loaded();
    let site = folder.config().publish.site;
    let mut catalogue = folder.catalogue();
    let every = catalogue.entries().count() / ROUNDS;
    let changing: Vec<_> =
        catalogue.entries().step_by(every.max(1)).take(ROUNDS).cloned().collect();
    let mut found = Vec::new();
    for entry in &changing {
        let start = Instant::now();
        let next = changed(&catalogue, entry, &site);
        found.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(!next.same_content(&catalogue));
        catalogue = next;
    }
    table.add(Row {
        measure: format!("one of {} changed: rendered, and the next edition", bench.entries),
        against: "–",
        costs: time(&found),
        found,
        unit: Unit::Milliseconds,
        most: 20.0,
        aim: 20.0,
    });
}

fn time(found: &[f64]) -> String {
    crate::pairs::time(median(found) / 1e3)
}

fn changed(catalogue: &Catalogue, entry: &Entry, site: &Site) -> Catalogue {
    let before = catalogue.edition;
    let edition = Edition { revision: Revision(before.revision.0 + 1), ..before };
    let mut activity = entry.activity();
    activity.content.name = activity.content.name.map(|name| format!("{name} uudessa paikassa"));
    let held = activity.sessions.iter();
    let vevents = held.map(|held| (held.id, ical::vevents(&activity, held, site))).collect();
    let told = Digest::of(&json::activity(&activity, None, site, edition.as_of));
    let window = Window {
        from: edition.as_of - chrono::Days::new(30),
        to: edition.as_of + chrono::Days::new(400),
    };
    let entry = Entry::new(&activity, told, vevents, window);
    catalogue.with(edition, [entry], std::collections::BTreeMap::new())
}
