//! Entries that are not to be shown whatever their source says, and the log of who did what.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::id::ListingKey;
use crate::store::{StoreError, decisions};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    reason: String,
}

pub(super) async fn list(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    let all = blocking(move || {
        let all: Result<_, StoreError> = context.reader.read(decisions::suppressions);
        Ok(all?)
    });
    Ok(Json(json!({ "data": all.await? })))
}

/// The newest first.
pub(super) async fn audit(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    const LINES: u32 = 200;
    let lines = blocking(move || {
        let lines: Result<_, StoreError> =
            context.reader.read(|connection| decisions::audit_log(connection, LINES));
        Ok(lines?)
    });
    Ok(Json(json!({ "data": lines.await? })))
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
    blocking(move || Ok(context.refresh.suppress(&key, &why.reason, &actor)?)).await?;
    Ok(Json(json!({ "suppressed": subject })))
}

pub(super) async fn remove(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(subject): Path<String>,
) -> Result<Json<Value>, Problem> {
    let key = key(&subject)?;
    let was = blocking(move || Ok(context.refresh.unsuppress(&key, &actor)?)).await?;
    if was {
        Ok(Json(json!({ "shown_again": subject })))
    } else {
        Err(Problem::not_found(format!("{subject:?} is not suppressed")))
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
