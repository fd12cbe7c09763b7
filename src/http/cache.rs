//! Finished answers of the edition that is served, in front of the routes. Without it everything is
//! answered the same, and slower.

mod shelves;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use chrono::{DateTime, Utc};

use super::Context;
use super::conditional::{Asked, Reusable};
use super::public::browser_language;
use crate::clock::next_midnight;
use crate::localized::Lang;
use shelves::{Kept, Shelves};

#[derive(Clone, Debug)]
pub(super) struct Cache {
    context: Context,
    /// Never held across an await, and not while an answer is made.
    shelves: Arc<Mutex<Shelves>>,
    midnight: Arc<Midnight>,
}

impl Cache {
    /// For answers of so many bytes in all.
    #[must_use]
    pub(super) fn new(context: Context, bytes: usize) -> Self {
        Self {
            context,
            shelves: Arc::new(Mutex::new(Shelves::new(bytes))),
            midnight: Arc::default(),
        }
    }

    /// What the routes would answer, where they did so before in this edition.
    pub(super) fn answer<B>(&self, request: &Request<B>) -> Option<Response> {
        let began = Instant::now();
        let target = target(request)?;
        let by_language = || self.kept(&in_language(target, &browser_language(request.headers())));
        let asked = self.midnight.asked(self.context.clock.now());
        let kept = self.kept(target).or_else(by_language);
        let kept = kept.filter(|kept| !kept.rendered.is_over(asked.now))?;
        let response = kept.rendered.answer(request.headers(), asked);
        let (method, status) = (request.method().as_str(), response.status().as_u16());
        self.context.metrics.answered(&kept.route, method, status, began.elapsed().as_secs_f64());
        Some(response)
    }

    fn kept(&self, target: &str) -> Option<Kept> {
        let current = self.context.refresh.catalogue();
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        shelves.find(target, &current)
    }

    /// An answer of an edition that is not served any more is not kept.
    fn keep(&self, target: &str, route: &str, reusable: Reusable) {
        let current = self.context.refresh.catalogue();
        if std::ptr::eq(reusable.of.as_ptr(), Arc::as_ptr(&current)) {
            let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
            shelves.put(target, route, reusable.rendered, &current);
        }
    }
}

/// Keeps what the routes answer.
pub(super) async fn learn(State(cache): State<Cache>, request: Request, next: Next) -> Response {
    let target = target(&request).map(str::to_owned);
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    let reusable = response.extensions_mut().remove::<Reusable>();
    if let (Some(target), Some(route), Some(reusable)) = (target, route, reusable) {
        let target = match &reusable.by_language {
            Some(lang) => in_language(&target, lang),
            None => target,
        };
        cache.keep(&target, route.as_str(), reusable);
    }
    response
}

/// What answers depend on, but for the headers that `Rendered` weighs.
fn target<B>(request: &Request<B>) -> Option<&str> {
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    request.uri().path_and_query().filter(|_| read).map(|target| target.as_str())
}

/// Where an address names no language, what it answers depends on the browser's. No address has a space.
fn in_language(target: &str, lang: &Lang) -> String {
    format!("{target} {lang}")
}

/// When the local day ends, in seconds since 1970: looked up once a day.
#[derive(Debug, Default)]
struct Midnight(AtomicI64);

impl Midnight {
    fn asked(&self, now: DateTime<Utc>) -> Asked {
        const LONGEST_DAY: i64 = 25 * 60 * 60;
        let mut left = self.0.load(Ordering::Relaxed) - now.timestamp();
        // Not only the first time and after each midnight: a clock can be set back as well.
        if !(1..=LONGEST_DAY).contains(&left) {
            let next = next_midnight(now).timestamp();
            self.0.store(next, Ordering::Relaxed);
            left = next - now.timestamp();
        }
        Asked { now, until_tick: u64::try_from(left).unwrap_or(0) }
    }
}
