//! What the passing of days changes by itself.

use serde_json::{Value, json};

use crate::kooste::Kooste;
use crate::lahella::{Lahella, event, events, midnight};

fn noon(day: &str) -> String {
    format!("{day}T10:00:00Z")
}

#[test]
fn what_has_ended_leaves_after_its_past_days_and_no_day_else_changes_anything() {
    let items = vec![event("a", "Ensin", "2026-11-24"), event("b", "Sitten", "2027-03-09")];
    let lahella = Lahella::listing(items);
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    // 24 November + 30 days is 24 December. On the 25th of November the next time of "Ensin" is over.
    for (day, names, revision) in [
        ("2026-11-03", &["Ensin", "Sitten"][..], 1),
        ("2026-11-24", &["Ensin", "Sitten"], 1),
        ("2026-11-25", &["Sitten", "Ensin"], 2),
        ("2026-12-01", &["Sitten", "Ensin"], 2),
        ("2026-12-24", &["Sitten", "Ensin"], 2),
        ("2026-12-25", &["Sitten"], 3),
        ("2027-01-31", &["Sitten"], 3),
    ] {
        let before = kooste.revision();
        let bytes = (kooste.export("ics"), kooste.export("json"));
        assert_eq!(kooste.sync_at(&noon(day))["state"], "unchanged", "{day}");
        assert_eq!(kooste.names(), names, "{day}");
        let changed = bytes != (kooste.export("ics"), kooste.export("json"));
        assert_eq!(changed, kooste.revision() != before, "{day}");
        assert_eq!(kooste.revision(), first(&kooste) + revision - 1, "{day}");
    }
}

/// The revision in which the first activities came.
fn first(kooste: &Kooste) -> i64 {
    let all: Value = serde_json::from_str(&kooste.export("json")).unwrap();
    all["data"][0]["revision"].as_i64().unwrap()
}

#[test]
fn a_visibility_window_opens_and_closes_with_the_local_day() {
    let mut item = event("a", "Kerho", "2026-11-24");
    item["tags"] = json!({ "visibility": {
        "start": midnight("2026-11-10"), "end": midnight("2026-11-12") } });
    let lahella = Lahella::listing(vec![item]);
    let kooste = Kooste::reading(&lahella);
    // Helsinki's midnight is 22:00 UTC.
    for (now, shown) in [
        ("2026-11-02T09:00:00Z", false),
        ("2026-11-09T21:59:59Z", false),
        ("2026-11-09T22:00:00Z", true),
        ("2026-11-12T21:59:59Z", true),
        ("2026-11-12T22:00:00Z", false),
    ] {
        kooste.sync_at(now);
        assert_eq!(kooste.names().len(), usize::from(shown), "{now}");
    }
}

#[test]
fn what_is_past_retention_is_forgotten_though_it_is_still_listed() {
    let lahella = Lahella::listing(vec![event("a", "Kerho", "2026-11-24")]);
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let rows = |table: &str| -> i64 {
        let database = rusqlite::Connection::open(kooste.database()).unwrap();
        let count = format!("SELECT count(*) FROM {table}");
        database.query_row(&count, [], |row| row.get(0)).unwrap()
    };
    let kept = || ["listing", "activity", "member"].map(rows);
    kooste.sync_at("2027-11-24T10:00:00Z");
    assert_eq!(kept(), [1, 1, 1]);
    let run = kooste.sync_at("2027-11-25T10:00:00Z");
    assert_eq!(run["report"]["counts"]["past"], 1);
    assert_eq!(kept(), [0, 0, 0]);
}

#[test]
fn a_running_daemon_publishes_the_new_day_at_midnight() {
    let mut items = events(1);
    items[0]["tags"] = json!({ "visibility": { "start": midnight("2026-11-10") } });
    let lahella = Lahella::listing(items);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve_at("2026-11-09T21:59:56Z").settled();
    let before = daemon.feeds();
    if before.json.json()["meta"]["as_of"] == "2026-11-09" {
        assert_eq!(before.json.json()["meta"]["count"], 0);
        let age = before.ics.header("cache-control").unwrap();
        let seconds = age.split("max-age=").nth(1).unwrap().split(',').next().unwrap();
        assert!(seconds.parse::<u32>().unwrap() <= 4, "{age}");
    }
    daemon.wait_for("the new day", || {
        (daemon.feeds().json.json()["meta"]["count"] == 1).then_some(())
    });
    let after = daemon.feeds().json.json();
    assert_eq!(after["meta"]["as_of"], "2026-11-10");
}

#[test]
fn what_comes_after_quiet_days_is_shown_as_of_today() {
    let lahella = Lahella::listing(vec![event("a", "Kerho", "2026-12-08")]);
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    // It ended 31 days before the 15th of November, and less than 30 before the 2nd.
    lahella.lists(vec![
        event("a", "Kerho", "2026-12-08"),
        event("b", "Mennyt", "2026-10-15"),
        event("c", "Uusi", "2026-12-09"),
    ]);
    kooste.sync_at("2026-11-15T09:00:00Z");
    assert_eq!(kooste.names(), ["Kerho", "Uusi"]);
    let revision = kooste.revision();
    kooste.sync_at("2026-11-15T09:00:01Z");
    assert_eq!(kooste.revision(), revision);
}

#[test]
fn a_clock_that_is_set_back_is_refused_and_the_same_time_is_not() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    kooste.sync_at("2026-11-03T09:00:00Z");
    let before = kooste.status();
    let told = kooste.run(&["sync", "--now", "2026-11-03T08:59:59Z"]);
    assert!(!told.status.success());
    assert!(told.err.contains("2026-11-03 09:00:00"), "{told:?}");
    assert_eq!(kooste.status(), before);
    kooste.sync_at("2026-11-03T09:00:00Z");
}
