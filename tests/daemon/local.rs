//! Faults on our own side: kills, locks, damage, a second daemon, a stop, a broken configuration.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::Value;

use crate::kooste::{Kooste, NOW, bytes_of, configuration};
use crate::lahella::{Lahella, events};
use crate::upstream::Reply;

/// More find more, and take longer: the list grows with each.
const KILLS: u32 = 30;

/// What a half of a run would not agree on.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    listings: i64,
    activities: i64,
    revision: i64,
    unfinished: i64,
}

fn kept(kooste: &Kooste) -> Kept {
    let database = Connection::open(kooste.database()).unwrap();
    let verdict: String =
        database.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let number = |sql: &str| database.query_row(sql, [], |row| row.get(0)).unwrap();
    Kept {
        listings: number("SELECT count(*) FROM listing WHERE state = 'live'"),
        activities: number(
            "SELECT count(*) FROM member JOIN activity ON activity.id = activity WHERE state = 'live'",
        ),
        revision: number("SELECT max(id) FROM revision"),
        unfinished: number("SELECT count(*) FROM run WHERE state IN ('queued', 'running')"),
    }
}

#[test]
fn a_kill_at_any_moment_of_a_sync_leaves_the_old_state_or_the_new_one() {
    let lahella = Lahella::listing(events(10));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let begun = Instant::now();
    kooste.say(&["sync", "--full", "--now", NOW]);
    // Drawn to the commit from either side, in steps of a changing width: there is what can tear. They
    // widen while it stays on one side, as a sync with news takes longer than the one that was timed.
    let (mut moment, step) = (begun.elapsed(), begun.elapsed() / 40);
    let (mut ends, mut last, mut in_a_row) = ([0; 2], 0, 0);
    for round in 0..KILLS {
        let before = kept(&kooste);
        assert_eq!((before.listings, before.unfinished), (before.activities, 0));
        // Two more each time.
        lahella.lists(events(usize::try_from(before.listings).unwrap() + 2));
        let now = format!("2026-11-02T10:{:02}:{:02}Z", round / 60 % 60, round % 60);
        let mut sync = kooste.command(&["sync", "--now", &now]).spawn().unwrap();
        std::thread::sleep(moment);
        sync.kill().unwrap();
        sync.wait().unwrap();

        let after = kept(&kooste);
        let new = i64::from(after.revision > before.revision);
        assert_eq!(after.revision, before.revision + new);
        assert_eq!(after.listings, before.listings + 2 * new, "round {round}: {after:?}");
        assert_eq!(after.activities, after.listings);
        in_a_row = if new == last { in_a_row + 1 } else { 0 };
        last = new;
        let width = step * (round % 4 + 1) * (in_a_row + 1);
        moment = if new == 1 { moment.saturating_sub(width) } else { moment + width };
        ends[usize::from(new == 1)] += 1;
        // The next start ends what was begun, and goes on.
        kooste.say(&["sync", "--full", "--now", &now]);
        assert_eq!(kept(&kooste).listings, before.listings + 2);
    }
    assert!(
        ends.iter().all(|count| *count > 0),
        "no kill before, or none after the commit: {ends:?}"
    );
    assert_eq!(i64::try_from(kooste.names().len()).unwrap(), kept(&kooste).activities);
}

#[test]
fn a_daemon_that_was_killed_in_a_run_is_ready_again_and_tells_of_it() {
    let lahella = Lahella::listing(events(5));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let before = daemon.feeds().json.body;
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let accepted = daemon.admin("POST", "/sources/lahella/resync", None).json();
    daemon.wait_for("the question", || (lahella.asked() == 2).then_some(()));
    daemon.kill();
    let daemon = kooste.serve_at("2026-11-02T12:00:00Z");
    assert_eq!(daemon.get("/readyz").status, 200);
    assert_eq!(daemon.feeds().json.body, before);
    let run = daemon.ended(&accepted["run"]);
    assert_eq!(run["state"], "failed");
    assert!(run["error"].as_str().unwrap().contains("interrupted"), "{run}");
    lahella.heals();
    assert_eq!(daemon.resync("")["state"], "unchanged");
}

#[test]
fn a_database_that_another_program_holds_fails_the_run_alone() {
    let lahella = Lahella::listing(events(5));
    let text = configuration(&lahella, "", "").replace("seconds = 10", "seconds = 1");
    let kooste = Kooste::configured(&text);
    let daemon = kooste.serve().settled();
    let before = daemon.feeds();
    lahella.lists(events(6));
    // Begun before the other program holds the database, and over while it does.
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let accepted = daemon.admin("POST", "/sources/lahella/resync", None).json();
    daemon.wait_for("the question", || (lahella.asked() == 2).then_some(()));
    let other = Connection::open(kooste.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM run WHERE id < 0").unwrap();

    let begun = Instant::now();
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            daemon.wait_for("a note in vain", || daemon.log().contains("run failed").then_some(()));
            daemon.admin("POST", "/resync?full=true", None)
        });
        while !asking.is_finished() {
            let request = Instant::now();
            assert_eq!(daemon.feeds(), before);
            assert!(request.elapsed() < Duration::from_secs(2), "reads wait for the writer");
        }
        let refused = asking.join().unwrap();
        assert_eq!(refused.status, 503, "{refused:?}");
    });
    assert!(begun.elapsed() < Duration::from_secs(15));
    other.execute_batch("ROLLBACK").unwrap();
    lahella.heals();
    assert_eq!(daemon.ended(&accepted["run"])["state"], "failed");
    assert_eq!(daemon.resync("")["report"]["counts"]["added"], 1);
}

