//! For whoever watches the daemon.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::Context;
use super::error::Problem;
use crate::store::{StoreError, revisions};

pub(super) fn router() -> Router<Context> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/version", get(version))
}

/// Serves a catalogue, and the database can be read and, as far as is known, written.
async fn ready(State(context): State<Context>) -> Result<Response, Problem> {
    if let Some(why) = context.store.is_in_trouble() {
        let detail = format!("degraded: what there is is served, and nothing new is stored: {why}");
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
    }
    let reader = context.reader.clone();
    let stored = tokio::task::spawn_blocking(move || reader.read(revisions::latest));
    let answer: Result<_, StoreError> = stored.await.unwrap_or(Ok(None));
    let revision = context.refresh.catalogue().edition.revision;
    answer.map_err(Problem::from)?;
    Ok(Json(json!({ "status": "ready", "revision": revision })).into_response())
}

async fn version() -> Json<serde_json::Value> {
    Json(json!({ "name": "kooste", "version": env!("CARGO_PKG_VERSION") }))
}
