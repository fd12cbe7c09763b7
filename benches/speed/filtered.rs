//! A filtered feed of 500, in this process: chosen and put together out of memory, and out of SQLite.

use std::time::Instant;

use kooste::calendar::{Form, Outlet};
use kooste::catalogue::Catalogue;

use crate::fragments::{Fragments, Index, Wish};
use crate::pairs::{Limits, pairs};
use crate::set::Bench;
use crate::table::Table;

pub(crate) const ACTIVITIES: usize = 500;
const TIMES: u32 = 50;

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
    let measure = format!("filtered feed, {count} of {}, in process", bench.entries);
    let limits = Limits { most: 1.0 / 20.0, aim: 1.0 / 40.0 };
    let theirs = || each(|| fragments.calendar(&wish, Index::OfEach));
    table.add(pairs(2 * bench.rounds, ours, theirs).row(&measure, "fragments in SQLite", limits));
    let limits = Limits { most: 1.0, aim: 0.25 };
    let theirs = || each(|| fragments.calendar(&wish, Index::OfThisVeryQuestion));
    let against = "the same with an index of this very question";
    table.add(pairs(2 * bench.rounds, ours, theirs).row(&measure, against, limits));
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
    let ours = events(&outlet.calendar(catalogue).text);
    assert!(ours.len() > 1);
    for by in [Index::OfEach, Index::OfThisVeryQuestion] {
        assert_eq!(ours.len(), events(&fragments.calendar(wish, by)).len(), "{wish:?}");
    }
}
