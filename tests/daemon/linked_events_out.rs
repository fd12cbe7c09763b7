//! Linked Events as its clients ask for it and read it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::http::Ask;
use crate::kooste::{Daemon, Kooste, head};
use crate::lahella::{Lahella, event, events};
use crate::removals::public_id;
use crate::several::{announced, id};

const BASE: &str = "https://kooste.example/linkedevents/v1/";

fn get(daemon: &Daemon, path: &str) -> Value {
    let answer = daemon.get(&format!("/linkedevents/v1/{path}"));
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    answer.json()
}

fn status(daemon: &Daemon, path: &str) -> (u16, Value) {
    let answer = daemon.get(&format!("/linkedevents/v1/{path}"));
    (answer.status, answer.json())
}

/// Every week from the 3rd of November to the 15th of December.
fn weekly(key: &str, name: &str) -> Value {
    let mut item = event(key, name, "2026-11-03");
    let times = &mut item["traits"]["channels"][0]["events"][0];
    times["type"] = json!("4");
    times["recurrence"]["period"] = json!("P1W");
    times["recurrence"]["end"] = json!(crate::lahella::midnight("2026-12-15"));
    item
}

#[test]
fn the_root_names_the_lists_and_an_address_may_end_in_a_slash_or_not() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let root = get(&daemon, "");
    let names =
        ["event", "image", "keyword", "keyword_set", "language", "organization", "place", "search"];
    let expected: BTreeMap<_, _> = names.map(|name| (name, format!("{BASE}{name}/"))).into();
    assert_eq!(root, json!(expected));
    for path in ["", "event", "place", "keyword", "keyword_set", "keyword_set/kooste:themes"] {
        let [bare, slash] = ["", "/"].map(|end| {
            let path = format!("/linkedevents/v1/{path}");
            daemon.get(&format!("{}{end}", path.trim_end_matches('/')))
        });
        assert_eq!(bare, slash, "{path}");
        assert_eq!(bare.status, 200, "{path}");
        assert_eq!(bare.header("access-control-allow-origin"), Some("*"), "{path}");
        let etag = [("If-None-Match", bare.header("etag").unwrap())];
        let path = format!("/linkedevents/v1/{path}");
        let again = daemon.ask(&Ask { method: "GET", path: &path, headers: &etag, body: None });
        assert_eq!(again.status, 304, "{path}");
    }
}

#[test]
fn pages_are_walked_by_their_next_to_the_end_and_no_further() {
    let lahella = Lahella::listing(events(25));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let first = get(&daemon, "event/?page_size=10&sort=name&include=location");
    assert_eq!(first["meta"]["count"], 25);
    assert_eq!(first["meta"]["previous"], Value::Null);
    let mut ids = Vec::new();
    let mut page = first;
    loop {
        ids.extend(page["data"].as_array().unwrap().iter().map(|e| e["id"].to_string()));
        let Some(next) = page["meta"]["next"].as_str() else { break };
        let rest = next.strip_prefix(BASE).unwrap();
        assert!(rest.starts_with("event/?") && rest.contains("page="), "{next}");
        page = get(&daemon, rest);
    }
    assert_eq!(
        page["meta"]["previous"],
        format!("{BASE}event/?include=location&page_size=10&sort=name&page=2")
    );
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 25);

    let count =
        |query: &str| get(&daemon, &format!("event/{query}"))["data"].as_array().unwrap().len();
    assert_eq!([count(""), count("?page_size=7"), count("?page_size=0")], [20, 7, 20]);
    assert_eq!([count("?page_size=300"), count("?page=last"), count("?page_size=x")], [25, 5, 20]);
    for page in ["0", "3", "-1", "x"] {
        let expected = (404, json!({ "detail": "Invalid page." }));
        assert_eq!(status(&daemon, &format!("event/?page={page}")), expected, "{page}");
    }
    assert_eq!(get(&daemon, "event/?text=zzz")["data"], json!([]));
}

#[test]
fn more_than_a_hundred_are_cut_to_as_many_in_silence() {
    let lahella = Lahella::listing(events(120));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let page = get(&daemon, "event/?page_size=300");
    assert_eq!(page["data"].as_array().unwrap().len(), 100);
    let next = page["meta"]["next"].as_str().unwrap().strip_prefix(BASE).unwrap().to_owned();
    assert_eq!(get(&daemon, &next)["data"].as_array().unwrap().len(), 20);
}

