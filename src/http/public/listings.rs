//! Whether an entry of a source is shown, and why not.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::query;
use crate::catalogue::Form;
use crate::http::Context;
use crate::http::error::Problem;
use crate::id::{ItemId, ListingKey, SourceId};

/// The one public answer that asks the store: it is wanted seldom, and of entries that no feed has.
pub(super) async fn why(
    State(context): State<Context>,
    Path((source, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    query(raw.as_deref(), Form::Nothing)?;
    let unknown = || Problem::not_found("no source listed this entry when it was last asked");
    let key = match (SourceId::parse(&source), ItemId::parse(&id)) {
        (Ok(source), Ok(id)) => ListingKey::new(source, id),
        _ => return Err(unknown()),
    };
    let failed = |_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer was not finished");
    let answer = tokio::task::spawn_blocking(move || context.refresh.why(key));
    let answer = answer.await.map_err(failed)?.map_err(Problem::from)?.ok_or_else(unknown)?;
    let headers =
        [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, "public, max-age=60")];
    Ok((headers, Json(answer)).into_response())
}
