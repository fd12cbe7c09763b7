//! Runs that are begun from the console, watched, and looked back at.

use std::time::{Duration, Instant};

use super::browser::{Browser, Page};
use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, event, events};
use crate::upstream::{Reply, response};

const SOURCE: &str = "/admin/sources/lahella";
const RESYNC: &str = "/admin/sources/lahella/resync";

fn serving(lahella: &Lahella) -> (Kooste, Daemon, Browser) {
    let kooste = Kooste::reading(lahella);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    (kooste, daemon, browser)
}

/// The number at the end of the address of a run.
fn run(page: &Page) -> u64 {
    let place = page.location.as_deref().unwrap();
    place.strip_prefix("/admin/runs/").unwrap().parse().unwrap()
}

#[test]
fn a_run_is_begun_by_a_button_and_told_on_its_page() {
    let lahella = Lahella::listing(events(3));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.lists(events(4));
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "normal")]));
    let ended = daemon.ended(&run.into());
    assert_eq!(ended["trigger"], serde_json::json!({ "by": "admin", "name": "aino" }));
    let page = browser.get(&format!("/admin/runs/{run}"));
    for said in ["otettu käyttöön", "uusia 1", "Kerho 3", "aino"] {
        page.says(said);
    }
    let list = browser.get("/admin/runs?source=lahella");
    list.says(&format!(r#"href="/admin/runs/{run}""#));
    list.says("<svg");
    list.says("Samat luvut taulukkona");
    let source = browser.get(SOURCE);
    for said in ["kunnossa", "Kerho 3", "uusia 1", "koko luettelo"] {
        source.says(said);
    }
    assert_eq!(browser.get("/admin/runs/999999").status, 404);
    assert_eq!(browser.get("/admin/runs?source=nothing").status, 404);
}

#[test]
fn a_preview_tells_the_plan_and_changes_nothing() {
    let lahella = Lahella::listing(events(3));
    let (_kooste, daemon, browser) = serving(&lahella);
    let before = daemon.feeds();
    let mut items = events(2);
    items.push(event("new", "Uusi kerho", "2026-12-01"));
    lahella.lists(items);
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "dry_run")]));
    assert_eq!(daemon.ended(&run.into())["mode"], "dry_run");
    let page = browser.get(&format!("/admin/runs/{run}"));
    for said in ["Mitä haku muuttaisi", "Uusi kerho", "uusia 1", "esikatselu"] {
        page.says(said);
    }
    assert_eq!(daemon.feeds(), before);
}

#[test]
fn what_is_as_it_was_is_told_as_that_and_keeps_its_height() {
    let lahella = Lahella::listing(events(3)).with_etags();
    let (_kooste, daemon, browser) = serving(&lahella);
    assert_eq!(daemon.resync("")["state"], "unchanged");
    let list = browser.get("/admin/runs?source=lahella");
    list.says("muuttumaton viime hausta (3)");
    list.says("enintään 3, viimeksi 3");
    assert!(!list.text.contains("Vanhemmat"), "there are no older ones");
}

#[test]
fn a_failed_run_says_what_to_do_in_the_language_of_the_page() {
    let lahella = Lahella::listing(events(3));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.fails(|_| Some(response("403 Forbidden", &[], "")));
    assert_eq!(daemon.resync("")["failure"], "locked_out");
    for page in [SOURCE, "/admin/runs/2"] {
        browser.get(page).says("Palvelu ei päästä sisään.");
        browser.get(page).says("lang=\"en\">");
    }
    let unknown = browser.get("/admin/runs/999");
    assert_eq!(unknown.status, 404);
    unknown.says("Tällaista hakua ei ole.");
}

#[test]
fn every_source_is_asked_by_one_button() {
    let lahella = Lahella::listing(events(1));
    let (_kooste, daemon, browser) = serving(&lahella);
    let before = daemon.runs().len();
    let told = browser.does("/admin/sources", "/admin/resync", &[]);
    told.says("1 haku aloitettu.");
    assert!(!browser.get("/admin/sources").text.contains("haku aloitettu"), "it is told once");
    assert_eq!(daemon.runs().len(), before + 1);
}

/// The events of a stream: their ids, names and data.
fn told(stream: &str) -> Vec<(usize, String, String)> {
    let (_, body) = stream.split_once("\r\n\r\n").unwrap();
    let field = |event: &str, name: &str| {
        let mut lines = event.lines();
        lines.find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned())
    };
    let events = body.split("\n\n").filter(|event| event.contains("event:"));
    let all = events.map(|event| {
        let id = field(event, "id:").unwrap().parse().unwrap();
        (id, field(event, "event:").unwrap(), field(event, "data:").unwrap())
    });
    all.collect()
}

#[test]
fn a_run_is_told_page_by_page_and_the_stream_ends_by_itself() {
    let lahella = Lahella::listing(events(250));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.lists(events(253));
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    let path = format!("/admin/runs/{run}/events");
    let stream = browser.stream(&path, "");
    assert!(stream.contains("text/event-stream") && stream.contains("no-store"), "{stream}");
    let all = told(&stream);
    let data: Vec<&str> = all.iter().map(|(_, _, data)| data.as_str()).collect();
    assert_eq!(
        data[..5],
        [
            "Haku alkoi.",
            "Sivu 1: ilmoituksia 100",
            "Sivu 2: ilmoituksia 100",
            "Sivu 3: ilmoituksia 53",
            "Luettu sivuja: 3, ilmoituksia 253. Muutoksia lasketaan.",
        ]
    );
    assert_eq!(data[5], "Haku päättyi: otettu käyttöön");
    assert!(data[6].contains("uusia 3"), "{data:?}");
    let names: Vec<&str> = all.iter().map(|(_, name, _)| name.as_str()).collect();
    assert_eq!(names, ["step", "step", "step", "step", "step", "step", "plan", "end"]);
    let ids: Vec<usize> = all.iter().map(|(id, _, _)| *id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 6, 6]);
    drop(daemon);
}

