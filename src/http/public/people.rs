//! Where a browser asks for what there is not, its reader is told in words and not in JSON.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::HTML;
use crate::catalogue::FilterError;
use crate::http::conditional::Representation;
use crate::http::error::Problem;
use crate::http::{Context, policy};
use crate::localized::Lang;
use crate::publish::page::{self, Wrong};

/// Below these nobody reads; nor does anybody what has a file's ending.
const FOR_PROGRAMS: [&str; 4] = ["/admin/", "/api/", "/feeds/", "/linkedevents/"];

pub(in crate::http) async fn pages_for_people(
    State(context): State<Context>,
    request: Request,
    next: Next,
) -> Response {
    let reader = reader(&request);
    let response = next.run(request).await;
    let (Some(place), Some(problem)) = (reader, response.extensions().get::<Problem>()) else {
        return response;
    };
    let site = &context.config.publish.site;
    let body = match response.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => page::missing(site, &place.path, &place.lang),
        StatusCode::BAD_REQUEST => {
            let wrong = problem.asked().map(wrong);
            if place.framed {
                page::wrong_embed(site, wrong.as_ref(), &place.lang)
            } else {
                page::not_understood(site, &place.path, wrong.as_ref(), &place.lang)
            }
        }
        _ => return response,
    };
    in_place(response, body, &context, &place)
}

pub(super) fn wrong(error: &FilterError) -> Wrong {
    Wrong { name: error.name.clone(), fault: error.fault.clone() }
}

/// Where a reader is and what they read.
struct Place {
    path: String,
    lang: Lang,
    /// Whether it is to stand in a frame.
    framed: bool,
}

/// Of a request that comes from a reader.
fn reader(request: &Request) -> Option<Place> {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD)
        && wants_html(request.headers())
        && !FOR_PROGRAMS.iter().any(|prefix| path.starts_with(prefix))
        && !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    reads.then(|| {
        let query = request.uri().query();
        let mut pairs = url::form_urlencoded::parse(query.unwrap_or("").as_bytes());
        Place {
            path: path.trim_start_matches('/').to_owned(),
            lang: Reader::of(query, request.headers()).lang,
            framed: pairs.any(|(name, value)| name == "embed" && value == "1"),
        }
    })
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| {
        accepted.split(',').any(|range| range.trim().to_ascii_lowercase().starts_with("text/html"))
    })
}

/// What a reader of pages reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    pub(super) lang: Lang,
    /// Whether the browser says so, because the address does not.
    pub(super) by_browser: bool,
}

impl Reader {
    /// What the address says, else the first of ours that the browser lists: they do in order.
    pub(super) fn of(raw: Option<&str>, headers: &HeaderMap) -> Self {
        let mut pairs = url::form_urlencoded::parse(raw.unwrap_or("").as_bytes());
        let asked = pairs.find(|(name, _)| name == "lang").and_then(|(_, lang)| ours(&lang));
        match asked {
            Some(lang) => Self { lang, by_browser: false },
            None => Self { lang: browser_language(headers), by_browser: true },
        }
    }

    /// An answer in their language says so.
    pub(super) fn told(&self, answer: Representation) -> Representation {
        let answer = answer.with(header::CONTENT_LANGUAGE, self.lang.as_str());
        if self.by_browser { answer.by_browser_language(&self.lang) } else { answer }
    }
}

/// Finnish where it names none of ours.
pub(in crate::http) fn browser_language(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let primary = |range: &str| {
        let tag = range.split(';').next().unwrap_or("").trim();
        tag.split('-').next().unwrap_or("").to_ascii_lowercase()
    };
    let mut ranges = accepted.unwrap_or("").split(',');
    ranges.find_map(|range| ours(&primary(range))).unwrap_or(Lang::FI)
}

fn ours(text: &str) -> Option<Lang> {
    Lang::OURS.into_iter().find(|lang| lang.as_str() == text)
}

/// Of pages that are no answer from the catalogue: what they may load, and for whom they are.
pub(super) fn headers(lang: &Lang) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    let policy = HeaderValue::from_static(policy::PAGE);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    if let Ok(lang) = HeaderValue::from_str(lang.as_str()) {
        headers.insert(header::CONTENT_LANGUAGE, lang);
    }
    headers
}

fn in_place(mut response: Response, body: String, context: &Context, place: &Place) -> Response {
    response.headers_mut().remove(header::CONTENT_LENGTH);
    for (name, value) in &headers(&place.lang) {
        response.headers_mut().insert(name, value.clone());
    }
    let policy = policy::framed(&context.config.publish.frame_ancestors);
    if let Some(policy) = HeaderValue::from_str(&policy).ok().filter(|_| place.framed) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    *response.body_mut() = body.into();
    response
}
