//! What can be chosen among, and how many activities each choice would bring.

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{JSON, Now};
use crate::catalogue::{Count, Filter, Form};
use crate::http::Context;
use crate::http::error::Problem;
use crate::publish::json::{self, Choice};

pub(super) async fn all(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let filter = now.asked(raw.as_deref(), Form::Counts, &Filter::default())?.filter;
    let facets = now.catalogue.facets(&filter);
    let facets: BTreeMap<&str, Vec<Choice>> =
        facets.into_iter().map(|(name, counts)| (name, choices(&context, counts))).collect();
    let meta = now.meta(now.catalogue.select(&filter.within(1)).total, None);
    Ok(now.represent(JSON, json::facets(&meta, &facets)).answer(&headers))
}

fn choices(context: &Context, counts: BTreeMap<String, Count>) -> Vec<Choice> {
    let sources = &context.config.sources;
    let source = |value: &str| sources.iter().find(|source| source.id.as_str() == value);
    let choice = |(value, count): (String, Count)| {
        let credited = || source(&value).map(|source| source.attribution.clone());
        Choice { called: count.name.or_else(credited), count: count.activities, value }
    };
    counts.into_iter().map(choice).collect()
}
