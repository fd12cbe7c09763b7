//! A fake Linked Events, and what is made of its links, its changes and its faults.

use serde_json::{Value, json};

use crate::kooste::{Kooste, NOW, head};
use crate::lahella::Lahella;
use crate::upstream::{RawRequest, Reply, json as answer, response};

/// An ordinary event, 18–19 in Helsinki on the 24th of November.
pub(crate) fn row(id: &str, name: &str) -> Value {
    json!({
        "id": format!("kooste:{id}"),
        "data_source": "kooste",
        "name": { "fi": name },
        "description": { "fi": "<p>Tule mukaan.</p>" },
        "publication_status": "public",
        "event_status": "EventScheduled",
        "start_time": "2026-11-24T16:00:00Z",
        "end_time": "2026-11-24T17:00:00Z",
        "location": {
            "id": "kooste:1", "name": { "fi": "Talo" }, "street_address": { "fi": "Rantatie 1" },
            "postal_code": "90500", "address_locality": { "fi": "Oulu" },
        },
        "keywords": [],
        "deleted": false,
    })
}

pub(crate) fn rows(count: usize) -> Vec<Value> {
    (1..=count).map(|n| row(&n.to_string(), &format!("Kerho {n}"))).collect()
}

fn page_number(request: &RawRequest) -> usize {
    request.query("page").map_or(1, |page| page.parse().unwrap())
}

/// `next` as a full address on the host that was asked.
fn listing(request: &RawRequest, rows: &[Value]) -> String {
    let number = page_number(request);
    let size: usize = request.query("page_size").unwrap().parse().unwrap();
    let shown: Vec<_> = rows.iter().skip((number - 1) * size).take(size).collect();
    let more = number * size < rows.len();
    let next = more.then(|| {
        let host = request.header("host").unwrap();
        format!("http://{host}/v1/event/?page={}&page_size={size}", number + 1)
    });
    json!({ "meta": { "count": rows.len(), "next": next, "previous": null }, "data": shown })
        .to_string()
}

/// One source of this kind, two entries to a page.
fn reading(upstream: &Lahella, rest: &str) -> Kooste {
    let url = upstream.upstream().url("");
    Kooste::configured(&format!(
        "{}[[source]]\nid = \"lahella\"\nkind = \"linked_events\"\nurl = \"{url}\"\npage_size = 2\n{rest}",
        head(upstream, 10)
    ))
}

fn serving(count: usize) -> Lahella {
    let upstream = Lahella::listing(Vec::new());
    serve(&upstream, rows(count));
    upstream
}

fn serve(upstream: &Lahella, rows: Vec<Value>) {
    upstream.fails(move |request| Some(answer(&listing(request, &rows))));
}

fn full(kooste: &Kooste) -> Value {
    kooste.run(&["sync", "--full", "--now", NOW]);
    kooste.status()["last_run"].take()
}

fn targets(upstream: &Lahella, before: usize) -> Vec<String> {
    upstream.asked_since(before).into_iter().map(|(target, _)| target).collect()
}

#[test]
fn every_page_is_found_by_the_one_before() {
    let upstream = serving(5);
    let kooste = reading(&upstream, "");
    let run = kooste.sync();
    assert_eq!(run["state"], "applied", "{run}");
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(kooste.names().len(), 5);
    assert_eq!(
        targets(&upstream, 0),
        [
            "/v1/event/?include=location%2Ckeywords&page_size=2",
            "/v1/event/?page=2&page_size=2",
            "/v1/event/?page=3&page_size=2",
        ]
    );
}

/// What a whole run makes of a second page, or of all pages, that are wrong.
fn check(name: &str, says: &str, fault: impl Fn(&RawRequest) -> Option<Reply> + Send + 'static) {
    let upstream = serving(4);
    let kooste = reading(&upstream, "");
    kooste.sync();
    let before = kooste.export("ics");
    upstream.fails(move |request| {
        Some(fault(request).unwrap_or_else(|| answer(&listing(request, &rows(4)))))
    });
    // Twice: what proves something proves it by the second time.
    for _ in 0..2 {
        let run = full(&kooste);
        let reason = match run["state"].as_str().unwrap() {
            "failed" => &run["error"],
            _ => &run["report"]["completeness"]["reason"],
        };
        assert!(reason.as_str().is_some_and(|r| r.contains(says)), "{name}: {says:?} in {run}");
    }
    assert_eq!(kooste.export("ics"), before, "{name}");
    serve(&upstream, rows(4));
    let run = full(&kooste);
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{name}: {run}");
    assert_eq!(kooste.export("ics"), before, "{name}");
}

