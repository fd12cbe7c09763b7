//! What HTTP asks of an answer, on connections where nothing is hidden by a client.

use std::io::Read;

use crate::http::{Ask, over_socket};
use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, events};
use crate::raw::{Raw, Reply, asked, get};

/// An hour after the sync: Last-Modified is what it is, and does not wait for its second to come.
const LATER: &str = "2026-11-02T10:00:00Z";
const PLAIN_FEED: &str = "[[feed]]\nname = \"plain\"\ncompress = false\n";

fn serving() -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events(20));
    let text = configuration(&lahella, "", PLAIN_FEED);
    let kooste = Kooste::configured(&text.replace("[server]\n", "[server]\nhead_seconds = 60\n"));
    kooste.sync();
    let daemon = kooste.serve_at(LATER);
    (lahella, kooste, daemon)
}

fn ask(daemon: &Daemon, path: &str, lines: &str) -> Reply {
    asked(daemon.address, get(path, lines)).unwrap()
}

/// Those in which two answers differ must.
fn without_date(reply: &Reply) -> String {
    let lines = format!("{reply:?}");
    let date = reply.header("date").unwrap();
    lines.replace(date, "")
}

#[test]
fn every_answer_to_a_condition_has_what_caches_need() {
    let (_lahella, _kooste, daemon) = serving();
    for path in ["/", "/calendar.ics", "/feeds/plain.ics", "/api/v1/activities"] {
        let whole = ask(&daemon, path, "");
        assert_eq!(whole.status, 200, "{path}");
        assert_eq!(whole.header("accept-ranges"), Some("none"), "{path}");
        let tag = whole.header("etag").unwrap();
        let same = ask(&daemon, path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((same.status, &same.body[..]), (304, &b""[..]), "{path}");
        for name in
            ["etag", "last-modified", "cache-control", "vary", "access-control-allow-origin"]
        {
            assert!(whole.header(name).is_some(), "{path}: {name}");
            assert_eq!(same.header(name), whole.header(name), "{path}: {name}");
        }
        assert!(whole.header("date").is_some() && same.header("date").is_some(), "{path}");
        assert_eq!((same.header("content-length"), same.header("content-type")), (None, None));
        let other = ask(&daemon, path, "If-Match: \"other\"\r\n");
        assert_eq!(other.status, 412, "{path}");
        assert_eq!(other.header("content-type"), Some("application/problem+json"), "{path}");
    }
}

#[test]
fn packed_and_plain_answers_are_two_representations_of_one_thing() {
    let (_lahella, _kooste, daemon) = serving();
    let plain = ask(&daemon, "/calendar.ics", "");
    let packed = ask(&daemon, "/calendar.ics", "Accept-Encoding: gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.header("vary"), Some("Accept-Encoding"));
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);

    let tag = packed.header("etag").unwrap();
    let lines = format!("If-None-Match: {tag}\r\n");
    assert_eq!(ask(&daemon, "/calendar.ics", &lines).status, 200);
    let lines = format!("{lines}Accept-Encoding: gzip\r\n");
    assert_eq!(ask(&daemon, "/calendar.ics", &lines).status, 304);
}

#[test]
fn a_feed_can_be_kept_from_being_packed() {
    let (_lahella, _kooste, daemon) = serving();
    for path in ["/feeds/plain.ics", "/feeds/plain.json"] {
        let reply = ask(&daemon, path, "Accept-Encoding: gzip\r\n");
        assert_eq!((reply.status, reply.header("content-encoding")), (200, None), "{path}");
        let reply = ask(&daemon, path, "Accept-Encoding: gzip, identity;q=0\r\n");
        assert_eq!(reply.status, 406, "{path}");
    }
}

#[test]
fn head_tells_what_get_would_send() {
    let (_lahella, _kooste, daemon) = serving();
    for path in ["/", "/calendar.ics", "/api/v1/activities", "/healthz", "/nothing"] {
        for lines in ["", "Accept-Encoding: gzip\r\n"] {
            let mut got = ask(&daemon, path, lines);
            let mut raw = Raw::to(daemon.address);
            raw.send(get(path, lines).replacen("GET", "HEAD", 1));
            let told = raw.head().unwrap();
            // Nothing of a body follows: the next answer begins right there.
            raw.send(get("/healthz", ""));
            assert_eq!(raw.reply().unwrap().text(), "ok\n", "{path}");
            got.body.clear();
            assert_eq!(without_date(&told), without_date(&got), "{path}");
        }
    }
}

#[test]
fn parts_that_are_asked_for_are_answered_with_the_whole_once() {
    let (_lahella, _kooste, daemon) = serving();
    let whole = ask(&daemon, "/calendar.ics", "");
    let many = (0..400).map(|n| format!("0-{n}")).collect::<Vec<_>>().join(",");
    for range in ["bytes=0-9", "bytes=-5", "bytes=9-1", "bytes=99999999-", "lines=1", &many] {
        for condition in ["", "If-Range: \"other\"\r\n"] {
            let reply = ask(&daemon, "/calendar.ics", &format!("Range: {range}\r\n{condition}"));
            assert_eq!(without_date(&reply), without_date(&whole), "{range}");
        }
    }
}

#[test]
fn other_methods_are_refused_and_do_nothing() {
    let (lahella, _kooste, daemon) = serving();
    let before = ask(&daemon, "/calendar.ics", "");
    let asked_before = lahella.asked();
    let methods = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "BREW", "get"];
    for method in methods {
        for path in ["/", "/calendar.ics", "/feeds/plain.ics", "/api/v1/activities", "/robots.txt"]
        {
            let request = get(path, "Content-Length: 0\r\n").replacen("GET", method, 1);
            let reply = asked(daemon.address, request).unwrap();
            assert_eq!((reply.status, reply.header("allow")), (405, Some("GET,HEAD")), "{method}");
            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
        }
    }
    let lines = "X-HTTP-Method-Override: DELETE\r\nX-Method-Override: POST\r\n";
    assert_eq!(ask(&daemon, "/calendar.ics", lines).body, before.body);
    for (target, expected) in [
        ("CONNECT elsewhere.example:443", 404..=405),
        ("CONNECT /calendar.ics", 400..=405),
        ("OPTIONS *", 200..=405),
    ] {
        let request = format!("{target} HTTP/1.1\r\nHost: kooste\r\n\r\n");
        let status = asked(daemon.address, request).map(|reply| reply.status);
        assert!(status.is_none_or(|status| expected.contains(&status)), "{target}: {status:?}");
    }
    assert_eq!(lahella.asked(), asked_before);
}

