//! Representations as RFC 9110 has them: entity tags, dates, 304, gzip.

use std::io::Write;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;

/// One answer before it is known what the asker has already.
#[derive(Debug)]
pub(super) struct Representation {
    pub(super) content_type: &'static str,
    pub(super) body: String,
    /// May lie a little ahead, where several came to be within one second.
    pub(super) last_modified: DateTime<Utc>,
    pub(super) now: DateTime<Utc>,
    /// Seconds for which it may be used without asking.
    pub(super) max_age: u64,
}

/// Below this gzip saves nothing.
const WORTH_PACKING: usize = 1024;

impl Representation {
    /// The whole, or 304 where the asker has it.
    pub(super) fn answer(self, request: &HeaderMap) -> Response {
        let packed = self.body.len() >= WORTH_PACKING && accepts_gzip(request);
        let etag = etag(&self.body, packed);
        let mut headers = self.headers(&etag);
        if is_fresh(request, &etag, self.last_modified) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if packed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            return (headers, pack(self.body.as_bytes())).into_response();
        }
        (headers, self.body).into_response()
    }

    /// Those that a 304 must carry as well (RFC 9110, 15.4.5), and CORS, without which the asker sees neither.
    fn headers(&self, etag: &str) -> HeaderMap {
        let cache = format!(
            "public, max-age={}, stale-while-revalidate=3600, stale-if-error=86400",
            self.max_age
        );
        let text = |text: &str| HeaderValue::from_str(text).ok();
        // Never later than the answer itself (RFC 9110, 8.8.2.1). It is compared as it is, so that who
        // sends back the earlier time is sent the whole once more, and never 304 for what is new.
        let last_modified = self.last_modified.min(self.now);
        let pairs: [(HeaderName, Option<HeaderValue>); 6] = [
            (header::ETAG, text(etag)),
            (header::LAST_MODIFIED, text(&http_date(last_modified))),
            (header::CACHE_CONTROL, text(&cache)),
            (header::VARY, text("Accept-Encoding")),
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, text("*")),
            // Without it a page of another origin cannot read the tag that it is to send back.
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, text("ETag, Last-Modified")),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Strong: the same tag means the same bytes, so the packed form has one of its own.
fn etag(body: &str, packed: bool) -> String {
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let hash: String = hash.chars().take(32).collect();
    if packed { format!("\"{hash}-gzip\"") } else { format!("\"{hash}\"") }
}

/// If-None-Match is weighed before If-Modified-Since, and alone where it is there (RFC 9110, 13.2.2).
fn is_fresh(request: &HeaderMap, etag: &str, last_modified: DateTime<Utc>) -> bool {
    let mut tags = request.get_all(header::IF_NONE_MATCH).iter().peekable();
    if tags.peek().is_some() {
        return tags.filter_map(|value| value.to_str().ok()).any(|list| lists(list, etag));
    }
    let since = request.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    since.and_then(parse_http_date).is_some_and(|since| last_modified <= since)
}

/// Weak comparison, as RFC 9110, 13.1.2 asks: `W/` is passed over. None of our tags holds a comma.
fn lists(list: &str, etag: &str) -> bool {
    list.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

fn accepts_gzip(request: &HeaderMap) -> bool {
    let values = request.get_all(header::ACCEPT_ENCODING).iter();
    let codings = values.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    codings.map(str::trim).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// The same bytes each time: no date goes into the header of the packed form.
fn pack(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
    // Writing to memory cannot fail; were it to, the empty answer would not match its ETag.
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn parse_http_date(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text.trim(), "%a, %d %b %Y %H:%M:%S GMT").ok()?;
    Some(naive.and_utc())
}

#[cfg(test)]
mod tests;
