//! `POST /reload`.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tracing::info;

use crate::http::Context;
use crate::http::auth::Actor;
use crate::http::error::Problem;
use crate::reload::Refused;

/// What differs now, or everything that speaks against it.
pub(super) async fn reload(
    State(context): State<Context>,
    Extension(Actor(actor)): Extension<Actor>,
) -> Result<Json<Value>, Problem> {
    info!(by = %actor, "the configuration is to be read anew");
    let changes = context.reloads.ask().await?;
    Ok(Json(json!({ "told": changes.to_string(), "changes": changes })))
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let status = match refused {
            // What is on the disk does not go with what runs (RFC 9110, 15.5.10).
            Refused::Broken(_) | Refused::NeedsRestart(_) => StatusCode::CONFLICT,
            Refused::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Refused::NobodyListens => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self::new(status, refused.to_string())
    }
}
