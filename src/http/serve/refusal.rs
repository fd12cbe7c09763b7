//! Requests that are answered without being looked at any further.

use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};

use crate::http::error::Problem;

/// Longer than any address that we give out, with room for filters written by hand.
const MAX_TARGET: usize = 8 * 1024;

/// What is wrong with a request of any kind. After the answer the connection is closed: where the
/// next request begins is not certain any more, or not worth finding out.
pub(super) fn refusal<B>(request: &Request<B>) -> Option<Response> {
    let problem = too_long(request)
        .or_else(|| wrong_host(request.version(), request.headers()))
        .or_else(|| no_length(request.headers()))?;
    let mut response = problem.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    Some(response)
}

fn too_long<B>(request: &Request<B>) -> Option<Problem> {
    let length = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    let detail = || format!("the address is to have at most {MAX_TARGET} bytes");
    (length > MAX_TARGET).then(|| Problem::new(StatusCode::URI_TOO_LONG, detail()))
}

/// One in HTTP/1.1, and never several (RFC 9112, 3.2). Which one it is matters nowhere.
fn wrong_host(version: Version, headers: &HeaderMap) -> Option<Problem> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let wrong = match (hosts.next(), hosts.next()) {
        (None, _) if version == Version::HTTP_11 => "Host is missing",
        (_, Some(_)) => "there are several Host lines",
        _ => return None,
    };
    Some(Problem::new(StatusCode::BAD_REQUEST, wrong))
}

/// Hyper drops the Content-Length that stands beside a Transfer-Encoding, so the two together, by
/// which requests are smuggled past a proxy (RFC 9112, 6.1), cannot be told from the latter alone.
/// What is sent to us is short: nobody needs it.
fn no_length(headers: &HeaderMap) -> Option<Problem> {
    let detail = "send the body with its Content-Length, without Transfer-Encoding";
    headers
        .contains_key(header::TRANSFER_ENCODING)
        .then(|| Problem::new(StatusCode::LENGTH_REQUIRED, detail))
}
