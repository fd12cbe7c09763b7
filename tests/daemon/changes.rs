//! Readers that keep a copy by following what changed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::http::Ask;
use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, event, events, midnight};

const CHANGES: &str = "/api/v1/changes";

/// A reader that keeps what it is told and where it goes on.
struct Copy {
    next: String,
    kept: BTreeMap<String, Value>,
}

impl Copy {
    fn new(query: &str) -> Self {
        Self { next: format!("{CHANGES}{query}"), kept: BTreeMap::new() }
    }

    /// One page; false where it was the last one.
    fn turn_page(&mut self, daemon: &Daemon) -> bool {
        let answer = daemon.get(&self.next);
        assert_eq!(answer.status, 200, "{}: {answer:?}", self.next);
        let page = answer.json();
        let next = page["next"].as_str().unwrap().strip_prefix("https://kooste.example").unwrap();
        let items = page["items"].as_array().unwrap();
        for item in items {
            let id = item["id"].as_str().unwrap().to_owned();
            match item["state"].as_str().unwrap() {
                "updated" => self.kept.insert(id, item["data"].clone()),
                "deleted" => self.kept.remove(&id),
                other => panic!("{other}"),
            };
        }
        assert_eq!(items.is_empty(), self.next == next, "the last page leads to itself");
        next.clone_into(&mut self.next);
        !items.is_empty()
    }

    fn read_on(&mut self, daemon: &Daemon) {
        while self.turn_page(daemon) {}
    }
}

/// What is served, without what follows from today's date.
fn live(daemon: &Daemon) -> BTreeMap<String, Value> {
    let all = daemon.get("/api/v1/activities?limit=1000").json();
    let mut all = all["data"].as_array().unwrap().clone();
    for activity in &mut all {
        for session in activity["sessions"].as_array_mut().unwrap() {
            session.as_object_mut().unwrap().remove("next");
        }
    }
    all.into_iter()
        .map(|activity| (activity["id"].as_str().unwrap().to_owned(), activity))
        .collect()
}

/// The state, revision and name of each item, from the beginning.
fn told(daemon: &Daemon) -> Vec<(String, i64, Option<String>)> {
    let page = daemon.get(CHANGES).json();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let item = |item: &Value| {
        let modified = item["modified"].as_i64().unwrap();
        (text(&item["state"]).unwrap(), modified, text(&item["data"]["name"]["fi"]))
    };
    page["items"].as_array().unwrap().iter().map(item).collect()
}

/// What can become of an entry.
fn edit(items: &mut Vec<Value>, round: usize) {
    let at = round * 7 % items.len();
    match round % 6 {
        0 => items[at]["traits"]["translations"]["fi"]["name"] = json!(format!("Uusi {round}")),
        1 => items[at]["status"] = json!("draft"),
        2 => items.push(event(&format!("new-{round}"), &format!("Lisä {round}"), "2026-12-15")),
        3 => items[at]["tags"] = json!({ "visibility": { "end": midnight("2026-11-01") } }),
        4 => drop(items.remove(at)),
        _ => items.iter_mut().for_each(|item| item["status"] = json!("published")),
    }
}

#[test]
fn whoever_follows_what_changed_ends_with_what_is_served_wherever_it_began() {
    let mut items = events(12);
    let lahella = Lahella::listing(items.clone());
    let kooste = Kooste::reading(&lahella);
    let mut daemon = kooste.serve().settled();
    let mut copies: Vec<_> = ["", "?limit=1", "?limit=5"].map(Copy::new).into();
    for round in 0..12 {
        edit(&mut items, round);
        lahella.lists(items.clone());
        // What is absent is gone after two runs.
        for _ in 0..2 {
            let run = daemon.resync("");
            assert_ne!(run["state"], "failed", "{run}");
            // One reads while all this goes on, another stays behind.
            copies[1].turn_page(&daemon);
        }
        copies[2].turn_page(&daemon);
        if round % 5 == 4 {
            let before = told(&daemon);
            daemon.kill();
            daemon = kooste.serve_at(&format!("2026-11-{:02}T09:00:00Z", 3 + round));
            assert_eq!(told(&daemon), before, "after a new start the same is told");
        }
        copies.push(Copy::new("?limit=2"));
        copies[0].read_on(&daemon);
        assert_eq!(copies[0].kept, live(&daemon), "round {round}");
    }
    let live = live(&daemon);
    assert!(live.len() > 5 && told(&daemon).iter().any(|(state, ..)| state == "deleted"));
    for mut copy in copies {
        copy.read_on(&daemon);
        assert_eq!(copy.kept, live, "{}", copy.next);
    }
}

