//! Tokens: made, shown once, and revoked.

use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::Response;

use super::call::Called;
use crate::console::{Made, Notice, Refusal, tokens as page_of_tokens};
use crate::http::admin::blocking;
use crate::http::error::Problem;
use crate::store::tokens;
use crate::token::{self, TokenError};

/// With the one that was made just now, this once.
pub(super) async fn list(Extension(call): Called) -> Result<Response, Problem> {
    let all = call.read(tokens::all).await?;
    let all: Vec<_> = all.into_iter().map(|token| (token.name, token.created)).collect();
    let mut made = None;
    if let Some(who) = &call.who {
        call.context.desk.with(&who.id, |session| made = session.made.take());
    }
    let made = made.as_ref().map(|(name, token)| Made { name, token });
    Ok(call.shows(|frame| page_of_tokens(frame, &all, made)))
}

pub(super) async fn new(Extension(call): Called) -> Result<Response, Problem> {
    let (name, actor) = (call.form.required("name")?.to_owned(), call.actor()?);
    let (store, now, of) = (call.context.store.clone(), call.context.clock.now(), name.clone());
    let made = blocking(move || {
        token::new(&store, &of, &actor, now).map_err(|error| match error {
            TokenError::Store(error) => error.into(),
            TokenError::Name => {
                Problem::new(StatusCode::CONFLICT, error.to_string()).about(Refusal::TokenName)
            }
            TokenError::Taken => {
                Problem::new(StatusCode::CONFLICT, error.to_string()).about(Refusal::TokenTaken)
            }
            TokenError::NoRandomness(_) => Problem::internal(),
        })
    });
    let made = made.await?;
    if let Some(who) = &call.who {
        call.context.desk.with(&who.id, |session| session.made = Some((name, made)));
    }
    Ok(call.goes_to("tokens"))
}

pub(super) async fn revoke(Extension(call): Called) -> Result<Response, Problem> {
    let (name, actor) = (call.form.required("name")?.to_owned(), call.actor()?);
    let (store, now, of) = (call.context.store.clone(), call.context.clock.now(), name.clone());
    match blocking(move || Ok(token::revoke(&store, &of, &actor, now)?)).await? {
        true => Ok(call.done(Notice::Revoked(name), "tokens")),
        false => {
            Err(Problem::not_found(format!("there is no token {name:?}")).about(Refusal::NoToken))
        }
    }
}
