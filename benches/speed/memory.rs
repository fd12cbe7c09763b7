//! How much memory the whole daemon has.

use std::path::Path;

use crate::http::ask;
use crate::server::{Server, free_address};
use crate::set::{Bench, Folder, KOOSTE, NOW};
use crate::table::{Row, Table, Unit};

/// MiB, for 100,000 entries and for fewer.
const MOST: f64 = 600.0;

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let folder = bench.loaded();
    let daemon = daemon(&folder, NOW);
    table.add(row("memory of the daemon after its start", &daemon));
    for _ in 0..2 {
        folder.turn();
        folder.sync(&[]);
    }
    table.add(row("memory of the daemon after two runs, 1 % changed", &daemon));
}

pub(crate) fn daemon(folder: &Folder, now: &str) -> Server {
    let address = free_address();
    let log = folder.path("daemon.log");
    let daemon = Server::start(address, Path::new(KOOSTE), &log, |command| {
        command.args(["serve", "--now", now, "--config"]).arg(folder.path("kooste.toml"));
        command.env("KOOSTE_LISTEN", address.to_string());
    });
    // It has its port before it has read what it serves.
    assert_eq!(ask(address, "/readyz", "").status, 200);
    daemon
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
