//! Asking politely: only what changed, only when due, and never "changed since" with a made-up date.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::kooste::{Kooste, NOW, configuration, head, source_table};
use crate::lahella::{Lahella, events, page};
use crate::upstream::response;

/// Five entries, two to a page.
fn three_pages() -> (Lahella, Kooste) {
    let lahella = Lahella::listing(events(5)).with_etags();
    let kooste = Kooste::configured(&configuration(&lahella, "", "page_size = 2\n"));
    (lahella, kooste)
}

/// Which `skip`s were asked since, and whether conditionally.
fn asked(lahella: &Lahella, before: usize) -> Vec<(usize, bool)> {
    let skip = |target: &str| {
        let (_, rest) = target.split_once("skip=").unwrap();
        rest.split('&').next().unwrap().parse().unwrap()
    };
    lahella.asked_since(before).iter().map(|(target, tag)| (skip(target), tag.is_some())).collect()
}

#[test]
fn an_upstream_without_validators_is_asked_without_conditions() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    kooste.sync();
    for request in lahella.upstream().requests() {
        assert_eq!(request.header("if-none-match"), None);
        assert_eq!(request.header("if-modified-since"), None);
    }
    assert_eq!(lahella.asked(), 2);
}

#[test]
fn pages_that_did_not_change_cost_one_question_each_and_repeat_the_last_complete_run() {
    let (lahella, kooste) = three_pages();
    kooste.sync();
    assert_eq!(asked(&lahella, 0), [(0, false), (2, false), (4, false)]);
    let before = lahella.asked();
    let run = kooste.sync();
    assert_eq!(run["state"], "unchanged");
    assert_eq!(run["report"]["completeness"]["completeness"], "unchanged");
    assert_eq!(asked(&lahella, before), [(0, true), (2, true), (4, true)]);

    // Absent from one complete run; the second, all 304, is evidence too.
    lahella.lists(events(4));
    assert_eq!(kooste.sync()["state"], "unchanged");
    assert_eq!(kooste.names().len(), 5);
    let before = lahella.asked();
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "unchanged", "{run}");
    assert_eq!(run["report"]["counts"]["withdrawn"], 1, "{run}");
    assert_eq!(asked(&lahella, before), [(0, true), (2, true)]);
    assert_eq!(kooste.names().len(), 4);
}

#[test]
fn a_change_on_the_last_page_is_seen_behind_unchanged_ones() {
    let (lahella, kooste) = three_pages();
    kooste.sync();
    let mut items = events(5);
    items[4]["traits"]["translations"]["fi"]["name"] = "Muuttunut".into();
    lahella.lists(items);
    let before = lahella.asked();
    let run = kooste.sync();
    assert_eq!(run["report"]["counts"]["changed"], 1, "{run}");
    assert_eq!(run["report"]["completeness"]["completeness"], "complete");
    assert!(kooste.names().contains(&"Muuttunut".to_owned()));
    let asked = asked(&lahella, before);
    assert_eq!(asked[..3], [(0, true), (2, true), (4, true)]);
    assert_eq!(asked[3..], [(0, false), (2, false)]);
}

#[test]
fn full_and_dry_runs_ask_for_everything_and_a_dry_one_leaves_the_validators() {
    let (lahella, kooste) = three_pages();
    kooste.sync();
    let unconditional = [(0, false), (2, false), (4, false)];
    for arguments in [&["sync", "--full", "--now", NOW][..], &["sync", "--dry-run", "--now", NOW]] {
        let before = lahella.asked();
        kooste.say(arguments);
        assert_eq!(asked(&lahella, before), unconditional, "{arguments:?}");
    }
    let before = lahella.asked();
    kooste.sync();
    assert_eq!(asked(&lahella, before), [(0, true), (2, true), (4, true)]);
}

#[test]
fn a_partial_run_leaves_no_validators_behind() {
    let (lahella, kooste) = three_pages();
    lahella.fails(|_| {
        let body = json!({ "items": events(2), "total": 9, "hasMore": false }).to_string();
        Some(response("200 OK", &[("ETag", "\"partial\"")], body))
    });
    kooste.sync();
    lahella.heals();
    let before = lahella.asked();
    kooste.sync();
    assert_eq!(asked(&lahella, before), [(0, false), (2, false), (4, false)]);
}

