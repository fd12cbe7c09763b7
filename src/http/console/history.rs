//! Runs: what was asked for, and what became of it.

use axum::extract::{Extension, Path};
use axum::response::Response;

use super::call::{Call, Called};
use crate::console::{History, Watched, run as page_of_one, runs as page_of_all};
use crate::http::admin::source_id;
use crate::http::error::Problem;
use crate::id::RunId;
use crate::store::runs;

const LIMIT: u32 = 100;

pub(super) async fn list(Extension(call): Called) -> Result<Response, Problem> {
    let source = call.query("source").filter(|source| !source.is_empty());
    let source = source.map(|source| source_id(&call.context, &source)).transpose()?;
    let before = call.query("before").map(|before| Call::number(&before).map(RunId)).transpose()?;
    let of = source.clone();
    let found = call.read(move |connection| runs::list(connection, of.as_ref(), before, LIMIT));
    let found = found.await?;
    let full = u32::try_from(found.len()).is_ok_and(|len| len == LIMIT);
    let sources: Vec<_> =
        call.context.config.sources.iter().map(|source| source.id.clone()).collect();
    let history = History {
        source: source.as_ref(),
        sources: &sources,
        runs: &found,
        next: found.last().filter(|_| full).map(|run| run.id),
    };
    Ok(call.shows(|frame| page_of_all(frame, &history)))
}

pub(super) async fn one(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = RunId(Call::number(&id)?);
    let steps = call.context.refresh.follow(id).map(|follower| follower.so_far());
    let found = call.read(move |connection| runs::get(connection, id)).await?;
    let run = found.ok_or_else(|| Problem::not_found(format!("there is no run {id}")))?;
    let steps = steps.unwrap_or_default();
    Ok(call.shows(|frame| page_of_one(frame, &Watched { run: &run, steps: &steps })))
}
