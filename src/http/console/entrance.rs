//! Signing in and out.

use std::time::Instant;

use axum::extract::Extension;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use tracing::{info, warn};

use super::audit::note;
use super::call::{Call, Called, cookie_name, is_over_tls};
use super::sessions::Session;
use crate::console::{Entrance, entrance};
use crate::http::auth::owner;
use crate::http::error::Problem;
use crate::http::serve::Peer;
use crate::store::tokens;
use crate::token;

/// Who is signed in is led on.
pub(super) async fn front(Extension(call): Called) -> Result<Response, Problem> {
    if call.who.is_some() {
        return Ok(call.goes_to("sources"));
    }
    let known = call.read(tokens::all).await?;
    let state = match call.query("left") {
        _ if known.is_empty() => Entrance::Closed,
        Some(_) => Entrance::Left,
        None => Entrance::Open,
    };
    let then = call.query("then").filter(|then| is_below(then));
    Ok(call.shows(|frame| entrance(frame, state, then.as_deref())))
}

pub(super) async fn sign_in(
    Extension(call): Called,
    peer: Option<Extension<Peer>>,
) -> Result<Response, Problem> {
    let then = call.form.get("then").filter(|then| is_below(then));
    let known = call.read(tokens::all).await?;
    if known.is_empty() {
        return Ok(
            call.page(StatusCode::FORBIDDEN, |frame| entrance(frame, Entrance::Closed, None))
        );
    }
    let sent = call.form.get("token").unwrap_or_default().trim();
    let Some(token) = owner(&known, sent) else {
        let peer = peer.map_or(Peer(None), |Extension(peer)| peer);
        return wrong(&call, peer, then).await;
    };
    let secret = || {
        token::secret().map_err(|failure| {
            tracing::error!("nobody can sign in: {failure}");
            Problem::internal()
        })
    };
    let (id, form, now) = (secret()?, secret()?, Instant::now());
    let mut session = Session::new(token.name.clone(), token.hash.clone(), form, now);
    session.lang = Some(call.lang.clone());
    {
        let mut sessions = call.context.desk.sessions();
        if let Some(who) = &call.who {
            sessions.close(&who.id);
        }
        sessions.open(&id, session);
    }
    info!(by = %token.name, "signed in to the console");
    note(&call, &token.name, "sign-in").await?;
    Ok(with_cookie(&call, call.goes_to(then.unwrap_or("sources")), &id, None))
}

/// Those beyond the limit are not noted: they would fill the log.
async fn wrong(call: &Call, peer: Peer, then: Option<&str>) -> Result<Response, Problem> {
    let counted = call.context.desk.wrong_token(peer.0);
    let Err(wait) = counted else {
        warn!(from = ?peer.0, "a wrong token was sent to the console");
        note(call, "nobody", "sign-in/wrong").await?;
        return Ok(call.page(StatusCode::UNPROCESSABLE_ENTITY, |frame| {
            entrance(frame, Entrance::Wrong, then)
        }));
    };
    let seconds = wait.as_secs().max(1);
    let mut answer = call.page(StatusCode::TOO_MANY_REQUESTS, |frame| {
        entrance(frame, Entrance::Wait { seconds }, then)
    });
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(answer)
}

pub(super) async fn sign_out(Extension(call): Called) -> Result<Response, Problem> {
    if let Some(who) = &call.who {
        call.context.desk.sessions().close(&who.id);
        info!(by = %who.name, "signed out of the console");
        note(&call, &who.name, "sign-out").await?;
    }
    Ok(with_cookie(&call, call.goes_to("?left"), "", Some(0)))
}

/// Where a visitor wanted to go: a path below the console's, and never another site's.
fn is_below(then: &str) -> bool {
    let mut letters = then.bytes();
    let begins = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    begins && then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\' && byte != b'#')
}

fn with_cookie(call: &Call, mut answer: Response, id: &str, max_age: Option<u32>) -> Response {
    let context = &call.context;
    let secure = if is_over_tls(context) { "; Secure" } else { "" };
    let max_age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let (name, path) = (cookie_name(context), call.to(""));
    let cookie = format!("{name}={id}; Path={path}; HttpOnly; SameSite=Strict{secure}{max_age}");
    let headers: &mut HeaderMap = answer.headers_mut();
    match HeaderValue::from_str(&cookie) {
        Ok(cookie) => headers.insert(header::SET_COOKIE, cookie),
        Err(_) => None,
    };
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere_after_signing_in() {
        for below in ["sources", "sources/demo?lang=sv", "why?q=demo%3A1", "runs/7"] {
            assert!(is_below(below), "{below}");
        }
        for elsewhere in [
            "",
            "/sources",
            "//elsewhere.example",
            "\\elsewhere.example",
            "a\r\nb: c",
            "a b",
            "a\\b",
            "..",
            "%2f",
            "a#b",
        ] {
            assert!(!is_below(elsewhere), "{elsewhere}");
        }
    }
}
