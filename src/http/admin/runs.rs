//! Runs: what was asked for, and what became of it.

use axum::Json;
use axum::extract::{Path, RawQuery, State};

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::error::Problem;
use crate::id::RunId;
use crate::report::{Report, Run};
use crate::store::{StoreError, runs};

const LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 500;

pub(super) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Json<Run>, Problem> {
    let unknown = || Problem::not_found(format!("there is no run {id:?}"));
    let run = RunId(id.parse().map_err(|_| unknown())?);
    let found = blocking(move || {
        let run: Result<_, StoreError> =
            context.reader.read(|connection| runs::get(connection, run));
        Ok(run?)
    });
    found.await?.map(Json).ok_or_else(unknown)
}

/// The newest first, without their reports; `next` leads to older ones.
pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(query): RawQuery,
) -> Result<Json<serde_json::Value>, Problem> {
    let (mut source, mut before, mut limit) = (None, None, LIMIT);
    for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let bad = |what: &str| Problem::bad_request(&name, format!("{name}: is to be {what}"));
        match &*name {
            "source" => source = Some(source_id(&context, &value)?),
            "before" => before = Some(RunId(value.parse().map_err(|_| bad("a run's id"))?)),
            "limit" => {
                let number = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
                limit = number.ok_or_else(|| bad("a number from 1 to 500"))?;
            }
            _ => {
                let detail =
                    format!("{name}: is no parameter here; there are: before, limit, source");
                return Err(Problem::bad_request(&name, detail));
            }
        }
    }
    let mut found = blocking(move || {
        let runs: Result<_, StoreError> = context
            .reader
            .read(|connection| runs::list(connection, source.as_ref(), before, limit));
        Ok(runs?)
    })
    .await?;
    for run in &mut found {
        run.report = run.report.take().map(Report::in_short);
    }
    let full = u32::try_from(found.len()).is_ok_and(|len| len == limit);
    let next = found.last().filter(|_| full).map(|run| run.id);
    Ok(Json(serde_json::json!({ "data": found, "next_before": next })))
}
