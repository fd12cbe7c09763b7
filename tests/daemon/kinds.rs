//! What is particular to the ways of single kinds: ends, feeds of changes, and pages that link to pages.

use serde_json::{Value, json};

use crate::kooste::{Kooste, NOW, head};
use crate::lahella::{Lahella, event};
use crate::upstream::{RawRequest, Reply, json as answer, response};

fn reading(kind: &str, upstream: &Lahella, path: &str) -> Kooste {
    let url = upstream.upstream().url(path);
    Kooste::configured(&format!(
        "{}[[source]]\nid = \"lahella\"\nkind = \"{kind}\"\nurl = \"{url}\"\n",
        head(upstream, 10)
    ))
}

fn serving(handler: impl Fn(&RawRequest) -> Reply + Send + 'static) -> Lahella {
    let upstream = Lahella::listing(Vec::new());
    upstream.fails(move |request| Some(handler(request)));
    upstream
}

fn full(kooste: &Kooste) -> Value {
    kooste.run(&["sync", "--full", "--now", NOW]);
    kooste.status()["last_run"].take()
}

fn tribe_event(id: u32) -> Value {
    json!({
        "id": id, "status": "publish", "title": format!("Kerho {id}"),
        "url": format!("https://talo.example/{id}"), "all_day": false, "timezone": "Europe/Helsinki",
        "start_date": "2026-11-24 18:00:00", "end_date": "2026-11-24 19:00:00",
        "utc_start_date": "2026-11-24 16:00:00", "utc_end_date": "2026-11-24 17:00:00",
        "venue": { "venue": "Talo", "address": "Rantatie 1", "city": "Oulu", "zip": "90500" },
        "organizer": [], "categories": [], "tags": [],
    })
}

const PAST_THE_END: &str =
    r#"{"code":"event-archive-page-not-found","message":"","data":{"status":404}}"#;

