//! Who may use the admin routes.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;
use tracing::warn;

use super::Context;
use super::error::Problem;
use super::serve::Peer;
use crate::store::StoreError;
use crate::store::tokens::{self, StoredToken};
use crate::token;

/// On whose word something is done; stands in the audit log.
#[derive(Clone, Debug)]
pub(super) struct Actor(pub(super) String);

/// Lets a request with a known bearer token through, and nobody where there is no token at all.
pub(super) async fn require_token(
    State(context): State<Context>,
    mut request: Request,
    next: Next,
) -> Response {
    let reader = context.reader.clone();
    let known = tokio::task::spawn_blocking(move || reader.read(tokens::all)).await;
    let known: Result<Vec<StoredToken>, StoreError> = known.unwrap_or(Ok(Vec::new()));
    match known.map_err(Problem::from).and_then(|known| actor(&known, request.headers())) {
        Ok(actor) => {
            request.extensions_mut().insert(actor);
            private(next.run(request).await)
        }
        Err(problem) => {
            let wrong = problem.code() == StatusCode::UNAUTHORIZED;
            let sent = wrong && bearer(request.headers()).is_some();
            let peer = request.extensions().get::<Peer>().and_then(|peer| peer.0);
            match sent.then(|| context.desk.wrong_token(peer)) {
                Some(Err(wait)) => too_many(wait),
                _ => refuse(problem),
            }
        }
    }
}

fn too_many(wait: Duration) -> Response {
    let detail = "too many wrong tokens were sent; a right one is let in at any time";
    let mut response = refuse(Problem::new(StatusCode::TOO_MANY_REQUESTS, detail));
    let seconds = HeaderValue::from(wait.as_secs().max(1));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

/// On the socket beside the database there is no token: who may open it is the owner.
pub(super) async fn as_local(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Actor("local".to_owned()));
    private(next.run(request).await)
}

fn actor(known: &[StoredToken], headers: &HeaderMap) -> Result<Actor, Problem> {
    if known.is_empty() {
        warn!(
            "an admin route was asked for, and there is no token yet; make one: kooste token new NAME"
        );
        let detail = "closed: no token has been made; see the log for how to make one";
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    let refused = || {
        Problem::new(StatusCode::UNAUTHORIZED, "send a token as `Authorization: Bearer kooste_…`")
    };
    let found = owner(known, bearer(headers).ok_or_else(refused)?);
    found.map(|stored| Actor(stored.name.clone())).ok_or_else(refused)
}

/// Whose token it is. Every one is compared, so that the time tells neither whether one fits nor which.
pub(super) fn owner<'a>(known: &'a [StoredToken], token: &str) -> Option<&'a StoredToken> {
    let hash = token::hash(token);
    let mut found = None;
    for stored in known {
        if bool::from(stored.hash.ct_eq(&hash)) {
            found = Some(stored);
        }
    }
    found
}

/// The scheme's name is written in any case (RFC 9110, 11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn refuse(problem: Problem) -> Response {
    let mut response = private(problem.into_response());
    if response.status() == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static("Bearer realm=\"kooste\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

/// What an admin sees is for no cache and for no page of another origin.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
