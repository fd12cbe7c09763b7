//! `--now`.

use serde_json::Value;

use crate::program::{Kooste, NOW};

fn as_of(kooste: &Kooste, arguments: &[&str]) -> String {
    let answer: Value = serde_json::from_str(&kooste.run(arguments).ok()).unwrap();
    answer["meta"]["as_of"].as_str().unwrap().to_owned()
}

#[test]
fn the_time_may_be_given_before_the_verb_and_after_it() {
    let kooste = Kooste::new();
    kooste.run(&["--now", "2026-11-25T09:00:00Z", "sync"]).ok();
    kooste.run(&["sync", "--now", "2026-11-25T12:00:00+02:00"]).ok();
    let status = kooste.run(&["status", "--now", NOW]).ok();
    assert!(status.contains("last success  2026-11-25 12:00:00 EET"), "{status}");
    assert!(status.contains("next run      2026-11-25 13:0"), "{status}");
    let refused = kooste.run(&["sync", "--now", "25.11.2026"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
}

#[test]
fn an_earlier_time_than_the_last_run_s_is_refused_and_the_same_is_not() {
    let kooste = Kooste::synced();
    kooste.run(&["sync", "--now", NOW]).ok();
    let earlier = "2026-11-25T09:59:59Z";
    let why = "the database knows of a run at 2026-11-25 10:00:00 UTC: give a later --now";
    kooste.run(&["sync", "--now", earlier]).fails(why);
    kooste.run(&["sync", "--dry-run", "--now", earlier]).fails(why);
    kooste.run(&["serve", "--now", earlier]).fails(why);
    kooste.run(&["export", "ics", "--now", earlier]).fails(why);
}

#[test]
fn an_export_is_as_of_the_last_revision_or_of_the_given_day_in_finland() {
    let kooste = Kooste::synced();
    assert_eq!(as_of(&kooste, &["export", "json"]), "2026-11-25");
    assert_eq!(as_of(&kooste, &["export", "json", "--now", "2026-12-01T22:30:00Z"]), "2026-12-02");
    // Which is only read: the revision is the same.
    assert_eq!(as_of(&kooste, &["export", "json"]), "2026-11-25");
}

#[test]
fn the_same_run_twice_gives_the_same_bytes() {
    let (one, mut other) = (Kooste::synced(), Kooste::new());
    // Its address stands in every link.
    other.listen.clone_from(&one.listen);
    other.run(&["sync", "--now", NOW]).ok();
    for format in ["ics", "json"] {
        let export = |kooste: &Kooste| kooste.run(&["export", format]).ok();
        let first = export(&one);
        assert_eq!(first, export(&other));
        one.run(&["sync", "--full", "--now", "2026-11-25T10:05:00Z"]).ok();
        assert_eq!(first, export(&one));
    }
}