/// What is wrong with the file, and what the refusal must say.
fn check_refused(name: &str, spoil: impl FnOnce(&mut Vec<u8>), says: &[&str]) {
    let lahella = Lahella::listing(events(60));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let path = kooste.database();
    let mut bytes = bytes_of(&path);
    spoil(&mut bytes);
    fs::write(&path, &bytes).unwrap();
    for arguments in [&["serve", "--now", NOW][..], &["sync", "--now", NOW]] {
        let told = kooste.run(arguments);
        assert!(!told.status.success(), "{name}: {told:?}");
        for part in says {
            assert!(told.err.contains(part), "{name}: {part:?} in {}", told.err);
        }
    }
    assert!(bytes_of(&path) == bytes, "{name}: the file was touched");
}

#[test]
fn a_damaged_database_is_refused_left_alone_and_the_way_back_told() {
    let way_back = ["is damaged", "was left as it is", "cp BACKUP '", "/data/kooste.db'"];
    check_refused(
        "no database",
        |bytes| *bytes = b"Tama ei ole tietokanta.".repeat(400),
        &way_back,
    );
    check_refused("cut", |bytes| bytes.truncate(bytes.len() / 2), &way_back);
    check_refused("cut in a page", |bytes| bytes.truncate(bytes.len() - 700), &way_back);
    let flip = |bytes: &mut Vec<u8>| {
        // The header of every page but the first, where its kind and its cells are told.
        for page in bytes.chunks_mut(4096).skip(1) {
            page[..8].iter_mut().for_each(|byte| *byte ^= 0xff);
        }
    };
    check_refused("flipped", flip, &way_back);
}

#[test]
fn damage_that_is_found_after_a_kill_is_not_written_over() {
    let lahella = Lahella::listing(events(60));
    let kooste = Kooste::reading(&lahella);
    // The file is whole and the log empty; then one entry more is in the log alone.
    kooste.sync();
    let daemon = kooste.serve();
    lahella.lists(events(61));
    daemon.resync("");
    daemon.kill();
    let (path, log) = (kooste.database(), kooste.path("data/kooste.db-wal"));
    assert!(!bytes_of(&log).is_empty(), "the kill left nothing to be written back");
    let mut bytes = bytes_of(&path);
    bytes.iter_mut().skip(4096).for_each(|byte| *byte ^= 0xff);
    fs::write(&path, &bytes).unwrap();
    let wal = bytes_of(&log);
    let told = kooste.run(&["serve", "--now", NOW]);
    assert!(told.err.contains("is damaged"), "{told:?}");
    assert!(bytes_of(&path) == bytes && bytes_of(&log) == wal, "the files were touched");
}

#[test]
fn a_database_of_a_newer_kooste_is_refused() {
    let set = |bytes: &mut Vec<u8>| {
        // `user_version` stands at 60 (SQLite's file format, 1.3).
        bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    };
    check_refused("newer", set, &["written by a newer Kooste (schema 99"]);
}

#[test]
fn a_second_daemon_is_refused_and_the_command_line_goes_through_the_first() {
    let lahella = Lahella::listing(events(5));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let told = kooste.run(&["serve", "--now", NOW]);
    assert!(!told.status.success());
    assert!(told.err.contains("another Kooste is using it"), "{told:?}");

    let rights = fs::metadata(kooste.socket()).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o600, "{rights:o}");
    let runs = daemon.runs().len();
    lahella.lists(events(6));
    let told = kooste.say(&["sync"]);
    assert!(told.starts_with("lahella: applied (run "), "{told}");
    let told = kooste.say(&["sync", "lahella", "--dry-run"]);
    assert!(told.starts_with("lahella: nothing new (run "), "{told}");
    assert_eq!(daemon.runs().len(), runs + 2);
    assert_eq!(daemon.feeds().json.json()["meta"]["count"], 6);
    lahella.fails(|_| Some(Reply::bytes("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n")));
    let told = kooste.run(&["sync"]);
    assert!(!told.status.success() && told.out.contains("answered 404"), "{told:?}");

    let pinned = kooste.run(&["sync", "--now", NOW]);
    assert!(
        !pinned.status.success() && pinned.err.contains("--now needs it stopped"),
        "{pinned:?}"
    );
    assert_eq!(daemon.get("/readyz").status, 200);
}

