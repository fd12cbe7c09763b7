//! What may be one activity, and what people say of it.

use axum::extract::Extension;
use axum::response::Response;
use rusqlite::Connection;

use super::call::{Call, Called};
use crate::console::{Couple, Notice, Queue, Refusal, queue as page_of_queue, two as page_of_two};
use crate::dedupe::explain::Comparison;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::dedupe::words::{Told, by_code};
use crate::http::admin::blocking;
use crate::http::error::Problem;
use crate::id::{ActivityId, ListingKey};
use crate::listing::Listing;
use crate::refresh::explain::{Explanation, Said, explain};
use crate::refresh::review;
use crate::refresh::why::Subject;
use crate::store::{StoreError, activities, listings, rulings};

const LIMIT: usize = 50;

pub(super) async fn queue(Extension(call): Called) -> Result<Response, Problem> {
    let offset: usize =
        call.query("offset").map(|offset| Call::number(&offset)).transpose()?.unwrap_or(0);
    let found = call.read(|connection| Ok((review::queue(connection)?, rulings::all(connection)?)));
    let (all, said) = found.await?;
    let said: Vec<_> = said.into_iter().map(Said::from).collect();
    let part: Vec<_> = all.iter().skip(offset).take(LIMIT).cloned().collect();
    let next = Some(offset.saturating_add(LIMIT)).filter(|next| *next < all.len());
    let queue = Queue { part: &part, total: all.len(), next, said: &said };
    Ok(call.shows(|frame| page_of_queue(frame, &queue)))
}

/// Two listings with all that is known of them together.
struct Found {
    listings: [Listing; 2],
    activities: [Option<ActivityId>; 2],
    comparison: Option<Comparison>,
    not_joined: Vec<Told>,
    said: Option<Said>,
}

pub(super) async fn two(Extension(call): Called) -> Result<Response, Problem> {
    let pair = pair(call.query("a").as_deref(), call.query("b").as_deref())?;
    let found = call.read(move |connection| look(connection, &pair)).await?;
    let found = found.ok_or_else(|| {
        Problem::not_found("one of the two is not stored").about(Refusal::NotStored)
    })?;
    let [a, b] = &found.listings;
    let couple = Couple {
        listings: [a, b],
        activities: found.activities.each_ref().map(Option::as_ref),
        comparison: found.comparison.as_ref(),
        not_joined: &found.not_joined,
        said: found.said.as_ref(),
    };
    Ok(call.shows(|frame| page_of_two(frame, &couple)))
}

fn look(connection: &Connection, pair: &Pair) -> Result<Option<Found>, StoreError> {
    let [a, b] = pair.keys();
    let stored = (listings::get(connection, a)?, listings::get(connection, b)?);
    let (Some(first), Some(second)) = stored else { return Ok(None) };
    let said = rulings::all(connection)?.into_iter().find(|ruled| ruled.pair == *pair);
    let explained = explain(connection, &Subject::Listing(a.clone()))?;
    let compared =
        explained.and_then(|explained| compared(explained, &a.to_string(), &b.to_string()));
    let (comparison, not_joined) = compared.unzip();
    Ok(Some(Found {
        listings: [first.listing, second.listing],
        activities: [
            activities::id_of_listing(connection, a)?,
            activities::id_of_listing(connection, b)?,
        ],
        comparison,
        not_joined: not_joined.unwrap_or_default(),
        said: said.map(Said::from),
    }))
}

/// Of two that are one, or that may be; with why they were not joined.
fn compared(found: Explanation, a: &str, b: &str) -> Option<(Comparison, Vec<Told>)> {
    let is = |pair: &crate::refresh::explain::Pair| {
        [(&*pair.a, &*pair.b), (&*pair.b, &*pair.a)].contains(&(a, b))
    };
    let doubt = found.possible.into_iter().find(|doubt| is(&doubt.pair));
    if let Some(doubt) = doubt {
        let part = |name: &str| doubt.refused.get(name).and_then(serde_json::Value::as_str);
        // The veto between the two themselves is told with what was weighed.
        let veto = part("veto")
            .filter(|code| doubt.pair.comparison.veto.is_none_or(|own| own.code != *code));
        let why = [part("code"), veto].into_iter().flatten().filter_map(by_code).collect();
        return Some((doubt.pair.comparison, why));
    }
    let joined = found.pairs.into_iter().find(is)?;
    Some((joined.comparison, Vec::new()))
}

fn pair(a: Option<&str>, b: Option<&str>) -> Result<Pair, Problem> {
    let key = |name: &str, text: Option<&str>| {
        let detail = format!("{name}: is to be source:id");
        text.and_then(ListingKey::parse)
            .ok_or_else(|| Problem::bad_request(name, detail).about(Refusal::NotAnEntry))
    };
    Pair::new(&key("a", a)?, &key("b", b)?)
        .ok_or_else(|| Problem::bad_request("b", "a listing is one with itself anyway"))
}

pub(super) async fn rule(Extension(call): Called) -> Result<Response, Problem> {
    let pair = pair(call.form.get("a"), call.form.get("b"))?;
    let ruling = match call.form.required("ruling")? {
        "together" => Ruling::Together,
        "apart" => Ruling::Apart,
        _ => {
            let detail = "ruling: is to be together or apart";
            return Err(Problem::bad_request("ruling", detail));
        }
    };
    let (reason, actor) = (call.form.required("reason")?.to_owned(), call.actor()?);
    let refresh = call.context.refresh.clone();
    blocking(move || Ok(refresh.rule(&pair, ruling, &reason, &actor)?)).await?;
    Ok(call.done(Notice::Ruled(ruling), "duplicates"))
}

pub(super) async fn unrule(Extension(call): Called) -> Result<Response, Problem> {
    let pair = pair(call.form.get("a"), call.form.get("b"))?;
    let (refresh, actor) = (call.context.refresh.clone(), call.actor()?);
    match blocking(move || Ok(refresh.unrule(&pair, &actor)?)).await? {
        true => Ok(call.done(Notice::Unruled, "duplicates")),
        false => Err(Problem::not_found("nobody has ruled on these two").about(Refusal::NotRuled)),
    }
}
