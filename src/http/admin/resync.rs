//! `POST …/resync`.

use axum::Json;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::id::{RunId, SourceId};
use crate::report::{Mode, Trigger};

#[derive(Debug, Serialize)]
struct Accepted {
    source: SourceId,
    run: RunId,
    /// Where to see what becomes of it.
    url: String,
}

pub(super) async fn one(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(source): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mode = mode(query.as_deref())?;
    let source = source_id(&context, &source)?;
    let accepted = blocking(move || submit(&context, source, mode, actor)).await?;
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
    let mode = mode(query.as_deref())?;
    let accepted = blocking(move || {
        let sources = context.config.sources.iter().map(|source| source.id.clone());
        sources.map(|id| submit(&context, id, mode, actor.clone())).collect::<Result<Vec<_>, _>>()
    });
    let runs = accepted.await?;
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({ "runs": runs }))).into_response())
}

fn submit(
    context: &Context,
    source: SourceId,
    mode: Mode,
    actor: String,
) -> Result<Accepted, Problem> {
    let run = context.worker.submit(&source, mode, Trigger::Admin(actor))?;
    let url = context.config.publish.site.address(&format!("/admin/api/v1/runs/{run}"));
    Ok(Accepted { source, run, url })
}

fn mode(query: Option<&str>) -> Result<Mode, Problem> {
    let (mut full, mut dry_run) = (false, false);
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
            _ => {
                let detail = format!("{name}: is no parameter here; there are: dry_run, full");
                return Err(Problem::bad_request(&name, detail));
            }
        }
    }
    Ok(match (dry_run, full) {
        (true, _) => Mode::DryRun,
        (false, true) => Mode::Full,
        (false, false) => Mode::Normal,
    })
}