fn with_next(request: &RawRequest, next: Value) -> Reply {
    let mut page: Value = serde_json::from_str(&listing(request, &rows(4))).unwrap();
    page["meta"]["next"] = next;
    answer(&page.to_string())
}

#[test]
fn a_next_that_leads_nowhere_or_away_proves_nothing_and_is_not_followed() {
    let canary = Lahella::listing(Vec::new());
    let away = "not of the same service";
    for (name, next, says) in [
        ("other host", json!(canary.upstream().url("/v1/event/?page=2")), away),
        ("file", json!("file:///etc/passwd"), away),
        ("user name", json!("http://user:pass@127.0.0.1/?page=2"), away),
        ("private address", json!("http://169.254.169.254/?page=2"), away),
        ("number", json!(42), "not read to its end"),
        ("none", Value::Null, "entries stated: 4, sent: 2"),
    ] {
        check(name, says, move |request| {
            (page_number(request) == 1).then(|| with_next(request, next.clone()))
        });
    }
    check("to itself", "pages repeat", |request| Some(with_next(request, request.target().into())));
    check("a cycle", "pages repeat", |request| {
        let other = if page_number(request) == 1 { 2 } else { 1 };
        let next = format!("/v1/event/?page={other}&page_size=2");
        (page_number(request) == 2).then(|| with_next(request, next.into()))
    });
    assert_eq!(canary.upstream().connections(), 0);
}

#[test]
fn a_second_page_that_is_wrong_and_totals_that_lie_prove_nothing() {
    let second = |name: &str, says: &str, reply: Reply| {
        check(name, says, move |request| (page_number(request) == 2).then(|| reply.clone()));
    };
    let empty = r#"{"meta":{"count":4,"next":null},"data":[]}"#;
    second("fails", "answered 500", response("500 Broken", &[], ""));
    second("is html", "is an HTML page", answer("<!DOCTYPE html><html></html>"));
    second("is cut", "JSON", answer(&listing_of(4)[..40]));
    second("is empty", "with nothing in it", answer(""));
    second("has no entries", "entries stated: 4, sent: 2", answer(empty));
    second("is missing", "answered 404", response("404 Not Found", &[], "{}"));
    for (name, count) in [("too high", 9), ("too low", 3)] {
        check(name, "entries stated", move |request| {
            let mut page: Value = serde_json::from_str(&listing(request, &rows(4))).unwrap();
            page["meta"]["count"] = count.into();
            Some(answer(&page.to_string()))
        });
    }
    check("total changes", "the total changed", |request| {
        let mut page: Value = serde_json::from_str(&listing(request, &rows(4))).unwrap();
        page["meta"]["count"] = (4 + page_number(request)).into();
        Some(answer(&page.to_string()))
    });
    check("one removed and shown again", "came on more than one page", |request| {
        // Entry 2 was put at the end meanwhile, and 3 slipped to the page that was read already.
        let mut moved = rows(4);
        if page_number(request) == 2 {
            let first = moved.remove(1);
            moved.push(first);
        }
        Some(answer(&listing(request, &moved)))
    });
}

fn listing_of(count: usize) -> String {
    json!({ "meta": { "count": count, "next": null }, "data": rows(count) }).to_string()
}

#[test]
fn between_whole_runs_only_changes_are_asked_for_and_what_is_absent_stays() {
    let upstream = serving(3);
    let kooste = reading(&upstream, "schedule = \"0 * * * *\"\nfull_schedule = \"0 3 * * *\"\n");
    kooste.sync();
    let ended = kooste.status()["last_success"].as_str().unwrap().to_owned();
    assert_eq!(ended, NOW);

    // One changed, one is deleted, one is new; of the third nothing is said.
    upstream.fails(|request| {
        assert_eq!(request.query("show_deleted").as_deref(), Some("true"));
        let mut gone = row("2", "POISTETTU");
        gone["deleted"] = true.into();
        let rows = [row("1", "Uusi nimi"), gone, row("4", "Kerho 4")];
        Some(answer(&json!({ "meta": { "count": 2, "next": null }, "data": rows }).to_string()))
    });
    let before = upstream.asked();
    let run = kooste.sync_at("2026-11-02T10:00:00Z");
    assert_eq!(run["report"]["completeness"]["completeness"], "increment", "{run}");
    let counts = &run["report"]["counts"];
    assert_eq!((&counts["added"], &counts["changed"]), (&json!(1), &json!(1)), "{run}");
    assert_eq!(counts["withdrawn"], 1, "{run}");
    let asked = upstream.upstream().requests().split_off(before);
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].query("last_modified_since").as_deref(), Some("2026-11-01T09:00:00Z"));
    let mut names = kooste.names();
    names.sort();
    assert_eq!(names, ["Kerho 3", "Kerho 4", "Uusi nimi"]);
    let next = kooste.status()["next_run"].as_str().unwrap().to_owned();
    assert!(next.starts_with("2026-11-02T11:0"), "{next}");

    // The next morning all is asked for: two whole runs without an entry show that it is gone.
    serve(&upstream, vec![row("1", "Uusi nimi"), row("4", "Kerho 4")]);
    for (now, withdrawn) in [("2026-11-03T02:00:00Z", 0), ("2026-11-04T02:00:00Z", 1)] {
        let before = upstream.asked();
        let run = kooste.sync_at(now);
        assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
        assert_eq!(run["report"]["counts"]["withdrawn"], withdrawn, "{run}");
        assert!(targets(&upstream, before)[0].ends_with("keywords&page_size=2"));
    }
}

