//! Clients that stall, flood, lie about lengths or speak something else: others are served meanwhile.

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, events};
use crate::raw::{Raw, Reply, asked, get};

/// What others may have to wait at most.
const SOON: Duration = Duration::from_secs(2);

fn kooste(lahella: &Lahella, server: &str) -> Kooste {
    let text = configuration(lahella, "", "").replace("[server]\n", &format!("[server]\n{server}"));
    Kooste::configured(&text)
}

fn serving(server: &str) -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events(3));
    let kooste = kooste(&lahella, server);
    let daemon = kooste.serve().settled();
    (lahella, kooste, daemon)
}

fn served_soon(daemon: &Daemon, meanwhile: &str) {
    let begun = Instant::now();
    let reply = asked(daemon.address, get("/calendar.ics", "")).unwrap();
    assert_eq!(reply.status, 200, "{meanwhile}");
    assert!(begun.elapsed() < SOON, "{meanwhile}: {:?}", begun.elapsed());
}

fn open_files(daemon: &Daemon) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", daemon.id())).unwrap().count()
}

/// kB that are resident now.
fn memory(daemon: &Daemon) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", daemon.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn heads_that_come_slowly_are_cut_while_others_are_served() {
    let (_lahella, _kooste, daemon) = serving("head_seconds = 1\n");
    let before = open_files(&daemon);
    let mut slow: Vec<_> = (0..50)
        .map(|_| {
            let mut raw = Raw::to(daemon.address);
            raw.send("GET /calendar.ics HTTP/1.1\r\nHost: ");
            raw
        })
        .collect();
    served_soon(&daemon, "50 slow heads");
    for raw in &mut slow {
        raw.send("k");
        assert_eq!(raw.rest(), b"");
    }
    daemon.wait_for("the files to be closed", || (open_files(&daemon) <= before).then_some(()));
}

#[test]
fn an_idle_connection_serves_again_and_is_closed_after_a_while() {
    let (_lahella, _kooste, daemon) = serving("head_seconds = 1\n");
    let mut raw = Raw::to(daemon.address);
    for _ in 0..3 {
        raw.send(get("/calendar.ics", ""));
        assert_eq!(raw.reply().unwrap().status, 200);
    }
    let idle = raw.closed();
    assert!(idle > Duration::from_millis(900) && idle < Duration::from_secs(5), "{idle:?}");
}

#[test]
fn readers_that_take_nothing_are_given_up_and_cost_no_memory_each() {
    let mut long = events(20);
    for event in &mut long {
        let text = format!("<p>{}</p>", "Tule mukaan. ".repeat(1500));
        event["traits"]["translations"]["fi"]["description"] = text.into();
    }
    let lahella = Lahella::listing(long);
    let kooste = kooste(&lahella, "write_seconds = 1\n");
    let daemon = kooste.serve().settled();
    let body = asked(daemon.address, get("/api/v1/activities", "")).unwrap().body.len();
    assert!(body > 700_000, "{body}");
    let (files, rss) = (open_files(&daemon), memory(&daemon));
    let readers: Vec<_> = (0..30)
        .map(|_| {
            let mut raw = Raw::to(daemon.address);
            // More than the kernel takes in for us.
            for _ in 0..12 {
                raw.send(get("/api/v1/activities", ""));
            }
            raw
        })
        .collect();
    served_soon(&daemon, "30 readers that take nothing");
    let grown = memory(&daemon).saturating_sub(rss);
    assert!(grown < 20_000, "{grown} kB for 30 readers of {body} bytes");
    daemon
        .wait_for("the slow ones to be given up", || (open_files(&daemon) <= files).then_some(()));
    drop(readers);
}

#[test]
fn where_all_places_are_taken_the_idlest_leaves_and_the_newest_is_served() {
    let (_lahella, _kooste, daemon) = serving("connections = 20\nhead_seconds = 60\n");
    let mut kept = Raw::to(daemon.address);
    let mut idle: Vec<_> = (0..1000).map(|_| Raw::to(daemon.address)).collect();
    served_soon(&daemon, "1,000 idle connections");
    assert!(open_files(&daemon) < 80, "{}", open_files(&daemon));
    for raw in idle.iter_mut().take(900) {
        assert_eq!(raw.rest(), b"");
    }
    drop(idle);
    assert_eq!(kept.rest(), b"");
    // The owner of the machine is not among them.
    assert_eq!(daemon.admin("GET", "/sources", None).status, 200);
}

#[test]
fn who_asks_is_not_taken_for_idle() {
    let (_lahella, _kooste, daemon) = serving("connections = 8\nhead_seconds = 60\n");
    let mut busy = Raw::to(daemon.address);
    for _ in 0..40 {
        busy.send(get("/calendar.ics", ""));
        assert_eq!(busy.reply().map(|reply| reply.status), Some(200));
        served_soon(&daemon, "a busy neighbour");
    }
}

