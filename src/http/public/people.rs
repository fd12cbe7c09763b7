//! Where a browser asks for what there is not, its reader is told in words and not in JSON.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::HTML;
use crate::http::{Context, policy};
use crate::localized::Lang;
use crate::publish::page;

/// Below these nobody reads; nor does anybody what has a file's ending.
const FOR_PROGRAMS: [&str; 4] = ["/admin/", "/api/", "/feeds/", "/linkedevents/"];

pub(in crate::http) async fn pages_for_people(
    State(context): State<Context>,
    request: Request,
    next: Next,
) -> Response {
    let reader = reader(&request);
    let response = next.run(request).await;
    let missing = matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE);
    let problem = response.headers().get(header::CONTENT_TYPE);
    let problem = problem.is_some_and(|kind| kind == "application/problem+json");
    match reader {
        Some((path, lang)) if missing && problem => page_in_place(response, &context, &path, &lang),
        _ => response,
    }
}

/// Where the reader is and what they read, if it is one.
fn reader(request: &Request) -> Option<(String, Lang)> {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD)
        && wants_html(request.headers())
        && !FOR_PROGRAMS.iter().any(|prefix| path.starts_with(prefix))
        && !path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    reads.then(|| (path.trim_start_matches('/').to_owned(), language(request)))
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| {
        accepted.split(',').any(|range| range.trim().to_ascii_lowercase().starts_with("text/html"))
    })
}

/// What the address says, else the first of ours that the browser lists: they do in order.
fn language(request: &Request) -> Lang {
    let ours =
        |text: &str| [Lang::FI, Lang::SV, Lang::EN].into_iter().find(|lang| lang.as_str() == text);
    let query = request.uri().query().unwrap_or("");
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let asked = pairs.find(|(name, _)| name == "lang").and_then(|(_, lang)| ours(&lang));
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
    let primary = |range: &str| {
        let tag = range.split(';').next().unwrap_or("").trim();
        tag.split('-').next().unwrap_or("").to_ascii_lowercase()
    };
    asked
        .or_else(|| accepted.split(',').find_map(|range| ours(&primary(range))))
        .unwrap_or(Lang::FI)
}

fn page_in_place(mut response: Response, context: &Context, path: &str, lang: &Lang) -> Response {
    let body = page::missing(&context.config.publish.site, path, lang);
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(HTML));
    let policy = HeaderValue::from_static(policy::PAGE);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::VARY, HeaderValue::from_static("Accept, Accept-Language"));
    if let Ok(lang) = HeaderValue::from_str(lang.as_str()) {
        headers.insert(header::CONTENT_LANGUAGE, lang);
    }
    *response.body_mut() = body.into();
    response
}
