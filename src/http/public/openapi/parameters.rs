//! Parameters as OpenAPI writes them, out of the one table that reads them.

use serde_json::{Value, json};

use super::operations::{Own, Place, Shape};
use crate::catalogue::filter::{Form, Kind, Many, Parameter};

pub(super) fn shared(form: Form) -> impl Iterator<Item = Value> {
    form.parameters().map(parameter)
}

fn parameter(parameter: &Parameter) -> Value {
    let one = schema(parameter);
    let (schema, example) = match parameter.many {
        Many::One => (one, json!(parameter.example)),
        Many::List => {
            let values: Vec<_> = parameter.example.split(',').collect();
            (json!({ "type": "array", "minItems": 1, "items": one }), json!(values))
        }
    };
    let example = match parameter.kind {
        Kind::Whole(..) => json!(parameter.example.parse::<u32>().unwrap_or_default()),
        _ => example,
    };
    json!({
        "name": parameter.name,
        "in": "query",
        "description": parameter.says,
        "style": "form",
        "explode": false,
        "schema": schema,
        "example": example,
    })
}

/// As narrow as a schema can say it; what goes with what is told in words.
fn schema(parameter: &Parameter) -> Value {
    match parameter.kind {
        Kind::Terms(_) | Kind::Choice(_) => {
            json!({ "type": "string", "enum": parameter.choices().unwrap_or_default() })
        }
        Kind::Day => pattern("^([0-9]{4}-[0-9]{2}-[0-9]{2}|today([+-][0-9]{1,3})?)$"),
        Kind::Instant => {
            pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?$")
        }
        Kind::Moment => {
            pattern("^(now|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?)$")
        }
        Kind::Whole(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Text { .. } => json!({
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": parameter.expected(),
        }),
    }
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

pub(super) fn own(own: &Own) -> Value {
    let (schema, example) = match own.shape {
        Shape::Pattern(text) => (pattern(text), json!(own.example)),
        Shape::Whole(least, most) => (
            json!({ "type": "integer", "minimum": least, "maximum": most }),
            json!(own.example.parse::<u64>().unwrap_or_default()),
        ),
    };
    json!({
        "name": own.name,
        "in": if own.place == Place::Path { "path" } else { "query" },
        "required": own.place == Place::Path,
        "description": own.says,
        "schema": schema,
        "example": example,
    })
}
