//! Sources: how each is doing.

use axum::Json;
use axum::extract::{Path, State};

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::error::Problem;
use crate::status::{self, SourceStatus};
use crate::store::StoreError;

pub(super) async fn list(
    State(context): State<Context>,
) -> Result<Json<serde_json::Value>, Problem> {
    let all = blocking(move || read(&context)).await?;
    Ok(Json(serde_json::json!({ "data": all })))
}

pub(super) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Json<SourceStatus>, Problem> {
    let id = source_id(&context, &id)?;
    let all = blocking(move || read(&context)).await?;
    let found = all.into_iter().find(|source| source.id == id);
    found.map(Json).ok_or_else(|| Problem::not_found("there is no such source"))
}

fn read(context: &Context) -> Result<Vec<SourceStatus>, Problem> {
    let now = context.clock.now();
    let all: Result<_, StoreError> =
        context.reader.read(|connection| status::sources(connection, &context.config, now));
    Ok(all?)
}
