//! Hosts that ask for patience, and sources that say how long they stay or where they have gone.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::kooste::{Kooste, NOW, configuration, head, source_table};
use crate::lahella::{Lahella, events, page};
use crate::upstream::response;

fn instant(time: &Value) -> DateTime<Utc> {
    time.as_str().unwrap_or_else(|| panic!("no time: {time}")).parse().unwrap()
}

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

/// Two sources on one host, and one on another.
fn three_sources() -> (Lahella, Lahella, Kooste) {
    let (busy, idle) = (Lahella::listing(events(2)), Lahella::listing(events(2)));
    let allowed =
        format!("[\"{}\", \"{}\"]", busy.upstream().host_port(), idle.upstream().host_port());
    let own = format!("[\"{}\"]", busy.upstream().host_port());
    let text = head(&busy, 10).replace(&own, &allowed)
        + &source_table(&busy, "first", "/first")
        + &source_table(&busy, "second", "/second")
        + &source_table(&idle, "elsewhere", "/elsewhere");
    (busy, idle, Kooste::configured(&text))
}

#[test]
fn a_host_that_limits_one_source_is_left_alone_by_all_of_its_sources_and_after_a_restart() {
    for (headers, wait) in [
        (vec![("Retry-After", "7200")], TimeDelta::hours(2)),
        (vec![("Retry-After", "Mon, 02 Nov 2026 11:00:00 GMT")], TimeDelta::hours(2)),
        (vec![("Retry-After", "99999999999")], TimeDelta::days(2)),
        // None, a past one and nonsense: as after any first failure.
        (vec![], TimeDelta::minutes(1)),
        (vec![("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")], TimeDelta::minutes(1)),
        (vec![("Retry-After", "-5")], TimeDelta::minutes(1)),
    ] {
        let (busy, idle, kooste) = three_sources();
        let limit = headers.clone();
        busy.fails(move |_| Some(response("429 Too Many Requests", &limit, "")));
        kooste.run(&["sync", "first", "--now", NOW]);
        assert_eq!(busy.asked(), 1, "{headers:?}");

        // Another process, so a restart.
        for source in ["first", "second"] {
            let told = kooste.run(&["sync", source, "--now", NOW]);
            assert!(!told.status.success(), "{told:?}");
            assert!(told.out.contains("is not to be asked anything before"), "{told:?}");
        }
        assert_eq!(busy.asked(), 1, "{headers:?}");
        kooste.say(&["sync", "elsewhere", "--now", NOW]);
        assert_eq!(idle.asked(), 1);
        let all: Value = serde_json::from_str(&kooste.say(&["status", "--json"])).unwrap();
        let waits = [0, 1].map(|index| instant(&all[index]["not_before"]) - now());
        assert_eq!(waits, [wait, wait], "{headers:?}");
        assert!(all[2]["not_before"].is_null());
        assert_eq!((&all[0]["failures"], &all[1]["failures"]), (&1.into(), &0.into()));

        busy.heals();
        let later = (now() + wait).to_rfc3339();
        kooste.say(&["sync", "second", "--now", &later]);
        assert_eq!(busy.asked(), 2, "{headers:?}");
        assert!(kooste.status()["not_before"].is_null(), "{headers:?}");
    }
}

#[test]
fn a_bare_503_is_a_fault_of_one_source_and_one_with_a_time_is_of_the_host() {
    for (headers, others) in [(vec![], 2), (vec![("Retry-After", "60")], 1)] {
        let (busy, _idle, kooste) = three_sources();
        busy.fails(move |request| {
            let ill = request.target().starts_with("/first");
            ill.then(|| response("503 Unavailable", &headers, ""))
        });
        kooste.run(&["sync", "first", "--now", NOW]);
        kooste.run(&["sync", "second", "--now", NOW]);
        assert_eq!(busy.asked(), others);
    }
}

#[test]
fn a_limit_on_a_second_page_fails_the_run_and_withdraws_nothing() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::configured(&configuration(&lahella, "", "page_size = 2\n"));
    kooste.sync();
    lahella.fails(|request| {
        let second = request.query("skip").as_deref() == Some("2");
        second.then(|| response("429 Too Many Requests", &[], ""))
    });
    let run = kooste.sync_at("2026-11-02T10:00:00Z");
    assert_eq!(run["state"], "failed", "{run}");
    assert_eq!(kooste.names().len(), 3);
    // The longer it goes on, the longer the wait.
    let mut waits = Vec::new();
    for _ in 0..3 {
        let next = instant(&kooste.status()["not_before"]);
        waits.push(next);
        kooste.sync_at(&next.to_rfc3339());
    }
    let gaps: Vec<_> = waits.windows(2).map(|two| (two[1] - two[0]).num_minutes()).collect();
    assert_eq!(gaps, [2, 4]);
}

