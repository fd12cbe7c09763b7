//! Requests.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::labels::{OfRequest, OfRoute};

/// From a 304 out of memory to a whole calendar of the country, in seconds.
const SECONDS: [f64; 9] = [0.0001, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0];

#[derive(Debug)]
pub(super) struct Served {
    requests: Family<OfRequest, Counter>,
    took: Family<OfRoute, Histogram, fn() -> Histogram>,
}

impl Served {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let requests = Family::<OfRequest, Counter>::default();
        registry.register(
            "http_requests",
            "Requests that were answered, by template of the route",
            requests.clone(),
        );
        let new: fn() -> Histogram = || Histogram::new(SECONDS);
        let took = Family::new_with_constructor(new);
        registry.register_with_unit(
            "http_request_duration",
            "From the request's head to that of the answer",
            Unit::Seconds,
            took.clone(),
        );
        Self { requests, took }
    }

    pub(super) fn add(&self, route: &str, method: &str, code: u16, seconds: f64) {
        let labels = OfRequest { route: route.to_owned(), method: known(method), code };
        self.requests.get_or_create(&labels).inc();
        self.took.get_or_create(&OfRoute { route: route.to_owned() }).observe(seconds);
    }
}

/// A method is whatever a client writes.
fn known(method: &str) -> &'static str {
    let all = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    all.into_iter().find(|known| *known == method).unwrap_or("other")
}
