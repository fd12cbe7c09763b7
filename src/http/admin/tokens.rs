//! Tokens: made and revoked on the socket beside the database only.

use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::blocking;
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::store::{StoreError, tokens};
use crate::token;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
}

pub(crate) fn router(context: Context) -> Router {
    Router::new()
        .route("/tokens", get(list).post(new))
        .route("/tokens/{name}", delete(revoke))
        .with_state(context)
}

async fn list(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    let all = blocking(move || {
        let all: Result<_, StoreError> = context.reader.read(tokens::all);
        Ok(all?)
    });
    let entry = |t: &tokens::StoredToken| json!({ "name": t.name, "created": t.created });
    Ok(Json(json!({ "data": all.await?.iter().map(entry).collect::<Vec<_>>() })))
}

async fn new(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    body: Result<Json<New>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(New { name }) = body?;
    let made = blocking(move || {
        token::new(&context.store, &name, &actor, context.clock.now()).map_err(
            |error| match error {
                token::TokenError::Store(error) => error.into(),
                other => Problem::new(StatusCode::CONFLICT, other.to_string()),
            },
        )
    });
    Ok((StatusCode::CREATED, Json(json!({ "token": made.await? }))).into_response())
}

async fn revoke(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path(name): Path<String>,
) -> Result<Json<Value>, Problem> {
    let of = name.clone();
    let was =
        blocking(move || Ok(token::revoke(&context.store, &of, &actor, context.clock.now())?));
    if was.await? {
        Ok(Json(json!({ "revoked": name })))
    } else {
        Err(Problem::not_found(format!("there is no token {name:?}")))
    }
}
