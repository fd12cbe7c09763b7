//! What a browser may do with our answers on a page of another origin.

use crate::http::{Answer, Ask};
use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, events};

const ORIGIN: (&str, &str) = ("Origin", "https://elsewhere.example");
const WANTED: (&str, &str) = ("Access-Control-Request-Method", "GET");
const NAMED: (&str, &str) = ("Access-Control-Request-Headers", "if-none-match");

fn options(daemon: &Daemon, path: &str, headers: &[(&str, &str)]) -> Answer {
    daemon.ask(&Ask { method: "OPTIONS", path, headers, body: None })
}

/// The status, and what is allowed: origin, methods, headers.
fn allowed(answer: &Answer) -> (u16, [Option<&str>; 3]) {
    let header = |name: &str| answer.header(&format!("access-control-allow-{name}"));
    (answer.status, [header("origin"), header("methods"), header("headers")])
}

#[test]
fn a_browser_may_ask_for_feeds_conditionally_from_any_page_and_for_nothing_of_admins() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let asks = [ORIGIN, WANTED, NAMED];
    let all = (204, [Some("*"), Some("GET, HEAD"), Some("If-None-Match, If-Modified-Since")]);
    for path in ["/calendar.ics", "/feeds/x.ics", "/api/v1/activities?lang=sv", "/readyz"] {
        let answer = options(&daemon, path, &asks);
        assert_eq!(allowed(&answer), all, "{path}");
        assert_eq!(answer.header("access-control-max-age"), Some("86400"), "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), None, "{path}");
        assert_eq!(answer.body, "", "{path}");
    }
    // No preflight: an ordinary question for what may be done.
    let answer = options(&daemon, "/calendar.ics", &[ORIGIN]);
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET,HEAD")));

    let token = format!("Bearer {}", kooste.say(&["token", "new", "aino"]).trim());
    let admin = "/admin/api/v1/sources/lahella/resync";
    for path in [admin, "/admin/api/v1/sources", "/admin/api/v1/nothing"] {
        for headers in [&asks[..], &[ORIGIN, WANTED, NAMED, ("Authorization", &token)]] {
            let answer = options(&daemon, path, headers);
            let (status, allowed) = allowed(&answer);
            assert!((400..500).contains(&status), "{path}: {status}");
            assert_eq!(allowed, [None; 3], "{path}");
        }
    }
}

#[test]
fn every_public_answer_may_be_read_by_pages_of_other_origins() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let headers = [ORIGIN];
    for path in ["/calendar.ics", "/api/v1/activities"] {
        let answer = daemon.ask(&Ask { method: "GET", path, headers: &headers, body: None });
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
    }
}