#[test]
fn a_restart_asks_nobody_early_and_makes_up_for_a_missed_slot_once() {
    let lahella = Lahella::listing(events(5)).with_etags();
    let source = |id: &str, hour: u8| {
        source_table(&lahella, id, &format!("/{id}")) + &format!("schedule = \"0 {hour} * * *\"\n")
    };
    // Looked at in this order: when the second has run, the first has been considered.
    let text = head(&lahella, 10) + &source("five", 5) + &source("three", 3);
    let kooste = Kooste::configured(&text);
    // 02:00 in Helsinki. Both are new, and so due.
    let daemon = kooste.serve_at("2026-11-02T00:00:00Z").settled();
    daemon.wait_for("both", || (daemon.runs().len() == 2).then_some(()));
    let daemon = daemon.settled();
    let next = |index: usize| kooste_sources(&daemon)[index]["next_run"].clone();
    let (five, three) = (next(0), next(1));
    assert!(within(&five, "2026-11-02T03:00:00Z") && within(&three, "2026-11-02T01:00:00Z"));
    daemon.kill();

    // 04:00: one slot was missed, twice over if a burst were made of it.
    let before = lahella.asked();
    let daemon = kooste.serve_at("2026-11-02T02:00:00Z");
    daemon.wait_for("the missed slot", || (daemon.runs().len() == 3).then_some(()));
    let daemon = daemon.settled();
    let asked = lahella.asked_since(before);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].0.starts_with("/three/") && asked[0].1.is_some(), "{asked:?}");
    assert_eq!(kooste_sources(&daemon)[0]["next_run"], five);
    assert!(within(&kooste_sources(&daemon)[1]["next_run"], "2026-11-03T01:00:00Z"));
}

fn kooste_sources(daemon: &crate::kooste::Daemon) -> Vec<Value> {
    daemon.admin("GET", "/sources", None).json()["data"].as_array().unwrap().clone()
}

/// At most the jitter of a minute later.
fn within(time: &Value, due: &str) -> bool {
    (0..=60).contains(&(instant(time) - instant(&due.into())).num_seconds())
}

fn instant(time: &Value) -> DateTime<Utc> {
    time.as_str().unwrap().parse().unwrap()
}

#[test]
fn failures_back_off_further_and_further_up_to_six_hours_and_a_success_ends_it() {
    let lahella = Lahella::listing(events(2));
    lahella.fails(|_| Some(response("500 Broken", &[], "")));
    let kooste = Kooste::configured(&configuration(&lahella, "", "schedule = \"30 3 * * *\"\n"));
    let wait = || (instant(&kooste.status()["next_run"]) - instant(&NOW.into())).num_minutes();
    for (failures, minutes) in [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360].into_iter().enumerate()
    {
        kooste.sync();
        assert!((minutes..=minutes + 1).contains(&wait()), "{failures}: {}", wait());
        assert_eq!(kooste.status()["failures"], failures + 1);
    }
    lahella.heals();
    kooste.sync();
    assert_eq!(kooste.status()["failures"], 0);
    // 03:30 in Helsinki on the 3rd of November.
    assert!(within(&kooste.status()["next_run"], "2026-11-03T01:30:00Z"));
}

#[test]
fn an_upstream_that_names_a_time_is_not_asked_before_it() {
    for status in ["429 Too Many Requests", "503 Unavailable"] {
        let lahella = Lahella::listing(events(2));
        lahella.fails(move |_| Some(response(status, &[("Retry-After", "7200")], "")));
        let text = configuration(&lahella, "", "schedule = \"*/5 * * * *\"\n");
        let kooste = Kooste::configured(&text);
        kooste.sync();
        let next = instant(&kooste.status()["next_run"]);
        assert_eq!(next - instant(&NOW.into()), TimeDelta::hours(2), "{status}");
    }
}

