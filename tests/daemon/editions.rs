//! Readers while syncs run: each answer is one edition's, whole, under that edition's tag.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::kooste::{Kooste, configuration};
use crate::lahella::{Lahella, event};
use crate::raw::{Raw, get};

const EVENTS: usize = 30;
const EDITIONS: usize = 6;

/// All events say which edition they are of.
fn edition(number: usize) -> Vec<serde_json::Value> {
    let name = |n: usize| format!("Kerho {n} painos {number}.");
    (0..EVENTS).map(|n| event(&format!("id-{n}"), &name(n), "2026-11-24")).collect()
}

/// The editions that a body speaks of, and how many events.
fn told(body: &str) -> (BTreeSet<usize>, usize) {
    // A long line of a calendar is folded.
    let body = body.replace("\r\n ", "");
    let numbers =
        body.split("painos ").skip(1).filter_map(|rest| rest.split('.').next()?.parse().ok());
    (numbers.collect(), body.matches("BEGIN:VEVENT").count())
}

/// Tag and body of each distinct answer.
fn read(address: std::net::SocketAddr, ended: &AtomicBool) -> BTreeMap<String, String> {
    let mut raw = Raw::to(address);
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut latest = String::new();
    while !ended.load(Ordering::Relaxed) {
        raw.send(get("/calendar.ics", &format!("If-None-Match: {latest}\r\n")));
        let reply = raw.reply().unwrap();
        let tag = reply.header("etag").unwrap().to_owned();
        if reply.status == 304 {
            assert_eq!(tag, latest);
            continue;
        }
        let body = reply.text();
        let hash = blake3::hash(&reply.body).to_hex();
        assert_eq!(tag, format!("\"{}\"", &hash[..32]), "the tag is not the body's");
        assert_eq!(seen.insert(tag.clone(), body.clone()).unwrap_or(body.clone()), body);
        latest = tag;
    }
    seen
}

#[test]
fn old_and_new_never_mix_while_syncs_run() {
    let lahella = Lahella::listing(edition(0));
    let kooste = Kooste::configured(&configuration(&lahella, "", ""));
    let daemon = kooste.serve().settled();
    let ended = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let readers: Vec<_> =
            (0..4).map(|_| scope.spawn(|| read(daemon.address, &ended))).collect();
        for number in 1..EDITIONS {
            lahella.lists(edition(number));
            assert_eq!(daemon.resync("")["state"], "applied");
        }
        ended.store(true, Ordering::Relaxed);
        readers.into_iter().map(|reader| reader.join().unwrap()).collect::<Vec<_>>()
    });
    let mut all = BTreeMap::new();
    for (tag, body) in seen.into_iter().flatten() {
        let (editions, events) = told(&body);
        assert_eq!((editions.len(), events), (1, EVENTS), "{editions:?} in one answer");
        let edition = editions.into_iter().next().unwrap();
        assert_eq!(all.insert(tag.clone(), edition).unwrap_or(edition), edition, "{tag}");
    }
    let editions: BTreeSet<_> = all.values().collect();
    assert!(editions.len() >= EDITIONS - 1 && editions.len() == all.len(), "{all:?}");
}
