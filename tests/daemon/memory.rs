//! How much memory the whole daemon takes at most, whatever is sent to it.

use std::fs;
use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, event, events, page};
use crate::upstream::{Reply, declared_gzip, gzip, json, response};

const BOUND: u64 = 128 << 20;
const MIB: usize = 1 << 20;

/// The most that a process has held in memory, in bytes, over its whole life.
fn peak(daemon: &Daemon) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", daemon.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

#[expect(clippy::print_stdout, reason = "the figures are worth knowing")]
fn bounded(daemon: &Daemon, case: &str) {
    let peak = peak(daemon);
    println!("{case}: {} kB at most", peak >> 10);
    assert!(peak < BOUND, "{case}: {peak} bytes");
}

/// A page of `size` bytes or a little less, of entries of 4 kB, as ordinary ones are.
fn valid_page(size: usize) -> String {
    let text = "Tule mukaan, ja ota ystäväsi mukaan. ".repeat(88);
    let entry = |n: usize| {
        let mut entry = event(&format!("id-{n}"), &format!("Kerho {n}"), "2026-11-24");
        entry["traits"]["translations"]["fi"]["description"] = format!("<p>{n} {text}</p>").into();
        entry
    };
    let one = entry(1_000).to_string().len() + 1;
    let items: Vec<Value> = (0..(size - 100) / one).map(entry).collect();
    page(&items, 0, items.len())
}

/// One gigabyte of zeros in one mebibyte: gzip holds as many members as one likes.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![0; 16 * MIB]).unwrap();
    encoder.finish().unwrap().repeat(64)
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the peak is read from /proc")]
fn whatever_an_upstream_sends_the_daemon_stays_below_128_megabytes() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    bounded(&daemon, "twenty entries");
    let bomb = bomb();
    assert!(bomb.len() <= 2 * MIB, "{}", bomb.len());
    let flood = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"items\":[";
    let twice = [("Content-Encoding", "gzip, gzip")];
    let wide = format!("{{\"items\":[{}{{}}]}}", "{},".repeat(2_500_000));
    for (case, reply) in [
        ("a gzip bomb", declared_gzip(&bomb)),
        ("a gzip bomb in gzip", declared_gzip(gzip(&bomb))),
        ("a gzip bomb in gzip, and said so", response("200 OK", &twice, gzip(&bomb))),
        ("an endless body", Reply::bytes(flood).forever(b"{},".repeat(20_000))),
        ("a header without end", Reply::bytes("HTTP/1.1 200 OK\r\nX: ").forever(vec![b'y'; MIB])),
        ("a page of 60 MB", json(&valid_page(60_000_000))),
        ("a page of 60 MB in gzip", declared_gzip(gzip(valid_page(60_000_000).as_bytes()))),
        ("millions of entries", json(&wide)),
        ("brackets only", json(&"[".repeat(6 * MIB - 1))),
    ] {
        lahella.fails(move |_| Some(reply.clone()));
        assert_eq!(daemon.resync("")["state"], "failed", "{case}");
        bounded(&daemon, case);
        assert!(daemon.feeds().json.body.contains("Kerho 19"), "{case}");
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the peak is read from /proc")]
fn the_largest_page_that_is_read_takes_less_than_128_megabytes() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let largest = valid_page(6 * MIB);
    assert!(largest.len() > 6 * MIB - 10_000, "{}", largest.len());
    lahella.fails(move |_| Some(json(&largest)));
    // Without optimisation it takes ten seconds.
    let run = daemon.resync_within("", Duration::from_secs(120));
    assert_eq!(run["state"], "applied", "{run}");
    assert!(run["report"]["counts"]["added"].as_u64().unwrap() > 1_100, "{run}");
    bounded(&daemon, "the largest page");
}