#[test]
fn what_was_never_shown_is_not_told_of_and_what_is_gone_is_told_by_its_id_alone() {
    let mut draft = event("b", "Luonnos", "2026-11-25");
    draft["status"] = json!("draft");
    let lahella = Lahella::listing(vec![event("a", "Kuoro", "2026-11-24"), draft]);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let first = told(&daemon);
    assert_eq!(first.len(), 1);
    assert_eq!((first[0].0.as_str(), first[0].2.as_deref()), ("updated", Some("Kuoro")));

    let word = json!({ "reason": "pyydetty" });
    daemon.admin("PUT", "/suppressions/lahella:a", Some(&word));
    let page = daemon.get(CHANGES).json();
    let id = page["items"][0]["id"].as_str().unwrap();
    let modified = page["items"][0]["modified"].as_i64().unwrap();
    assert!(modified > first[0].1);
    assert_eq!(
        page["items"],
        json!([{ "state": "deleted", "kind": "Activity", "id": id, "modified": modified }])
    );
    daemon.admin("DELETE", "/suppressions/lahella:a", None);
    let back = told(&daemon);
    assert_eq!((back.len(), back[0].0.as_str()), (1, "updated"));
    assert!(back[0].1 > modified);
}

#[test]
fn days_that_pass_tell_of_nothing_until_they_take_something_away() {
    let lahella = Lahella::listing(vec![
        event("a", "Ensin", "2026-11-24"),
        event("b", "Sitten", "2027-08-10"),
    ]);
    let kooste =
        Kooste::configured(&configuration(&lahella, "[publish]\nretention_months = 1\n", ""));
    let at = |now: &str| {
        let daemon = kooste.serve_at(now).settled();
        told(&daemon).into_iter().map(|(state, _, name)| name.unwrap_or(state)).collect::<Vec<_>>()
    };
    assert_eq!(at("2026-11-02T09:00:00Z"), ["Ensin", "Sitten"]);
    // The next time of one is over, which is told elsewhere.
    assert_eq!(at("2026-11-25T09:00:00Z"), ["Ensin", "Sitten"]);
    // 24 November + 30 days is the last day on which it is shown; the month is over, so it is forgotten.
    assert_eq!(at("2026-12-25T09:00:00Z"), ["Sitten", "deleted"]);
    let database = rusqlite::Connection::open(kooste.database()).unwrap();
    let count: i64 =
        database.query_row("SELECT count(*) FROM activity", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
    // A month later it is still told, and after a quarter nobody needs to hear it.
    assert_eq!(at("2027-01-25T09:00:00Z"), ["Sitten", "deleted"]);
    assert_eq!(at("2027-03-28T09:00:00Z"), ["Sitten"]);
}

#[test]
fn a_page_is_cached_as_long_as_its_place_allows_and_asked_for_conditionally() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let ask = |path: &str, headers: &[(&str, &str)]| {
        daemon.ask(&Ask { method: "GET", path, headers, body: None })
    };
    let first = ask(CHANGES, &[]);
    assert_eq!(first.header("content-type"), Some("application/json"));
    assert_eq!(first.header("access-control-allow-origin"), Some("*"));
    assert!(first.header("cache-control").unwrap().starts_with("public, max-age=300"));
    let etag = first.header("etag").unwrap().to_owned();
    assert_eq!(ask(CHANGES, &[("If-None-Match", &etag)]).status, 304);
    let page = first.json();
    let next = page["next"].as_str().unwrap().strip_prefix("https://kooste.example").unwrap();
    let last = ask(next, &[]);
    assert!(last.header("cache-control").unwrap().starts_with("public, max-age=8"));
    assert_eq!(last.json()["items"], json!([]));
    assert_eq!(last.json()["license"], "https://kooste.example/");
    lahella.lists(events(4));
    daemon.resync("");
    assert_eq!(ask(CHANGES, &[("If-None-Match", &etag)]).status, 200);
    assert_eq!(ask(next, &[]).json()["items"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_no_place_is_refused_and_named() {
    let lahella = Lahella::listing(events(1));
    let daemon = Kooste::reading(&lahella).serve().settled();
    let id = live(&daemon).into_keys().next().unwrap();
    for (query, parameter) in [
        ("afterTimestamp=1", "afterTimestamp"),
        (&*format!("afterId={id}"), "afterId"),
        (&*format!("afterTimestamp=x&afterId={id}"), "afterTimestamp"),
        (&*format!("afterTimestamp=-1&afterId={id}"), "afterTimestamp"),
        (&*format!("afterTimestamp=&afterId={id}"), "afterTimestamp"),
        ("afterTimestamp=1&afterId=x", "afterId"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=1&limit=2", "limit"),
        ("afterChangeNumber=1", "afterChangeNumber"),
        ("municipality=Oulu", "municipality"),
    ] {
        let answer = daemon.get(&format!("{CHANGES}?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
        assert_eq!(answer.json()["parameter"], parameter, "{query}");
    }
    let far = format!("{CHANGES}?afterTimestamp=9007199254740991&afterId={id}");
    assert_eq!(daemon.get(&far).json()["next"], format!("https://kooste.example{far}"));
}
