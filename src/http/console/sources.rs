//! Sources: how they are doing, what is asked of them, and removals that wait.

use axum::extract::{Extension, Path};
use axum::response::Response;
use rusqlite::Connection;

use super::call::{Call, Called};
use super::history;
use crate::config::Config;
use crate::console::{
    Known, Notice, Past, Waiting, force as forcing, held as waiting, source, sources,
};
use crate::http::admin::{blocking, source_id};
use crate::http::error::Problem;
use crate::id::{RunId, SourceId};
use crate::refresh::Decision;
use crate::report::{Mode, Patience, Run, RunState, Trigger};
use crate::status::{self, SourceStatus};
use crate::store::{StoreError, held as stored, listings, runs};

/// Runs on the page of a source.
const RUNS: u32 = 50;
/// Among the newest so many is the one that is under way, if there is one.
const LOOK_BACK: u32 = 5;

pub(super) async fn list(Extension(call): Called) -> Result<Response, Problem> {
    let (config, now) = (call.context.config.clone(), call.context.clock.now());
    let found = call.read(move |connection| {
        let all = status::sources(connection, &config, now)?;
        let running = all.into_iter().map(|one| Ok((running(connection, &one.id)?, one)));
        running.collect::<Result<Vec<_>, StoreError>>()
    });
    let found = found.await?;
    let known: Vec<_> =
        found.iter().map(|(running, status)| Known { status, running: *running }).collect();
    Ok(call.shows(|frame| sources(frame, &known)))
}

fn running(connection: &Connection, source: &SourceId) -> Result<Option<RunId>, StoreError> {
    let newest = runs::list(connection, Some(source), None, LOOK_BACK)?;
    let of = |state| newest.iter().find(|run| run.state == state).map(|run| run.id);
    Ok(of(RunState::Running).or(of(RunState::Queued)))
}

pub(super) async fn one(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = source_id(&call.context, &id)?;
    let (config, now) = (call.context.config.clone(), call.context.clock.now());
    let found = call.read(move |connection| {
        let mut newest = runs::list(connection, Some(&id), None, RUNS + 1)?;
        let older = history::cut(&mut newest, RUNS);
        let fates = history::fates(connection, &newest)?;
        let running = running(connection, &id)?;
        Ok((of(connection, &config, &id, now)?, running, newest, fates, older))
    });
    let (status, running, newest, fates, older) = found.await?;
    let status = status.ok_or_else(|| Problem::not_found("there is no such source"))?;
    let ended = |run: &&Run| run.mode != Mode::DryRun && run.ended.is_some();
    let last = newest.iter().find(ended);
    let known = Known { status: &status, running };
    let past = Past { newest: &newest, fates: &fates, older, last };
    Ok(call.shows(|frame| source(frame, &known, &past)))
}

fn of(
    connection: &Connection,
    config: &Config,
    id: &SourceId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<SourceStatus>, StoreError> {
    Ok(status::sources(connection, config, now)?.into_iter().find(|status| status.id == *id))
}

/// Before a host is asked that wants to be left alone.
pub(super) async fn force(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = source_id(&call.context, &id)?;
    let mode = mode(call.query("mode").as_deref())?;
    let (config, now) = (call.context.config.clone(), call.context.clock.now());
    let status = call.read(move |connection| of(connection, &config, &id, now)).await?;
    let status = status.ok_or_else(|| Problem::not_found("there is no such source"))?;
    Ok(call.shows(|frame| forcing(frame, &status, mode)))
}

fn mode(text: Option<&str>) -> Result<Mode, Problem> {
    match text {
        None | Some("normal") => Ok(Mode::Normal),
        Some("full") => Ok(Mode::Full),
        Some("dry_run") => Ok(Mode::DryRun),
        Some(_) => Err(Problem::bad_request("mode", "mode: is to be normal, full or dry_run")),
    }
}

/// To the page of the run; to a question first, where the host wants to be left alone.
pub(super) async fn resync(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = source_id(&call.context, &id)?;
    let mode = mode(call.form.get("mode"))?;
    let patience = match call.form.get("force") {
        Some("true") => Patience::Overruled,
        _ => Patience::Kept,
    };
    let trigger = Trigger::Admin(call.actor()?);
    let (context, source) = (call.context.clone(), id.clone());
    let run = blocking(move || {
        let waits = patience == Patience::Kept && context.refresh.not_before(&source)?.is_some();
        let submit = || context.worker.submit(&source, mode, patience, trigger);
        Ok((!waits).then(submit).transpose()?)
    });
    Ok(match run.await? {
        Some(run) => call.goes_to(&format!("runs/{run}")),
        None => {
            let mode = call.form.get("mode").unwrap_or("normal");
            call.goes_to(&format!("sources/{id}/force?mode={mode}"))
        }
    })
}

/// Those whose hosts want to be left alone are left alone.
pub(super) async fn resync_all(Extension(call): Called) -> Result<Response, Problem> {
    let (context, actor) = (call.context.clone(), call.actor()?);
    let begun = blocking(move || {
        let mut begun = 0;
        for source in &context.config.sources {
            if context.refresh.not_before(&source.id)?.is_none() {
                let trigger = Trigger::Admin(actor.clone());
                context.worker.submit(&source.id, Mode::Normal, Patience::Kept, trigger)?;
                begun += 1;
            }
        }
        Ok(begun)
    });
    Ok(call.done(Notice::Started(begun.await?), "sources"))
}

pub(super) async fn held(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = source_id(&call.context, &id)?;
    let source = id.clone();
    let found = call.read(move |connection| {
        let held = stored::of_source(connection, &source)?;
        let live = listings::numbers(connection, &source)?.live;
        let Some(held) = held else { return Ok((live, None)) };
        let known = listings::of_source(connection, &source)?;
        let waiting = held.removals.iter().map(|(id, cause)| {
            let listing = known.get(id).map(|stored| &stored.listing);
            Waiting {
                id: id.clone(),
                name: listing.map(|listing| listing.content.title().to_owned()),
                link: listing.and_then(|listing| listing.credit.link.clone()),
                cause: *cause,
            }
        });
        let waiting: Vec<_> = waiting.collect();
        Ok((live, Some((held, waiting))))
    });
    let (live, found) = found.await?;
    let found = found.as_ref().map(|(held, waiting)| (held, waiting.as_slice()));
    Ok(call.shows(|frame| waiting(frame, &id, live, found)))
}

pub(super) async fn decide(
    Extension(call): Called,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = source_id(&call.context, &id)?;
    let decision = match call.form.required("decision")? {
        "approve" => Decision::Approve,
        "refuse" => Decision::Reject,
        _ => {
            let detail = "decision: is to be approve or refuse";
            return Err(Problem::bad_request("decision", detail));
        }
    };
    let (digest, actor) = (call.form.required("digest")?.to_owned(), call.actor()?);
    let (refresh, source) = (call.context.refresh.clone(), id.clone());
    let removed = blocking(move || Ok(refresh.decide(&source, &digest, decision, &actor)?)).await?;
    let notice = match decision {
        Decision::Approve => Notice::Approved { removed },
        Decision::Reject => Notice::Refused,
    };
    Ok(call.done(notice, &format!("sources/{id}")))
}

impl Call {
    /// A number in the query, or in an address.
    pub(super) fn number<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
        text.parse().map_err(|_| Problem::not_found(format!("there is no {text:?}")))
    }
}