#[test]
fn a_404_past_the_end_of_an_events_calendar_is_an_end_and_any_other_is_an_error() {
    let page = |total: u32, ids: &[u32], next: Value| {
        let events: Vec<_> = ids.iter().map(|id| tribe_event(*id)).collect();
        json!({ "events": events, "total": total, "total_pages": 2, "next_rest_url": next })
            .to_string()
    };
    let missing = |body: &'static str| response("404 Not Found", &[], body);
    let second = "/wp-json/tribe/events/v1/events/?page=2";
    let is_second = |request: &RawRequest| request.query("page").as_deref() == Some("2");
    let upstream = serving(move |request| match is_second(request) {
        true => answer(&page(3, &[3], Value::Null)),
        false => answer(&page(3, &[1, 2], second.into())),
    });
    let kooste = reading("tribe", &upstream, "");
    assert_eq!(kooste.sync()["report"]["completeness"]["completeness"], "complete");
    assert_eq!(kooste.names().len(), 3);
    assert_eq!(upstream.asked_since(0)[0].0, "/wp-json/tribe/events/v1/events?per_page=100");

    // The last entry went while the list was read.
    upstream.fails(move |request| {
        Some(match is_second(request) {
            true => missing(PAST_THE_END),
            false => answer(&page(3, &[1, 2], second.into())),
        })
    });
    let run = full(&kooste);
    assert_eq!(run["report"]["completeness"]["reason"], "entries stated: 3, sent: 2", "{run}");

    // None is left: an answer, and one that a person looks at.
    upstream.fails(move |_| Some(missing(PAST_THE_END)));
    let run = full(&kooste);
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!((full(&kooste)["state"].as_str(), kooste.names().len()), (Some("held"), 3));

    upstream.fails(move |_| Some(missing(r#"{"code":"rest_no_route"}"#)));
    let run = full(&kooste);
    assert!(run["error"].as_str().unwrap().contains("answered 404"), "{run}");
}

fn updated(id: u32, name: &str) -> Value {
    json!({
        "state": "updated", "kind": "Event", "id": id.to_string(), "modified": id,
        "data": {
            "@type": "Event", "name": name, "startDate": "2026-11-24T16:00:00Z",
            "endDate": "2026-11-24T17:00:00Z",
            "location": { "@type": "Place", "name": "Halli", "address": {
                "@type": "PostalAddress", "streetAddress": "Rantatie 1", "postalCode": "90500",
                "addressLocality": "Oulu" } },
        },
    })
}

/// The feed as a list of changes; a page has two of them.
fn feed(changes: &[Value], request: &RawRequest) -> Reply {
    let after: usize = request.query("after").map_or(0, |after| after.parse().unwrap());
    let shown: Vec<_> = changes.iter().skip(after).take(2).collect();
    let next = format!("/feed?after={}", after + shown.len());
    answer(&json!({ "next": next, "items": shown, "license": "https://a.example" }).to_string())
}

#[test]
fn a_feed_of_changes_is_read_on_from_its_end_and_its_word_of_removals_is_taken() {
    let deleted = json!({ "state": "deleted", "kind": "Event", "id": "2", "modified": 4 });
    let mut changes = vec![updated(1, "Uinti"), updated(2, "Pallo"), updated(3, "Jooga")];
    let all = changes.clone();
    let upstream = serving(move |request| feed(&all, request));
    let kooste = reading("rpde", &upstream, "/feed");
    let asked = |before: usize| -> Vec<String> {
        upstream.asked_since(before).into_iter().map(|(target, _)| target).collect()
    };
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(asked(0), ["/feed", "/feed?after=2", "/feed?after=3"]);
    assert_eq!(kooste.names().len(), 3);

    let before = upstream.asked();
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "increment", "{run}");
    assert_eq!(asked(before), ["/feed?after=3"]);

    changes.extend([deleted, updated(1, "Vesijumppa"), updated(1, "Vesijuoksu")]);
    let all = changes.clone();
    upstream.fails(move |request| Some(feed(&all, request)));
    let before = upstream.asked();
    let run = kooste.sync();
    assert_eq!(asked(before), ["/feed?after=3", "/feed?after=5", "/feed?after=6"]);
    assert_eq!(run["report"]["counts"]["withdrawn"], 1, "{run}");
    let mut names = kooste.names();
    names.sort();
    assert_eq!(names, ["Jooga", "Vesijuoksu"]);

    // A fault on the way: the next run goes on where the last whole one ended.
    changes.extend([updated(4, "Tanssi"), updated(5, "Keila"), updated(6, "Sali")]);
    let all = changes.clone();
    upstream.fails(move |request| {
        let ill = request.query("after").as_deref() == Some("8");
        Some(if ill { response("500 Broken", &[], "") } else { feed(&all, request) })
    });
    assert_eq!(kooste.sync()["state"], "failed");
    let all = changes.clone();
    upstream.fails(move |request| Some(feed(&all, request)));
    let before = upstream.asked();
    kooste.sync();
    assert_eq!(asked(before)[0], "/feed?after=6");
    assert_eq!(kooste.names().len(), 5);

    // A whole run begins at the beginning, and so does one whose place is not kept any more.
    let before = upstream.asked();
    assert_eq!(full(&kooste)["report"]["completeness"]["completeness"], "complete");
    assert_eq!(asked(before)[0], "/feed");
    upstream.fails(move |request| {
        let late = request.query("after").as_deref() == Some("9") && request.number == before + 6;
        Some(if late { response("410 Gone", &[], "") } else { feed(&changes, request) })
    });
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(kooste.names().len(), 5);
}

fn html(body: &str) -> Reply {
    let headers = [("Content-Type", "text/html; charset=utf-8")];
    response("200 OK", &headers, format!("<!DOCTYPE html><html><body>{body}</body></html>"))
}

/// A page of one event that names `canary` wherever a reader might fetch something.
fn event_page(name: &str, canary: &str) -> Reply {
    let event = json!({
        "@context": [canary, "https://schema.org"], "@type": "Event", "@id": format!("#{name}"),
        "name": name, "startDate": "2026-11-24T18:00:00+02:00", "endDate": "2026-11-24T19:00:00+02:00",
        "image": canary, "url": canary,
        "location": { "@type": "Place", "name": "Talo", "address": { "@type": "PostalAddress",
            "streetAddress": "Rantatie 1", "postalCode": "90500", "addressLocality": "Oulu" } },
    });
    html(&format!(
        "<link rel=\"stylesheet\" href=\"{canary}\"><img src=\"{canary}\">\
         <script type=\"application/ld+json\">{event}</script>"
    ))
}

#[test]
fn a_page_that_links_to_event_pages_is_read_with_them_and_nothing_else_is_fetched() {
    let canary = Lahella::listing(vec![event("x", "X", "2026-11-24")]);
    let away = canary.upstream().url("/tapahtuma/9");
    let list = format!(
        "<a href=\"/tapahtuma/1\">1</a><a href=\"/tapahtuma/2\">2</a><a href=\"/tapahtuma/3\">3</a>\
         <a href=\"{away}\">9</a>"
    );
    let (page, url) = (list.clone(), away.clone());
    let upstream = serving(move |request| match request.target().as_str() {
        "/tapahtumat" => html(&page),
        "/tapahtuma/1" => event_page("Yksi", &url),
        "/tapahtuma/2" => event_page("Kaksi", &url),
        _ => response("404 Not Found", &[], ""),
    });
    let kooste = reading("json_ld", &upstream, "/tapahtumat");
    let run = kooste.sync();
    // A dead link is no fault of the run.
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(kooste.names().len(), 2);
    assert_eq!(canary.upstream().connections(), 0);

    let (page, url) = (list.clone(), away.clone());
    upstream.fails(move |request| {
        Some(match request.target().as_str() {
            "/tapahtumat" => html(&page),
            "/tapahtuma/1" => event_page("Yksi", &url),
            _ => response("500 Broken", &[], ""),
        })
    });
    for _ in 0..2 {
        let run = full(&kooste);
        let reason = run["report"]["completeness"]["reason"].as_str().unwrap_or_default();
        assert_eq!(reason, "pages that could not be read: 2", "{run}");
    }
    assert_eq!(kooste.names().len(), 2);

    // A login page where there were events.
    upstream.fails(|_| Some(html("<form>Kirjaudu</form>")));
    let run = full(&kooste);
    assert!(run["error"].as_str().unwrap().contains("holds no event"), "{run}");
    assert_eq!(kooste.names().len(), 2);
    assert_eq!(canary.upstream().connections(), 0);
}

fn eventz_page(ids: &[u32], request: &RawRequest) -> Reply {
    let number = |name: &str| request.query(name).unwrap().parse::<usize>().unwrap();
    let shown = ids.iter().skip(number("skip")).take(number("size"));
    let items: Vec<_> = shown
        .map(|id| {
            json!({ "_id": format!("e{id}"), "name": format!("Kerho {id}"),
                "event": { "start": "2026-12-01T16:00:00.000Z", "end": "2026-12-01T18:00:00.000Z" } })
        })
        .collect();
    answer(&json!({ "data": { "items": items } }).to_string())
}

#[test]
fn a_list_without_a_total_is_read_twice_and_what_leaves_it_is_withdrawn() {
    let upstream = serving(|request| eventz_page(&[1, 2, 3], request));
    let kooste = reading("eventz", &upstream, "");
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(run["report"]["counts"]["items"], 3, "{run}");
    assert_eq!(upstream.asked(), 4, "each time a page and the empty one after it");

    upstream.fails(|request| Some(eventz_page(&[1, 3], request)));
    assert_eq!(kooste.sync()["report"]["counts"]["withdrawn"], 0);
    assert_eq!(kooste.sync()["report"]["counts"]["withdrawn"], 1);
    assert_eq!(kooste.names(), ["Kerho 1", "Kerho 3"]);

    // Another list at each question: nobody can tell what left it.
    upstream.fails(|request| {
        let ids: &[u32] = if request.number % 4 < 2 { &[1] } else { &[1, 3] };
        Some(eventz_page(ids, request))
    });
    for _ in 0..3 {
        let run = kooste.sync();
        assert_eq!(run["report"]["completeness"]["completeness"], "partial", "{run}");
    }
    assert_eq!(kooste.names(), ["Kerho 1", "Kerho 3"]);
}

#[test]
fn a_list_that_knows_no_pages_is_asked_for_two_and_read_once() {
    let service = |id: u32| {
        json!({ "id": format!("s{id}"), "publishingStatus": "Published",
            "serviceNames": [{ "language": "fi", "type": "Name", "value": format!("Neuvonta {id}") }] })
    };
    let list = json!([service(1), service(2), service(3)]).to_string();
    let upstream = serving(move |_| answer(&list));
    let kooste = reading("ptv", &upstream, "/list");
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(run["report"]["counts"]["items"], 3, "{run}");
    assert_eq!(upstream.asked(), 2);
}
