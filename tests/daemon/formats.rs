//! JSON-LD, JSON Feed, RSS and calendars, as they are served.

use serde_json::{Value, json};

use crate::http::{Answer, Ask};
use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, event, events};

fn serving(items: Vec<Value>) -> (Lahella, Kooste, Daemon) {
    let announced = items.len();
    let lahella = Lahella::listing(items);
    let feed = "[[feed]]\nname = \"kulttuuri\"\ntitle = \"Kulttuuria\"\nfilter = { theme = \"culture\" }\n";
    let kooste = Kooste::configured(&configuration(&lahella, "", feed));
    let daemon = kooste.serve().settled();
    // A run is applied in the store a moment before it is served.
    daemon.wait_for("what was announced", || {
        let all = daemon.get("/api/v1/activities?limit=1").json();
        (all["meta"]["count"] == announced).then_some(())
    });
    (lahella, kooste, daemon)
}

fn served(daemon: &Daemon, path: &str, kind: &str) -> Answer {
    let answer = daemon.get(path);
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    assert_eq!(answer.header("content-type"), Some(kind), "{path}");
    answer
}

/// The id of the only activity.
fn id(daemon: &Daemon) -> String {
    let all = daemon.get("/api/v1/activities").json();
    all["data"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_form_of_a_feed_has_its_type_and_a_304() {
    let (_lahella, _kooste, daemon) = serving(events(2));
    for (path, kind) in [
        ("/activities.jsonld", "application/ld+json"),
        ("/feed.json", "application/feed+json"),
        ("/feed.rss", "application/rss+xml; charset=utf-8"),
        ("/feeds/kulttuuri.jsonld", "application/ld+json"),
        ("/feeds/kulttuuri.feed.json", "application/feed+json"),
        ("/feeds/kulttuuri.rss", "application/rss+xml; charset=utf-8"),
        ("/feeds/kulttuuri.json", "application/json"),
        ("/feeds/kulttuuri.ics", "text/calendar; charset=utf-8"),
        ("/calendar.ics?expand=1", "text/calendar; charset=utf-8"),
    ] {
        let answer = served(&daemon, path, kind);
        assert!(answer.body.contains("Kerho 1"), "{path}: {}", answer.body);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        let tag = answer.header("etag").unwrap();
        let headers = [("If-None-Match", tag)];
        let again = daemon.ask(&Ask { method: "GET", path, headers: &headers, body: None });
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
    }
    for path in ["/feeds/kulttuuri.xml", "/feeds/nothing.rss", "/feeds/kulttuuri"] {
        assert_eq!(daemon.get(path).status, 404, "{path}");
    }
    for path in ["/feed.rss?expand=1", "/feed.json?fields=name", "/calendar.ics?expand=maybe"] {
        let answer = daemon.get(path);
        assert_eq!(answer.status, 400, "{path}");
        assert!(answer.json()["parameter"].is_string(), "{path}: {answer:?}");
    }
}

#[test]
fn pages_lead_on_until_everything_was_seen() {
    let (_lahella, _kooste, daemon) = serving(events(5));
    let base = "https://kooste.example";
    let (mut path, mut seen) = ("/feed.json?limit=2".to_owned(), Vec::new());
    for _ in 0..3 {
        let page = daemon.get(&path).json();
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_url"].as_str() else { break };
        path = next.strip_prefix(base).unwrap().to_owned();
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    // Asked twice: the second answer is one that was kept.
    for _ in 0..2 {
        let first = daemon.get("/activities.jsonld?limit=2");
        let next = first.json()["http://www.w3.org/ns/hydra/core#next"]["@id"].clone();
        let link = format!("<{}>; rel=\"next\"", next.as_str().unwrap());
        assert_eq!(first.header("link"), Some(&*link));
        assert_eq!(first.json()["numberOfItems"], 5);
    }
    let rss = daemon.get("/feeds/kulttuuri.rss?limit=2").body;
    assert_eq!(rss.matches("<item>").count(), 2);
    let next = "<atom:link rel=\"next\" href=\"https://kooste.example/feeds/kulttuuri.rss?";
    assert!(rss.contains(next), "{rss}");
    assert!(rss.contains("<title>Kulttuuria</title>"), "{rss}");
}

#[test]
fn one_activity_is_a_calendar_without_a_name_and_linked_data() {
    let (lahella, _kooste, daemon) = serving(vec![event("a", "Kuoro </script>", "2026-11-24")]);
    let id = id(&daemon);
    let ics = served(&daemon, &format!("/activity/{id}.ics"), "text/calendar; charset=utf-8").body;
    assert!(!ics.contains("X-WR-CALNAME") && !ics.contains("\r\nNAME:"), "{ics}");
    assert!(ics.contains("BEGIN:VEVENT") && ics.contains("\r\nLAST-MODIFIED:"), "{ics}");
    let answer = served(&daemon, &format!("/activity/{id}.jsonld?lang=sv"), "application/ld+json");
    assert_eq!(answer.json()["startDate"], "2026-11-24T18:00:00+02:00");

    let page = daemon.get(&format!("/activity/{id}")).body;
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (script, _) = rest.split_once("</script>").unwrap();
    let script: Value = serde_json::from_str(script).unwrap();
    assert_eq!(script["@id"], json!(format!("https://kooste.example/activity/{id}")));
    assert!(page.contains(&format!(
        "<link rel=\"alternate\" type=\"text/calendar\" href=\"https://kooste.example/activity/{id}.ics?lang=fi\">"
    )));

    assert_eq!(daemon.get(&format!("/activity/{id}.pdf")).status, 404);
    assert_eq!(daemon.get("/activity/0000000000000.ics").status, 404);
    lahella.lists(vec![event("b", "Kerho", "2026-11-24"), event("c", "Kisa", "2026-11-25")]);
    daemon.resync("");
    daemon.resync("");
    for end in ["", ".ics", ".jsonld"] {
        let path = format!("/activity/{id}{end}");
        assert_eq!(daemon.get(&path).status, 410, "{path}");
    }
}

#[test]
fn a_calendar_that_is_more_than_readers_take_comes_whole_and_says_so() {
    let long = format!("<p>{}</p>", "Lauletaan yhdessä. ".repeat(250));
    let mut items = events(250);
    for item in &mut items {
        item["traits"]["translations"]["fi"]["description"] = long.clone().into();
    }
    let (_lahella, kooste, daemon) = serving(items);
    for _ in 0..2 {
        let whole = served(&daemon, "/calendar.ics", "text/calendar; charset=utf-8");
        assert_eq!(whole.body.matches("BEGIN:VEVENT").count(), 250);
        let notice = whole.header("kooste-notice").unwrap();
        assert!(notice.starts_with("large; events=250; bytes=1"), "{notice}");
        let link = "<https://kooste.example/calendar.ics?from=2026-11-02&to=2027-01-01>; rel=\"alternate\"; type=\"text/calendar\"";
        assert_eq!(whole.header("link"), Some(link));
        let described = whole.body.replace("\r\n ", "");
        assert!(described.contains("X-WR-CALDESC:") && described.contains("(250 tapahtumaa)"));
    }
    assert!(daemon.get("/?lang=en").body.contains("only a part of it (250 events)."));
    let feed = kooste.run(&["check"]);
    assert!(feed.err.contains("warning: feed kulttuuri: its calendar has 250 events"), "{feed:?}");
    let fewer = daemon.get("/calendar.ics?to=2026-11-30");
    assert_eq!((fewer.header("kooste-notice"), fewer.header("link")), (None, None));
    assert!(fewer.body.contains("BEGIN:VEVENT"));
}
