//! A finished answer in each coding, with the headers of its 200 and of its 304.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::negotiation::{Coding, Offer, choose};
use super::preconditions::{Verdict, weigh};
use super::{Asked, Lifetime, Representation, USUAL_AGE, date};
use crate::feed::Packing;
use crate::http::error::Problem;

/// Below this gzip saves nothing.
const WORTH_PACKING: usize = 1024;

/// What most answers say of their age: only before midnight is it less.
const USUAL_CACHING: HeaderValue = HeaderValue::from_static(
    "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400",
);

/// RFC 8246.
const UNCHANGING: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

#[derive(Debug)]
pub(in crate::http) struct Rendered {
    last_modified: DateTime<Utc>,
    lifetime: Lifetime,
    offer: Offer,
    plain: Variant,
    /// Packed when the first one asks for it.
    packed: OnceLock<Variant>,
}

/// The representation in one coding. Bodies are shared, never copied.
#[derive(Debug)]
struct Variant {
    etag: String,
    body: Bytes,
    /// Of a 200, and of a 304: all but what depends on the time.
    whole: HeaderMap,
    unchanged: HeaderMap,
}

impl Rendered {
    pub(in crate::http) fn of(representation: Representation) -> Self {
        let Representation { content_type, body, last_modified, lifetime, packing, more, .. } =
            representation;
        let offer = match packing {
            Packing::Never => Offer::Plain,
            Packing::Offered if body.len() < WORTH_PACKING => Offer::RatherPlain,
            Packing::Offered => Offer::Both,
        };
        let hash = blake3::hash(&body).to_hex();
        let etag = format!("\"{}\"", hash.chars().take(32).collect::<String>());
        let unchanged = headers(last_modified, more);
        let mut whole = unchanged.clone();
        whole.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        // Parts are for what is long and fixed; a feed changes under the reader's hands.
        whole.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
        let plain = Variant::new(etag, body, whole, unchanged);
        Self { last_modified, lifetime, offer, plain, packed: OnceLock::new() }
    }

    pub(in crate::http) fn answer(&self, request: &HeaderMap, asked: Asked) -> Response {
        let variant = match choose(request, self.offer) {
            Some(Coding::Identity) => &self.plain,
            Some(Coding::Gzip) => self.packed.get_or_init(|| self.pack()),
            None => return unacceptable(),
        };
        let mut response = match weigh(request, &variant.etag, self.last_modified) {
            Verdict::Whole => variant.whole(),
            Verdict::Unchanged => variant.unchanged(),
            Verdict::Failed => {
                let detail = "it is not what If-Match or If-Unmodified-Since asks for";
                return Problem::new(StatusCode::PRECONDITION_FAILED, detail).into_response();
            }
        };
        self.date(response.headers_mut(), asked);
        response
    }

    /// Of the plain form: those of equal answers are equal.
    pub(in crate::http) fn tag(&self) -> &str {
        &self.plain.etag
    }

    /// Whether it was told for a time that is over.
    pub(in crate::http) fn is_over(&self, now: DateTime<Utc>) -> bool {
        matches!(self.lifetime, Lifetime::Until(end) if end <= now)
    }

    /// Whether it answers every request as the other does.
    pub(in crate::http) fn is_same(&self, other: &Self) -> bool {
        let rules = |of: &Self| (of.offer, of.lifetime, of.last_modified);
        rules(self) == rules(other) && self.plain.whole == other.plain.whole
    }

    /// In bytes, with what packing will add; text becomes less than a quarter.
    pub(in crate::http) fn weight(&self) -> usize {
        match self.offer {
            Offer::Both => self.plain.body.len() / 4 * 5,
            Offer::Plain | Offer::RatherPlain => self.plain.body.len(),
        }
    }

    fn date(&self, headers: &mut HeaderMap, asked: Asked) {
        headers.insert(header::CACHE_CONTROL, caching(self.lifetime, asked));
        // Never later than the answer itself (RFC 9110, 8.8.2.1). It is compared as it is, so that who
        // sends back the earlier time is sent the whole once more, and never 304 for what is new.
        if self.last_modified > asked.now
            && let Ok(now) = HeaderValue::from_str(&date::written(asked.now))
        {
            headers.insert(header::LAST_MODIFIED, now);
        }
    }

    /// The same bytes each time: no date goes into the header of the packed form. Strong tags mean
    /// the same bytes, so it has one of its own (RFC 9110, 8.8.3.3).
    fn pack(&self) -> Variant {
        let body = &self.plain.body;
        let mut encoder =
            GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::default());
        // Writing to memory cannot fail; were it to, the empty answer would not match its ETag.
        let packed = encoder.write_all(body).and_then(|()| encoder.finish()).unwrap_or_default();
        let etag = format!("{}-gzip\"", self.plain.etag.trim_end_matches('"'));
        let Variant { whole, unchanged, .. } = &self.plain;
        let mut variant = Variant::new(etag, packed.into(), whole.clone(), unchanged.clone());
        variant.whole.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        variant
    }
}

impl Variant {
    /// The headers are completed with the tag.
    fn new(etag: String, body: Bytes, mut whole: HeaderMap, mut unchanged: HeaderMap) -> Self {
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            whole.insert(header::ETAG, etag.clone());
            unchanged.insert(header::ETAG, etag);
        }
        Self { etag, body, whole, unchanged }
    }

    fn whole(&self) -> Response {
        respond(StatusCode::OK, &self.whole, Body::from(self.body.clone()))
    }

    fn unchanged(&self) -> Response {
        respond(StatusCode::NOT_MODIFIED, &self.unchanged, Body::empty())
    }
}

/// Those that a 304 must carry as well (RFC 9110, 15.4.5), and CORS, without which the asker sees neither.
fn headers(last_modified: DateTime<Utc>, mut more: HeaderMap) -> HeaderMap {
    let pairs = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        // Without it a page of another origin cannot read the tag that it is to send back.
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Last-Modified, Link, Kooste-Notice"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    more.extend(pairs.map(|(name, value)| (name, HeaderValue::from_static(value))));
    more.entry(header::VARY).or_insert(HeaderValue::from_static("Accept-Encoding"));
    if let Ok(at) = HeaderValue::from_str(&date::written(last_modified)) {
        more.insert(header::LAST_MODIFIED, at);
    }
    more
}

fn respond(status: StatusCode, headers: &HeaderMap, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers.clone();
    response
}

fn caching(lifetime: Lifetime, asked: Asked) -> HeaderValue {
    let max_age = match lifetime {
        Lifetime::Today(seconds) => seconds.min(asked.until_tick),
        Lifetime::Until(end) => {
            let left = u64::try_from((end - asked.now).num_seconds()).unwrap_or(0);
            let max_age = left.min(USUAL_AGE).min(asked.until_tick);
            // Nothing of it is to be shown while it is asked for anew: it may be wrong by then.
            return value(&format!("public, max-age={max_age}, stale-if-error=86400"));
        }
        Lifetime::Forever => return UNCHANGING,
    };
    if max_age == USUAL_AGE {
        return USUAL_CACHING;
    }
    value(&format!("public, max-age={max_age}, stale-while-revalidate=3600, stale-if-error=86400"))
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("no-cache"))
}

/// RFC 9110, 12.5.3 and 15.5.7.
fn unacceptable() -> Response {
    let detail = "Accept-Encoding excludes every form in which there is an answer";
    let mut response = Problem::new(StatusCode::NOT_ACCEPTABLE, detail).into_response();
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}
