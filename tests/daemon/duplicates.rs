//! What admins say of duplicates, and what they are told of them.

use serde_json::{Value, json};

use crate::http::Ask;
use crate::kooste::Daemon;
use crate::lahella::event;
use crate::several::{announced, id};

fn together(daemon: &Daemon, a: &str, b: &str) -> u16 {
    let word = json!({ "together": [a, b], "reason": "sama kuoro" });
    daemon.admin("POST", "/rulings", Some(&word)).status
}

fn explained(daemon: &Daemon, id: &str) -> Value {
    daemon.admin("GET", &format!("/activities/{id}/explain"), None).json()
}

fn members(explained: &Value) -> Vec<&str> {
    let members = explained["members"].as_array().unwrap();
    members.iter().map(|member| member["listing"].as_str().unwrap()).collect()
}

#[test]
fn a_word_of_an_admin_joins_two_explains_them_and_is_taken_back() {
    let (_first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    let ids = [id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")];
    assert_eq!(together(&daemon, "lahella:1", "toinen:1"), 200);
    let kept = id(&kooste, "lahella", "1");
    assert_eq!(id(&kooste, "toinen", "1"), kept);

    let rulings = daemon.admin("GET", "/rulings", None).json();
    let [said] = rulings["data"].as_array().unwrap().as_slice() else { panic!("{rulings}") };
    assert_eq!(said["pair"], json!(["lahella:1", "toinen:1"]));
    assert_eq!((&said["ruling"], &said["reason"]), (&json!("together"), &json!("sama kuoro")));
    let told = explained(&daemon, &kept);
    assert_eq!(members(&told), ["lahella:1", "toinen:1"]);
    assert_eq!(told["rulings"][0], *said);
    assert_eq!(told["origin"]["name"], "lahella:1");
    let [pair] = told["pairs"].as_array().unwrap().as_slice() else { panic!("{told}") };
    assert_eq!(pair["veto"]["code"], "other_weekday");
    assert_eq!(pair["band"], "apart");
    let other = pair["findings"].as_array().unwrap().iter().find(|f| f["code"] == "title_hardly");
    assert_eq!(other.unwrap()["fi"], "Eri nimi.");
    assert!(other.unwrap()["log_odds"].as_f64().unwrap() < 0.0);
    assert_eq!(told["model"]["weights"], kooste::dedupe::weights::MODEL);

    assert_eq!(daemon.admin("DELETE", "/rulings/toinen:1/lahella:1", None).status, 200);
    assert_eq!(daemon.admin("DELETE", "/rulings/toinen:1/lahella:1", None).status, 404);
    assert_eq!([id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")], ids);
    let log = daemon.admin("GET", "/audit", None).json();
    let actions: Vec<_> = log["data"].as_array().unwrap().iter().map(|l| &l["action"]).collect();
    assert_eq!(actions, ["unrule", "rule/together"]);
}

#[test]
fn a_ruling_outlives_syncs_a_restart_and_a_listing_that_goes_and_returns() {
    let (first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    assert_eq!(together(&daemon, "lahella:1", "toinen:1"), 200);
    let kept = id(&kooste, "toinen", "1");
    daemon.resync_all();
    assert_eq!(id(&kooste, "lahella", "1"), kept);
    drop(daemon);

    let daemon = kooste.serve().settled();
    assert_eq!(id(&kooste, "lahella", "1"), kept);
    let chess = || event("2", "Shakkikerho", "2026-12-01");
    first.lists(vec![chess()]);
    daemon.resync_all();
    daemon.resync_all();
    assert_eq!(members(&explained(&daemon, &kept)), ["lahella:1", "toinen:1"]);
    assert_eq!(explained(&daemon, &kept)["members"][0]["state"], "withdrawn");
    first.lists(vec![event("1", "Kuoro", "2026-11-24"), chess()]);
    daemon.resync_all();
    assert_eq!([id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")], [kept.clone(), kept]);
}

#[test]
fn what_cannot_be_ruled_is_named_and_nobody_rules_without_a_token() {
    let (_first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    let pair = ["lahella:1", "toinen:1"];
    for (body, status) in [
        (json!({ "together": ["lahella:1", "toinen:9"], "reason": "x" }), 404),
        (json!({ "together": ["lahella:1", "lahella:1"], "reason": "x" }), 400),
        (json!({ "apart": ["lahella", "toinen:1"], "reason": "x" }), 400),
        (json!({ "together": pair, "reason": " " }), 400),
        (json!({ "together": pair, "apart": pair, "reason": "x" }), 400),
        (json!({ "reason": "x" }), 400),
        (json!({ "together": pair }), 422),
        (json!({ "together": ["lahella:1"], "reason": "x" }), 422),
    ] {
        let answer = daemon.admin("POST", "/rulings", Some(&body));
        assert_eq!(answer.status, status, "{body}: {answer:?}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    for (path, status) in [
        ("/duplicates?limit=0", 400),
        ("/duplicates?page=2", 400),
        ("/activities/nothing/explain", 404),
        ("/activities/0000000000000/explain", 404),
    ] {
        assert_eq!(daemon.admin("GET", path, None).status, status, "{path}");
    }
    let queue = daemon.admin("GET", "/duplicates?limit=5&offset=0", None).json();
    assert_eq!(queue, json!({ "data": [], "total": 0, "next_offset": null }));
    assert_eq!(daemon.admin("GET", "/rulings", None).json()["data"], json!([]));
    for (method, path) in [
        ("GET", "/duplicates"),
        ("GET", "/rulings"),
        ("POST", "/rulings"),
        ("DELETE", "/rulings/lahella:1/toinen:1"),
        ("GET", "/activities/0000000000000/explain"),
    ] {
        let path = &format!("/admin/api/v1{path}");
        let answer = daemon.ask(&Ask { method, path, headers: &[], body: None });
        assert_eq!(answer.status, 403, "{method} {path}");
    }
}
