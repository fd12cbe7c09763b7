//! What is fuzzed. Each target takes any bytes and panics where a promise does not hold; a test replays
//! their regressions without a fuzzer.

mod calendar;
mod feed;
mod request;
mod settings;
mod writer;

use std::time::{Duration, Instant};

use kooste::source::kind::Kind;

#[derive(Clone, Copy)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    run: fn(&[u8]),
}

pub(crate) const ALL: [Target; 16] = [
    Target { name: "lahella", run: |bytes| feed::check(Kind::Lahella, bytes) },
    Target { name: "linked_events", run: |bytes| feed::check(Kind::LinkedEvents, bytes) },
    Target { name: "ical", run: |bytes| feed::check(Kind::Ical, bytes) },
    Target { name: "tribe", run: |bytes| feed::check(Kind::Tribe, bytes) },
    Target { name: "json_ld", run: |bytes| feed::check(Kind::JsonLd, bytes) },
    Target { name: "rss", run: |bytes| feed::check(Kind::Rss, bytes) },
    Target { name: "eventz", run: |bytes| feed::check(Kind::Eventz, bytes) },
    Target { name: "ptv", run: |bytes| feed::check(Kind::Ptv, bytes) },
    Target { name: "rpde", run: |bytes| feed::check(Kind::Rpde, bytes) },
    Target { name: "recurrence", run: feed::recurrence },
    Target { name: "writer", run: writer::check },
    Target { name: "config", run: settings::config },
    Target { name: "cron", run: settings::cron },
    Target { name: "organisers", run: settings::organisers },
    Target { name: "headers", run: request::headers },
    Target { name: "filter", run: request::filter },
];

impl Target {
    /// Panics where it takes longer than `limit`, too.
    pub(crate) fn check(self, bytes: &[u8], limit: Duration) {
        let (begun, before) = (Instant::now(), processor_time());
        (self.run)(bytes);
        let passed = begun.elapsed();
        // On a busy machine much time may pass and little be used.
        let used = processor_time().zip(before).map_or(passed, |(after, before)| after - before);
        assert!(used <= limit, "{}: {} bytes take {used:?}", self.name, bytes.len());
    }
}

/// Of this thread. Only Linux tells.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
