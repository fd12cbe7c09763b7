//! Entries that are not to be shown whatever their source says, and the log of who did what.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Extension, Path, Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::id::ListingKey;
use crate::refresh::hidden;
use crate::store::StoreError;
use crate::store::decisions::{self, AuditPart};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    reason: String,
    /// Hides what was never read too: it may come later.
    #[serde(default)]
    force: bool,
}

pub(super) async fn list(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    let all = blocking(move || {
        let all: Result<_, StoreError> = context.reader.read(decisions::suppressions);
        Ok(all?)
    });
    Ok(Json(json!({ "data": all.await? })))
}

/// Which part of the log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    before: Option<i64>,
}

/// The newest first.
pub(super) async fn audit(
    State(context): State<Context>,
    part: Result<Query<Part>, QueryRejection>,
) -> Result<Json<Value>, Problem> {
    const LINES: u32 = 200;
    let wrong =
        |_| Problem::bad_request("before", "before: is to be the `next_before` of an answer");
    let Query(Part { before }) = part.map_err(wrong)?;
    let part = blocking(move || {
        let part: Result<_, StoreError> =
            context.reader.read(|connection| decisions::audit_log(connection, before, LINES));
        Ok(part?)
    });
    let AuditPart { lines, next } = part.await?;
    Ok(Json(json!({ "data": lines, "next_before": next })))
}

pub(super) async fn add(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(subject): Path<String>,
    why: Result<Json<Why>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    let key = key(&subject)?;
    source_id(&context, key.source.as_str())?;
    let Json(why) = why?;
    if why.reason.trim().is_empty() {
        return Err(Problem::bad_request("reason", "reason: is to say why, in words"));
    }
    blocking(move || {
        if !why.force && !context.refresh.knows(&key)? {
            let detail = format!(
                "{key} was never read; with `\"force\": true` it is hidden all the same, should it come"
            );
            return Err(Problem::not_found(detail));
        }
        Ok(context.refresh.suppress(&key, &why.reason, &actor)?)
    })
    .await?;
    Ok(Json(json!({ "suppressed": subject })))
}

pub(super) async fn remove(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(subject): Path<String>,
) -> Result<Json<Value>, Problem> {
    let key = key(&subject)?;
    let others = blocking(move || {
        let was = context.refresh.unsuppress(&key, &actor)?;
        let others = || -> Result<_, StoreError> {
            context.reader.read(|connection| hidden::others(connection, &key))
        };
        Ok(was.then(others).transpose()?)
    });
    match others.await? {
        Some(others) if others.is_empty() => Ok(Json(json!({ "shown_again": subject }))),
        Some(others) => Ok(Json(json!({ "let_go": subject, "still_hidden_by": others }))),
        None => Err(Problem::not_found(format!("{subject:?} is not suppressed"))),
    }
}

fn key(subject: &str) -> Result<ListingKey, Problem> {
    ListingKey::parse(subject).ok_or_else(|| {
        Problem::bad_request(
            "subject",
            "the address is to end in source:id, as an activity's sources have it",
        )
    })
}
