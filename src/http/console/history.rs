//! Runs: what was asked for, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Extension, Path};
use axum::response::Response;
use rusqlite::Connection;

use super::call::{Call, Called};
use crate::console::{Fate, History, Refusal, Watched, run as page_of_one, runs as page_of_all};
use crate::http::admin::source_id;
use crate::http::error::Problem;
use crate::id::RunId;
use crate::report::{Run, RunState};
use crate::store::{StoreError, decisions, held, runs};

const LIMIT: u32 = 100;

pub(super) async fn list(Extension(call): Called) -> Result<Response, Problem> {
    let source = call.query("source").filter(|source| !source.is_empty());
    let source = source.map(|source| source_id(&call.context, &source)).transpose()?;
    let before = call.query("before").map(|before| Call::number(&before).map(RunId)).transpose()?;
    let of = source.clone();
    let found = call.read(move |connection| {
        // One more than is shown tells whether there are more.
        let mut runs = runs::list(connection, of.as_ref(), before, LIMIT + 1)?;
        let next = cut(&mut runs, LIMIT);
        let fates = fates(connection, &runs)?;
        Ok((runs, fates, next))
    });
    let (found, fates, next) = found.await?;
    let sources: Vec<_> =
        call.context.config.sources.iter().map(|source| source.id.clone()).collect();
    let history =
        History { source: source.as_ref(), sources: &sources, runs: &found, fates: &fates, next };
    Ok(call.shows(|frame| page_of_all(frame, &history)))
}

pub(super) async fn one(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = RunId(Call::number(&id)?);
    let steps = call.context.refresh.follow(id).map(|follower| follower.so_far());
    let found = call.read(move |connection| {
        let Some(run) = runs::get(connection, id)? else { return Ok(None) };
        let fate = fates(connection, std::slice::from_ref(&run))?.remove(&id);
        Ok(Some((run, fate)))
    });
    let (run, fate) = found
        .await?
        .ok_or_else(|| Problem::not_found(format!("there is no run {id}")).about(Refusal::NoRun))?;
    let steps = steps.unwrap_or_default();
    Ok(call.shows(|frame| {
        page_of_one(frame, &Watched { run: &run, steps: &steps, fate: fate.as_ref() })
    }))
}

/// Leaves `limit` of them; the last of these where there were more.
pub(super) fn cut(runs: &mut Vec<Run>, limit: u32) -> Option<RunId> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = runs.len() > limit;
    runs.truncate(limit);
    runs.last().filter(|_| more).map(|run| run.id)
}

/// What became of what they held back.
pub(super) fn fates(
    connection: &Connection,
    runs: &[Run],
) -> Result<BTreeMap<RunId, Fate>, StoreError> {
    let holding: Vec<_> = runs.iter().filter(|run| run.state == RunState::Held).collect();
    let mut fates = BTreeMap::new();
    for source in holding.iter().map(|run| &run.source).collect::<BTreeSet<_>>() {
        let decided = decisions::on_removals(connection, Some(source))?;
        let waiting = held::of_source(connection, source)?;
        for run in holding.iter().filter(|run| run.source == *source) {
            fates.extend(Fate::of(run, &decided, waiting.as_ref()).map(|fate| (run.id, fate)));
        }
    }
    Ok(fates)
}