/// The three entries with these headers, which may differ from request to request.
fn headed(headers: impl Fn(usize) -> Vec<(&'static str, String)> + Send + 'static) -> Lahella {
    let lahella = Lahella::listing(Vec::new());
    lahella.fails(move |request| {
        let headers = headers(request.number);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(response("200 OK", &headers, page(&events(3), 0, 100)))
    });
    lahella
}

#[test]
fn new_validators_on_the_same_entries_are_kept_and_nothing_is_published_anew() {
    let lahella = headed(|number| vec![("ETag", format!("\"{number}\""))]);
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let (revision, ics) = (kooste.revision(), kooste.export("ics"));
    for expected in ["\"0\"", "\"1\"", "\"2\""] {
        let before = lahella.asked();
        assert_eq!(kooste.sync()["state"], "unchanged");
        assert_eq!(lahella.asked_since(before)[0].1.as_deref(), Some(expected));
    }
    assert_eq!((kooste.revision(), kooste.export("ics")), (revision, ics));
}

#[test]
fn a_last_modified_of_the_future_or_of_nonsense_comes_back_as_it_was_and_freezes_nothing() {
    for told in ["Fri, 31 Dec 2099 23:59:59 GMT", "yesterday, perhaps", "0", "Thu, 01 Jan 1970"] {
        let lahella = headed(move |_| vec![("Last-Modified", told.to_owned())]);
        let kooste = Kooste::reading(&lahella);
        kooste.sync();
        kooste.sync();
        let sent = lahella.upstream().requests()[1].header("if-modified-since");
        assert_eq!(sent.as_deref(), Some(told));
        lahella.fails(move |_| {
            Some(response("200 OK", &[("Last-Modified", told)], page(&events(4), 0, 100)))
        });
        assert_eq!(kooste.sync()["report"]["counts"]["added"], 1, "{told}");
    }
}

#[test]
fn a_changed_file_of_organisers_is_read_although_the_list_did_not_change() {
    let lahella = Lahella::listing(events(1)).with_etags();
    let kooste = Kooste::configured(&configuration(&lahella, "", "organisers = \"o.csv\"\n"));
    let write = |text: &str| std::fs::write(kooste.path("o.csv"), text).unwrap();
    write("id,name\n1,Kerho ry\n");
    kooste.sync();
    assert_eq!(kooste.sync()["state"], "unchanged");
    write("id,name\n1,Seura ry\n");
    let before = lahella.asked();
    let run = kooste.sync();
    assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{run}");
    assert_eq!(asked(&lahella, before), [(0, false)]);
    assert_eq!(kooste.sync()["state"], "unchanged");
}

#[test]
fn a_table_that_names_nobody_is_told_until_it_is_mended() {
    let mut items = events(3);
    for item in &mut items {
        item["group"] = json!("7001");
    }
    let lahella = Lahella::listing(items).with_etags();
    let kooste = Kooste::configured(&configuration(&lahella, "", "organisers = \"o.csv\"\n"));
    let write = |text: &str| std::fs::write(kooste.path("o.csv"), text).unwrap();
    let alarms = |run: &Value| run["report"]["alarms"].clone();
    let strangers = json!([{ "alarm": "strangers", "rows": 1, "named": 3, "matched": 0 }]);

    write("id,name\n7001,Kerho ry\n");
    assert_eq!(alarms(&kooste.sync()), json!([]));
    write("name,id\n7001,Kerho ry\n");
    assert_eq!(alarms(&kooste.sync()), strangers);
    let same = kooste.sync();
    assert_eq!(same["report"]["completeness"]["completeness"], "unchanged");
    assert_eq!(alarms(&same), strangers, "what was odd about the same bytes still is");
    let status = kooste.run(&["status", "--now", NOW]);
    assert!(status.out.contains("ATTENTION     the table of organisers"), "{status:?}");
    assert!(status.out.contains("name who arranges 0 of 3 entries"), "{status:?}");
    write("id,name\n7001,Kerho ry\n");
    assert_eq!(alarms(&kooste.sync()), json!([]));
}
