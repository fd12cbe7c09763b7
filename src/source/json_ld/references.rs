//! Nodes that are told elsewhere on the page and named by their `@id`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::json;

/// The nodes of a page by their `@id`.
pub(super) struct References<'a>(BTreeMap<String, &'a str>);

/// More text than this is not put into an event.
const MAX_NODE: usize = 16 * 1024;
const MAX_DEPTH: usize = 16;
/// What tells where and by whom; links to other events would put the whole page into each.
const NAMES: [&str; 6] = ["location", "organizer", "image", "offers", "address", "geo"];
/// A place and its address.
const MAX_STEPS: usize = 3;

impl<'a> References<'a> {
    pub(super) fn of(nodes: &[&'a str]) -> Self {
        #[derive(Deserialize)]
        struct Identified {
            #[serde(rename = "@id")]
            id: String,
        }
        let short = nodes.iter().filter(|node| node.len() <= MAX_NODE);
        let identified = short.filter(|node| json::depth(node) <= MAX_DEPTH).filter_map(|node| {
            let Identified { id } = serde_json::from_str(node).ok()?;
            Some((id, *node))
        });
        Self(identified.filter(|(_, node)| !is_reference(node)).collect())
    }

    /// The event with what it refers to in the place of the references. `None` where it refers to
    /// nothing that is here.
    pub(super) fn filled_in(&self, raw: &str) -> Option<String> {
        if self.0.is_empty() || raw.matches("\"@id\"").nth(200).is_some() {
            return None;
        }
        let mut value = json::distinct(raw).ok()?;
        let changed = self.fill(value.as_object_mut()?, MAX_STEPS);
        changed.then(|| value.to_string())
    }

    fn fill(&self, object: &mut Map<String, Value>, steps: usize) -> bool {
        let mut changed = false;
        for name in NAMES {
            let Some(value) = object.get_mut(name) else { continue };
            let places = match value {
                Value::Array(values) => values.iter_mut().collect(),
                other => vec![other],
            };
            for place in places {
                if let Some(node) = self.named_by(place) {
                    *place = node;
                    changed = true;
                }
                if let (Value::Object(inner), Some(steps)) = (place, steps.checked_sub(1)) {
                    changed |= self.fill(inner, steps);
                }
            }
        }
        changed
    }

    fn named_by(&self, value: &Value) -> Option<Value> {
        let object = value.as_object().filter(|object| is_bare(object))?;
        let node = self.0.get(object.get("@id")?.as_str()?)?;
        json::distinct(node).ok()
    }
}

fn is_reference(node: &str) -> bool {
    json::distinct(node).ok().is_none_or(|value| value.as_object().is_none_or(is_bare))
}

fn is_bare(object: &Map<String, Value>) -> bool {
    object.keys().all(|name| name == "@id" || name == "@type")
}
