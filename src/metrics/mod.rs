//! What a monitoring system reads, in Prometheus' text. What happened is counted here as it happens;
//! what is so is read when somebody asks. Handed on like any other value: two daemons in one process
//! count apart.

mod gauges;
mod labels;
mod runs;
mod served;
mod text;

use std::sync::Arc;

use prometheus_client::encoding::text::encode_registry;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::registry::Registry;

pub use gauges::Standing;
pub use runs::Outcome;

/// What was counted since the start. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Metrics {
    counted: Arc<Counted>,
}

#[derive(Debug)]
struct Counted {
    registry: Registry,
    runs: runs::Runs,
    served: served::Served,
    panics: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("kooste");
        let runs = runs::Runs::register(&mut registry);
        let served = served::Served::register(&mut registry);
        let panics = Counter::default();
        registry.register("panics", "Requests and runs that panicked", panics.clone());
        Self { counted: Arc::new(Counted { registry, runs, served, panics }) }
    }
}

impl Metrics {
    /// A run that is not a rehearsal ended.
    pub fn run_ended(&self, outcome: &Outcome<'_>) {
        self.counted.runs.add(outcome);
    }

    /// A request was answered. `route` is the template that matched, never what was asked.
    pub fn answered(&self, route: &str, method: &str, status: u16, seconds: f64) {
        self.counted.served.add(route, method, status, seconds);
    }

    pub fn panicked(&self) {
        self.counted.panics.inc();
    }

    /// All of it, with what stands at this moment.
    #[must_use]
    pub fn text(&self, standing: &Standing) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let written = encode_registry(&mut text, &self.counted.registry)
            .and_then(|()| encode_registry(&mut text, &standing.registry()));
        debug_assert!(written.is_ok());
        text::of_prometheus(&text)
    }
}

#[cfg(test)]
mod tests;
