//! A filtered feed of 500, in this process: chosen and put together out of memory, and out of SQLite.

use std::time::Instant;

use kooste::calendar::{Form, Outlet};
use kooste::catalogue::Catalogue;

use crate::fragments::{Fragments, Wish};
use crate::pairs::{Limits, pairs};
use crate::set::Bench;
use crate::table::Table;

pub(crate) const ACTIVITIES: usize = 500;
const TIMES: u32 = 20;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let folder = bench.loaded();
    let catalogue = folder.catalogue();
    let fragments = Fragments::of(&catalogue, &folder.path("fragments.db"));
    let (wish, count) = fragments.wish(ACTIVITIES);
    let site = folder.config().publish.site;
    let filter = wish.filter();
    let outlet = Outlet { site: &site, feed: None, asked: &filter, form: Form::Series };
    check(&outlet, &catalogue, &fragments, &wish);
    let ours = || each(|| outlet.calendar(&catalogue).text);
    let found = pairs(2 * bench.rounds, ours, || each(|| fragments.calendar(&wish)));
    let measure = format!("filtered feed, {count} of {}, in process", bench.entries);
    let limits = Limits { most: 1.0 / 20.0, aim: 1.0 / 40.0 };
    table.add(found.row(&measure, "fragments in SQLite", limits));
}

/// Seconds of one.
fn each(make: impl Fn() -> String) -> f64 {
    let start = Instant::now();
    for _ in 0..TIMES {
        std::hint::black_box(make());
    }
    start.elapsed().as_secs_f64() / f64::from(TIMES)
}

fn check(outlet: &Outlet<'_>, catalogue: &Catalogue, fragments: &Fragments, wish: &Wish) {
    let events = |calendar: &str| {
        let mut all: Vec<String> =
            calendar.split("BEGIN:VEVENT").skip(1).map(|text| text.trim_end().to_owned()).collect();
        all.sort();
        all
    };
    let (ours, theirs) = (outlet.calendar(catalogue).text, fragments.calendar(wish));
    assert!(events(&ours).len() > 1);
    assert_eq!(events(&ours).len(), events(&theirs).len(), "{wish:?}");
}
