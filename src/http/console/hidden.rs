//! Entries that are hidden for good.

use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::Response;

use super::call::{Call, Called};
use crate::console::{Notice, Refusal, doubted as page_of_doubt, suppressions};
use crate::http::admin::{blocking, source_id};
use crate::http::error::Problem;
use crate::id::ListingKey;
use crate::refresh::hidden::others;
use crate::store::decisions;

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
    let sure = call.form.get("sure") == Some("true");
    let (known, why) = (call.context.refresh.clone(), reason.clone());
    let done = blocking(move || {
        let done = sure || known.knows(&of)?;
        if done {
            refresh.suppress(&of, &why, &actor)?;
        }
        Ok(done)
    });
    if done.await? {
        return Ok(call.done(Notice::Suppressed(key.to_string()), "suppressions"));
    }
    let subject = key.to_string();
    Ok(call.page(StatusCode::UNPROCESSABLE_ENTITY, |frame| page_of_doubt(frame, &subject, &reason)))
}

pub(super) async fn let_go(Extension(call): Called) -> Result<Response, Problem> {
    let key = subject(&call)?;
    let (refresh, of, actor) = (call.context.refresh.clone(), key.clone(), call.actor()?);
    match blocking(move || Ok(refresh.unsuppress(&of, &actor)?)).await? {
        true => {
            let of = key.clone();
            let others = call.read(move |connection| others(connection, &of)).await?;
            let subject = key.to_string();
            Ok(call.done(Notice::LetGo { subject, others }, "suppressions"))
        }
        false => Err(Problem::not_found(format!("{key} is not hidden")).about(Refusal::NotHidden)),
    }
}

fn subject(call: &Call) -> Result<ListingKey, Problem> {
    let subject = call.form.required("subject")?;
    let wrong = || {
        Problem::bad_request("subject", "subject: is to be source:id").about(Refusal::NotAnEntry)
    };
    ListingKey::parse(subject).ok_or_else(wrong)
}
