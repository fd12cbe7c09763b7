//! Keywords and their sets.

use std::collections::BTreeMap;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;

use super::answer::{Answer, Detail, object, page};
use super::listing::{Counted, ours, sorted, words};
use super::parameters::Parameters;
use crate::http::Context;
use crate::http::public::Now;
use crate::localized::Lang;
use crate::publish::linked_events::{
    KeywordSet, keyword, keyword_id, keyword_of, keyword_set, keywords,
};
use crate::vocabulary::Term;

/// Those that something has, unless all are asked for.
pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let parameters = Parameters::parse(raw.as_deref())?;
    let now = Now::of(&context);
    let counts = now.catalogue.terms();
    let every = parameters.flag("show_all_keywords")? == Some(true);
    let words = words(&parameters)?;
    let ours = ours(&parameters)?;
    let told = |term: Term, word: &String| {
        Lang::OURS.iter().any(|lang| term.label(lang).to_lowercase().contains(word))
    };
    let all = keywords().filter_map(|term| {
        let count = counts.get(&term).copied().unwrap_or_default();
        let wanted = ours && (every || count > 0) && words.iter().all(|word| told(term, word));
        let name = term.label(&Lang::FI).to_lowercase();
        wanted.then_some(Counted { id: keyword_id(term)?, name, count, what: term })
    });
    let all = sorted(all.collect(), &parameters);
    let site = &context.config.publish.site;
    let render = |counted: &Counted<Term>| keyword(counted.what, counted.count, site);
    page(&now, "keyword", &parameters, &all, render, &headers)
}

pub(super) async fn one(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let now = Now::of(&context);
    let term = keyword_of(&id).ok_or_else(Detail::not_found)?;
    let count = now.catalogue.terms().get(&term).copied().unwrap_or_default();
    let body = keyword(term, count, &context.config.publish.site);
    object(&now, body.ok_or_else(Detail::not_found)?, &headers)
}

pub(super) async fn sets(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let parameters = Parameters::parse(raw.as_deref())?;
    let now = Now::of(&context);
    let counts = counts_if_included(&now, &parameters)?;
    let site = &context.config.publish.site;
    let render = |set: &KeywordSet| Some(keyword_set(*set, counts.as_ref(), site));
    page(&now, "keyword_set", &parameters, &KeywordSet::ALL, render, &headers)
}

pub(super) async fn one_set(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let parameters = Parameters::parse(raw.as_deref())?;
    let now = Now::of(&context);
    let found = KeywordSet::find(&id).ok_or_else(Detail::not_found)?;
    let counts = counts_if_included(&now, &parameters)?;
    object(&now, keyword_set(found, counts.as_ref(), &context.config.publish.site), &headers)
}

fn counts_if_included(
    now: &Now<'_>,
    parameters: &Parameters,
) -> Result<Option<BTreeMap<Term, usize>>, Detail> {
    let told = parameters.list("include")?.is_some_and(|names| names.contains(&"keywords"));
    Ok(told.then(|| now.catalogue.terms()))
}
