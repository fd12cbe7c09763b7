//! What may be one activity, what people said of it, and why it is what it is.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, Path, RawQuery, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::blocking;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::id::{ActivityId, ListingKey};
use crate::refresh::explain::{Explanation, Said, explain as explained};
use crate::refresh::review;
use crate::refresh::why::Subject;
use crate::store::{StoreError, rulings};

const LIMIT: usize = 50;
const MAX_LIMIT: usize = 500;

/// One of the two, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Word {
    together: Option<[String; 2]>,
    apart: Option<[String; 2]>,
    reason: String,
}

/// The likeliest first.
pub(super) async fn queue(
    State(context): State<Context>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let (offset, limit) = page(&query.unwrap_or_default())?;
    let all = blocking(move || {
        let all: Result<_, StoreError> = context.reader.read(review::queue);
        Ok(all?)
    });
    let all = all.await?;
    let next = offset.saturating_add(limit);
    let chosen: Vec<_> = all.iter().skip(offset).take(limit).collect();
    let next = (next < all.len()).then_some(next);
    Ok(Json(json!({ "data": chosen, "total": all.len(), "next_offset": next })))
}

fn page(query: &str) -> Result<(usize, usize), Problem> {
    let (mut offset, mut limit) = (0, LIMIT);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let bad = |what: &str| Problem::bad_request(&name, format!("{name}: is to be {what}"));
        match &*name {
            "offset" => offset = value.parse().map_err(|_| bad("a number"))?,
            "limit" => {
                let number = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
                limit = number.ok_or_else(|| bad("a number from 1 to 500"))?;
            }
            _ => {
                let detail = format!("{name}: is no parameter here; there are: limit, offset");
                return Err(Problem::bad_request(&name, detail));
            }
        }
    }
    Ok((offset, limit))
}

pub(super) async fn list(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    let all = blocking(move || {
        let all: Result<_, StoreError> = context.reader.read(rulings::all);
        Ok(all?)
    });
    let all: Vec<Said> = all.await?.into_iter().map(Said::from).collect();
    Ok(Json(json!({ "data": all })))
}

pub(super) async fn rule(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    word: Result<Json<Word>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    let Json(word) = word?;
    let (ruling, name, pair) = match (&word.together, &word.apart) {
        (Some(pair), None) => (Ruling::Together, "together", pair),
        (None, Some(pair)) => (Ruling::Apart, "apart", pair),
        (Some(_), Some(_)) | (None, None) => {
            let detail = "say either `together` or `apart`, with two listings";
            return Err(Problem::bad_request("together", detail));
        }
    };
    let [a, b] = pair;
    let pair = self::pair(name, a, b)?;
    if word.reason.trim().is_empty() {
        return Err(Problem::bad_request("reason", "reason: is to say why, in words"));
    }
    let said = pair.keys().map(ToString::to_string);
    blocking(move || Ok(context.refresh.rule(&pair, ruling, &word.reason, &actor)?)).await?;
    Ok(Json(json!({ "ruling": ruling, "pair": said })))
}

pub(super) async fn unrule(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
    Path((a, b)): Path<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let pair = pair("pair", &a, &b)?;
    let said = pair.keys().map(ToString::to_string);
    if blocking(move || Ok(context.refresh.unrule(&pair, &actor)?)).await? {
        Ok(Json(json!({ "undone": said })))
    } else {
        Err(Problem::not_found("nobody has ruled on these two"))
    }
}

pub(super) async fn explain(
    State(context): State<Context>,
    Path(id): Path<String>,
) -> Result<Json<Explanation>, Problem> {
    let unknown = || Problem::not_found(format!("there is no activity {id:?}"));
    let subject = Subject::Activity(ActivityId::parse(&id).ok_or_else(unknown)?);
    let found = blocking(move || {
        let found: Result<_, StoreError> =
            context.reader.read(|connection| explained(connection, &subject));
        Ok(found?)
    });
    found.await?.map(Json).ok_or_else(unknown)
}

fn pair(parameter: &str, a: &str, b: &str) -> Result<Pair, Problem> {
    let key = |text: &str| {
        let detail = format!("{text:?} is to be source:id, as an activity's sources have it");
        ListingKey::parse(text).ok_or_else(|| Problem::bad_request(parameter, detail))
    };
    Pair::new(&key(a)?, &key(b)?)
        .ok_or_else(|| Problem::bad_request(parameter, "a listing is one with itself anyway"))
}
