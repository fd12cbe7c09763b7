//! Style sheets and scripts of the pages, and those that other sites load.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::Now;
use crate::http::Context;
use crate::http::error::Problem;
use crate::publish::page::assets;

/// Where browsers look that have read no page yet.
pub(super) async fn icon(
    state: State<Context>,
    raw: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    file(state, Path("favicon.svg".to_owned()), raw, headers).await
}

/// At the address that has the hash of the file it never changes. Without one, or with an old one, it is
/// what it is today.
pub(super) async fn file(
    State(context): State<Context>,
    Path(name): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let unknown = || Problem::not_found("there is no such file");
    let asset = assets::find(&name).ok_or_else(unknown)?;
    let bytes = match asset.bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    };
    let answer = Now::of(&context).represent(asset.kind, bytes);
    let current = raw.is_some_and(|query| query == format!("v={}", asset.hash));
    let answer = if current { answer.for_good() } else { answer };
    Ok(answer.answer(&headers))
}
