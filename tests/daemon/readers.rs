//! What visitors meet: what is over, what is wrong with an address, other languages.

use std::thread;
use std::time::{Duration, Instant};

use crate::kooste::{Daemon, Kooste, PATIENCE};
use crate::lahella::{Lahella, event};
use crate::people::{ask, between, page, serving};

/// Events of one day from 18.00 to 19.00, and the clock of whoever looks at it.
fn evening(now: &str) -> (Lahella, Kooste, Daemon) {
    let items =
        vec![event("today", "Iltakerho", "2026-11-24"), event("later", "Joulukerho", "2026-12-08")];
    let lahella = Lahella::listing(items);
    let kooste = Kooste::reading(&lahella);
    kooste.sync_at("2026-11-24T04:00:00Z");
    let daemon = kooste.serve_at(now);
    (lahella, kooste, daemon)
}

#[test]
fn lists_for_people_begin_with_what_is_not_over_and_days_and_months_say_what_is() {
    let times = |daemon: &Daemon, query: &str| {
        let answer = daemon.get(&format!("/api/v1/occurrences{query}"));
        answer.json()["data"].as_array().unwrap().len()
    };
    // It ends at 17.00 in UTC.
    for (now, over) in [("2026-11-24T16:50:00Z", false), ("2026-11-24T17:01:00Z", true)] {
        let (_lahella, _kooste, daemon) = evening(now);
        for path in ["/embed?lang=fi", "/calendar?lang=fi", "/?lang=fi"] {
            let html = page(&daemon, path);
            assert_eq!(!html.contains("ti 24.11.2026"), over, "{now} {path}: {html}");
            assert!(html.contains("Joulukerho"), "{now} {path}");
        }
        for path in [
            "/embed?day=2026-11-24&lang=fi",
            "/embed?view=month&lang=fi",
            "/embed?from=2026-11-23&lang=fi",
        ] {
            let html = page(&daemon, path);
            assert!(html.contains("Iltakerho"), "{now} {path}: {html}");
            assert_eq!(html.contains("päättynyt"), over, "{now} {path}: {html}");
        }
        // Who asks for the day gets the day.
        assert_eq!(times(&daemon, ""), 2, "{now}");
        assert_eq!(times(&daemon, "?ends_after=now"), if over { 1 } else { 2 }, "{now}");
        assert_eq!(times(&daemon, "?ends_after=2026-11-24T17:00:00Z"), 1, "{now}");
    }
}

#[test]
fn an_answer_that_tells_what_is_over_is_kept_until_the_quarter_ends_and_no_longer() {
    let (_lahella, _kooste, daemon) = evening("2026-11-24T16:59:45Z");
    let paths = ["/embed?lang=fi", "/?lang=fi", "/api/v1/occurrences?ends_after=now"];
    let before = paths.map(|path| ask(&daemon, path, ""));
    for (path, reply) in paths.iter().zip(&before) {
        let caching = reply.header("cache-control").unwrap();
        let age: u32 = between(caching, "max-age=", ",").parse().unwrap();
        assert!(age <= 15 && !caching.contains("stale-while-revalidate"), "{path}: {caching}");
        let changed = Some("Tue, 24 Nov 2026 16:45:00 GMT");
        assert_eq!(reply.header("last-modified"), changed, "{path}");
        assert!(reply.text().contains("Iltakerho"), "{path}");
    }
    let until = Instant::now() + PATIENCE;
    for (path, before) in paths.iter().zip(&before) {
        let tag = format!("If-None-Match: {}\r\n", before.header("etag").unwrap());
        while ask(&daemon, path, &tag).status == 304 {
            assert!(Instant::now() < until, "{path} stays as it was");
            thread::sleep(Duration::from_millis(200));
        }
        let since = "If-Modified-Since: Tue, 24 Nov 2026 16:45:00 GMT\r\n";
        for condition in ["", since] {
            let reply = ask(&daemon, path, condition);
            assert_eq!(reply.status, 200, "{path} {condition}");
            assert!(!reply.text().contains("Iltakerho"), "{path} {condition}: {}", reply.text());
        }
    }
}

