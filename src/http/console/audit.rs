//! Who did what: kept where it would otherwise stand in the log alone, and shown.

use axum::extract::Extension;
use axum::response::Response;

use super::call::{Call, Called};
use crate::console::audit as page_of_audit;
use crate::http::admin::blocking;
use crate::http::error::Problem;
use crate::store::StoreError;
use crate::store::decisions::{self, AuditLine};

const LINES: u32 = 200;

/// The newest first, or those before a certain one.
pub(super) async fn page(Extension(call): Called) -> Result<Response, Problem> {
    let before = call.query("before").map(|before| Call::number(&before)).transpose()?;
    let part = call.read(move |connection| decisions::audit_log(connection, before, LINES)).await?;
    Ok(call.shows(|frame| page_of_audit(frame, &part)))
}

/// Who came or went; of who sent a wrong token nothing is known but that.
pub(super) async fn note(call: &Call, actor: &str, action: &str) -> Result<(), Problem> {
    let line = AuditLine {
        at: call.context.clock.now(),
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: "console".to_owned(),
        detail: String::new(),
    };
    let store = call.context.store.clone();
    blocking(move || {
        let noted: Result<(), StoreError> = store.write(|tx| decisions::audit(tx, &line));
        Ok(noted?)
    })
    .await
}
