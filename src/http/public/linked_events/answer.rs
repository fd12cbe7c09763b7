//! Answers and errors in Linked Events' own shape.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::parameters::Parameters;
use crate::http::public::{JSON, Now};
use crate::publish::linked_events::{Meta, list};

/// `{"detail": …}`, which its clients look for.
#[derive(Debug)]
pub(super) struct Detail {
    status: StatusCode,
    text: String,
}

impl Detail {
    fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    pub(super) fn bad(name: &str, problem: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, format!("{name} {problem}."))
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found.")
    }

    pub(super) fn no_such_page() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Invalid page.")
    }

    pub(super) fn failed() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The fault is ours.")
    }

    pub(super) fn gone() -> Self {
        Self::new(StatusCode::GONE, "Event has been deleted.")
    }
}

impl IntoResponse for Detail {
    fn into_response(self) -> Response {
        let headers =
            [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (header::CACHE_CONTROL, "no-store")];
        (self.status, headers, Json(json!({ "detail": self.text }))).into_response()
    }
}

impl From<PathRejection> for Detail {
    fn from(_: PathRejection) -> Self {
        Self::not_found()
    }
}

pub(super) type Answer = Result<Response, Detail>;

pub(super) fn object(now: &Now<'_>, body: String, headers: &HeaderMap) -> Answer {
    Ok(now.represent(JSON, body).answer(headers))
}

/// What may look at many activities, which takes too long for the threads that answer all others.
pub(super) async fn off_the_loop(work: impl FnOnce() -> Answer + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer.into_response(),
        Err(_) => Detail::failed().into_response(),
    }
}

/// As its clients follow it: an event that was replaced answers 301.
pub(super) fn moved(address: &str) -> Answer {
    let location = HeaderValue::from_str(address).map_err(|_| Detail::not_found())?;
    let mut response = StatusCode::MOVED_PERMANENTLY.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    let everybody = HeaderValue::from_static("*");
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, everybody);
    Ok(response)
}

/// Which part of a list is asked for. More than 100 are cut to as many in silence, and a size that is
/// none is the usual one: that is what the service does.
#[derive(Clone, Copy)]
pub(super) struct Page {
    /// From 1.
    number: usize,
    size: usize,
}

const USUAL: usize = 20;
const MOST: usize = 100;

impl Page {
    /// `last` is a page too.
    pub(super) fn of(parameters: &Parameters, total: usize) -> Result<Self, Detail> {
        let size = parameters.one("page_size").and_then(|size| size.parse().ok());
        let size = size.filter(|size| *size > 0).unwrap_or(USUAL).min(MOST);
        let last = total.div_ceil(size).max(1);
        let number = match parameters.one("page") {
            None => 1,
            Some("last") => last,
            Some(number) => number.parse().map_err(|_| Detail::no_such_page())?,
        };
        if (1..=last).contains(&number) {
            Ok(Self { number, size })
        } else {
            Err(Detail::no_such_page())
        }
    }

    pub(super) fn cut<T>(self, all: &[T]) -> &[T] {
        let start = (self.number - 1) * self.size;
        all.get(start..).map(|rest| rest.get(..self.size).unwrap_or(rest)).unwrap_or_default()
    }

    /// With the addresses of the pages around it.
    fn meta(self, now: &Now<'_>, resource: &str, parameters: &Parameters, count: usize) -> Meta {
        let query = parameters.without_page();
        let address = |number: usize| {
            let joint = if query.is_empty() { "" } else { "&" };
            let query = format!("{query}{joint}page={number}");
            super::super::address(
                now.context,
                &format!("/linkedevents/v1/{resource}/"),
                Some(&query),
            )
        };
        let more = self.number * self.size < count;
        Meta {
            count,
            next: more.then(|| address(self.number + 1)),
            previous: (self.number > 1).then(|| address(self.number - 1)),
        }
    }
}

/// One page of `all`, each rendered by `render`.
pub(super) fn page<T>(
    now: &Now<'_>,
    resource: &str,
    parameters: &Parameters,
    all: &[T],
    render: impl Fn(&T) -> Option<String>,
    headers: &HeaderMap,
) -> Answer {
    let page = Page::of(parameters, all.len())?;
    let meta = page.meta(now, resource, parameters, all.len());
    let objects: Vec<String> = page.cut(all).iter().filter_map(render).collect();
    object(now, list(&meta, &objects), headers)
}