#[test]
fn what_an_address_has_wrong_is_told_to_browsers_in_their_language() {
    let (_lahella, _kooste, daemon) = serving("");
    let id = daemon.get("/api/v1/activities?limit=1").json();
    let activity = format!("/activity/{}?view=x", id["data"][0]["id"].as_str().unwrap());
    let meant = "Kunta: arvoa ”Oulo” ei tunneta. Tarkoititko: Oulu?";
    for (path, says) in [
        ("/organisations?municipality=Oulo", meant),
        ("/organisations?municipality=Oulo&embed=1", meant),
        ("/letter/2026-11?municipality=Oulo", meant),
        ("/letter?municipality=Oulo", meant),
        ("/calendar?municipality=Oulo", meant),
        ("/embed?municipality=Oulo", meant),
        ("/embed?month=1.12.", "month: ”1.12.” ei ole arvo"),
        ("/organisations?from=2026-12-31&to=2026-12-01", "Viimeinen päivä on ennen ensimmäistä."),
        (&activity, "tuntematon kohta ”view”"),
    ] {
        let reply = ask(&daemon, path, "Accept: text/html\r\nAccept-Language: fi\r\n");
        assert_eq!(reply.status, 400, "{path}");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}");
        let html = reply.text();
        assert!(html.contains(says) && !html.contains("expected"), "{path}: {html}");
        let framed = path.starts_with("/embed") || path.contains("embed=1");
        assert_eq!(!html.contains("<header"), framed, "{path}: {html}");
        let policy = reply.header("content-security-policy").unwrap();
        assert_eq!(policy.ends_with("frame-ancestors *"), framed, "{path}: {policy}");
    }
    let reply = ask(&daemon, "/organisations?municipality=Oulo", "");
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert!(reply.text().contains("did you mean Oulu?"), "{}", reply.text());
    let asked = "/api/v1/activities?municipality=Oulo";
    let reply = ask(&daemon, asked, "Accept: text/html\r\n");
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
}

#[test]
fn months_and_days_out_of_reach_say_so_and_lead_back() {
    let (_lahella, _kooste, daemon) = serving("");
    // Today is 2 November 2026: 30 days before it begins what is kept, 400 days after it what is told ends.
    for (query, back, away) in [
        ("view=month&month=2026-08", "month=2026-10&amp;view=month\" rel=\"next\"", "rel=\"prev\""),
        ("view=month&month=2029-08", "month=2027-12&amp;view=month\" rel=\"prev\"", "rel=\"next\""),
        ("day=2026-08-01", "day=2026-10-03\" rel=\"next\"", "rel=\"prev\""),
        ("day=2029-08-01", "day=2027-12-07\" rel=\"prev\"", "rel=\"next\""),
    ] {
        let html = page(&daemon, &format!("/embed?{query}&lang=fi"));
        assert!(html.contains("Näin kaukaisia aikoja kalenteri ei näytä."), "{query}: {html}");
        assert!(html.contains(back) && !html.contains(away), "{query}: {html}");
        assert!(!html.contains("Näille päiville") && !html.contains("<table"), "{query}: {html}");
    }
    let html = page(&daemon, "/embed?view=month&month=2026-10&lang=fi");
    assert!(html.contains("<table") && !html.contains("rel=\"prev\""), "{html}");
}

#[test]
fn pages_tell_their_translations_and_keep_what_is_chosen_from_language_to_language() {
    let (_lahella, _kooste, daemon) = serving("");
    for (path, english) in [
        (
            "/?municipality=564&theme=culture&lang=fi",
            "/?municipality=564&amp;theme=culture&amp;lang=en",
        ),
        ("/organisations?theme=culture&lang=fi", "/organisations?theme=culture&amp;lang=en"),
        (
            "/letter/2026-11?municipality=Oulu&lang=fi",
            "/letter/2026-11?municipality=564&amp;lang=en",
        ),
        (
            "/calendar?view=month&theme=culture&lang=fi",
            "/calendar?theme=culture&amp;month=2026-11&amp;view=month&amp;lang=en",
        ),
        ("/docs?lang=fi", "/docs?lang=en"),
    ] {
        let html = page(&daemon, path);
        for link in ["<link rel=\"alternate\" hreflang=\"en\" href=\"", "<li><a href=\""] {
            let link = format!("{link}https://kooste.example{english}\"");
            assert!(html.contains(&link), "{link} in {html}");
        }
        assert!(
            html.contains(
                "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/assets/favicon.svg?v="
            )
        );
        let (path, _) = english.split_once('?').unwrap();
        let canonical = format!("<link rel=\"canonical\" href=\"https://kooste.example{path}\">");
        assert!(html.contains(&canonical), "{html}");
        page(&daemon, &english.replace("&amp;", "&"));
    }
    let icon = ask(&daemon, "/favicon.ico", "");
    assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/svg+xml")));
}
