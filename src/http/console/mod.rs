//! The console of the admins: pages and forms, for who has signed in with a token.

mod attempts;
mod audit;
mod call;
mod desk;
mod duplicates;
mod entrance;
mod events;
mod form;
mod hidden;
mod history;
mod looking;
mod sessions;
mod sources;
mod tokens;

use axum::Router;
use axum::middleware;
use axum::response::Redirect;
use axum::routing::{get, post};

use super::{Context, whole};
pub use desk::Desk;

pub(super) fn router(context: Context) -> Router {
    let pages = Router::new()
        .route("/", get(entrance::front))
        .route("/sign-in", post(entrance::sign_in))
        .route("/sign-out", post(entrance::sign_out))
        .route("/sources", get(sources::list))
        .route("/sources/{id}", get(sources::one))
        .route("/sources/{id}/force", get(sources::force))
        .route("/sources/{id}/resync", post(sources::resync))
        .route("/sources/{id}/held", get(sources::held).post(sources::decide))
        .route("/resync", post(sources::resync_all))
        .route("/runs", get(history::list))
        .route("/runs/{id}", get(history::one))
        .route("/runs/{id}/events", get(events::of_run))
        .route("/duplicates", get(duplicates::queue))
        .route("/duplicates/pair", get(duplicates::two))
        .route("/rulings", post(duplicates::rule))
        .route("/rulings/undo", post(duplicates::unrule))
        .route("/search", get(looking::search))
        .route("/why", get(looking::why))
        .route("/suppressions", get(hidden::list).post(hidden::suppress))
        .route("/suppressions/let-go", post(hidden::let_go))
        .route("/audit", get(audit::page))
        .route("/tokens", get(tokens::list).post(tokens::new))
        .route("/tokens/revoke", post(tokens::revoke))
        .with_state(context.clone());
    whole(pages).layer(middleware::from_fn_with_state(context, call::attend))
}

/// What is typed with a slash at its end. As seen from there, which holds below any path of the site.
pub(super) async fn door() -> Redirect {
    Redirect::permanent("../admin")
}
