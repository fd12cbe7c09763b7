//! The demonstration from day to day.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::program::{Kooste, Ran};

/// What is published of each activity, but for what is told of the days ahead.
fn activities(kooste: &Kooste) -> BTreeMap<String, Value> {
    let answer: Value = serde_json::from_str(&kooste.run(&["export", "json"]).ok()).unwrap();
    let mut all = answer["data"].as_array().unwrap().clone();
    for session in all.iter_mut().flat_map(|a| a["sessions"].as_array_mut().unwrap()) {
        assert!(session.as_object_mut().unwrap().remove("next").is_some(), "{session}");
    }
    all.into_iter().map(|a| (a["id"].as_str().unwrap().to_owned(), a)).collect()
}

/// The text of each event by its UID.
fn events(kooste: &Kooste) -> BTreeMap<String, String> {
    let ics = kooste.run(&["export", "ics"]).ok();
    let blocks = ics.split("BEGIN:VEVENT\r\n").skip(1);
    let uid = |block: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix("UID:"));
        line.unwrap_or_else(|| panic!("{block}")).to_owned()
    };
    let end = |block: &str| block.split("END:VEVENT").next().unwrap().to_owned();
    blocks.map(|block| (uid(block), end(block))).collect()
}

#[test]
fn a_restart_tomorrow_changes_nothing() {
    let kooste = Kooste::synced();
    let (activities_before, events_before) = (activities(&kooste), events(&kooste));
    let told = kooste.run(&["sync", "--now", "2026-11-26T10:00:00Z"]).ok();
    assert!(told.starts_with("demo: nothing new (run 2)\n"), "{told}");
    let (activities_after, events_after) = (activities(&kooste), events(&kooste));
    assert!(activities_after.len() > 200 && events_after.len() > 200);
    // What ended 30 days before the first day leaves; nothing is new, and what stays is the same.
    assert!(activities_before.len() - activities_after.len() < 5);
    for (id, activity) in activities_after {
        assert_eq!(activity, activities_before[&id]);
    }
    for (uid, event) in events_after {
        assert_eq!(event, events_before[&uid]);
    }
}

#[test]
fn the_demonstration_moves_after_more_than_eight_weeks_and_says_so() {
    let kooste = Kooste::synced();
    let sync = |now: &str| -> Ran { kooste.run(&["sync", "--now", now]) };
    let kept = sync("2027-01-24T10:00:00Z");
    assert_eq!(kept.stderr, "");
    assert!(kept.stdout.contains(" 0 new, 0 changed, "), "{kept:?}");

    let moved = sync("2027-01-25T10:00:00Z");
    let said = "the demo stood around the week of 2026-11-23 and moves to that of 2027-01-25";
    assert!(moved.stderr.contains(said), "{moved:?}");
    assert!(moved.stdout.starts_with("demo: applied (run 3)"), "{moved:?}");
    // What had ended is there again, and nothing was taken for something else.
    let count = |kooste: &Kooste| activities(kooste).len();
    assert_eq!(count(&kooste), count(&Kooste::synced()));
    assert_eq!(sync("2027-01-26T10:00:00Z").stderr, "");
}
