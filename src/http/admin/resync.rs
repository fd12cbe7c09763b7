//! `POST …/resync`.

use axum::Json;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::id::{RunId, SourceId};
use crate::report::{Mode, Patience, Trigger};

#[derive(Debug, Serialize)]
struct Accepted {
    source: SourceId,
    run: RunId,
    /// Where to see what becomes of it.
    url: String,
    /// The host wants to be left alone until then, so nothing will be asked, unless it is forced.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_before: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug)]
struct Wanted {
    mode: Mode,
    patience: Patience,
}

pub(super) async fn one(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(source): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let wanted = wanted(query.as_deref())?;
    let source = source_id(&context, &source)?;
    let accepted = blocking(move || submit(&context, source, wanted, actor)).await?;
    let location = HeaderValue::from_str(&accepted.url).ok();
    let mut response = (StatusCode::ACCEPTED, Json(accepted)).into_response();
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

pub(super) async fn all(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let wanted = wanted(query.as_deref())?;
    let accepted = blocking(move || {
        let sources = context.config.sources.iter().map(|source| source.id.clone());
        sources.map(|id| submit(&context, id, wanted, actor.clone())).collect::<Result<Vec<_>, _>>()
    });
    let runs = accepted.await?;
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({ "runs": runs }))).into_response())
}

fn submit(
    context: &Context,
    source: SourceId,
    Wanted { mode, patience }: Wanted,
    actor: String,
) -> Result<Accepted, Problem> {
    let not_before = match patience {
        Patience::Kept => context.refresh.not_before(&source)?,
        Patience::Overruled => None,
    };
    let run = context.worker.submit(&source, mode, patience, Trigger::Admin(actor))?;
    let url = context.config.publish.site.address(&format!("/admin/api/v1/runs/{run}"));
    Ok(Accepted { source, run, url, not_before })
}

fn wanted(query: Option<&str>) -> Result<Wanted, Problem> {
    let (mut full, mut dry_run, mut force) = (false, false, false);
    for (name, value) in url::form_urlencoded::parse(query.unwrap_or("").as_bytes()) {
        let asked = match &*value {
            "true" => true,
            "false" => false,
            _ => {
                return Err(Problem::bad_request(&name, format!("{name}: is to be true or false")));
            }
        };
        match &*name {
            "full" => full = asked,
            "dry_run" => dry_run = asked,
            "force" => force = asked,
            _ => {
                let detail =
                    format!("{name}: is no parameter here; there are: dry_run, force, full");
                return Err(Problem::bad_request(&name, detail));
            }
        }
    }
    let mode = match (dry_run, full) {
        (true, _) => Mode::DryRun,
        (false, true) => Mode::Full,
        (false, false) => Mode::Normal,
    };
    let patience = if force { Patience::Overruled } else { Patience::Kept };
    Ok(Wanted { mode, patience })
}
