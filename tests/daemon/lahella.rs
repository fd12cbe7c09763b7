//! A fake Lähellä that pages through what it is given, until a test gives it a fault.

use std::sync::{Arc, Mutex};

use chrono::{NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Europe::Helsinki;
use serde_json::{Value, json};

use crate::upstream::{RawRequest, Reply, Upstream, json as answer, response};

type Fault = Box<dyn Fn(&RawRequest) -> Option<Reply> + Send>;

pub(crate) struct Lahella {
    upstream: Upstream,
    state: Arc<Mutex<State>>,
}

struct State {
    items: Vec<Value>,
    /// Decides first; what it leaves alone is answered as ever.
    fault: Fault,
    with_etags: bool,
}

impl Lahella {
    pub(crate) fn listing(items: Vec<Value>) -> Self {
        let fault: Fault = Box::new(|_| None);
        let state = Arc::new(Mutex::new(State { items, fault, with_etags: false }));
        let shared = Arc::clone(&state);
        let upstream = Upstream::start(move |request| {
            let state = shared.lock().unwrap();
            (state.fault)(request).unwrap_or_else(|| state.page(request))
        });
        Self { upstream, state }
    }

    pub(crate) fn lists(&self, items: Vec<Value>) {
        self.state.lock().unwrap().items = items;
    }

    /// From now on.
    pub(crate) fn fails(&self, fault: impl Fn(&RawRequest) -> Option<Reply> + Send + 'static) {
        self.state.lock().unwrap().fault = Box::new(fault);
    }

    pub(crate) fn heals(&self) {
        self.fails(|_| None);
    }

    pub(crate) fn with_etags(self) -> Self {
        self.state.lock().unwrap().with_etags = true;
        self
    }

    pub(crate) fn upstream(&self) -> &Upstream {
        &self.upstream
    }

    /// What was asked since `before` requests had come: target and `If-None-Match`.
    pub(crate) fn asked_since(&self, before: usize) -> Vec<(String, Option<String>)> {
        let requests = self.upstream.requests().split_off(before);
        requests.iter().map(|r| (r.target(), r.header("if-none-match"))).collect()
    }

    pub(crate) fn asked(&self) -> usize {
        self.upstream.requests().len()
    }
}

impl State {
    fn page(&self, request: &RawRequest) -> Reply {
        let number = |name| request.query(name).and_then(|text| text.parse().ok());
        let (limit, skip) = (number("limit").unwrap_or(100), number("skip").unwrap_or(0));
        let body = page(&self.items, skip, limit);
        if !self.with_etags {
            return answer(&body);
        }
        let etag = format!("\"{}\"", blake3::hash(body.as_bytes()).to_hex());
        if request.header("if-none-match").as_deref() == Some(&etag) {
            return response("304 Not Modified", &[("ETag", &etag)], "");
        }
        response("200 OK", &[("ETag", &etag)], body)
    }
}

pub(crate) fn page(items: &[Value], skip: usize, limit: usize) -> String {
    let shown: Vec<_> = items.iter().skip(skip).take(limit).collect();
    let more = skip + shown.len() < items.len();
    json!({ "items": shown, "total": items.len(), "hasMore": more }).to_string()
}

/// An ordinary event in Oulu, 18–19 on a day such as "2026-11-24".
pub(crate) fn event(id: &str, name: &str, day: &str) -> Value {
    json!({
        "_key": id,
        "status": "published",
        "traits": {
            "type": "hobby",
            "translations": { "fi": { "name": name, "description": "<p>Tule mukaan.</p>" } },
            "theme": ["ht_kulttuuri"],
            "region": ["city/FI/Oulu"],
            "channels": [{
                "id": "c", "type": ["place"],
                "translations": { "fi": { "address": {
                    "street": "Rantatie 1", "postalCode": "90500", "city": "Oulu" } } },
                "events": [{
                    "start": midnight(day), "timeZone": "Europe/Helsinki", "type": "1",
                    "recurrence": { "daySpecificTimes": [
                        { "weekday": weekday(day), "startTime": "18:00", "endTime": "19:00" }] },
                }],
            }],
        },
    })
}

/// `count` events of their own names on the days of November and December 2026.
pub(crate) fn events(count: usize) -> Vec<Value> {
    let day = |n: usize| if n.is_multiple_of(2) { "2026-11-24" } else { "2026-12-08" };
    (0..count).map(|n| event(&format!("id-{n}"), &format!("Kerho {n}"), day(n))).collect()
}

/// Milliseconds at which that local day begins.
pub(crate) fn midnight(day: &str) -> i64 {
    let start = date(day).and_time(NaiveTime::MIN);
    Helsinki.from_local_datetime(&start).unwrap().timestamp_millis()
}

fn weekday(day: &str) -> u32 {
    use chrono::Datelike;
    date(day).weekday().number_from_monday()
}

fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}
