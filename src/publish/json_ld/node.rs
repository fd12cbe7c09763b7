//! Objects that only have what is told.

use serde_json::{Map, Value};

use crate::localized::{Lang, Localized, RichText};

#[derive(Clone, Debug)]
pub(super) struct Node(Map<String, Value>);

impl Node {
    pub(super) fn of(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    /// Of what is told elsewhere.
    pub(super) fn reference(id: &str) -> Self {
        Self(Map::new()).with("@id", id)
    }

    /// Without it, if there is nothing in it: an empty text or list says nothing in schema.org.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let says = match &value {
            Value::Null => false,
            Value::String(text) => !text.trim().is_empty(),
            Value::Array(values) => !values.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => true,
        };
        if says {
            self.0.insert(name.to_owned(), value);
        }
        self
    }

    /// Whether it tells more than what it is.
    pub(super) fn says_anything(&self) -> bool {
        self.0.keys().any(|name| name != "@type")
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.0)
    }
}

/// Plain in the document's language; with its own where that is another one.
pub(super) fn text(text: &Localized<String>, lang: &Lang) -> Option<Value> {
    let (own, text) = text.best(lang)?;
    Some(in_language(text, own, lang))
}

pub(super) fn plain(text: &Localized<RichText>, lang: &Lang) -> Option<Value> {
    let (own, text) = text.best(lang)?;
    Some(in_language(text.plain.trim(), own, lang)).filter(|_| !text.plain.trim().is_empty())
}

fn in_language(text: &str, own: &Lang, lang: &Lang) -> Value {
    if own == lang {
        return Value::from(text);
    }
    let tagged = [("@language", own.as_str()), ("@value", text)];
    Value::Object(tagged.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
}