#[test]
fn a_stop_in_the_middle_of_a_hanging_fetch_is_clean_and_soon() {
    let lahella = Lahella::listing(events(5));
    let text = configuration(&lahella, "", "").replace("timeout_seconds = 10", "");
    let kooste = Kooste::configured(&text);
    let mut daemon = kooste.serve().settled();
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    daemon.admin("POST", "/sources/lahella/resync", None);
    daemon.wait_for("the question", || (lahella.asked() == 2).then_some(()));
    let stopped = Instant::now();
    daemon.terminate();
    let status = daemon.exit();
    assert_eq!(status.code(), Some(0), "{}", daemon.log());
    assert!(stopped.elapsed() < Duration::from_secs(10), "{:?}", stopped.elapsed());
    assert!(daemon.log().contains("stopping"));
    lahella.heals();
    assert_eq!(kooste.sync_at("2026-11-02T12:00:00Z")["state"], "unchanged");
}

#[test]
fn a_broken_configuration_is_refused_with_its_line() {
    let lahella = Lahella::listing(events(1));
    let good = configuration(&lahella, "", "");
    let kooste = Kooste::configured(&good);
    kooste.say(&["check"]);
    kooste.sync();
    let database = bytes_of(&kooste.database());
    let lines = good.lines().count();
    for (added, says) in [
        ("shedule = \"0 3 * * *\"\n", "shedule"),
        ("schedule = \"every day\"\n", "not five"),
        ("page_size = 0\n", "page_size"),
        ("secret_headers = { Cookie = \"KOOSTE_NO_SUCH\" }\n", "KOOSTE_NO_SUCH"),
        ("redact = [\"faces\"]\n", "faces"),
        ("link = \"https://lahella.example/\"\n", "{id}"),
        ("page_size = \n", ""),
        ("[[feed]]\nname = \"a\"\nfilter = { colour = \"red\" }\n", "colour"),
        ("[[source]]\nid = \"lahella\"\nkind = \"lahella\"\nurl = \"demo:\"\n", "two sources"),
    ] {
        kooste.configure(&format!("{good}{added}"));
        for arguments in [&["check"][..], &["serve", "--now", NOW], &["sync", "--now", NOW]] {
            let told = kooste.run(arguments);
            assert_eq!(told.status.code(), Some(1), "{added}: {told:?}");
            assert!(told.err.contains(says), "{added}: {says:?} in {}", told.err);
            let line = (lines + 1..=lines + 3).any(|n| told.err.contains(&format!("toml:{n}:")));
            assert!(line && told.err.contains('^'), "{added}: {}", told.err);
        }
    }
    assert!(bytes_of(&kooste.database()) == database);
}

#[test]
fn a_source_without_a_file_fails_and_keeps_what_there_was() {
    let lahella = Lahella::listing(Vec::new());
    let text = configuration(&lahella, "", "");
    let url = lahella.upstream().url("");
    let kooste = Kooste::configured(&text.replace(&url, "file:pages/*.json"));
    fs::create_dir(kooste.path("pages")).unwrap();
    fs::write(kooste.path("pages/1.json"), crate::lahella::page(&events(3), 0, 9)).unwrap();
    assert_eq!(kooste.sync()["state"], "applied");
    fs::remove_file(kooste.path("pages/1.json")).unwrap();
    let run = kooste.sync();
    assert_eq!(run["state"], "failed");
    assert_ne!(run["error"], Value::Null);
    assert_eq!(kooste.names().len(), 3);
}

#[test]
fn files_that_are_as_they_were_say_again_what_they_said() {
    let lahella = Lahella::listing(Vec::new());
    let text = configuration(&lahella, "", "");
    let url = lahella.upstream().url("");
    let kooste = Kooste::configured(&text.replace(&url, "file:pages/*.json"));
    fs::create_dir(kooste.path("pages")).unwrap();
    let list = |events: &[Value], total: usize| {
        let page = crate::lahella::page(events, 0, events.len());
        let of = |total| format!("\"total\":{total}");
        let page = page.replace(&of(events.len()), &of(total));
        fs::write(kooste.path("pages/1.json"), page).unwrap();
        let run = kooste.sync();
        let report = &run["report"];
        let completeness = report["completeness"]["completeness"].clone();
        (completeness, report["counts"]["items"].clone(), kooste.names().len())
    };
    let all = events(9);
    assert_eq!(list(&all, 9), ("complete".into(), 9.into(), 9));
    assert_eq!(list(&all, 9), ("unchanged".into(), 0.into(), 9));
    assert_eq!(list(&all[..8], 8), ("complete".into(), 8.into(), 9));
    assert_eq!(list(&all[..8], 8), ("unchanged".into(), 0.into(), 8), "absent from two in a row");
    for _ in 0..2 {
        assert_eq!(list(&all[..7], 9), ("partial".into(), 7.into(), 8), "a part proves nothing");
    }
}
