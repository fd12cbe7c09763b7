//! The API in words for machines (OpenAPI 3.1), made of the tables that the program itself goes by:
//! parameters as they are read, schemas as they are tested. Annotations on handlers, as `utoipa` has
//! them, would tell each name a second time, and be believed where the two differ.

mod operations;
mod parameters;
mod reference;
mod schemas;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::{JSON, Now, query};
use crate::catalogue::Form;
use crate::http::Context;
use crate::http::error::Problem;
use crate::site::Site;
pub(super) use reference::reference;

use operations::{Body, OPERATIONS, Operation};

const SCHEMA: &str = "application/schema+json";
const PROBLEM: &str = "application/problem+json";

pub(super) async fn document_of(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    query(raw.as_deref(), Form::Nothing)?;
    let body = document(&context.config.publish.site).to_string();
    Ok(Now::of(&context).represent(JSON, body).answer(&headers))
}

pub(super) async fn schema(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    query(raw.as_deref(), Form::Nothing)?;
    let found = schemas::FILES.iter().find(|(name, _)| *name == file);
    let (_, text) = found.ok_or_else(|| Problem::not_found("there is no schema of this name"))?;
    Ok(Now::of(&context).represent(SCHEMA, (*text).to_owned()).answer(&headers))
}

fn document(site: &Site) -> Value {
    let paths: Map<String, Value> = OPERATIONS.iter().map(path).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kooste",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What organisations announce, as data and calendars. Later versions of v1 only add.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": site.address("").trim_end_matches('/') }],
        "paths": paths,
        "components": { "schemas": schemas::components() },
    })
}

fn path(operation: &Operation) -> (String, Value) {
    let own = operation.own.iter().map(parameters::own);
    let parameters: Vec<_> = own.chain(parameters::shared(operation.form)).collect();
    let get = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses(operation),
    });
    (operation.path.to_owned(), json!({ "get": get }))
}

fn responses(operation: &Operation) -> Value {
    let mut all = Map::new();
    let schema = match operation.answer.body {
        Body::Schema(name) => component(name),
        Body::Object => json!({ "type": "object" }),
        Body::Text => json!({ "type": "string" }),
    };
    let mut content = Map::new();
    content.insert(operation.answer.content.to_owned(), json!({ "schema": schema }));
    let found = json!({
        "description": "What was asked for.",
        "headers": headers(operation.conditional),
        "content": content,
    });
    all.insert("200".to_owned(), found);
    if operation.conditional {
        let unchanged = json!({
            "description": "You have it already (If-None-Match, If-Modified-Since).",
            "headers": headers(true),
        });
        all.insert("304".to_owned(), unchanged);
    }
    let everywhere = [StatusCode::BAD_REQUEST, StatusCode::URI_TOO_LONG];
    for status in everywhere.iter().chain(operation.also) {
        all.insert(status.as_str().to_owned(), other(*status, operation));
    }
    Value::Object(all)
}

fn other(status: StatusCode, operation: &Operation) -> Value {
    let says = match status {
        StatusCode::PERMANENT_REDIRECT => {
            "It is the same as another one, whose id stands for both."
        }
        StatusCode::TEMPORARY_REDIRECT => {
            "The id is that of an activity; who arranges it is there."
        }
        StatusCode::NOT_FOUND => "There is nothing of this name.",
        StatusCode::URI_TOO_LONG => "The address is longer than 8,192 bytes.",
        StatusCode::GONE => "It was there, and is withdrawn or not shown any more.",
        _ => "A parameter is not known, or cannot be read; `parameter` names it.",
    };
    if status.is_redirection() {
        let location = json!({ "Location": { "schema": { "type": "string", "format": "uri" } } });
        return json!({ "description": says, "headers": location });
    }
    let mut content = Map::new();
    content.insert(PROBLEM.to_owned(), json!({ "schema": component("problem") }));
    if operation.answer.content == super::HTML {
        content.insert(super::HTML.to_owned(), json!({ "schema": { "type": "string" } }));
    }
    json!({ "description": says, "content": content })
}

fn headers(conditional: bool) -> Value {
    let text = |says: &str| json!({ "description": says, "schema": { "type": "string" } });
    let mut all = json!({ "Cache-Control": text("How long it may be used without asking.") });
    if let (true, Some(all)) = (conditional, all.as_object_mut()) {
        all.insert("ETag".to_owned(), text("Strong: the same tag means the same bytes."));
        all.insert("Last-Modified".to_owned(), text("When what is served last changed."));
    }
    all
}

fn component(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[cfg(test)]
mod tests;
