//! What admins may do, and nobody else.

use serde_json::{Value, json};

use crate::http::{Answer, Ask};
use crate::kooste::{Daemon, Kooste, NOW, configuration};
use crate::lahella::{Lahella, event, events};
use crate::removals::public_id;
use crate::upstream::Reply;

const SOURCES: &str = "/admin/api/v1/sources";

fn with_token(daemon: &Daemon, method: &str, path: &str, authorization: &str) -> Answer {
    let headers = [("Authorization", authorization), ("Origin", "https://elsewhere.example")];
    daemon.ask(&Ask { method, path, headers: &headers, body: None })
}

fn is_private(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), None, "{answer:?}");
}

#[test]
fn only_a_whole_and_right_token_opens_the_admin_routes() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let closed = daemon.get(SOURCES);
    assert_eq!(closed.status, 403);
    is_private(&closed);
    assert!(daemon.log().contains("kooste token new NAME"));

    let token = kooste.say(&["token", "new", "aino"]).trim().to_owned();
    let near = format!("{}0", &token[..token.len() - 1]);
    let near = if near == token { format!("{}1", &token[..token.len() - 1]) } else { near };
    for authorization in [
        "",
        "Bearer",
        "Bearer ",
        &token,
        &format!("Bearer {near}"),
        &format!("Bearer {token}0"),
        &format!("Bearer {}", &token[..token.len() - 1]),
        &format!("Bearer {}", token.to_uppercase()),
        &format!("Basic {token}"),
        &format!("Bearer {token}, Bearer {token}"),
        &format!("Bearer \"{token}\""),
        "Bearer kooste_",
        "Bearer aino",
        "Bearer \u{e4}",
    ] {
        let answer = with_token(&daemon, "GET", SOURCES, authorization);
        assert_eq!(answer.status, 401, "{authorization:?}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"kooste\""));
        is_private(&answer);
    }
    for path in [format!("{SOURCES}?token={token}"), format!("{SOURCES}?access_token={token}")] {
        assert_eq!(daemon.get(&path).status, 401);
    }
    for scheme in ["Bearer", "bearer", "BEARER"] {
        let answer = with_token(&daemon, "GET", SOURCES, &format!("{scheme} {token}"));
        assert_eq!(answer.status, 200);
        is_private(&answer);
    }
    let resync = "/admin/api/v1/sources/lahella/resync";
    assert_eq!(with_token(&daemon, "POST", resync, "Bearer x").status, 401);
    let accepted = with_token(&daemon, "POST", resync, &format!("Bearer {token}"));
    assert_eq!(accepted.status, 202);
    let run = daemon.ended(&accepted.json()["run"]);
    assert_eq!(run["trigger"], json!({ "by": "admin", "name": "aino" }));
    let place = format!("https://kooste.example/admin/api/v1/runs/{}", run["id"]);
    assert_eq!(accepted.header("location"), Some(place.as_str()));
    assert_eq!(accepted.json()["url"], place.as_str());

    kooste.say(&["token", "revoke", "aino"]);
    assert_eq!(with_token(&daemon, "GET", SOURCES, &format!("Bearer {token}")).status, 403);
    // Tokens are made on the socket only.
    let kept = kooste.say(&["token", "new", "eero"]);
    let authorization = format!("Bearer {}", kept.trim());
    assert_eq!(with_token(&daemon, "GET", "/admin/api/v1/tokens", &authorization).status, 404);
}

#[test]
fn a_wrong_method_or_parameter_is_named_and_does_nothing() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let runs = daemon.runs().len();
    let token = format!("Bearer {}", kooste.say(&["token", "new", "aino"]).trim());
    for (method, path, allow) in [
        ("GET", "/admin/api/v1/resync", "POST"),
        ("GET", "/admin/api/v1/sources/lahella/resync", "POST"),
        ("DELETE", "/admin/api/v1/sources", "GET,HEAD"),
        ("PUT", "/admin/api/v1/sources/lahella/held/approve", "POST"),
    ] {
        let answer = with_token(&daemon, method, path, &token);
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allow)), "{method} {path}");
        is_private(&answer);
    }
    for query in
        ["forced=true", "force=yes", "full=yes", "full", "dry_run=1", "full=true&dry-run=true"]
    {
        for path in ["/sources/lahella/resync", "/resync"] {
            let answer = daemon.admin("POST", &format!("{path}?{query}"), None);
            assert_eq!(answer.status, 400, "{path}?{query}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
            let named = answer.json()["parameter"].as_str().unwrap().to_owned();
            assert!(query.contains(&named), "{named} of {query}");
        }
    }
    for path in ["/sources/other/resync", "/sources/%2e%2e/resync"] {
        assert_eq!(daemon.admin("POST", path, None).status, 404, "{path}");
    }
    let stray = with_token(&daemon, "GET", "/admin/api/v1/nothing", "");
    is_private(&stray);
    assert_eq!(daemon.runs().len(), runs);
}

