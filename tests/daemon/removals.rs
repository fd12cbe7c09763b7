//! What a source does not list any more: removed on evidence, held where it is too much at once.

use serde_json::{Value, json};

use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, event, events};

/// The public id of what a source calls `id`.
pub(crate) fn public_id(daemon: &Daemon, id: &str) -> String {
    let all = daemon.get("/api/v1/activities?limit=1000").json();
    let of = |activity: &&Value| activity["sources"][0]["id"] == id;
    let found = all["data"].as_array().unwrap().iter().find(of);
    found.unwrap_or_else(|| panic!("{id} is not served"))["id"].as_str().unwrap().to_owned()
}

fn status_of(daemon: &Daemon, public_id: &str) -> u16 {
    let answers = [format!("/api/v1/activities/{public_id}"), format!("/activity/{public_id}")]
        .map(|path| daemon.get(&path).status);
    assert_eq!(answers[0], answers[1]);
    answers[0]
}

fn count(daemon: &Daemon) -> i64 {
    daemon.get("/api/v1/activities").json()["meta"]["count"].as_i64().unwrap()
}

#[test]
fn three_of_250_are_gone_after_two_complete_runs_and_never_called_cancelled() {
    let all = events(250);
    let lahella = Lahella::listing(all.clone());
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let before = daemon.feeds();
    let ids = ["id-3", "id-77", "id-249"].map(|id| public_id(&daemon, id));

    let left = |item: &Value| !["id-3", "id-77", "id-249"].map(Value::from).contains(&item["_key"]);
    lahella.lists(all.into_iter().filter(left).collect());
    assert_eq!(daemon.resync("")["state"], "unchanged");
    assert_eq!(daemon.feeds(), before);
    let run = daemon.resync("");
    assert_eq!(run["state"], "applied", "{run}");
    assert_eq!(run["report"]["counts"]["withdrawn"], 3);
    let after = daemon.feeds();
    assert_eq!(count(&daemon), 247);
    assert_ne!(after.ics.header("etag"), before.ics.header("etag"));
    for (id, name) in ids.iter().zip(["Kerho 3", "Kerho 77", "Kerho 249"]) {
        assert!(!after.ics.body.contains(&format!(":{name}\r\n")), "{name}");
        assert_eq!(status_of(&daemon, id), 410, "{name}");
    }
    for body in [&after.ics.body, &after.json.body] {
        assert!(!body.contains("PERUTTU") && !body.to_lowercase().contains("cancelled"));
    }
}

#[test]
fn a_fault_that_ends_every_visibility_or_turns_back_every_date_empties_no_calendar() {
    let end =
        |item: &mut Value| item["tags"] = json!({"visibility": {"end": 1_775_001_600_000_i64}});
    let turn_back: fn(&mut Value) = |item| {
        *item = event(item["_key"].as_str().unwrap(), "Kerho", "2026-10-06");
    };
    for fault in [end, turn_back] {
        let lahella = Lahella::listing(events(20));
        let kooste = Kooste::reading(&lahella);
        kooste.sync();
        let before = kooste.export("ics");
        let mut faulty = events(20);
        faulty.iter_mut().for_each(fault);
        lahella.lists(faulty);
        let run = kooste.sync();
        assert_eq!(run["state"], "held", "{run}");
        assert_eq!(run["report"]["counts"]["held"], 20);
        assert_eq!(kooste.export("ics"), before);
        let held = kooste.status()["held"].take();
        assert_eq!(held["removals"]["id-7"], "hidden", "{held}");
    }
}

#[test]
fn a_collapse_is_held_while_all_else_applies() {
    for (left, runs) in [(0, 1), (2, 2), (10, 2)] {
        let lahella = Lahella::listing(events(20));
        let kooste = Kooste::reading(&lahella);
        kooste.sync();
        let mut now = events(20).split_off(20 - left);
        if left > 0 {
            now.push(event("new", "Uusi kerho", "2026-12-01"));
        }
        lahella.lists(now);
        let last = (0..runs).fold(Value::Null, |_, _| kooste.sync());
        assert_eq!(last["state"], "held", "{left}: {last}");
        assert_eq!(last["report"]["counts"]["held"], 20 - left, "{left}");
        let status = kooste.status();
        assert_eq!(status["health"], "held", "{left}");
        let reason = if left == 0 { "empty" } else { "many" };
        assert_eq!(status["held"]["reason"], reason, "{left}");
        let names = kooste.names();
        assert_eq!(names.len(), 20 + usize::from(left > 0), "{left}");
        assert_eq!(names.contains(&"Uusi kerho".to_owned()), left > 0, "{left}");

        lahella.lists(events(20));
        kooste.sync();
        assert_eq!(kooste.status()["held"], Value::Null, "{left}");
        assert_eq!(kooste.status()["health"], "ok", "{left}");
    }
}

/// 20 entries of which all but two are gone, and wait.
fn collapsed(lahella: &Lahella, kooste: &Kooste) -> Daemon {
    let daemon = kooste.serve().settled();
    lahella.lists(events(2));
    daemon.resync("");
    assert_eq!(daemon.resync("")["state"], "held");
    daemon
}