#[test]
fn what_cannot_be_read_and_what_is_not_there_is_told_in_its_own_shape() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    for (path, expected) in [
        ("event/?start=huomenna", 400),
        ("event/?bbox=1,2", 400),
        ("search/", 400),
        ("event/kooste:0000000000000/", 404),
        ("event/helmet:1/", 404),
        ("place/tprek:1/", 404),
        ("keyword/yso:p360/", 404),
        ("keyword_set/helsinki:topics/", 404),
        ("organization/ahjo:00001/", 404),
        ("language/xx/", 404),
        ("image/1/", 404),
    ] {
        let (status, body) = status(&daemon, path);
        assert_eq!(status, expected, "{path}");
        let names: Vec<_> = body.as_object().unwrap().keys().collect();
        assert_eq!(names, ["detail"], "{path}");
    }
}

#[test]
fn what_is_gone_is_410_and_told_to_those_who_ask_for_it() {
    let lahella = Lahella::listing(events(10));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let gone = format!("kooste:{}", public_id(&daemon, "id-3"));
    let live = get(&daemon, &format!("event/{gone}/"));
    assert_eq!(live["@id"], format!("{BASE}event/{gone}/"));
    let count = |query: &str| get(&daemon, &format!("event/?{query}"))["meta"]["count"].clone();
    assert_eq!(count("show_deleted=true"), 10);

    lahella.lists(events(10).into_iter().filter(|item| item["_key"] != "id-3").collect());
    daemon.resync("");
    assert_eq!(daemon.resync("")["report"]["counts"]["withdrawn"], 1);
    let deleted = (410, json!({ "detail": "Event has been deleted." }));
    assert_eq!(status(&daemon, &format!("event/{gone}/")), deleted);
    assert_eq!([count(""), count("show_deleted=true"), count("deleted=true")], [9, 10, 1]);
    let page = get(&daemon, "event/?deleted=true");
    let [stone] = page["data"].as_array().unwrap().as_slice() else { panic!("{page}") };
    let name = json!({ "fi": "POISTETTU", "sv": "RADERAD", "en": "DELETED" });
    assert_eq!((&stone["id"], &stone["name"]), (&json!(gone), &name));
    assert_eq!((&stone["deleted"], &stone["replaced_by"]), (&json!(true), &Value::Null));
    // Nothing of ours changed after the year was out.
    assert_eq!(count("show_deleted=true&last_modified_since=2027-01-01"), 0);
}

