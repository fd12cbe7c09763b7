//! Sources that hang keep nobody waiting.

use std::fmt::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::kooste::{Kooste, NOW, head, source_table};
use crate::lahella::{Lahella, events};

/// So many that no limit on what runs at once may be spent on them.
const SILENT: usize = 40;

#[test]
fn sources_that_hang_delay_no_other_however_many_they_are() {
    let lahella = Lahella::listing(events(2));
    // They take connections and never say a word.
    let silent: Vec<_> = (0..SILENT).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let ports: Vec<_> = silent.iter().map(|port| port.local_addr().unwrap()).collect();
    let mut tables = String::new();
    let mut allowed = String::new();
    for (n, port) in ports.iter().enumerate() {
        write!(allowed, "\"{port}\", ").unwrap();
        // Two sources of each host, and before the one that is well in every order.
        for half in ["a", "b"] {
            write!(tables, "[[source]]\nid = \"hangs-{n}-{half}\"\nkind = \"lahella\"\n").unwrap();
            writeln!(tables, "url = \"http://{port}/{half}\"").unwrap();
        }
    }
    let head =
        head(&lahella, 20).replace("allow_private = [", &format!("allow_private = [{allowed}"));
    let kooste = Kooste::configured(&(head + &tables + &source_table(&lahella, "well", "")));
    let daemon = kooste.serve_at(NOW);
    daemon.wait_for("all to be under way", || {
        let running = daemon.runs().iter().filter(|run| run["state"] == "running").count();
        (running == 2 * SILENT).then_some(())
    });
    let accepted = daemon.admin("POST", "/sources/well/resync", None).json();
    let asked = Instant::now();
    let run = daemon.ended(&accepted["run"]);
    assert_ne!(run["state"], "failed", "{run}");
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
    let hanging = daemon.runs().iter().filter(|run| run["state"] == "running").count();
    assert_eq!(hanging, 2 * SILENT, "they did hang all the while");
}
