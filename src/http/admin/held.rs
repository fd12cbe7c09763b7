//! Removals that wait for a person.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{blocking, source_id};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::refresh::Decision;
use crate::store::{StoreError, held, listings};

/// Names the set that the admin saw.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Word {
    digest: String,
}

/// The set, with what each entry is called.
pub(super) async fn show(
    State(context): State<Context>,
    Path(source): Path<String>,
) -> Result<Json<Value>, Problem> {
    let source = source_id(&context, &source)?;
    let answer = blocking(move || {
        let found: Result<_, StoreError> = context.reader.read(|connection| {
            Ok((held::of_source(connection, &source)?, listings::of_source(connection, &source)?))
        });
        let (held, stored) = found?;
        let held = held.ok_or_else(|| Problem::not_found("nothing waits to be decided"))?;
        let entry = |id, cause| {
            let name = stored.get(id).map(|entry| entry.listing.content.title());
            json!({ "id": id, "name": name, "cause": cause })
        };
        let entries: Vec<_> = held.removals.iter().map(|(id, cause)| entry(id, cause)).collect();
        Ok(json!({
            "digest": held.digest, "reason": held.reason, "since": held.since, "run": held.run,
            "rejected": held.rejected,
            "removals": entries,
        }))
    });
    Ok(Json(answer.await?))
}

pub(super) async fn approve(
    state: State<Context>,
    actor: Extension<Actor>,
    source: Path<String>,
    word: Result<Json<Word>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    decide(state, actor, source, word, Decision::Approve).await
}

pub(super) async fn reject(
    state: State<Context>,
    actor: Extension<Actor>,
    source: Path<String>,
    word: Result<Json<Word>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    decide(state, actor, source, word, Decision::Reject).await
}

async fn decide(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(source): Path<String>,
    word: Result<Json<Word>, JsonRejection>,
    decision: Decision,
) -> Result<Json<Value>, Problem> {
    let source = source_id(&context, &source)?;
    let Json(word) = word?;
    let removed =
        blocking(move || Ok(context.refresh.decide(&source, &word.digest, decision, &actor)?));
    Ok(Json(json!({ "removed": removed.await? })))
}
