//! Looking for entries, and asking why they are not shown.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Extension;
use axum::response::Response;

use super::call::Called;
use crate::console::{Found, Hidden, Hit, Searched, search as page_of_search, why as page_of_why};
use crate::http::error::Problem;
use crate::id::ActivityId;
use crate::refresh::hidden;
use crate::refresh::why::{self as reasons, Subject};
use crate::store::search as stored;

const HITS: usize = 100;

pub(super) async fn search(Extension(call): Called) -> Result<Response, Problem> {
    let text = call.query("q").filter(|text| !text.trim().is_empty());
    let Some(text) = text else { return Ok(call.shows(|frame| page_of_search(frame, None))) };
    let wanted = text.clone();
    // One more than is shown tells whether there are more.
    let found = call.read(move |connection| {
        Ok((stored::listings(connection, &wanted, HITS + 1)?, hidden::by_activity(connection)?))
    });
    let (found, hidden) = found.await?;
    let more = found.len() > HITS;
    let hit = |found: stored::Hit| Hit {
        hidden: is_hidden(&found, &hidden),
        name: found.name.best(&call.lang).map(|(_, name)| name.clone()).unwrap_or_default(),
        key: found.key,
        link: found.link,
        state: found.state,
        activity: found.activity,
    };
    let hits: Vec<_> = found.into_iter().take(HITS).map(hit).collect();
    let searched = Searched { text: &text, hits: &hits, more };
    Ok(call.shows(|frame| page_of_search(frame, Some(&searched))))
}

fn is_hidden(found: &stored::Hit, hidden: &BTreeMap<ActivityId, BTreeSet<String>>) -> Hidden {
    match found.activity.as_ref().and_then(|activity| hidden.get(activity)) {
        None => Hidden::No,
        Some(subjects) if subjects.contains(&found.key.to_string()) => Hidden::Itself,
        Some(_) => Hidden::WithAnother,
    }
}

pub(super) async fn why(Extension(call): Called) -> Result<Response, Problem> {
    let text = call.query("q").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let Some(text) = text else { return Ok(call.shows(|frame| page_of_why(frame, None))) };
    let Some(subject) = Subject::parse(&text) else {
        return Ok(call.shows(|frame| page_of_why(frame, Some((&text, Found::Malformed)))));
    };
    let config = call.context.config.clone();
    let found = call.read(move |connection| reasons::why(connection, &config, &subject)).await?;
    let found = found.as_ref().map_or(Found::Unknown, Found::Answer);
    Ok(call.shows(|frame| page_of_why(frame, Some((&text, found)))))
}