#[test]
fn a_new_configuration_is_read_whole() {
    let upstream = serving(3);
    let kooste = reading(&upstream, "");
    kooste.sync();
    assert_eq!(kooste.sync()["report"]["completeness"]["completeness"], "increment");
    let url = upstream.upstream().url("");
    kooste.configure(&format!(
        "{}[[source]]\nid = \"lahella\"\nkind = \"linked_events\"\nurl = \"{url}\"\npage_size = 3\n",
        head(&upstream, 10)
    ));
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
}

#[test]
fn secrets_of_a_query_go_out_and_are_kept_and_shown_nowhere() {
    let upstream = Lahella::listing(Vec::new());
    upstream.fails(|request| {
        assert_eq!(request.query("key").as_deref(), Some("S3CRET-cookie"), "{}", request.target());
        let host = request.header("host").unwrap();
        let etag = [("ETag", "\"1\"")];
        let number = page_number(request);
        let next = (number < 2)
            .then(|| format!("http://{host}/v1/event/?key=S3CRET-cookie&page={}", number + 1));
        let page = json!({
            "meta": { "count": 2, "next": next },
            "data": [row(&number.to_string(), "Kerho")],
        });
        Some(response("200 OK", &etag, page.to_string()))
    });
    let kooste = reading(&upstream, "secret_query = { key = \"KOOSTE_TEST_SECRET\" }\n");
    assert_eq!(kooste.sync()["report"]["completeness"]["completeness"], "complete");
    let told = kooste.run(&["status", "--json"]).out + &kooste.run(&["status"]).out;
    assert!(!told.contains("S3CRET"), "{told}");
    let kept = std::fs::read(kooste.database()).unwrap();
    assert!(!kept.windows(6).any(|window| window == b"S3CRET"));
}

#[test]
fn a_part_of_a_series_that_changed_has_all_read_once_and_then_changes_again() {
    let whole = || {
        let mut whole = row("s", "Sarja");
        whole["super_event_type"] = "recurring".into();
        whole["sub_events"] = json!([{ "@id": "https://a.example/v1/event/kooste:p/" }]);
        whole
    };
    let part = |start: &str| {
        let mut part = row("p", "Sarja");
        part["super_event"] = json!({ "@id": "https://a.example/v1/event/kooste:s/" });
        part["start_time"] = start.into();
        part["end_time"] = Value::Null;
        part
    };
    let early = move || part("2026-11-24T15:00:00Z");
    let upstream = Lahella::listing(Vec::new());
    serve(&upstream, vec![whole(), part("2026-11-24T16:00:00Z"), row("1", "Kerho")]);
    let kooste = reading(&upstream, "");
    kooste.sync();
    assert_eq!(kooste.names().len(), 2);

    // The part alone changed; what was asked for with an overlap has it for a day.
    upstream.fails(move |request| {
        let changes = request.query("last_modified_since").is_some();
        let all = if changes { vec![early()] } else { vec![whole(), early(), row("1", "Kerho")] };
        Some(answer(&listing(request, &all)))
    });
    let kinds = |now| kooste.sync_at(now)["report"]["completeness"]["completeness"].clone();
    assert_eq!(kinds("2026-11-02T10:00:00Z"), "complete");
    assert!(kooste.export("ics").contains("T170000"), "{}", kooste.export("ics"));
    let before = kooste.export("ics");
    assert_eq!(kinds("2026-11-02T11:00:00Z"), "increment");
    assert_eq!(kinds("2026-11-02T12:00:00Z"), "increment");
    assert_eq!((kooste.names().len(), kooste.export("ics")), (2, before));
}
