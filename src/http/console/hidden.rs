//! Entries that are hidden for good, and the log of who did what.

use axum::extract::Extension;
use axum::response::Response;

use super::call::{Call, Called};
use crate::console::{Notice, audit as page_of_audit, suppressions};
use crate::http::admin::{blocking, source_id};
use crate::http::error::Problem;
use crate::id::ListingKey;
use crate::store::decisions;

const LINES: u32 = 500;

pub(super) async fn list(Extension(call): Called) -> Result<Response, Problem> {
    let all = call.read(decisions::suppressions).await?;
    let subject = call.query("subject").unwrap_or_default();
    Ok(call.shows(|frame| suppressions(frame, &all, &subject)))
}

pub(super) async fn suppress(Extension(call): Called) -> Result<Response, Problem> {
    let key = subject(&call)?;
    source_id(&call.context, key.source.as_str())?;
    let (reason, actor) = (call.form.required("reason")?.to_owned(), call.actor()?);
    let (refresh, of) = (call.context.refresh.clone(), key.clone());
    blocking(move || Ok(refresh.suppress(&of, &reason, &actor)?)).await?;
    Ok(call.done(Notice::Suppressed(key.to_string()), "suppressions"))
}

pub(super) async fn let_go(Extension(call): Called) -> Result<Response, Problem> {
    let key = subject(&call)?;
    let (refresh, of, actor) = (call.context.refresh.clone(), key.clone(), call.actor()?);
    match blocking(move || Ok(refresh.unsuppress(&of, &actor)?)).await? {
        true => Ok(call.done(Notice::LetGo(key.to_string()), "suppressions")),
        false => Err(Problem::not_found(format!("{key} is not hidden"))),
    }
}

fn subject(call: &Call) -> Result<ListingKey, Problem> {
    let subject = call.form.required("subject")?;
    let wrong = || Problem::bad_request("subject", "subject: is to be source:id");
    ListingKey::parse(subject).ok_or_else(wrong)
}

/// The newest first.
pub(super) async fn audit(Extension(call): Called) -> Result<Response, Problem> {
    let lines = call.read(|connection| decisions::audit_log(connection, LINES)).await?;
    Ok(call.shows(|frame| page_of_audit(frame, &lines)))
}
