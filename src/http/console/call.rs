//! One request to the console: who asks, in which language, and how it is answered.

use std::time::Instant;

use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use rusqlite::Connection;

use super::form::{self, Form};
use crate::console::{Admin, Frame, Refusal, address, refused};
use crate::http::admin::blocking;
use crate::http::error::Problem;
use crate::http::{Context, MAX_BODY};
use crate::localized::Lang;
use crate::store::{StoreError, tokens};

/// What stands in the way of everything that is not ours. There is no script or style in a page itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
     img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) context: Context,
    pub(super) who: Option<Who>,
    pub(super) lang: Lang,
    /// Below the console's address, with the query.
    pub(super) here: String,
    pub(super) form: Form,
}

/// A session that goes on.
#[derive(Clone, Debug)]
pub(super) struct Who {
    /// As the cookie has it.
    pub(super) id: String,
    pub(super) name: String,
    form: String,
}

/// Every request comes by here: who has no session gets to the entrance and no further.
pub(super) async fn attend(
    State(context): State<Context>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut call = Call {
        who: None,
        lang: accepted(request.headers()),
        here: here(&request),
        form: Form::default(),
        context,
    };
    let answer = match admit(&mut call, &mut request).await {
        Ok(()) => {
            request.extensions_mut().insert(call.clone());
            next.run(request).await
        }
        Err(answer) => answer,
    };
    dressed(call.in_words(answer))
}

async fn admit(call: &mut Call, request: &mut Request) -> Result<(), Response> {
    let asked = query(&call.here, "lang").and_then(|lang| ours(&lang));
    let known = Who::of(&call.context, request.headers(), asked.as_ref()).await;
    let known = known.map_err(IntoResponse::into_response)?;
    let chosen = known.as_ref().and_then(|(_, lang)| lang.clone());
    if let Some(lang) = asked.or(chosen) {
        call.lang = lang;
    }
    call.who = known.map(|(who, _)| who);
    if request.method() == Method::POST {
        call.form = posted(call, request).await.map_err(IntoResponse::into_response)?;
    }
    let path = request.uri().path();
    if call.who.is_none() && !matches!(path, "/" | "/sign-in") {
        return Err(call.to_the_entrance(request.method()));
    }
    Ok(())
}

async fn posted(call: &Call, request: &mut Request) -> Result<Form, Problem> {
    let forbidden = |why: &str, of| Problem::new(StatusCode::FORBIDDEN, why).about(of);
    if !form::is_from_here(request.headers(), &call.context.config.publish.site) {
        return Err(forbidden("the form was sent by a page of another site", Refusal::OtherSite));
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        let why = "send a form as application/x-www-form-urlencoded";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
    }
    let body = std::mem::replace(request.body_mut(), Body::empty());
    let too_long = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the form is too long");
    let form = Form::parse(&axum::body::to_bytes(body, MAX_BODY).await.map_err(too_long)?);
    match &call.who {
        Some(who) if request.uri().path() != "/sign-in" && !form.is_of(&who.form) => {
            Err(forbidden(
                "the form is not of this session; go back, load the page, and send it again",
                Refusal::OldForm,
            ))
        }
        _ => Ok(form),
    }
}

impl Who {
    /// With the language of the session, which is `asked` from now on where that is given.
    async fn of(
        context: &Context,
        headers: &HeaderMap,
        asked: Option<&Lang>,
    ) -> Result<Option<(Self, Option<Lang>)>, Problem> {
        let Some(id) = cookie(context, headers) else { return Ok(None) };
        let found = context.desk.sessions().enter(&id, Instant::now()).map(|session| {
            session.lang = asked.cloned().or(session.lang.take());
            let who = Self { id, name: session.name.clone(), form: session.form.clone() };
            (who, session.lang.clone())
        });
        match found {
            Some((who, lang)) if who.has_its_token(context).await? => Ok(Some((who, lang))),
            _ => Ok(None),
        }
    }

    /// Who revokes a token wants nobody in who came with it.
    pub(super) async fn has_its_token(&self, context: &Context) -> Result<bool, Problem> {
        let reader = context.reader.clone();
        let known = blocking(move || {
            let known: Result<_, StoreError> = reader.read(tokens::all);
            Ok(known?)
        });
        let known = known.await?;
        let mut sessions = context.desk.sessions();
        let session = sessions.look(&self.id, Instant::now()).map(|session| &*session);
        let valid = session.is_some_and(|session| {
            known.iter().any(|token| token.name == session.name && token.hash == session.token)
        });
        if !valid {
            sessions.close(&self.id);
        }
        Ok(valid)
    }
}

