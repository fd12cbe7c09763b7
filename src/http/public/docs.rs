//! The API for people.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::people::Reader;
use super::{Now, language, openapi};
use crate::http::Context;
use crate::http::error::Problem;
use crate::publish::page;

pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    language(raw.as_deref())?;
    let reader = Reader::of(raw.as_deref(), &headers);
    let now = Now::of(&context);
    let site = &context.config.publish.site;
    let body = page::reference(&openapi::reference(site), site, &reader.lang);
    Ok(now.page_for(&reader, body).answer(&headers))
}
