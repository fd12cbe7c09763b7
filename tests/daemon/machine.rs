//! Faults of the machine: a full disk, a clock that jumps, few descriptors, little memory.

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::http::{Ask, over_socket};
use crate::kooste::{Daemon, Kooste, NOW, PATIENCE, configuration};
use crate::lahella::{Lahella, events, page};
use crate::upstream::Reply;

/// `shell` is run within `wrapped`, and then the daemon takes its place as the same process.
pub(crate) fn serve_after(
    kooste: &Kooste,
    shell: &str,
    wrapped: &[&str],
    arguments: &[&str],
) -> Command {
    let inner = kooste.command(arguments);
    let (program, rest) = wrapped.split_first().unwrap();
    let mut command = Command::new(program);
    command.args(rest).args(["sh", "-c", &format!("{shell} && exec \"$0\" \"$@\"")]);
    command.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// Takes all the room that is left.
fn fill(path: &std::path::Path) {
    let mut filler = File::create(path).unwrap();
    while filler.write_all(&[0; 4096]).is_ok() {}
}

#[test]
fn a_disk_that_is_full_fails_runs_alone_and_is_well_again_by_itself() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let data = kooste.path("data");
    fs::create_dir(&data).unwrap();
    let mount = format!("mount -t tmpfs -o size=6m kooste '{}'", data.display());
    let mut command = serve_after(&kooste, &mount, &["unshare", "-rm"], &["serve", "--now", NOW]);
    let daemon = kooste.start(&mut command).elsewhere().settled();
    // The time of an edition is not told before it has come, so Last-Modified may grow by a second.
    let served = || {
        let feeds = daemon.feeds();
        [feeds.ics.body, feeds.json.body]
    };
    let before = served();
    let filler = daemon.own(&data.join("filler"));

    // The disk fills up while a source is asked.
    let body = page(&events(400), 0, 400);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    lahella.fails(move |_| {
        Some(Reply::bytes(head.clone()).pause(Duration::from_secs(1)).then(body.clone()))
    });
    let run = daemon.admin("POST", "/sources/lahella/resync", None).json()["run"].clone();
    daemon.wait_for("the question", || (lahella.asked() == 2).then_some(()));
    fill(&filler);
    let degraded = || daemon.get("/readyz");
    daemon.wait_for("trouble", || (degraded().status == 503).then_some(()));
    assert!(degraded().json()["detail"].as_str().unwrap().starts_with("degraded: "));
    assert_eq!(daemon.get("/healthz").status, 200);
    assert_eq!(daemon.admin("POST", "/sources/lahella/resync?full=true", None).status, 503);
    assert!(served() == before, "what is served is another");

    fs::remove_file(&filler).unwrap();
    let run = daemon.ended(&run);
    assert_eq!(run["state"], "failed");
    assert!(run["error"].as_str().unwrap().contains("disk is full"), "{run}");
    assert_eq!(degraded().status, 200);
    assert!(served() == before, "what is served is another");
    lahella.lists(events(400));
    lahella.heals();
    assert_eq!(daemon.resync("")["report"]["counts"]["added"], 380);
}

#[test]
fn a_log_that_cannot_be_written_stops_nothing() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    let mut command = serve_after(&kooste, "exec 2>/dev/full", &["env"], &["serve", "--now", NOW]);
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let socket = kooste.socket();
    let get = |path| over_socket(&socket, &Ask { method: "GET", path, ..Ask::default() });
    let begun = Instant::now();
    let served = || socket.exists() && get("/api/v1/activities").json()["meta"]["count"] == 3;
    while !served() {
        assert!(begun.elapsed() < PATIENCE && child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(20));
    }
    let told = kooste.say(&["sync"]);
    assert!(told.starts_with("lahella: nothing new"), "{told}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn sixty_four_descriptors_are_enough_to_sync_and_to_serve_whoever_fits() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    let mut command = serve_after(&kooste, "ulimit -n 64", &["env"], &["serve", "--now", NOW]);
    let daemon = kooste.start(&mut command).settled();
    let before = daemon.feeds().json.body;
    let idle: Vec<_> =
        (0..100).filter_map(|_| std::net::TcpStream::connect(daemon.address).ok()).collect();
    assert_eq!(idle.len(), 100);
    std::thread::sleep(Duration::from_millis(300));
    drop(idle);
    daemon.wait_for("room again", || (daemon.get("/readyz").status == 200).then_some(()));
    assert!(daemon.feeds().json.body == before, "what is served is another");
    lahella.lists(events(4));
    assert_eq!(daemon.resync("")["report"]["counts"]["added"], 1);
}

#[test]
fn a_sync_and_its_feeds_fit_into_256_megabytes() {
    let lahella = Lahella::listing(events(300));
    let kooste = Kooste::reading(&lahella);
    // Of data: a limit of addresses would count what is reserved for stacks and never used.
    let limit = format!("ulimit -d {}", 256 << 10);
    let mut command = serve_after(&kooste, &limit, &["env"], &["serve", "--now", NOW]);
    let daemon = kooste.start(&mut command).settled();
    assert_eq!(daemon.runs()[0]["report"]["counts"]["added"], 300);
    assert_eq!(daemon.feeds().json.json()["meta"]["count"], 300);
}

/// How far its clock is off, from now on.
fn set(kooste: &Kooste, offset: &str) {
    fs::write(kooste.path("offset.new"), format!("{offset}\n")).unwrap();
    fs::rename(kooste.path("offset.new"), kooste.path("offset")).unwrap();
}

#[test]
fn a_clock_that_jumps_a_year_ahead_and_back_makes_no_burst_and_stops_nothing() {
    let Some(library) = glob::glob("/usr/lib/*/faketime/libfaketimeMT.so.1").unwrap().next() else {
        panic!("libfaketime is missing; on Debian: apt-get install faketime");
    };
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::configured(&configuration(&lahella, "", "schedule = \"0 3 * * *\"\n"));
    set(&kooste, "+0");
    let mut command = kooste.command(&["serve"]);
    command
        .env("LD_PRELOAD", library.unwrap())
        .env("FAKETIME_TIMESTAMP_FILE", kooste.path("offset"))
        .env("FAKETIME_CACHE_DURATION", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    let daemon = kooste.start(&mut command).settled();
    let year = |daemon: &Daemon| {
        let run = daemon.runs().swap_remove(0);
        run["queued"].as_str().unwrap()[..4].parse::<i32>().unwrap()
    };
    let this = year(&daemon);
    set(&kooste, "+365d");
    // The schedule's slots of a year are made up for by one run, within the longest sleep of the timer.
    let soon = Duration::from_secs(60);
    daemon.wait_within(soon, "the run that is overdue", || (lahella.asked() == 2).then_some(()));
    assert_eq!(year(&daemon), this + 1);
    daemon.ended(&daemon.runs()[0]["id"]);

    set(&kooste, "-1d");
    assert_eq!(daemon.get("/readyz").status, 200);
    daemon.resync("");
    assert_eq!(lahella.asked(), 3);
    let feeds = daemon.get("/api/v1/activities");
    let age: u64 = feeds
        .header("cache-control")
        .unwrap()
        .split("max-age=")
        .nth(1)
        .unwrap()
        .split(',')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(age <= 300, "{feeds:?}");
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(lahella.asked(), 3, "a burst");
}