#[test]
fn no_path_leads_out_of_what_is_served() {
    let (_lahella, _kooste, daemon) = serving();
    for path in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/feeds/..%2fkooste.ics",
        "/feeds/%00.ics",
        "/feeds/%ff%fe.ics",
        "/feeds/%.ics",
        "/feeds/.ics",
        "/feeds/plain",
        "/feeds/plain.ics/",
        "/feeds//plain.ics",
        "//calendar.ics",
        "/calendar.ics/",
        "/CALENDAR.ICS",
        "/activity/%00",
        "/api/v1/activities/%2e%2e%2fadmin",
        "/kooste.toml",
        "/data/kooste.db",
        "/.git/config",
        "/.env",
        "/.well-known/security.txt",
        "/wp-login.php",
        "/robots.txt%00",
        "/;/calendar.ics",
    ] {
        let reply = ask(&daemon, path, "");
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}");
        assert!(!reply.text().contains("root:") && !reply.text().contains("[server]"), "{path}");
    }
}

#[test]
fn who_we_are_said_to_be_stands_in_no_answer() {
    let (_lahella, _kooste, daemon) = serving();
    let forged = "X-Forwarded-Host: forged.example\r\nX-Forwarded-Proto: gopher\r\n\
                  Forwarded: host=forged.example\r\nX-Original-URL: /admin/api/v1/sources\r\n\
                  X-Forwarded-Prefix: /forged\r\nOrigin: https://forged.example\r\n";
    for path in ["/", "/calendar.ics", "/api/v1/activities?limit=1", "/feeds/plain.json", "/no"] {
        let honest = ask(&daemon, path, "");
        let request = get(path, forged).replacen("Host: kooste", "Host: forged.example", 1);
        let reply = asked(daemon.address, request).unwrap();
        assert_eq!(without_date(&reply), without_date(&honest), "{path}");
        let absolute = format!("GET http://forged.example{path} HTTP/1.1\r\nHost: a\r\n\r\n");
        let reply = asked(daemon.address, absolute).unwrap();
        assert_eq!(without_date(&reply), without_date(&honest), "{path}");
        assert!(!without_date(&honest).contains("forged"), "{path}");
    }
}

#[test]
fn a_query_of_any_kind_is_answered_or_told_what_is_wrong_with_it() {
    let (_lahella, _kooste, daemon) = serving();
    let long = format!("municipality={}", "Oulu,".repeat(1500));
    let many = "theme=a&".repeat(900);
    for query in [
        &long,
        &many,
        "limit=99999999999999999999",
        "limit=-1",
        "from=0000-00-00",
        "from=9999-12-31&to=0001-01-01",
        "municipality=%27%3B%20DROP%20TABLE%20activities%3B--",
        "q=%22%20OR%20NEAR(*%20%25_",
        "after=%00",
        "lang=%f0%9f%92%a9",
        "&&&&=&=&",
        "%",
        "%00=%00",
        "a[b][c]=1",
    ] {
        for path in ["/calendar.ics", "/api/v1/activities", "/feeds/plain.ics", "/"] {
            let reply = ask(&daemon, &format!("{path}?{query}"), "");
            assert!(matches!(reply.status, 200 | 400), "{path}?{query}: {}", reply.status);
            let text = reply.text().to_lowercase();
            let leaks = ["sqlite", "syntax error", "select ", "panicked", "src/"];
            assert!(!leaks.iter().any(|leak| text.contains(leak)), "{path}?{query}: {text}");
        }
    }
}

