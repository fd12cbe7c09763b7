//! Single times as JSON, in their order.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{JSON, Now, address};
use crate::catalogue::{Filter, Form, Moment, Query, Time};
use crate::http::Context;
use crate::http::error::Problem;
use crate::publish::json;

const PATH: &str = "/api/v1/occurrences";

/// What a list of times takes.
pub(super) const AGENDA: Form = Form::Agenda(json::TIME_MEMBERS);

pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let everything = Filter::default();
    let asked = now.asked(raw.as_deref(), AGENDA, &everything)?;
    let quarter = now.quarter();
    let since = asked.ends_after.map(|moment| moment.within(quarter.began));
    let agenda = now.catalogue.agenda(&asked.page(&everything), &asked.start, since);
    let next = agenda.next.as_ref().map(|cursor| asked.following(cursor).to_string());
    let next = next.map(|query| address(&context, PATH, Some(&query)));
    let meta = now.meta(agenda.total, next.as_deref());
    let told: Vec<_> = agenda.times.iter().filter_map(|time| told(&now, time, &asked)).collect();
    let body = json::collection(&meta, told.iter().map(String::as_str));
    let answer = now.represent(JSON, body);
    let answer = match asked.ends_after {
        Some(Moment::Now) => answer.in_quarter(quarter),
        Some(Moment::At(_)) | None => answer,
    };
    Ok(answer.answer(&headers))
}

fn told(now: &Now<'_>, time: &Time<'_>, asked: &Query) -> Option<String> {
    let site = &now.context.config.publish.site;
    let lang = asked.filter.only_lang();
    let whole = json::occurrence(&time.activity, time.held()?, &time.occurrence, site, lang);
    Some(match &asked.fields {
        None => whole,
        Some(members) => json::sparse_occurrence(&whole, members),
    })
}
