//! What stands at the moment somebody asks.

use std::sync::atomic::AtomicU64;

use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use super::labels::{OfHealth, OfSource, OfState, OfVersion};
use crate::catalogue::Edition;
use crate::status::{Attention, Health, SourceStatus};

/// What the store and the catalogue hold.
#[derive(Debug)]
pub struct Standing {
    pub sources: Vec<SourceStatus>,
    pub edition: Edition,
    /// Activities that are served.
    pub activities: usize,
    /// Ids that were served once and answer 410 or lead on.
    pub gone: usize,
    /// Pairs that may be one activity, and that nobody has decided on.
    pub possible_duplicates: usize,
    pub database_bytes: u64,
    /// `None` where the system does not tell.
    pub resident_bytes: Option<u64>,
}

type Number<L> = Family<L, Gauge<f64, AtomicU64>>;

type Moment = fn(&SourceStatus) -> Option<DateTime<Utc>>;

impl Standing {
    pub(super) fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("kooste");
        let one = |value: f64| {
            let gauge = Gauge::<f64, AtomicU64>::default();
            gauge.set(value);
            gauge
        };
        let version: Number<OfVersion> = Family::default();
        version.get_or_create(&OfVersion { version: env!("CARGO_PKG_VERSION") }).set(1.0);
        registry.register("build_info", "The program's version", version);
        registry.register("activities", "Activities that are served", one(count(self.activities)));
        let help = "Ids that were served and are not any more";
        registry.register("gone", help, one(count(self.gone)));
        let help = "Pairs of activities that may be one and wait to be looked at";
        registry.register("possible_duplicates", help, one(count(self.possible_duplicates)));
        let revision = number(self.edition.revision.0);
        registry.register("edition_revision", "The revision that is served", one(revision));
        let published = one(seconds(self.edition.published));
        let help = "When what is served was published";
        registry.register_with_unit("edition_published_timestamp", help, Unit::Seconds, published);
        let help = "The database file, without what is not yet written into it";
        let database = one(number(self.database_bytes));
        registry.register_with_unit("database_size", help, Unit::Bytes, database);
        if let Some(bytes) = self.resident_bytes {
            let help = "Memory that the program holds";
            let memory = one(number(bytes));
            registry.register_with_unit("resident_memory", help, Unit::Bytes, memory);
        }
        self.register_sources(&mut registry);
        registry
    }

    fn register_sources(&self, registry: &mut Registry) {
        let times: [(&str, &str, Moment); 3] = [
            ("source_last_success_timestamp", "When a source was last read", |s| s.last_success),
            (
                "source_last_complete_timestamp",
                "When the whole list of a source was last seen",
                |s| s.last_complete,
            ),
            ("source_next_run_timestamp", "When a source is to be read next", |s| s.next_run),
        ];
        for (name, help, of) in times {
            let family = self.each(|source, family: &Number<OfSource>| {
                if let Some(at) = of(source) {
                    family.get_or_create(&labelled(source)).set(seconds(at));
                }
            });
            registry.register_with_unit(name, help, Unit::Seconds, family);
        }
        let failures = self.each(|source, family: &Number<OfSource>| {
            family.get_or_create(&labelled(source)).set(f64::from(source.failures));
        });
        let help = "Runs that failed since the last one that did not";
        registry.register("source_consecutive_failures", help, failures);
        let held = self.each(|source, family: &Number<OfSource>| {
            let open = source.held.as_ref().filter(|held| !held.rejected);
            let waiting = open.map_or(0, |held| held.removals.len());
            family.get_or_create(&labelled(source)).set(count(waiting));
        });
        registry.register("source_held_removals", "Removals that wait for a person", held);
        let listings = self.each(|source, family: &Number<OfState>| {
            let numbers = source.listings;
            let all = [
                ("live", numbers.live),
                ("expired", numbers.expired),
                ("withdrawn", numbers.withdrawn),
            ];
            for (state, n) in all {
                let labels = OfState { source: source.id.to_string(), state };
                family.get_or_create(&labels).set(f64::from(n));
            }
        });
        registry.register("source_listings", "Entries of a source that are stored", listings);
        let health = self.each(|source, family: &Number<OfHealth>| {
            for health in Health::ALL {
                let labels = OfHealth { source: source.id.to_string(), health: health.code() };
                family.get_or_create(&labels).set(f64::from(u8::from(health == source.health)));
            }
        });
        registry.register("source_health", "1 for the one state in which a source is", health);
        let attention = self.each(|source, family: &Number<super::labels::OfReason>| {
            for attention in Attention::ALL {
                let reason = attention.code();
                let labels = super::labels::OfReason { source: source.id.to_string(), reason };
                let there = source.attention.contains(&attention);
                family.get_or_create(&labels).set(f64::from(u8::from(there)));
            }
        });
        registry.register("source_attention", "1 where a person is to look at a source", attention);
    }

    fn each<L>(&self, put: impl Fn(&SourceStatus, &Number<L>)) -> Number<L>
    where
        L: Clone + std::hash::Hash + Eq + EncodeLabelSet,
    {
        let family = Family::default();
        self.sources.iter().for_each(|source| put(source, &family));
        family
    }
}

fn labelled(source: &SourceStatus) -> OfSource {
    OfSource { source: source.id.to_string() }
}

/// Exact below 2^53, which none of what is counted here reaches.
#[expect(clippy::as_conversions, clippy::cast_precision_loss)]
fn count(n: usize) -> f64 {
    n as f64
}

fn seconds(at: DateTime<Utc>) -> f64 {
    number(at.timestamp())
}

fn number(n: impl TryInto<i64>) -> f64 {
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "as for `count`")]
    n.try_into().map_or(f64::NAN, |n| n as f64)
}
