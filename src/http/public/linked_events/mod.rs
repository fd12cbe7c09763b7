//! Linked Events v1 for those who read it: `docs/linked-events.md` has its parameters, client by client.

mod answer;
mod events;
mod keywords;
mod listing;
mod order;
mod others;
mod parameters;
mod places;
mod wish;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::{MethodRouter, get};

use super::Now;
use crate::http::Context;
use crate::publish::linked_events;

use answer::Answer;

pub(super) fn router() -> Router<Context> {
    let root =
        Router::new().route("/linkedevents/v1", get(index)).route("/linkedevents/v1/", get(index));
    let resources = [
        ("event", get(events::list)),
        ("event/{id}", get(events::one)),
        ("image", get(others::images)),
        ("image/{id}", get(others::one_image)),
        ("keyword", get(keywords::list)),
        ("keyword/{id}", get(keywords::one)),
        ("keyword_set", get(keywords::sets)),
        ("keyword_set/{id}", get(keywords::one_set)),
        ("language", get(others::languages_list)),
        ("language/{id}", get(others::one_language)),
        ("organization", get(others::organisations)),
        ("organization/{id}", get(others::one_organisation)),
        ("place", get(places::list)),
        ("place/{id}", get(places::one)),
        ("search", get(events::search)),
    ];
    resources.into_iter().fold(root, |router, (path, handler)| both_ways(router, path, handler))
}

/// Its clients write addresses with the closing slash and without.
fn both_ways(
    router: Router<Context>,
    path: &str,
    handler: MethodRouter<Context>,
) -> Router<Context> {
    let path = format!("/linkedevents/v1/{path}");
    router.route(&path, handler.clone()).route(&format!("{path}/"), handler)
}

async fn index(State(context): State<Context>, headers: HeaderMap) -> Answer {
    let now = Now::of(&context);
    answer::object(&now, linked_events::root(&context.config.publish.site), &headers)
}
