//! What a monitoring system reads, and the counting of requests.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Context;
use super::error::Problem;
use crate::metrics::Standing;
use crate::status;
use crate::store::{StoreError, possible};

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The store is asked at each scrape, off the async threads.
pub(super) async fn text(State(context): State<Context>) -> Result<Response, Problem> {
    let metrics = context.metrics.clone();
    let standing = tokio::task::spawn_blocking(move || standing(&context)).await;
    let standing = standing.map_err(|_| Problem::internal())??;
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, metrics.text(&standing)).into_response())
}

fn standing(context: &Context) -> Result<Standing, StoreError> {
    let now = context.clock.now();
    let catalogue = context.refresh.catalogue();
    let (sources, pairs) = context.reader.read(|connection| -> Result<_, StoreError> {
        let sources = status::sources(connection, &context.config, now)?;
        Ok((sources, possible::count(connection)?))
    })?;
    Ok(Standing {
        sources,
        edition: catalogue.edition,
        activities: catalogue.entries().count(),
        gone: catalogue.gone().count(),
        possible_duplicates: pairs,
        database_bytes: std::fs::metadata(&context.config.store).map_or(0, |file| file.len()),
        resident_bytes: resident(),
    })
}

/// Linux tells the pages that a process holds as the second number here.
fn resident() -> Option<u64> {
    const PAGE: u64 = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    pages.checked_mul(PAGE)
}

/// Counts each answer under the template of its route: an address is whatever a client writes.
pub(super) async fn count(
    State(context): State<Context>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let seconds = began.elapsed().as_secs_f64();
    context.metrics.answered(route, method.as_str(), response.status().as_u16(), seconds);
    response
}
