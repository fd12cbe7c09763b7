//! What admins may do: see the sources and runs, resync, decide on what is held, suppress.

mod duplicates;
mod held;
mod reload;
mod resync;
mod runs;
mod sources;
mod suppressions;
pub mod tokens;

use axum::Router;
use axum::routing::{delete, get, post, put};

use super::Context;
use super::error::Problem;
use crate::console::Refusal;
use crate::id::SourceId;

pub(super) fn router(context: Context) -> Router {
    Router::new()
        .route("/resync", post(resync::all))
        .route("/sources", get(sources::list))
        .route("/sources/{id}", get(sources::one))
        .route("/sources/{id}/resync", post(resync::one))
        .route("/sources/{id}/held", get(held::show))
        .route("/sources/{id}/held/approve", post(held::approve))
        .route("/sources/{id}/held/reject", post(held::reject))
        .route("/runs", get(runs::list))
        .route("/runs/{id}", get(runs::one))
        .route("/suppressions", get(suppressions::list))
        .route("/suppressions/{subject}", put(suppressions::add).delete(suppressions::remove))
        .route("/duplicates", get(duplicates::queue))
        .route("/rulings", get(duplicates::list).post(duplicates::rule))
        .route("/rulings/{a}/{b}", delete(duplicates::unrule))
        .route("/activities/{id}/explain", get(duplicates::explain))
        .route("/audit", get(suppressions::audit))
        .route("/reload", post(reload::reload))
        .with_state(context)
}

/// Runs what waits for the database off the async threads.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let failed = |_| {
        Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "the work was not finished")
    };
    tokio::task::spawn_blocking(work).await.map_err(failed)?
}

pub(super) fn source_id(context: &Context, text: &str) -> Result<SourceId, Problem> {
    let id = SourceId::parse(text).ok().filter(|id| context.config.source(id).is_some());
    id.ok_or_else(|| {
        Problem::not_found(format!("there is no source {text:?}")).about(Refusal::NoSource)
    })
}