#[test]
fn without_descriptors_new_connections_wait_and_runs_go_on() {
    let lahella = Lahella::listing(events(3));
    let kooste = kooste(&lahella, "head_seconds = 60\n");
    let daemon = kooste.serve().settled();
    let limit = format!("--pid={}", daemon.id());
    let limited = Command::new("prlimit").args([&limit, "--nofile=64:64"]).status().unwrap();
    assert!(limited.success());
    let held: Vec<_> = (0..200).map(|_| Raw::to(daemon.address)).collect();
    served_soon(&daemon, "no descriptors");
    drop(held);
    assert_ne!(daemon.resync("")["state"], "failed");
    served_soon(&daemon, "after it");
}

/// The status of the first answer; `None` where the connection ended without one.
fn status(address: SocketAddr, request: impl AsRef<[u8]>) -> Option<u16> {
    asked(address, request).map(|reply| reply.status)
}

#[test]
fn heads_that_are_too_large_are_told_so() {
    let (_lahella, _kooste, daemon) = serving("");
    let ask = |request: String| status(daemon.address, request);
    let path = |length: usize| format!("/calendar.ics?q={}", "a".repeat(length));
    assert_eq!(ask(get(&path(9_000), "")), Some(414));
    assert_eq!(ask(get(&path(1_000_000), "")).map(|status| status / 10), Some(43));
    assert_eq!(ask(get("/calendar.ics", &format!("X: {}\r\n", "a".repeat(1 << 20)))), Some(431));
    assert_eq!(ask(get("/calendar.ics", &"X: a\r\n".repeat(20_000))), Some(431));
    assert_eq!(ask(get("/calendar.ics", &"X: a\r\n".repeat(200))), Some(431));
    assert_eq!(ask(get("/calendar.ics", &format!("X: {}\r\n", "a".repeat(8_000)))), Some(200));
    let long = asked(daemon.address, get(&path(9_000), "")).unwrap();
    assert_eq!(long.header("content-type"), Some("application/problem+json"));
    served_soon(&daemon, "after floods of headers");
}

/// Whatever comes first, no second answer follows.
fn refused(address: SocketAddr, request: impl AsRef<[u8]>) -> Option<Reply> {
    let mut raw = Raw::to(address);
    raw.send(request);
    let first = raw.reply();
    assert_eq!(raw.rest(), b"", "after {first:?}");
    first
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_and_ends_the_connection() {
    let (_lahella, _kooste, daemon) = serving("");
    let smuggled = get("/api/v1/activities", "");
    let forms = [
        ("both", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("both the other way", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
        ("two lengths", "Content-Length: 0\r\nContent-Length: 9\r\n", ""),
        ("a list of lengths", "Content-Length: 0, 9\r\n", ""),
        ("a signed length", "Content-Length: +0\r\n", ""),
        ("a negative length", "Content-Length: -1\r\n", ""),
        ("a length in hex", "Content-Length: 0x0\r\n", ""),
        ("chunked is not last", "Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"),
        ("an unknown coding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        ("two codings", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        ("a space before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
        ("a folded line", "X: a\r\n Transfer-Encoding: chunked\r\n", ""),
        ("a bare CR", "X: a\rTransfer-Encoding: chunked\r\n", ""),
        ("NUL", "X: a\0b\r\n", ""),
        ("two hosts", "Host: elsewhere\r\n", ""),
    ];
    for (form, lines, body) in forms {
        for method in ["GET", "POST"] {
            let head = format!("{method} /calendar.ics HTTP/1.1\r\nHost: kooste\r\n{lines}\r\n");
            let reply = refused(daemon.address, format!("{head}{body}{smuggled}"));
            let status = reply.map(|reply| reply.status);
            assert!(matches!(status, None | Some(400 | 411)), "{form}, {method}: {status:?}");
        }
    }
    let without = "GET /calendar.ics HTTP/1.1\r\n\r\n";
    assert_eq!(refused(daemon.address, without).unwrap().status, 400, "no host");
    assert_eq!(status(daemon.address, "GET /calendar.ics HTTP/1.0\r\n\r\n"), Some(200));
    served_soon(&daemon, "after smugglers");
}

#[test]
fn other_protocols_and_noise_end_the_connection_and_nothing_else() {
    let (_lahella, _kooste, daemon) = serving("head_seconds = 1\n");
    let tls = [&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3][..], &[7; 500]].concat();
    let noise: Vec<u8> =
        (0..4096_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let forms: [(&str, &[u8]); 8] = [
        ("TLS", &tls),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"),
        ("noise", &noise),
        ("zeroes", &[0; 1000]),
        ("HTTP/0.9", b"GET /calendar.ics\r\n\r\n"),
        ("HTTP/9.9", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
        ("line ends", b"\r\n\r\n\r\n\r\n"),
        ("a proxy's preface", b"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"),
    ];
    for (form, bytes) in forms {
        let mut raw = Raw::to(daemon.address);
        raw.send(bytes);
        let said = raw.rest();
        let said = String::from_utf8_lossy(&said);
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 400 "), "{form}: {said}");
    }
    served_soon(&daemon, "after noise");
}
