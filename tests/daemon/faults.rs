//! Each fault of an upstream: told in words, and harmless.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::kooste::{Kooste, head, source_table};
use crate::lahella::{Lahella, event, page};
use crate::upstream::{RawRequest, Reply, declared_gzip, gzip, json as answer, response};

type Answering = Box<dyn Fn(&RawRequest) -> Reply + Send>;

/// A source that goes wrong, and what its run must say.
struct Case {
    name: &'static str,
    reply: Answering,
    says: &'static str,
    partial: bool,
}

fn case(
    name: &'static str,
    says: &'static str,
    reply: impl Fn(&RawRequest) -> Reply + Send + 'static,
) -> Case {
    Case { name, reply: Box::new(reply), says, partial: false }
}

/// The run is not a failure, but proves nothing.
fn partial(
    name: &'static str,
    says: &'static str,
    reply: impl Fn(&RawRequest) -> Reply + Send + 'static,
) -> Case {
    Case { partial: true, ..case(name, says, reply) }
}

fn always(name: &'static str, says: &'static str, reply: Reply) -> Case {
    case(name, says, move |_| reply.clone())
}

fn status(name: &'static str, line: &'static str, headers: &[(&str, &str)]) -> Case {
    let code = line.split(' ').next().unwrap();
    let says: &'static str = Box::leak(format!("answered {code}").into_boxed_str());
    always(name, says, response(line, headers, listing("s")))
}

fn skip(request: &RawRequest) -> usize {
    request.query("skip").unwrap().parse().unwrap()
}

/// What each source lists when it is well: three entries, two to a page.
fn items(source: &str) -> Vec<Value> {
    // On days of its own: the same on the same day at the same place would be one activity.
    let number = source.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 997);
    let first: chrono::NaiveDate = "2026-11-24".parse().unwrap();
    let day = (first + chrono::Days::new(number)).to_string();
    let item = |n| event(&format!("{source}-{n}"), &format!("{source} {n}"), &day);
    (1..=3).map(item).collect()
}

fn listing(source: &str) -> String {
    page(&items(source), 0, 100)
}

fn first_page_or(request: &RawRequest, source: &str, otherwise: impl FnOnce() -> Reply) -> Reply {
    if skip(request) == 0 { answer(&page(&items(source), 0, 2)) } else { otherwise() }
}

/// A daemon with one source for each case, all of which are well at first, then ill, then well.
fn check(timeout: u32, cases: Vec<Case>) {
    let ill: Arc<Mutex<BTreeMap<&str, _>>> = Arc::default();
    let lahella = Lahella::listing(Vec::new());
    let faults = Arc::clone(&ill);
    lahella.fails(move |request| {
        let target = request.target();
        let source = target.split('/').nth(1).unwrap();
        let faults = faults.lock().unwrap();
        let reply: Option<&Answering> = faults.get(source);
        Some(match reply {
            Some(reply) => reply(request),
            None => answer(&page(&items(source), skip(request), 2)),
        })
    });
    let table = |case: &Case| source_table(&lahella, case.name, &format!("/{}", case.name));
    let sources: String = cases.iter().map(table).collect();
    let kooste = Kooste::configured(&(head(&lahella, timeout) + &sources));
    let daemon = kooste.serve().settled();
    let before = daemon.feeds();
    assert_eq!(before.json.json()["meta"]["count"], cases.len() * 3);

    let told: Vec<_> = cases.iter().map(|case| (case.name, case.says, case.partial)).collect();
    for case in cases {
        ill.lock().unwrap().insert(case.name, case.reply);
    }
    let runs = daemon.resync_all();
    assert_eq!(daemon.feeds(), before);
    let sources = daemon.admin("GET", "/sources", None).json();
    let log = daemon.log_lines();
    for (index, (name, says, partial)) in told.iter().enumerate() {
        let run = &runs[index];
        let reason = if *partial {
            assert_eq!(run["state"], "unchanged", "{name}: {run}");
            &run["report"]["completeness"]["reason"]
        } else {
            assert_eq!(run["state"], "failed", "{name}: {run}");
            assert_eq!(sources["data"][index]["health"], "failing", "{name}");
            assert_eq!(sources["data"][index]["last_error"], run["error"], "{name}");
            &run["error"]
        };
        assert!(reason.as_str().is_some_and(|r| r.contains(says)), "{name}: {says:?} in {reason}");
        let id = run["id"].to_string();
        let of_run = |line: &&Value| line["run"] == id.as_str() && line["source"] == *name;
        assert_eq!(log.iter().filter(of_run).count(), 1, "{name}: one line in the log");
    }

    ill.lock().unwrap().clear();
    for run in daemon.resync_all() {
        assert_eq!(run["state"], "unchanged", "{run}");
        assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    }
    assert_eq!(daemon.feeds(), before);
    let sources = daemon.admin("GET", "/sources", None).json();
    assert!(sources["data"].as_array().unwrap().iter().all(|source| source["health"] == "ok"));
}

