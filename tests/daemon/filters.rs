//! What is asked of feeds and lists over HTTP.

use serde_json::{Value, json};

use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, events};

fn serving(number: usize) -> (Lahella, Kooste) {
    let lahella = Lahella::listing(events(number));
    let kooste = Kooste::reading(&lahella);
    (lahella, kooste)
}

fn ids(answer: &Value) -> Vec<String> {
    let data = answer["data"].as_array().unwrap().iter();
    data.map(|activity| activity["id"].as_str().unwrap().to_owned()).collect()
}

/// The path and query of an absolute address of ours.
fn path_of(next: &Value) -> Option<String> {
    let (_, rest) = next.as_str()?.split_once("://").unwrap();
    Some(rest[rest.find('/').unwrap()..].to_owned())
}

fn walk(daemon: &Daemon, first: &str) -> Vec<Vec<String>> {
    let (mut pages, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let answer = daemon.get(&path).json();
        pages.push(ids(&answer));
        next = path_of(&answer["meta"]["next"]);
    }
    pages
}

#[test]
fn a_list_comes_in_pages_of_a_hundred_unless_another_length_is_asked_for() {
    let (_lahella, kooste) = serving(250);
    let daemon = kooste.serve().settled();
    let whole = ids(&daemon.get("/api/v1/activities?limit=1000").json());
    assert_eq!(whole.len(), 250);
    let sizes = |pages: &[Vec<String>]| pages.iter().map(Vec::len).collect::<Vec<_>>();
    let pages = walk(&daemon, "/api/v1/activities");
    assert_eq!((sizes(&pages), pages.concat()), (vec![100, 100, 50], whole.clone()));
    let pages = walk(&daemon, "/api/v1/activities?page=1&limit=120");
    assert_eq!((sizes(&pages), pages.concat()), (vec![120, 120, 10], whole.clone()));
    let second = ids(&daemon.get("/api/v1/activities?page=2").json());
    assert_eq!(second, whole[100..200]);
    assert_eq!(daemon.get("/calendar.ics").body.matches("BEGIN:VEVENT").count(), 250);
}

#[test]
fn what_asks_the_same_is_answered_with_the_same_bytes() {
    let (_lahella, kooste) = serving(30);
    let daemon = kooste.serve().settled();
    for (one, other) in [
        ("/calendar.ics?municipality=Oulu&lang=fi", "/calendar.ics?municipality=564"),
        (
            "/calendar.ics?theme=sports,nature",
            "/calendar.ics?theme=nature&theme=%73ports&sort=start",
        ),
        ("/api/v1/activities?limit=5&type=hobby", "/api/v1/activities?type=hobby,hobby&limit=05"),
        ("/api/v1/activities?limit=100&page=1", "/api/v1/activities"),
    ] {
        let (one, other) = (daemon.get(one), daemon.get(other));
        assert_eq!(one.status, 200);
        assert_eq!((one.header("etag"), &one.body), (other.header("etag"), &other.body));
    }
}

#[test]
fn what_cannot_be_asked_is_refused_and_named() {
    let (_lahella, kooste) = serving(1);
    let daemon = kooste.serve().settled();
    for (path, parameter) in [
        ("/api/v1/activities?municipality=Oula", "municipality"),
        ("/api/v1/activities?colour=red", "colour"),
        ("/api/v1/activities?after=0000000000000", "after"),
        ("/api/v1/activities?page=1&cursor=a.b", "cursor"),
        ("/api/v1/activities?source=demo", "source"),
        ("/api/v1/activities?fields=nimi", "fields"),
        ("/api/v1/activities?sort=distance", "sort"),
        ("/calendar.ics?page=2", "page"),
        ("/calendar.ics?fields=name", "fields"),
        ("/calendar.ics?cursor=x", "cursor"),
    ] {
        let answer = daemon.get(path);
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}");
        let problem = answer.json();
        assert_eq!(problem["parameter"], parameter, "{path}");
        assert!(problem["detail"].as_str().unwrap().contains("expected"), "{problem}");
    }
}

#[test]
fn a_page_for_people_tells_what_cannot_be_asked_as_a_page() {
    let (_lahella, kooste) = serving(1);
    let daemon = kooste.serve().settled();
    let answer = daemon.get("/?limit=2");
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(answer.body.contains("limit"), "{}", answer.body);
}

/// Query bombs, and what other languages of queries make of signs, are words or are refused.
#[test]
fn nothing_that_is_asked_is_too_much() {
    let (_lahella, kooste) = serving(3);
    let daemon = kooste.serve().settled();
    let long = "a".repeat(6_000);
    let many = vec!["564"; 1_500].join(",");
    for query in [
        "q=%22a%22+OR+1%3D1--",
        "q=NEAR(a+b,10)",
        "q=%25_%25",
        "q=*",
        "q=%00",
        "q=%FF%FE",
        "limit=99999999999999999999999",
        "page=100000&limit=1000",
        "bbox=-180,-90,180,90&near=0,0,200000",
        &format!("q={long}"),
        &format!("municipality={many}"),
        &format!("fields={long}"),
        &format!("cursor={long}"),
        &format!("{long}=1"),
        &"theme=nature&".repeat(400),
    ] {
        let answer = daemon.get(&format!("/api/v1/activities?{query}"));
        assert!([200, 400].contains(&answer.status), "{}: {query:.80}", answer.status);
        assert!(answer.status == 200 || answer.body.len() < 8_000, "{query:.80}");
        assert!(!answer.body.to_lowercase().contains("sql"), "{query:.80}");
    }
}

#[test]
fn some_members_and_one_language_are_told_where_that_is_asked() {
    let (_lahella, kooste) = serving(2);
    let daemon = kooste.serve().settled();
    let get = |path: &str| daemon.get(path).json();
    let list = get("/api/v1/activities?fields=status,name&lang=en");
    let first = &list["data"][0];
    let members: Vec<_> = first.as_object().unwrap().keys().collect();
    assert_eq!(members, ["id", "name", "status"]);
    assert_eq!(first["name"].as_object().unwrap().keys().collect::<Vec<_>>(), ["fi"]);
    let id = first["id"].as_str().unwrap();
    assert_eq!(get(&format!("/api/v1/activities/{id}?fields=status,name&lang=en")), *first);
    let one = get(&format!("/api/v1/activities/{id}?lang=sv"));
    let labels = &one["municipalities"][0]["label"];
    assert_eq!(*labels, json!({"sv": "Uleåborg"}));
}