#[test]
fn a_browser_that_finds_nothing_is_told_so_in_its_language() {
    let (_lahella, _kooste, daemon) = serving();
    let browser = "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n";
    for (path, accepted, lang, says) in [
        ("/nothing", "", "fi", "Sivua ei löydy"),
        ("/nothing", "Accept-Language: sv-FI,sv;q=0.9,en;q=0.8\r\n", "sv", "Sidan finns inte"),
        ("/nothing?lang=en", "Accept-Language: sv\r\n", "en", "There is no such page"),
        ("/activity/aaaaaaaaaaaaa", "Accept-Language: de, fi\r\n", "fi", "Sivua ei löydy"),
        ("/%22%3E%3Cscript%3E", "Accept-Language: *\r\n", "fi", "Sivua ei löydy"),
    ] {
        let reply = ask(&daemon, path, &format!("{browser}{accepted}"));
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(reply.header("content-language"), Some(lang), "{path}");
        assert_eq!(reply.header("vary"), Some("Accept, Accept-Language"), "{path}");
        let text = reply.text();
        assert!(text.contains(says) && !text.contains("<script"), "{path}: {text}");
    }
    for path in ["/api/v1/nothing", "/feeds/nothing.ics", "/nothing.ics", "/admin/api/v1/nothing"] {
        let reply = ask(&daemon, path, browser);
        let kind = reply.header("content-type");
        assert_eq!(kind, Some("application/problem+json"), "{path}");
    }
}

#[test]
fn a_body_that_is_too_long_is_told_so() {
    let (_lahella, kooste, daemon) = serving();
    let token = kooste.say(&["token", "new", "aino"]);
    let lines = format!("Authorization: Bearer {}\r\nContent-Length: 10000000\r\n", token.trim());
    let request = get("/admin/api/v1/rulings", &lines).replacen("GET", "POST", 1);
    let reply = asked(daemon.address, request).unwrap();
    assert_eq!(reply.status, 413);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
}

#[test]
fn pipelined_requests_are_answered_in_their_order() {
    let (_lahella, _kooste, daemon) = serving();
    let mut raw = Raw::to(daemon.address);
    let paths = ["/healthz", "/calendar.ics", "/nothing", "/version", "/feeds/plain.ics"];
    raw.send(paths.map(|path| get(path, "")).concat());
    for path in paths {
        assert_eq!(without_date(&raw.reply().unwrap()), without_date(&ask(&daemon, path, "")));
    }
}

#[test]
fn an_answer_that_is_kept_differs_in_nothing_from_one_that_is_made_anew() {
    let lahella = Lahella::listing(events(20));
    let text = configuration(&lahella, "", PLAIN_FEED);
    let keeping = |megabytes: u32| {
        text.replace("[server]\n", &format!("[server]\ncache_megabytes = {megabytes}\n"))
    };
    let kooste = Kooste::configured(&keeping(64));
    kooste.sync();
    let daemon = kooste.serve_at(LATER);
    let tag = ask(&daemon, "/calendar.ics", "").header("etag").unwrap().to_owned();
    let lines = [
        String::new(),
        "Accept-Encoding: gzip\r\n".to_owned(),
        "Accept-Encoding: identity;q=0\r\n".to_owned(),
        format!("If-None-Match: {tag}\r\n"),
        format!("If-Match: W/{tag}\r\n"),
        "Origin: https://a.example\r\nRange: bytes=0-1\r\n".to_owned(),
    ];
    let all = |daemon: &Daemon| {
        let mut all = Vec::new();
        for path in [
            "/",
            "/calendar.ics",
            "/calendar.ics?municipality=Oulu",
            "/feeds/plain.json",
            "/feeds/plain.feed.json?limit=2",
            "/feed.rss?limit=2",
            "/activities.jsonld",
            "/api/v1/changes?limit=2",
            "/linkedevents/v1/event/?page_size=2",
        ] {
            let each = lines.iter().map(|lines| without_date(&ask(daemon, path, lines)));
            all.extend(each);
        }
        all
    };
    let first = all(&daemon);
    let same = |daemon: &Daemon| {
        for (answer, expected) in all(daemon).iter().zip(&first) {
            assert_eq!(answer, expected);
        }
    };
    same(&daemon);
    same(&daemon);
    // Each is counted, whoever answered it; the tag was asked for as well.
    let metrics = Ask { method: "GET", path: "/metrics", ..Ask::default() };
    let metrics = over_socket(&kooste.socket(), &metrics).body;
    let counts = metrics.lines().filter(|line| {
        line.starts_with("kooste_http_requests_total{") && line.contains("\"/calendar.ics\"")
    });
    let counts = counts.filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok());
    assert_eq!(counts.sum::<usize>(), 1 + 3 * 2 * lines.len(), "{metrics}");

    daemon.kill();
    kooste.configure(&keeping(0));
    // In the same quarter of an hour, by which pages tell what is over.
    same(&kooste.serve_at("2026-11-02T10:05:00Z"));
}
