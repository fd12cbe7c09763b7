//! The schemas of answers: files that are served as they are, and in the document side by side.

use serde_json::{Map, Value};

/// Name of the file, and what it holds.
pub(super) const FILES: &[(&str, &str)] = &[
    ("activity-v1.schema.json", include_str!("../../../../docs/schema/activity-v1.schema.json")),
    ("changes-v1.schema.json", include_str!("../../../../docs/schema/changes-v1.schema.json")),
    ("facets-v1.schema.json", include_str!("../../../../docs/schema/facets-v1.schema.json")),
    ("listing-v1.schema.json", include_str!("../../../../docs/schema/listing-v1.schema.json")),
    (
        "municipalities-v1.schema.json",
        include_str!("../../../../docs/schema/municipalities-v1.schema.json"),
    ),
    (
        "occurrences-v1.schema.json",
        include_str!("../../../../docs/schema/occurrences-v1.schema.json"),
    ),
    (
        "organisations-v1.schema.json",
        include_str!("../../../../docs/schema/organisations-v1.schema.json"),
    ),
    ("problem.schema.json", include_str!("../../../../docs/schema/problem.schema.json")),
];

/// Under which name each file's own schema stands among the components. Its definitions stand beside it.
const WHOLE: &[(&str, &str)] = &[
    ("activity-v1.schema.json", "activities"),
    ("changes-v1.schema.json", "changes"),
    ("facets-v1.schema.json", "facets"),
    ("listing-v1.schema.json", "listing"),
    ("municipalities-v1.schema.json", "municipalities"),
    ("occurrences-v1.schema.json", "occurrences"),
    ("organisations-v1.schema.json", "organisations"),
    ("problem.schema.json", "problem"),
];

pub(super) fn components() -> Map<String, Value> {
    let mut all = Map::new();
    for (file, name) in WHOLE {
        let text = FILES.iter().find(|(known, _)| known == file).map_or("{}", |(_, text)| text);
        let mut whole: Value = serde_json::from_str(text).unwrap_or_default();
        let definitions = whole.as_object_mut().and_then(|whole| {
            whole.remove("$schema");
            whole.remove("$defs")
        });
        if let Some(Value::Object(definitions)) = definitions {
            all.extend(definitions.into_iter().map(|(name, schema)| (name, moved(schema))));
        }
        all.insert((*name).to_owned(), moved(whole));
    }
    all
}

/// What refers to a definition of its own file, or of another one, refers to the component.
fn moved(schema: Value) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(name, value): (String, Value)| match value {
                Value::String(text) if name == "$ref" => (name, Value::String(to_component(&text))),
                value => (name, moved(value)),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(moved).collect()),
        other => other,
    }
}

fn to_component(reference: &str) -> String {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    format!("#/components/schemas/{name}")
}
