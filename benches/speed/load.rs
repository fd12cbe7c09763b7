//! A first run: all is read, cleaned, recognised, stored and rendered. Beside it a script in Python that
//! reads, cleans and stores.

use std::fs;
use std::path::Path;

use crate::cost;
use crate::pairs::{Limits, pairs};
use crate::set::{Bench, Folder};
use crate::table::{Row, Table, Unit, median};

/// They take long, and differ little.
const ROUNDS: usize = 2;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let (large, small) = (bench.set(bench.entries), bench.set(bench.entries / 10));
    let found = pairs(ROUNDS, || large.load(), || script(bench, &large));
    let limits = Limits { most: 0.45, aim: 0.25 };
    table.add(found.row("first load", "a script in Python (orjson, nh3, sqlite3)", limits));
    let tenth: Vec<f64> = (0..ROUNDS).map(|_| small.load()).collect();
    table.add(growth("first load of ten times as many", &found.ours, &tenth));
}

pub(crate) fn growth(measure: &str, large: &[f64], small: &[f64]) -> Row {
    Row {
        measure: measure.to_owned(),
        against: "a tenth of it",
        found: large.iter().zip(small).map(|(large, small)| large / small).collect(),
        unit: Unit::Ratio,
        most: 12.0,
        aim: 10.0,
        costs: format!("{:.2} s : {:.2} s", median(large), median(small)),
    }
}

fn script(bench: &Bench, folder: &Folder) -> f64 {
    let database = folder.path("script.db");
    // It fails where there is none.
    drop(fs::remove_file(&database));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/load.py");
    let pages = folder.pages();
    let arguments = [script.as_path(), database.as_path()].into_iter();
    let arguments: Vec<&Path> = arguments.chain(pages.iter().map(AsRef::as_ref)).collect();
    cost::whole(&bench.python, &arguments)
}
