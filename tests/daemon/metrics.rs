//! What a monitoring system reads, and how `status` tells that somebody is needed.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::http::{Answer, Ask};
use crate::kooste::{Daemon, Kooste, NOW, configuration};
use crate::lahella::{Lahella, event, events};
use crate::upstream::response;

fn local(daemon: &Daemon) -> Answer {
    let ask = Ask { method: "GET", path: "/metrics", ..Ask::default() };
    daemon.ask_local(&ask)
}

/// The value of a series, as it is written.
fn value(text: &str, series: &str) -> Option<String> {
    let of = |line: &str| line.strip_prefix(series)?.strip_prefix(' ').map(str::to_owned);
    text.lines().find_map(of)
}

#[test]
fn metrics_tell_what_is_served_and_how_each_source_does() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    daemon.get("/calendar.ics?municipality=Oulu");
    daemon.get("/no/such/thing");
    let answer = local(&daemon);
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
    let is = |series: &str, expected: &str| {
        assert_eq!(value(&answer.body, series).as_deref(), Some(expected), "{series}");
    };
    is("kooste_activities", "20.0");
    is("kooste_source_listings{source=\"lahella\",state=\"live\"}", "20.0");
    is("kooste_source_health{source=\"lahella\",health=\"ok\"}", "1.0");
    is("kooste_source_health{source=\"lahella\",health=\"failing\"}", "0.0");
    is("kooste_runs_total{source=\"lahella\",outcome=\"applied\"}", "1");
    is("kooste_entries_total{source=\"lahella\",change=\"added\"}", "20");
    let of = |route: &str, code: u16| {
        format!("kooste_http_requests_total{{route=\"{route}\",method=\"GET\",code=\"{code}\"}}")
    };
    is(&of("/calendar.ics", 200), "1");
    is(&of("none", 404), "1");
    assert!(!answer.body.contains("/no/such/thing"));
    for_promtool(&answer.body);
}

/// Where `tests/run` lets promtool look at it.
fn for_promtool(text: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("foreign");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("metrics.prom"), text).unwrap();
}

#[test]
fn on_the_network_metrics_are_closed_unless_the_configuration_opens_them() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    assert_eq!(kooste.serve().get("/metrics").status, 403);
    kooste.configure(&configuration(&lahella, "[metrics]\nread_by = \"anyone\"\n", ""));
    assert_eq!(kooste.serve().get("/metrics").status, 200);
}

#[test]
fn status_fails_and_says_why_where_a_person_is_to_look() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    assert!(kooste.run(&["status"]).status.success());

    let broken = |item: &mut Value| item["traits"]["translations"] = json!({});
    let mut faulty = events(20);
    faulty.iter_mut().for_each(broken);
    lahella.lists(faulty);
    kooste.sync();
    let told = kooste.run(&["status"]);
    assert_eq!(told.status.code(), Some(1), "{told:?}");
    assert!(told.out.contains("not one of its entries can be read"), "{told:?}");
    assert_eq!(kooste.status()["health"], "unreadable");
    assert_eq!(kooste.names().len(), 20);

    lahella.lists(vec![event("new", "Uusi kerho", "2026-12-01")]);
    (0..2).for_each(|_| drop(kooste.sync()));
    assert_eq!(kooste.status()["attention"], json!(["held"]));

    lahella.fails(|_| Some(response("500 Internal Server Error", &[], "")));
    (0..3).for_each(|_| drop(kooste.sync()));
    let attention = kooste.status()["attention"].take();
    assert!(attention.as_array().unwrap().contains(&json!("failing")), "{attention}");
    let told = kooste.run(&["status", "--now", NOW]);
    assert!(told.out.contains("it has failed three times or more in a row"), "{told:?}");
}