#[test]
fn who_comes_back_is_told_what_came_after_the_last_event_they_had() {
    let lahella = Lahella::listing(events(3));
    let (_kooste, daemon, browser) = serving(&lahella);
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    daemon.ended(&run.into());
    let path = format!("/admin/runs/{run}/events");
    let ids = |stream: &str| told(stream).iter().map(|(id, _, _)| *id).collect::<Vec<_>>();
    assert_eq!(ids(&browser.stream(&path, "")), [1, 2, 3, 4, 4, 4]);
    assert_eq!(ids(&browser.stream(&path, "Last-Event-ID: 3\r\n")), [4, 4, 4]);
    assert_eq!(ids(&browser.stream(&format!("{path}?seen=3"), "")), [4, 4, 4]);
    assert_eq!(ids(&browser.stream(&path, "Last-Event-ID: 99\r\n")), [99, 99]);
    assert_eq!(browser.get("/admin/runs/999999/events").status, 404);
    // The first run of all was begun by the daemon; after a restart nobody remembers its steps.
    assert_eq!(told(&browser.stream("/admin/runs/1/events", "")).last().unwrap().1, "end");
}

#[test]
fn the_page_of_a_run_under_way_says_how_far_it_is_without_script_too() {
    let lahella = Lahella::listing(events(150));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.fails(|request| {
        (request.query("skip").as_deref() == Some("100")).then(|| Reply::bytes("").hold())
    });
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    let path = format!("/admin/runs/{run}");
    let page = daemon.wait_for("the first page to be read", || {
        let page = browser.get(&path);
        page.text.contains("<li>Sivu 1: ilmoituksia 100</li>").then_some(page)
    });
    page.says(&format!(r#"data-events="/admin/runs/{run}/events""#));
    page.says("käynnissä");
    page.says("Päivitä sivu");
    browser.get("/admin/sources").says("Haku on käynnissä");
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_asked_only_after_a_second_question() {
    let lahella = Lahella::listing(events(2));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.fails(|_| Some(response("429 Too Many Requests", &[("Retry-After", "7200")], "")));
    let first = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    assert_eq!(daemon.ended(&first.into())["state"], "failed");
    browser.get(SOURCE).says("Lähteen palvelin on pyytänyt");

    let (asked, runs) = (lahella.asked(), daemon.runs().len());
    let question = browser.does(SOURCE, RESYNC, &[("mode", "full")]);
    question.says("Pyyntö kirjataan lokiin nimelläsi");
    assert_eq!((lahella.asked(), daemon.runs().len()), (asked, runs), "nothing was asked");
    lahella.heals();
    let place = "/admin/sources/lahella/force?mode=full";
    let forced = run(&browser.post(place, RESYNC, &[("mode", "full"), ("force", "true")]));
    assert_eq!(daemon.ended(&forced.into())["state"], "unchanged");
    assert!(lahella.asked() > asked);
    let audit = browser.get("/admin/audit");
    audit.says("resync/force");
    audit.says(&format!("run {forced}"));
}

#[test]
fn so_many_watch_and_no_more() {
    let lahella = Lahella::listing(events(2));
    let (_kooste, daemon, browser) = serving(&lahella);
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    let events = format!("/admin/runs/{run}/events");
    let watching: Vec<_> = (0..32).map(|_| browser.watch(&events)).collect();
    assert!(watching.iter().all(|(status, _)| *status == 200));
    let full = browser.get(&events);
    assert_eq!((full.status, full.reply.header("retry-after")), (503, Some("15")));
    drop(watching);
    daemon.wait_for("a place to watch from", || (browser.watch(&events).0 == 200).then_some(()));
}

#[test]
fn who_watches_is_out_at_the_next_heartbeat_after_the_token_is_revoked() {
    let lahella = Lahella::listing(events(2));
    let patient =
        configuration(&lahella, "", "").replace("timeout_seconds = 10", "timeout_seconds = 60");
    let kooste = Kooste::configured(&patient);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    let (status, mut watching) = browser.watch(&format!("/admin/runs/{run}/events"));
    assert_eq!(status, 200);
    kooste.say(&["token", "revoke", "aino"]);
    let began = Instant::now();
    let rest = String::from_utf8(watching.rest()).unwrap();
    assert!(!rest.contains("event: end"), "the run goes on: {rest}");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn a_stream_keeps_no_daemon_from_stopping() {
    let lahella = Lahella::listing(events(2));
    let (_kooste, mut daemon, browser) = serving(&lahella);
    lahella.fails(|_| Some(Reply::bytes("").hold()));
    let run = run(&browser.post(SOURCE, RESYNC, &[("mode", "full")]));
    let events = format!("/admin/runs/{run}/events");
    let watching = std::thread::spawn(move || {
        let stream = browser.stream(&events, "");
        (stream, Instant::now())
    });
    std::thread::sleep(Duration::from_millis(300));
    let stopped = Instant::now();
    daemon.terminate();
    // The run itself is given some seconds to come to its end.
    let (stream, ended) = watching.join().unwrap();
    assert!(stream.contains("Haku alkoi."), "{stream}");
    assert!(ended - stopped < Duration::from_secs(3), "{:?}", ended - stopped);
    daemon.exit();
}
