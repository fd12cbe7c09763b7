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
pub struct Target {
    pub name: &'static str,
    run: fn(&[u8]),
}

pub const ALL: [Target; 16] = [
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
    pub fn check(self, bytes: &[u8], limit: Duration) {
        let took = self.time(bytes);
        // A busy machine makes anything slow once.
        let again = || (0..2).map(|_| self.time(bytes)).min();
        if took > limit && again().is_some_and(|again| again > limit) {
            panic!("{}: {} bytes take {took:?}", self.name, bytes.len());
        }
    }

    fn time(self, bytes: &[u8]) -> Duration {
        let begun = Instant::now();
        (self.run)(bytes);
        begun.elapsed()
    }
}
