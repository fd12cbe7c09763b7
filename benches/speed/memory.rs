//! How much memory the whole daemon has.

use std::path::Path;

use crate::server::{Server, free_address};
use crate::set::{Bench, Folder, KOOSTE, NOW};
use crate::table::{Row, Table, Unit};

/// MiB, for 100,000 entries and for fewer.
const MOST: f64 = 600.0;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let folder = bench.loaded();
    let daemon = daemon(&folder);
    table.add(row("memory of the daemon after its start", &daemon));
    for _ in 0..2 {
        folder.turn();
        folder.sync(&[]);
    }
    table.add(row("memory of the daemon after two runs, 1 % changed", &daemon));
}

pub(crate) fn daemon(folder: &Folder) -> Server {
    let address = free_address();
    Server::start(address, Path::new(KOOSTE), &folder.path("daemon.log"), |command| {
        command.args(["serve", "--now", NOW, "--config"]).arg(folder.path("kooste.toml"));
        command.env("KOOSTE_LISTEN", address.to_string());
    })
}

fn row(measure: &str, daemon: &Server) -> Row {
    Row {
        measure: measure.to_owned(),
        against: "–",
        found: vec![daemon.memory("VmRSS")],
        unit: Unit::Mebibytes,
        most: MOST,
        aim: MOST,
        costs: format!("{:.0} MiB at most so far", daemon.memory("VmHWM")),
    }
}