/// A daemon whose source hangs until the test lets it go on.
fn hanging() -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events(3)).with_etags();
    let text = configuration(&lahella, "", "").replace("seconds = 10", "seconds = 2");
    let kooste = Kooste::configured(&text);
    let daemon = kooste.serve().settled();
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    (lahella, kooste, daemon)
}

fn submit(daemon: &Daemon, query: &str) -> Value {
    let accepted = daemon.admin("POST", &format!("/sources/lahella/resync{query}"), None);
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.json()["run"].clone()
}

#[test]
fn twenty_requests_at_once_are_one_run() {
    let (_lahella, _kooste, daemon) = hanging();
    let before = daemon.runs().len();
    let runs: Vec<Value> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..20).map(|_| scope.spawn(|| submit(&daemon, ""))).collect();
        asking.into_iter().map(|asking| asking.join().unwrap()).collect()
    });
    assert!(runs.iter().all(|run| *run == runs[0]), "{runs:?}");
    assert_eq!(daemon.runs().len(), before + 1);
}

#[test]
fn a_request_joins_only_a_run_that_does_at_least_as_much() {
    let (lahella, _kooste, daemon) = hanging();
    let normal = submit(&daemon, "");
    let full = submit(&daemon, "?full=true");
    let dry = submit(&daemon, "?dry_run=true");
    assert!(normal != full && full != dry && normal != dry);
    assert_eq!(submit(&daemon, ""), normal);
    assert_eq!(submit(&daemon, "?full=true"), full);
    assert_eq!(submit(&daemon, "?dry_run=true"), dry);
    assert_eq!(submit(&daemon, "?dry_run=true&full=true"), dry);
    assert_eq!(submit(&daemon, "?full=false"), normal);
    lahella.heals();
    for run in [normal, full, dry] {
        assert_ne!(daemon.ended(&run)["state"], "running");
    }

    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let full = submit(&daemon, "?full=true");
    assert_eq!(submit(&daemon, ""), full);
}

#[test]
fn a_dry_run_tells_what_would_change_and_changes_nothing() {
    let lahella = Lahella::listing(events(4)).with_etags();
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let state = || {
        let mut sources = daemon.admin("GET", "/sources", None).json();
        assert_ne!(sources["data"][0]["last_run"].take(), Value::Null);
        (daemon.feeds(), sources)
    };
    let before = state();
    let mut items = events(3);
    items[0]["traits"]["translations"]["fi"]["name"] = "Muuttunut".into();
    items.push(event("new", "Uusi kerho", "2026-12-01"));
    items.push(json!({ "_key": "broken" }));
    lahella.lists(items.clone());
    let asked = lahella.asked();
    let run = daemon.resync("?dry_run=true");
    assert_eq!(run["mode"], "dry_run");
    assert_eq!(run["state"], "applied", "{run}");
    assert_eq!(lahella.asked_since(asked)[0].1, None);
    let report = &run["report"];
    assert_eq!(report["counts"]["added"], 1);
    assert_eq!(report["counts"]["changed"], 1);
    assert_eq!(report["counts"]["rejected"], 1);
    let changes = |list: &str| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let changes = report[list].as_array().unwrap().iter();
        changes.map(|c| (text(&c["name"]), text(&c["change"]))).collect()
    };
    let expected =
        [("Uusi kerho", "added"), ("Muuttunut", "changed")].map(|(a, b)| (a.into(), b.into()));
    assert_eq!(changes("listings"), expected);
    let mut activities = changes("activities");
    activities.sort_by_key(|(_, change)| change.clone());
    assert_eq!(activities, expected);
    assert_eq!(run["revision"], Value::Null);
    assert_eq!(state(), before);

    // Another one counts no absence either: only the second real run withdraws.
    daemon.resync("?dry_run=true");
    let asked = lahella.asked();
    let run = daemon.resync("");
    assert!(lahella.asked_since(asked)[0].1.is_some(), "the validators are still there");
    assert_eq!(run["report"]["counts"]["withdrawn"], 0, "{run}");
    assert_eq!(daemon.resync("")["report"]["counts"]["withdrawn"], 1);
}