impl Call {
    /// Whoever is asked for may come, and what they say is theirs.
    pub(super) fn actor(&self) -> Result<String, Problem> {
        let who = self.who.as_ref();
        who.map(|who| who.name.clone()).ok_or_else(Problem::internal)
    }

    pub(super) fn to(&self, path: &str) -> String {
        address(&self.context.config.publish.site, path)
    }

    pub(super) fn query(&self, name: &str) -> Option<String> {
        query(&self.here, name)
    }

    /// A page, with what the form before it came to.
    pub(super) fn page(
        &self,
        status: StatusCode,
        made: impl FnOnce(&Frame<'_>) -> String,
    ) -> Response {
        let mut notice = None;
        if let Some(who) = &self.who {
            self.context.desk.with(&who.id, |session| notice = session.notice.take());
        }
        let frame = Frame {
            site: &self.context.config.publish.site,
            lang: &self.lang,
            now: self.context.clock.now(),
            admin: self.who.as_ref().map(|who| Admin { name: &who.name, form: &who.form }),
            notice: notice.as_ref(),
            here: &self.here,
        };
        (status, Html(made(&frame))).into_response()
    }

    pub(super) fn shows(&self, made: impl FnOnce(&Frame<'_>) -> String) -> Response {
        self.page(StatusCode::OK, made)
    }

    /// After a form: to a page, which a reload asks for again and not for the form.
    pub(super) fn goes_to(&self, path: &str) -> Response {
        let place = HeaderValue::from_str(&self.to(path));
        let place = place.unwrap_or_else(|_| HeaderValue::from_static("/"));
        (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
    }

    /// The same, with a word about what was done.
    pub(super) fn done(&self, notice: crate::console::Notice, path: &str) -> Response {
        if let Some(who) = &self.who {
            self.context.desk.with(&who.id, |session| session.notice = Some(notice));
        }
        self.goes_to(path)
    }

    /// Reads what is stored, all of it of one moment.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        let reader = self.context.reader.clone();
        blocking(move || Ok(reader.read(work)?)).await
    }

    fn to_the_entrance(&self, method: &Method) -> Response {
        if *method != Method::GET || self.here.is_empty() {
            return self.goes_to("");
        }
        let then = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("then", &self.here)
            .finish();
        self.goes_to(&format!("?{then}"))
    }

    fn in_words(&self, mut answer: Response) -> Response {
        let Some(problem) = answer.extensions_mut().remove::<Problem>() else { return answer };
        let status = answer.status();
        let mut told = self.page(status, |frame| {
            refused(frame, status.as_u16(), problem.detail(), problem.refusal())
        });
        for name in [header::ALLOW, header::RETRY_AFTER] {
            if let Some(value) = answer.headers_mut().remove(&name) {
                told.headers_mut().insert(name, value);
            }
        }
        told
    }
}

/// No cache, no frame and no other site gets anything of it. Browsers are to tell us, and nobody else, from
/// which page a form was sent.
fn dressed(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Routes are nested below the console's address, so what they are asked for begins there. What answers a
/// form is nowhere that one could come back to.
fn here(request: &Request) -> String {
    if request.method() == Method::POST {
        return String::new();
    }
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    target.trim_start_matches('/').to_owned()
}

fn query(here: &str, name: &str) -> Option<String> {
    let (_, query) = here.split_once('?')?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

fn ours(text: &str) -> Option<Lang> {
    Lang::OURS.into_iter().find(|lang| lang.as_str() == text)
}

/// The first of ours that the browser lists: they do in order.
fn accepted(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let primary = |range: &str| {
        let tag = range.split(';').next().unwrap_or("").trim();
        tag.split('-').next().unwrap_or("").to_ascii_lowercase()
    };
    let mut ranges = accepted.unwrap_or("").split(',');
    ranges.find_map(|range| ours(&primary(range))).unwrap_or(Lang::FI)
}

/// What the cookie is called. A browser takes one of the prefix only over TLS, and with `Secure`; over
/// loopback there may be no TLS.
pub(super) fn cookie_name(context: &Context) -> &'static str {
    if is_over_tls(context) { "__Secure-kooste-admin" } else { "kooste-admin" }
}

pub(super) fn is_over_tls(context: &Context) -> bool {
    context.config.publish.site.base_url.as_str().starts_with("https:")
}

fn cookie(context: &Context, headers: &HeaderMap) -> Option<String> {
    let name = cookie_name(context);
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// In handlers.
pub(super) type Called = Extension<Call>;