#[test]
fn what_was_merged_leads_to_what_stands_for_both() {
    let (_first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    let ids = [id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")];
    let word = json!({ "together": ["lahella:1", "toinen:1"], "reason": "sama kuoro" });
    assert_eq!(daemon.admin("POST", "/rulings", Some(&word)).status, 200);
    let kept = id(&kooste, "lahella", "1");
    let lost = ids.iter().find(|id| **id != kept).unwrap();
    let answer = daemon.get(&format!("/linkedevents/v1/event/kooste:{lost}/"));
    assert_eq!(answer.status, 301);
    let location = format!("{BASE}event/kooste:{kept}/");
    assert_eq!(answer.header("location"), Some(location.as_str()));
    let page = get(&daemon, "event/?deleted=true");
    assert_eq!(page["data"][0]["replaced_by"], format!("kooste:{kept}"));
}

/// What the pages of Helsinki's event sites ask for, parameter by parameter, and the members without which
/// they leave an event out.
#[test]
fn a_client_of_helsinki_finds_its_events_and_all_that_it_needs_of_them() {
    let lahella = Lahella::listing(vec![weekly("1", "Kuoro"), event("2", "Retki", "2026-11-24")]);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let search = "event/?event_type=General&division=ocd-division%2Fcountry%3Afi%2Fkunta%3Aoulu\
        &end=2026-11-30&include=keywords%2Clocation%2Caudience%2Cin_language\
        &keyword_OR_set2=kooste%3Atheme-culture%2Cyso%3Ap360&keyword!=yso%3Ap4354\
        &language=fi&page_size=25&sort=end_time&start=now&super_event_type=umbrella%2Cnone\
        &full_text=kuoro&full_text_language=fi%2Csv%2Cen&ongoing=true";
    let found = get(&daemon, search);
    let starts: Vec<_> =
        found["data"].as_array().unwrap().iter().map(|e| e["start_time"].clone()).collect();
    let at = |day: u32| json!(format!("2026-11-{day:02}T16:00:00Z"));
    assert_eq!(starts, [3, 10, 17, 24].map(at));
    for event in found["data"].as_array().unwrap() {
        for list in [
            "keywords",
            "external_links",
            "sub_events",
            "images",
            "in_language",
            "audience",
            "offers",
        ] {
            assert!(event[list].is_array(), "{list}: {event}");
        }
        assert_eq!(event["name"]["fi"], "Kuoro");
        assert_eq!(event["location"]["divisions"][0]["type"], "muni");
        assert_eq!(event["location"]["street_address"]["fi"], "Rantatie 1");
        assert_eq!(event["keywords"][0]["id"], "kooste:theme-culture");
        assert!(event["keywords"][0]["@id"].is_string());
    }

    // "Other times": by the last part of the address of the event that holds this one.
    let address = found["data"][0]["super_event"]["@id"].as_str().unwrap();
    let whole = address.trim_end_matches('/').rsplit('/').next().unwrap();
    let others = format!(
        "event/?include=location&sort=end_time&start=now&super_event={whole}&event_type=General"
    );
    assert_eq!(get(&daemon, &others)["meta"]["count"], 7);
    let held = get(&daemon, &format!("event/{whole}/?include=sub_events"));
    assert_eq!(held["super_event_type"], "recurring");
    assert_eq!(held["sub_events"].as_array().unwrap().len(), 7);
    let by_ids = get(&daemon, &format!("event/?ids={whole},helmet:1&include=keywords"));
    assert_eq!(by_ids["data"][0]["id"], whole);

    // From a place to what is next there, and from a keyword typed in part.
    let place = found["data"][0]["location"]["id"].as_str().unwrap();
    assert_eq!(get(&daemon, &format!("place/{place}/"))["n_events"], 2);
    let there = format!("event/?location={place}&start=now&super_event_type=none&page_size=6");
    assert_eq!(get(&daemon, &there)["meta"]["count"], 8);
    let places = get(&daemon, "place/?text=ranta&sort=-n_events&has_upcoming_events=true");
    assert_eq!(places["data"][0]["id"], place);
    let keywords = get(&daemon, "keyword/?text=kultt&data_source=kooste");
    assert_eq!(keywords["data"][0]["id"], "kooste:theme-culture");
    assert_eq!(get(&daemon, "keyword/?show_all_keywords=true&page_size=100")["meta"]["count"], 34);
    let set = get(&daemon, "keyword_set/kooste:themes/?include=keywords");
    let counts: Vec<_> =
        set["keywords"].as_array().unwrap().iter().map(|k| &k["n_events"]).collect();
    assert_eq!(counts.iter().filter(|count| **count == &json!(2)).count(), 1);
    let search = get(&daemon, "search/?input=retk&language=fi&start=2026-11-02&type=event");
    assert_eq!(search["data"][0]["name"]["fi"], "Retki");
    assert_eq!(get(&daemon, "search/?q=ranta&type=place")["data"][0]["id"], place);
}

/// One that knows nothing of us but Linked Events: another one of our own daemons.
#[test]
fn another_region_reads_the_same_names_times_and_places_from_it() {
    let lahella = Lahella::listing(vec![weekly("1", "Kuoro"), event("2", "Retki", "2026-11-24")]);
    let first = Kooste::reading(&lahella);
    let daemon = first.serve().settled();
    let page = daemon.get("/linkedevents/v1/event/?include=location,keywords&page_size=100").body;
    let relay = Lahella::listing(Vec::new());
    relay.fails(move |_| Some(crate::upstream::json(&page)));
    let second = Kooste::configured(&format!(
        "{}[[source]]\nid = \"naapuri\"\nkind = \"linked_events\"\nurl = \"{}\"\n",
        head(&relay, 10),
        relay.upstream().url("")
    ));
    assert_eq!(second.sync()["state"], "applied");
    let told = |kooste: &Kooste| {
        let all: Value = serde_json::from_str(&kooste.export("json")).unwrap();
        let one = |activity: &Value| {
            let place = &activity["sessions"][0]["location"]["address"]["fi"];
            let town = &activity["municipalities"][0]["code"];
            (
                activity["name"].to_string(),
                activity["start_time"].to_string(),
                activity["end_time"].to_string(),
                place.to_string(),
                town.to_string(),
            )
        };
        let mut all: Vec<_> = all["data"].as_array().unwrap().iter().map(one).collect();
        all.sort();
        all
    };
    assert_eq!(told(&first), told(&second));
}