#[test]
fn a_dry_run_of_the_command_line_and_one_that_fails_leave_everything_as_it_was() {
    let lahella = Lahella::listing(events(2));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let state = || (kooste.status(), kooste.export("ics"), kooste.export("json"));
    let before = state();
    lahella.lists(vec![event("new", "Uusi kerho", "2026-12-01")]);
    let told = kooste.say(&["sync", "--dry-run", "--now", NOW]);
    assert!(told.contains("would be applied") && told.contains("+ new Uusi kerho"), "{told}");
    assert!(told.contains("Added"), "{told}");
    assert_eq!(state(), before);
    lahella.fails(|_| Some(Reply::bytes("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n")));
    let told = kooste.run(&["sync", "--dry-run", "--now", NOW]);
    assert!(!told.status.success() && told.out.contains("answered 500"), "{told:?}");
    assert_eq!(state(), before);
}

#[test]
fn who_guesses_tokens_is_slowed_down_and_the_right_one_still_opens() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let token = kooste.say(&["token", "new", "aino"]).trim().to_owned();
    let guess = || with_token(&daemon, "GET", SOURCES, "Bearer kooste_0");
    for _ in 0..10 {
        assert_eq!(guess().status, 401);
    }
    let slow = guess();
    assert_eq!(slow.status, 429);
    let seconds: u64 = slow.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert_eq!(with_token(&daemon, "GET", SOURCES, "").status, 401, "nothing was guessed");
    assert_eq!(with_token(&daemon, "GET", SOURCES, &format!("Bearer {token}")).status, 200);
}

#[test]
fn a_suppressed_entry_is_hidden_through_syncs_and_restarts_until_it_is_let_go() {
    let mut items = events(3);
    items.push(event("a/b c?%", "Outo tunniste", "2026-11-25"));
    let lahella = Lahella::listing(items);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let ids = ["id-1", "a/b c?%"].map(|id| public_id(&daemon, id));
    let why = json!({ "reason": "Pyydetty puhelimessa" });
    let subjects = ["lahella:id-1", "lahella:a%2Fb%20c%3F%25"];
    for subject in subjects {
        let path = format!("/suppressions/{subject}");
        assert_eq!(daemon.admin("PUT", &path, Some(&json!({ "reason": " " }))).status, 400);
        assert_eq!(daemon.admin("PUT", &path, Some(&why)).status, 200);
    }
    let unknown = "/suppressions/lahella:unknown";
    assert_eq!(daemon.admin("PUT", unknown, Some(&why)).status, 404);
    assert!(!daemon.admin("GET", "/suppressions", None).body.contains("unknown"));
    let hidden = |daemon: &Daemon, status: u16| {
        for id in &ids {
            let answer = daemon.get(&format!("/api/v1/activities/{id}"));
            assert_eq!(answer.status, status, "{answer:?}");
            assert_eq!(daemon.feeds().ics.body.contains(id), status == 200);
            assert_eq!(daemon.feeds().json.body.contains(id), status == 200);
        }
    };
    hidden(&daemon, 410);
    daemon.resync("?full=true");
    hidden(&daemon, 410);
    daemon.kill();
    let daemon = kooste.serve_at("2026-11-02T12:00:00Z");
    hidden(&daemon, 410);
    let list = daemon.admin("GET", "/suppressions", None).body;
    assert!(list.contains("lahella:a/b c?%") && list.contains("Pyydetty puhelimessa"), "{list}");
    for subject in subjects {
        let path = format!("/suppressions/{subject}");
        assert_eq!(daemon.admin("DELETE", &path, None).status, 200);
        assert_eq!(daemon.admin("DELETE", &path, None).status, 404);
    }
    hidden(&daemon, 200);
    let audit = daemon.admin("GET", "/audit", None).json();
    let actions: Vec<_> = audit["data"].as_array().unwrap().iter().map(|l| &l["action"]).collect();
    assert_eq!(actions, ["unsuppress", "unsuppress", "suppress", "suppress"]);
    assert_eq!(audit["next_before"], json!(null));
    let older = daemon.admin("GET", "/audit?before=3", None).json();
    assert_eq!(older["data"].as_array().unwrap()[..], audit["data"].as_array().unwrap()[2..]);
    let sure = json!({ "reason": "tulossa", "force": true });
    assert_eq!(daemon.admin("PUT", unknown, Some(&sure)).status, 200);
}
