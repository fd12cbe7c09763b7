//! What those who run it write.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use kooste::config::{Config, Environment};
use kooste::schedule::cron::Cron;
use kooste::source::organisers as file;

pub(crate) fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read =
        || Config::parse_without_secrets(Path::new("kooste.toml"), text, &Environment::new());
    match (read(), read()) {
        (Ok(config), Ok(again)) => {
            let ids = config.sources.iter().map(|source| &source.id);
            assert!(ids.clone().all(|id| ids.clone().filter(|other| *other == id).count() == 1));
            let fingerprints = |config: &Config| -> Vec<_> {
                config.sources.iter().map(|source| source.fingerprint()).collect()
            };
            assert_eq!(fingerprints(&config), fingerprints(&again));
        }
        (Err(problems), Err(again)) => {
            let told = problems.to_string();
            assert!(!told.trim().is_empty());
            assert_eq!(told, again.to_string());
        }
        _ => panic!("read once and refused once"),
    }
}

pub(crate) fn cron(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(cron) = Cron::parse(text) else { return };
    assert_eq!(Cron::parse(&cron.to_string()).as_ref(), Ok(&cron), "{text:?}");
    // The evenings before the clocks change.
    for start in ["2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"] {
        let mut at: DateTime<Utc> = start.parse().unwrap();
        for _ in 0..40 {
            let Some(next) = cron.next_after(at, Helsinki) else { break };
            assert!(next > at, "{text:?}: {next} after {at}");
            let between = cron.next_after(next - TimeDelta::seconds(1), Helsinki);
            assert_eq!(between, Some(next), "{text:?} after {at}");
            at = next;
        }
    }
}

pub(crate) fn organisers(bytes: &[u8]) {
    let read = file::parse(bytes);
    assert_eq!(read, file::parse(bytes));
    for told in read.into_iter().flatten() {
        assert!(told.organiser.id.is_some_and(|id| !id.is_empty()));
    }
}
