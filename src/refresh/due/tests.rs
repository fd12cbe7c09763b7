use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::config::{Config, Environment};

fn source(schedule: Option<&str>) -> Source {
    let schedule = schedule.map_or(String::new(), |cron| format!("schedule = {cron:?}\n"));
    let text = format!("[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"demo:\"\n{schedule}");
    Config::parse(Path::new("a.toml"), &text, &Environment::new()).unwrap().sources.remove(0)
}

fn books(fresh_for: Option<u64>) -> Books {
    Books {
        fingerprint: String::new(),
        validators: None,
        whole: true,
        cursor: None,
        fresh_for: fresh_for.map(std::time::Duration::from_secs),
        moved: None,
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// `due` is at `expected`, or less than a minute later.
fn check_within_jitter(due: Option<DateTime<Utc>>, expected: DateTime<Utc>) {
    let due = due.unwrap();
    assert!(due >= expected && due < expected + TimeDelta::minutes(1), "{due}, not {expected}");
}

#[test]
fn after_a_success_the_schedule_decides_and_failures_are_forgotten() {
    let daily = source(Some("30 3 * * *"));
    let now = at("2026-11-25T10:00:00Z");
    let failing = SourceState { failures: 9, ..SourceState::default() };
    let state = after_success(&daily, failing, &books(None), now);
    assert_eq!((state.failures, state.last_success), (0, Some(now)));
    check_within_jitter(state.next_due, at("2026-11-26T01:30:00Z"));
    assert_eq!(
        after_success(&source(None), SourceState::default(), &books(None), now).next_due,
        None
    );
}

#[test]
fn the_wait_after_failures_doubles_up_to_six_hours_and_never_ends() {
    let minutes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360];
    for (failures, expected) in (1..).zip(minutes) {
        assert_eq!(back_off(failures), TimeDelta::minutes(expected), "{failures}");
    }
    assert_eq!(back_off(u32::MAX), LONGEST);
}

#[test]
fn each_failure_counts_and_one_without_a_schedule_waits_to_be_asked() {
    let now = at("2026-11-25T10:00:00Z");
    let state = SourceState { failures: 2, last_success: Some(now), ..SourceState::default() };
    let failed =
        after_failure(&source(Some("0 * * * *")), state.clone(), &RefreshError::Panicked, now);
    assert_eq!((failed.failures, failed.last_success), (3, Some(now)));
    check_within_jitter(failed.next_due, at("2026-11-25T10:04:00Z"));
    let unscheduled = after_failure(&source(None), state, &RefreshError::Panicked, now);
    assert_eq!((unscheduled.failures, unscheduled.next_due), (3, None));
}

#[test]
fn a_schedule_that_was_changed_holds_at_once() {
    let last = at("2026-11-25T10:00:00Z");
    let monthly = source(Some("0 3 1 * *"));
    let state = after_success(&monthly, SourceState::default(), &books(None), last);
    assert_eq!(next_due(&monthly, &state), state.next_due);
    check_within_jitter(next_due(&source(Some("0 * * * *")), &state), at("2026-11-25T11:00:00Z"));
    assert_eq!(next_due(&source(None), &state), None);
    // A server that asked for patience is not asked earlier.
    let waiting = SourceState { failures: 1, ..state };
    assert_eq!(next_due(&source(Some("0 * * * *")), &waiting), waiting.next_due);
    assert_eq!(next_due(&monthly, &SourceState::default()), None);
}

#[test]
fn what_stays_fresh_by_its_own_word_is_asked_later() {
    let now = at("2026-11-25T10:00:00Z");
    let hourly = source(Some("0 * * * *"));
    let state = after_success(&hourly, SourceState::default(), &books(Some(3 * 3600)), now);
    check_within_jitter(state.next_due, at("2026-11-25T14:00:00Z"));
    assert_eq!(next_due(&hourly, &state), state.next_due);
}

proptest! {
    #[test]
    fn the_next_time_is_always_later_and_told_beforehand(seconds in 1_700_000_000_i64..1_900_000_000) {
        let now = DateTime::from_timestamp(seconds, 0).unwrap();
        for cron in ["* * * * *", "30 3 * * *", "0 3 * * 1"] {
            let source = source(Some(cron));
            let due = scheduled(source.schedule.as_ref(), &source, now).unwrap();
            prop_assert!(due > now);
            prop_assert_eq!(Some(due), scheduled(source.schedule.as_ref(), &source, now));
        }
    }
}