#[test]
fn an_upstream_that_stalls_is_given_up_in_time_and_costs_nothing() {
    let slow = Duration::from_millis(300);
    let late = "did not answer in full within 1s";
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
    check(
        1,
        vec![
            always("never-answers", late, Reply::bytes("").hold()),
            always("slow-head", late, Reply::bytes("").dribble(head, slow)),
            always("slow-body", late, Reply::bytes(head).dribble(listing("s"), slow)),
            always("silence-in-the-body", late, Reply::bytes(head).then("{\"items\":").hold()),
            case("page-two-hangs", late, |request| {
                first_page_or(request, "page-two-hangs", || Reply::bytes("").hold())
            }),
        ],
    );
}

#[test]
fn a_broken_answer_is_told_in_words_and_costs_nothing() {
    let whole = listing("s");
    let longer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{whole}", whole.len() + 9);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{whole}\r\n",
        whole.len()
    );
    let broken = "sent a broken answer";
    let bomb = gzip(&vec![b' '; 8 << 20]).repeat(32);
    check(
        20,
        vec![
            always("reset-at-once", "", Reply::bytes("").reset()),
            always("short-then-closed", broken, Reply::bytes(longer.clone())),
            always("short-then-reset", broken, Reply::bytes(longer).reset()),
            always("chunks-without-end", broken, Reply::bytes(chunked)),
            always("endless", "sent more than", {
                Reply::bytes("HTTP/1.1 200 OK\r\n\r\n").forever(vec![b' '; 1 << 16])
            }),
            always("gzip-bomb", "sent more than", declared_gzip(&bomb)),
            always("gzip-in-gzip", "is not", declared_gzip(gzip(&gzip(whole.as_bytes())))),
        ],
    );
}

#[test]
fn a_status_that_is_no_answer_is_told_and_costs_nothing() {
    check(
        20,
        vec![
            status("error-500", "500 Internal Server Error", &[]),
            status("error-502", "502 Bad Gateway", &[]),
            status("error-504", "504 Gateway Timeout", &[]),
            status("error-401", "401 Unauthorized", &[]),
            status("error-403", "403 Forbidden", &[]),
            status("error-404", "404 Not Found", &[]),
            status("error-410", "410 Gone", &[]),
            status("no-content", "204 No Content", &[]),
            status("a-part", "206 Partial Content", &[]),
            status("not-modified-unasked", "304 Not Modified", &[]),
            status("no-such-status", "999 Unheard Of", &[]),
            always(
                "moved",
                "answered 301: it has moved to http://elsewhere.example/v2?…",
                response("301 Moved", &[("Location", "http://elsewhere.example/v2?key=1")], ""),
            ),
            always(
                "moved-inside",
                "answered 307: it has moved to http://10.0.0.1/",
                response("307 Temporary", &[("Location", "http://10.0.0.1/")], ""),
            ),
        ],
    );
}