/// Minutes until a source that is due every five minutes is asked again.
fn next_after(cache_control: &'static str) -> i64 {
    let lahella = Lahella::listing(Vec::new());
    lahella.fails(move |_| {
        let headers = [("Cache-Control", cache_control)];
        Some(response("200 OK", &headers, page(&events(2), 0, 100)))
    });
    let text = configuration(&lahella, "", "schedule = \"*/5 * * * *\"\n");
    let kooste = Kooste::configured(&text);
    kooste.sync();
    (instant(&kooste.status()["next_run"]) - now()).num_minutes()
}

#[test]
fn what_says_how_long_it_stays_is_asked_again_after_that_and_within_a_day() {
    for (cache_control, at_least) in [
        ("max-age=7200", 120),
        ("public, max-age=99999999999", 24 * 60),
        ("max-age=-1", 0),
        ("max-age=soon", 0),
        ("no-cache, max-age=7200", 0),
    ] {
        let minutes = next_after(cache_control);
        assert!((at_least..=at_least + 6).contains(&minutes), "{cache_control}: {minutes}");
    }
}

#[test]
fn a_permanent_move_is_followed_and_shown_and_a_passing_one_is_followed() {
    for (status, shown) in
        [("301 Moved", true), ("308 Moved", true), ("302 Found", false), ("307 Temporary", false)]
    {
        let lahella = Lahella::listing(events(2));
        lahella.fails(move |request| {
            let target = request.target();
            let rest = target.strip_prefix("/v1/activities")?;
            Some(response(status, &[("Location", &format!("/v2/activities{rest}"))], ""))
        });
        let kooste = Kooste::reading(&lahella);
        let run = kooste.sync();
        assert_eq!(run["report"]["completeness"]["completeness"], "complete", "{status}: {run}");
        let moved = kooste.status()["moved_to"].take();
        let expected = lahella.upstream().url("/v2/activities?…");
        assert_eq!(moved, if shown { expected.into() } else { Value::Null }, "{status}");
        assert_eq!(kooste.say(&["status"]).contains("has moved to"), shown);
        lahella.heals();
        kooste.sync();
        assert!(kooste.status()["moved_to"].is_null(), "{status}");
    }
}

#[test]
fn what_is_overdue_at_a_start_is_asked_for_in_turns() {
    let lahella = Lahella::listing(events(2));
    let source =
        |id: &str| source_table(&lahella, id, &format!("/{id}")) + "schedule = \"0 3 * * *\"\n";
    let kooste = Kooste::configured(&(head(&lahella, 10) + &source("a") + &source("b")));
    let daemon = kooste.serve();
    // Both are new, and so asked for at once.
    daemon.wait_for("both", || (lahella.asked() == 2).then_some(()));
    let daemon = daemon.settled();
    daemon.kill();
    let daemon = kooste.serve_at("2026-11-05T09:00:00Z");
    daemon.wait_for("the first", || (lahella.asked() == 3).then_some(()));
    let daemon = daemon.settled();
    assert_eq!(lahella.asked(), 3, "{}", daemon.log());
    daemon.wait_for("the second", || (lahella.asked() == 4).then_some(()));
}

#[test]
fn a_person_is_told_of_the_wait_and_may_overrule_it_in_writing() {
    let (busy, _idle, kooste) = three_sources();
    let daemon = kooste.serve().settled();
    busy.fails(|_| Some(response("429 Too Many Requests", &[("Retry-After", "7200")], "")));
    let resync = |query: &str| {
        let accepted = daemon.admin("POST", &format!("/sources/first/resync{query}"), None).json();
        let run = daemon.ended(&accepted["run"]);
        (accepted["not_before"].clone(), run)
    };
    assert_eq!(resync("").0, Value::Null, "nothing was known of it yet");
    let asked = busy.asked();
    let (not_before, run) = resync("");
    let wait = instant(&not_before) - now();
    assert!((120..=121).contains(&wait.num_minutes()), "{not_before}");
    assert!(run["error"].as_str().unwrap().contains("is not to be asked anything before"), "{run}");
    assert_eq!(resync("?force=false").0, not_before);
    assert_eq!(busy.asked(), asked, "nobody was asked");
    let audit = || daemon.admin("GET", "/audit", None).json()["data"].as_array().unwrap().clone();
    assert!(audit().is_empty());

    busy.heals();
    let (not_before, run) = resync("?force=true");
    assert_eq!((not_before, &run["error"]), (Value::Null, &Value::Null), "{run}");
    assert_eq!(busy.asked(), asked + 1);
    let line = &audit()[0];
    assert_eq!((&line["action"], &line["subject"]), (&"resync/force".into(), &"first".into()));
    assert_eq!((&line["actor"], audit().len()), (&"local".into(), 1));
    assert!(daemon.log().contains("forced"), "{}", daemon.log());
    // The host's word still holds for everybody else.
    let second = daemon.admin("POST", "/sources/second/resync", None).json();
    assert_eq!(daemon.ended(&second["run"])["state"], "failed");

    let told = kooste.run(&["sync", "second"]);
    assert!(!told.status.success() && told.out.contains("--force"), "{told:?}");
    kooste.say(&["sync", "second", "--force"]);
    drop(daemon);
    kooste.say(&["sync", "first", "--force"]);
    assert_eq!(busy.asked(), asked + 3);
}
