//! Requests: answers from the catalogue, and hands jobs to the worker.

pub mod admin;
mod auth;
mod cache;
mod conditional;
pub mod console;
mod error;
mod health;
mod metrics;
mod policy;
mod public;
pub mod serve;
pub mod turnstile;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::clock::Clock;
use crate::config::{Config, Exposure};
use crate::metrics::Metrics;
use crate::refresh::Refresh;
use crate::reload::Reloads;
use crate::store::{Reader, Store};
use crate::worker::Worker;

use cache::Cache;
use console::Desk;
pub use error::Problem;

/// What answers need.
#[derive(Clone, Debug)]
pub struct Context {
    pub config: Arc<Config>,
    pub refresh: Arc<Refresh>,
    pub worker: Worker,
    pub store: Arc<Store>,
    pub reader: Reader,
    pub reloads: Reloads,
    pub clock: Clock,
    pub metrics: Metrics,
    /// Who is signed in.
    pub desk: Desk,
}

/// What one listener serves.
#[derive(Debug)]
pub struct Routes {
    router: Router,
    /// Asked before the routes are.
    cache: Option<Cache>,
}

/// Nothing that is asked of us needs a longer body.
const MAX_BODY: usize = 64 * 1024;
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// What is served to the network: everything, with a token before the admin routes.
#[must_use]
pub fn network(context: &Context) -> Routes {
    let with_token = middleware::from_fn_with_state(context.clone(), auth::require_token);
    let admin = whole(admin::router(context.clone())).layer(with_token.clone());
    let metrics = match context.config.metrics {
        Exposure::Public => metrics(context),
        Exposure::WithToken => metrics(context).route_layer(with_token),
    };
    let routes = public::router(context.clone())
        .merge(metrics)
        .nest("/admin/api/v1", admin)
        .nest("/admin", console::router(context.clone()))
        .route("/admin/", get(console::door));
    match context.config.server.cache_bytes {
        0 => Routes { router: finish(routes, context), cache: None },
        bytes => {
            let cache = Cache::new(context.clone(), bytes);
            let learning = middleware::from_fn_with_state(cache.clone(), cache::learn);
            Routes { router: finish(routes.layer(learning), context), cache: Some(cache) }
        }
    }
}

/// What is served on the socket beside the database: the file's rights are the credential.
#[must_use]
pub fn local(context: &Context) -> Routes {
    let admin = admin::router(context.clone()).merge(admin::tokens::router(context.clone()));
    let admin = whole(admin).layer(middleware::from_fn(auth::as_local));
    let public = public::router(context.clone()).merge(metrics(context));
    Routes { router: finish(public.nest("/admin/api/v1", admin), context), cache: None }
}

fn metrics(context: &Context) -> Router {
    Router::new().route("/metrics", get(metrics::text)).with_state(context.clone())
}

fn finish(router: Router, context: &Context) -> Router {
    let metrics = context.metrics.clone();
    let panicked = move |panic| {
        metrics.panicked();
        error::panicked(panic)
    };
    whole(router)
        .layer(middleware::from_fn_with_state(context.clone(), public::pages_for_people))
        // Outside of the routes, whose own answer to OPTIONS is 405.
        .layer(middleware::from_fn(public::preflight))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(error::as_problem))
        .layer(middleware::from_fn_with_state(context.clone(), metrics::count))
        .layer(middleware::from_fn(plain_headers))
}

/// With its own answers to what it does not know, so that a layer around it covers those as well.
fn whole(router: Router) -> Router {
    router.fallback(error::not_found).method_not_allowed_fallback(error::method_not_allowed)
}

/// No answer of ours is anything but what its type says.
async fn plain_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers
        .entry(header::REFERRER_POLICY)
        .or_insert(const { HeaderValue::from_static("no-referrer") });
    response
}
