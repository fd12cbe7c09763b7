//! A disk that fails, and one that can only be read.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::kooste::{Daemon, Kooste, NOW};
use crate::lahella::{Lahella, events};
use crate::machine::serve_after;

/// The library that makes writing fail, built as the rest of the program was linked.
fn failing_disk(kooste: &Kooste) -> PathBuf {
    let library = kooste.path("failing_disk.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/daemon/failing_disk.c");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).args([source, "-ldl"]);
    assert!(cc.status().unwrap().success());
    library
}

/// The bodies of the feeds.
fn served(daemon: &Daemon) -> [String; 2] {
    let feeds = daemon.feeds();
    [feeds.ics.body, feeds.json.body]
}

fn is_degraded(daemon: &Daemon) -> bool {
    let ready = daemon.get("/readyz");
    assert_eq!(daemon.get("/healthz").status, 200);
    let degraded = ready.status == 503;
    let detail = ready.json()["detail"].as_str().unwrap_or_default().to_owned();
    assert_eq!(detail.starts_with("degraded: "), degraded, "{detail}");
    degraded
}

#[test]
fn a_disk_that_fails_costs_the_run_and_the_next_one_finds_all_in_order() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let broken = kooste.path("broken");
    let mut command = kooste.command(&["serve", "--now", NOW]);
    command.env("LD_PRELOAD", failing_disk(&kooste)).env("FAILING_DISK", &broken);
    let daemon = kooste.start(&mut command).settled();
    let before = served(&daemon);

    lahella.lists(events(40));
    fs::write(&broken, "").unwrap();
    let refused = daemon.admin("POST", "/sources/lahella/resync", None);
    assert_eq!(refused.status, 503);
    assert!(is_degraded(&daemon));
    assert!(served(&daemon) == before, "what is served is another");

    fs::remove_file(&broken).unwrap();
    let run = daemon.resync("");
    assert_eq!((&run["state"], &run["report"]["counts"]["added"]), (&"applied".into(), &20.into()));
    assert!(!is_degraded(&daemon));
    drop(daemon);
    // Opened anew, with its checks.
    assert_eq!(kooste.names().len(), 40);
}

#[test]
fn what_can_only_be_read_is_served_and_said_to_be_degraded() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let expected = kooste.export("json");
    let data = kooste.path("data").display().to_string();
    let mount = format!("mount --bind '{data}' '{data}' && mount -o remount,bind,ro '{data}'");
    let mut command = serve_after(&kooste, &mount, &["unshare", "-rm"], &["serve", "--now", NOW]);
    let daemon = kooste.start(&mut command).elsewhere();
    daemon.wait_for("feeds", || (daemon.get("/api/v1/activities").status == 200).then_some(()));
    let all = daemon.get("/api/v1/activities?limit=1000").json();
    let whole: serde_json::Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(all["data"], whole["data"]);
    assert!(is_degraded(&daemon));
    assert_eq!(lahella.asked(), 1, "a source is asked for what cannot be stored");
}