#[test]
fn a_body_that_is_no_listing_is_told_and_costs_nothing() {
    let typed = |kind, body: &str| response("200 OK", &[("Content-Type", kind)], body);
    let login = "<!DOCTYPE html><html><body><form>Kirjaudu</form></body></html>";
    let deep = "[".repeat(100_000);
    let whole = listing("s");
    check(
        20,
        vec![
            always("empty", "with nothing in it", answer("")),
            always("white-space", "with nothing in it", answer(" \r\n\t ")),
            always("login-page", "is an HTML page", typed("text/html", login)),
            always("login-page-as-json", "is an HTML page", answer(login)),
            always("cut-json", "is not JSON", answer(&whole[..whole.len() / 2])),
            always("error-object", "an `error`", answer(r#"{"error":"expired"}"#)),
            always("empty-object", "no list `items`", answer("{}")),
            always("null", "wrong shape", answer("null")),
            always("items-null", "no list `items`", answer(r#"{"items":null,"total":0}"#)),
            always("nan", "is not JSON", answer(r#"{"items":[{"_key":NaN}],"total":1}"#)),
            always("deep", "is not JSON", answer(&format!("{{\"items\":{deep}"))),
            always("western", "UTF-8", response("200 OK", &[], b"{\"items\":[\"\xe4\"]}")),
        ],
    );
}

#[test]
fn pages_that_do_not_add_up_prove_nothing() {
    let second = |name: &'static str, says, reply: Reply| {
        case(name, says, move |request| first_page_or(request, name, || reply.clone()))
    };
    let with = |total: Value, more: Value, items: &[Value]| {
        answer(&json!({ "items": items, "total": total, "hasMore": more }).to_string())
    };
    check(
        20,
        vec![
            second("page-two-fails", "answered 500", response("500 Broken", &[], "")),
            second("page-two-is-html", "is an HTML page", answer("<html></html>")),
            second("page-two-is-cut", "is not JSON", answer("{\"items\":[{\"_key\":\"pa")),
            second("page-two-is-empty", "with nothing in it", answer("")),
            partial("page-two-has-no-items", "entries stated: 3, sent: 2", move |request| {
                first_page_or(request, "page-two-has-no-items", || {
                    with(3.into(), false.into(), &[])
                })
            }),
            partial("last-page-repeats", "pages repeat", move |_| {
                with(3.into(), true.into(), &items("last-page-repeats"))
            }),
            partial("empty-pages-for-ever", "more is said to follow", move |request| {
                first_page_or(request, "empty-pages-for-ever", || with(3.into(), true.into(), &[]))
            }),
            partial("total-too-high", "entries stated: 9, sent: 3", move |_| {
                with(9.into(), false.into(), &items("total-too-high"))
            }),
            partial("total-too-low", "entries stated: 1, sent: 3", move |_| {
                with(1.into(), false.into(), &items("total-too-low"))
            }),
            case("endless-new-ids", "the list has more than 200000 entries", move |request| {
                let first = skip(request);
                let entry = |n| json!({ "_key": format!("n{n}") });
                let entries: Vec<_> = (first..first + 5_000).map(entry).collect();
                with(400_000.into(), true.into(), &entries)
            }),
        ],
    );
}

#[test]
fn counts_in_other_shapes_and_pages_below_our_limit_are_as_good() {
    for (name, total, more) in
        [("text", json!("3"), Some(json!("true"))), ("missing", json!(3), None)]
    {
        let lahella = Lahella::listing(Vec::new());
        let kooste = Kooste::reading(&lahella);
        lahella.fails(move |request| {
            let all = items("a");
            let first = skip(request);
            let last = first + 1 >= all.len();
            let mut body = json!({ "items": [all[first]], "total": total });
            if let Some(more) = &more {
                body["hasMore"] = if last { json!("false") } else { more.clone() };
            }
            Some(response("200 OK", &[("Content-Type", "text/plain")], body.to_string()))
        });
        let run = kooste.sync();
        assert_eq!(run["state"], "applied", "{name}: {run}");
        assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{name}: {run}");
        let skips: Vec<_> = lahella.upstream().requests().iter().map(skip).collect();
        assert_eq!(skips, [0, 1, 2], "{name}");
    }
}

#[test]
fn an_address_that_must_not_or_cannot_be_reached_fails_the_run_alone() {
    let lahella = Lahella::listing(items("a"));
    let url = lahella.upstream().url("");
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let allowed = format!("\"{}\", \"{closed}\"", lahella.upstream().host_port());
    for (name, address, allow, says) in [
        (
            "private",
            url,
            String::new(),
            "a loopback address, which is asked only where `[fetch] allow_private`",
        ),
        ("closed", format!("http://{closed}"), allowed, "cannot be connected to"),
        ("nameless", "http://kooste.invalid".to_owned(), String::new(), "cannot be resolved"),
    ] {
        let kooste = Kooste::configured(&format!(
            "[fetch]\nallow_private = [{allow}]\n\
             [[source]]\nid = \"lahella\"\nkind = \"lahella\"\nurl = \"{address}\"\n"
        ));
        let run = kooste.sync();
        assert_eq!(run["state"], "failed", "{name}");
        let error = run["error"].as_str().unwrap();
        assert!(error.contains(says), "{name}: {error}");
    }
    assert_eq!(lahella.upstream().connections(), 0);
}