fn digest(daemon: &Daemon) -> Value {
    let held = daemon.admin("GET", "/sources/lahella/held", None);
    assert_eq!(held.status, 200, "{held:?}");
    json!({ "digest": held.json()["digest"] })
}

#[test]
fn an_approval_removes_what_was_seen_and_is_still_gone() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = collapsed(&lahella, &kooste);
    let gone = public_id(&daemon, "id-19");
    let seen = digest(&daemon);
    let held = daemon.admin("GET", "/sources/lahella/held", None).json();
    assert_eq!(held["removals"].as_array().unwrap().len(), 18);
    assert!(held["removals"].to_string().contains(r#""name":"Kerho 19""#));

    lahella.lists(events(3));
    daemon.resync("");
    let approve = |word: &Value| daemon.admin("POST", "/sources/lahella/held/approve", Some(word));
    let before = daemon.feeds();
    for stale in [&seen, &json!({ "digest": "" })] {
        let refused = approve(stale);
        assert_eq!(refused.status, 409, "{refused:?}");
        let current = digest(&daemon);
        assert!(refused.body.contains(current["digest"].as_str().unwrap()), "{refused:?}");
    }
    for wrong in [json!({}), json!({ "digest": 7 }), json!({ "digest": "a", "also": 1 })] {
        assert_eq!(approve(&wrong).status, 422, "{wrong}");
    }
    assert_eq!(daemon.feeds(), before);
    assert_eq!(status_of(&daemon, &gone), 200);

    let approved = approve(&digest(&daemon));
    assert_eq!((approved.status, approved.body.as_str()), (200, r#"{"removed":17}"#));
    assert_eq!(count(&daemon), 3);
    assert_eq!(status_of(&daemon, &gone), 410);
    assert_eq!(approve(&seen).status, 409);
    let audit = daemon.admin("GET", "/audit", None).json();
    assert_eq!(audit["data"][0]["action"], "held/approve", "{audit}");
    assert_eq!(daemon.resync("")["state"], "unchanged");
}

#[test]
fn a_rejection_keeps_all_and_nobody_is_asked_about_the_same_set_again() {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = collapsed(&lahella, &kooste);
    let before = daemon.feeds();
    let seen = digest(&daemon);
    let rejected = daemon.admin("POST", "/sources/lahella/held/reject", Some(&seen));
    assert_eq!((rejected.status, rejected.body.as_str()), (200, r#"{"removed":0}"#));
    let kept = daemon.admin("GET", "/sources/lahella/held", None).json();
    assert_eq!(kept["rejected"], true, "{kept}");
    assert_eq!(daemon.resync("")["state"], "unchanged");
    assert_eq!(digest(&daemon), seen);
    assert_eq!(daemon.feeds(), before);
}

#[test]
fn the_same_bytes_again_change_nothing_that_is_served() {
    let lahella = Lahella::listing(events(12));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let before = daemon.feeds();
    for query in ["", "?full=true"] {
        let run = daemon.resync(query);
        assert_eq!(run["state"], "unchanged", "{run}");
        assert_eq!(run["revision"], Value::Null);
        assert_eq!(run["report"]["counts"]["unchanged"], 12);
        assert_eq!(daemon.feeds(), before);
    }
    daemon.kill();
    let daemon = kooste.serve_at("2026-11-02T12:00:00Z");
    let after = daemon.feeds();
    for (was, is) in [(&before.ics, &after.ics), (&before.json, &after.json)] {
        assert_eq!(is.body, was.body);
        assert_eq!(is.header("etag"), was.header("etag"));
    }
}

#[test]
fn an_id_that_is_used_for_something_else_is_a_new_activity() {
    let lahella = Lahella::listing(vec![event("7", "Kuorolaulua", "2026-11-24")]);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let old = public_id(&daemon, "7");
    lahella.lists(vec![event("7", "Jumppatunti", "2027-02-09")]);
    daemon.resync("");
    let new = public_id(&daemon, "7");
    assert_ne!(new, old);
    assert_eq!(status_of(&daemon, &old), 410);
    let feeds = daemon.feeds();
    assert!(!feeds.ics.body.contains("Kuorolaulua") && feeds.ics.body.contains("Jumppatunti"));

    // A correction of the same thing is none.
    lahella.lists(vec![event("7", "Jumppatunti!", "2027-02-10")]);
    daemon.resync("");
    assert_eq!(public_id(&daemon, "7"), new);
}

#[test]
fn what_its_organiser_unpublishes_is_gone_at_once() {
    let mut items = events(10);
    let lahella = Lahella::listing(items.clone());
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let gone = public_id(&daemon, "id-4");
    items[4]["status"] = "draft".into();
    lahella.lists(items.clone());
    daemon.resync("");
    assert_eq!(status_of(&daemon, &gone), 410);
    items[4]["status"] = "published".into();
    lahella.lists(items);
    assert_eq!(daemon.resync("")["report"]["counts"]["returned"], 1);
    assert_eq!(status_of(&daemon, &gone), 200);
}
