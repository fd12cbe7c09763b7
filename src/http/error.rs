//! What went wrong, as RFC 9457 puts it. The one place that maps errors to statuses.

use std::any::Any;

use axum::extract::Request;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tracing::error;

use crate::catalogue::FilterError;
use crate::console::Refusal;
use crate::refresh::{RefreshError, RuleError, SettleError};
use crate::store::StoreError;

/// An `application/problem+json` answer. `title` is the same for all problems of a status; `detail` tells this one.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    /// The parameter that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip)]
    code: StatusCode,
    /// What is wrong, for people to be told in other words.
    #[serde(skip)]
    cause: Option<Cause>,
}

#[derive(Clone, Debug)]
enum Cause {
    /// A filter that is none.
    Asked(Box<FilterError>),
    Refused(Refusal),
}

impl Problem {
    #[must_use]
    pub fn new(code: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: code.canonical_reason().unwrap_or("Error"),
            status: code.as_u16(),
            detail: detail.into(),
            parameter: None,
            code,
            cause: None,
        }
    }

    #[must_use]
    pub fn bad_request(parameter: &str, detail: impl Into<String>) -> Self {
        Self { parameter: Some(parameter.to_owned()), ..Self::new(StatusCode::BAD_REQUEST, detail) }
    }

    /// What went wrong stands in the log.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the fault is ours and stands in the log")
    }

    #[must_use]
    pub(super) fn about(self, refusal: Refusal) -> Self {
        Self { cause: Some(Cause::Refused(refusal)), ..self }
    }

    pub(super) fn asked(&self) -> Option<&FilterError> {
        match self.cause.as_ref()? {
            Cause::Asked(error) => Some(error),
            Cause::Refused(_) => None,
        }
    }

    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    pub(super) fn refusal(&self) -> Option<Refusal> {
        match self.cause.as_ref()? {
            Cause::Refused(refusal) => Some(*refusal),
            Cause::Asked(_) => None,
        }
    }

    pub(super) fn code(&self) -> StatusCode {
        self.code
    }

    #[must_use]
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (self.code, body).into_response();
        let headers = response.headers_mut();
        let problem = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, problem);
        // A calendar page that reads us from elsewhere is to see the problem and not a CORS failure.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Of every answer, those too that are given before the routes are asked.
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        // For those who tell it in other words.
        response.extensions_mut().insert(self);
        response
    }
}

impl From<FilterError> for Problem {
    fn from(error: FilterError) -> Self {
        let problem = Self::bad_request(&error.name, error.to_string());
        Self { cause: Some(Cause::Asked(Box::new(error))), ..problem }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        error!("a request could not be answered: {error}");
        match error {
            error if error.is_of_the_machine() => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "try again shortly")
            }
            _ => Self::internal(),
        }
    }
}

impl From<RefreshError> for Problem {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::NoSource(_) => {
                Self::not_found(error.to_string()).about(Refusal::NoSource)
            }
            RefreshError::Store(error) => error.into(),
            RefreshError::Collect(_) | RefreshError::Panicked => {
                error!("a request could not be answered: {error}");
                Self::internal()
            }
        }
    }
}

impl From<RuleError> for Problem {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::NoListing(_) => Self::not_found(error.to_string()).about(Refusal::NotStored),
            RuleError::Store(error) => error.into(),
        }
    }
}

impl From<SettleError> for Problem {
    fn from(error: SettleError) -> Self {
        match error {
            SettleError::NoSource => Self::not_found(error.to_string()).about(Refusal::NoSource),
            SettleError::NothingHeld => {
                Self::new(StatusCode::CONFLICT, error.to_string()).about(Refusal::NothingHeld)
            }
            SettleError::Changed { .. } => {
                Self::new(StatusCode::CONFLICT, error.to_string()).about(Refusal::SetChanged)
            }
            SettleError::Store(error) => error.into(),
        }
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Self::not_found(rejection.body_text())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.status(), rejection.body_text())
    }
}

pub(super) async fn not_found() -> Problem {
    Problem::not_found("there is nothing at this address")
}

pub(super) async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "see the Allow header")
}

/// Layers that cut a request short answer in plain words or none: 413, 503.
pub(super) async fn as_problem(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let words = match response.headers().get(header::CONTENT_TYPE) {
        Some(kind) => kind.as_bytes().starts_with(b"text/plain"),
        None => true,
    };
    if !words || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let detail = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "the body is longer than anything that is asked for here",
        StatusCode::SERVICE_UNAVAILABLE => "the answer took too long; try again shortly",
        _ => "see the status",
    };
    let mut told = Problem::new(status, detail).into_response();
    for name in [header::ALLOW, header::CONNECTION, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

pub(super) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let what = panic.downcast_ref::<&str>().copied().unwrap_or("no message");
    error!("a request panicked: {what}");
    Problem::internal().into_response()
}
