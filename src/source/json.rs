//! Bytes that should be JSON, made safe to read.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

use super::PageError;

/// The text of a body that should be a JSON object. A byte order mark is tolerated; any other
/// encoding than UTF-8 is refused, because a wrong guess would publish garbled names.
pub(super) fn object(body: &[u8]) -> Result<&str, PageError> {
    let text = std::str::from_utf8(body).map_err(|_| PageError::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    match text.bytes().next() {
        None => Err(PageError::Empty),
        Some(b'{') => Ok(text),
        Some(b'<') if is_html(text) => Err(PageError::Html),
        Some(b'[' | b'"' | b'n' | b't' | b'f' | b'-' | b'0'..=b'9') => Err(not_an_object(text)),
        Some(_) => Err(PageError::NotJson("does not begin with {".to_owned())),
    }
}

/// XML that is no web page, RSS say, begins with a declaration and names no `html` soon after it.
fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(1024).collect();
    !head.starts_with("<?xml") || head.to_ascii_lowercase().contains("<html")
}

fn not_an_object(text: &str) -> PageError {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Err(error) if !error.is_data() => PageError::NotJson(error.to_string()),
        _ => PageError::WrongShape("is not an object".to_owned()),
    }
}

/// The most entries of one page. As many as a whole list may have: a page of nothing but `{},` would
/// otherwise take a hundred times its size.
pub(super) const MAX_ENTRIES: usize = 200_000;

/// The elements of the list `name`, each as it stands.
pub(super) fn list<'a>(name: &str, raw: &'a str) -> Result<Vec<&'a RawValue>, PageError> {
    let elements: Elements<'_> =
        serde_json::from_str(raw).map_err(|error| PageError::NotJson(error.to_string()))?;
    elements.of(name)
}

/// What should be a list, cut into its elements. As a member of what is read around it, it takes no pass
/// of its own.
pub(super) enum Elements<'a> {
    /// The first ones; one more than are allowed where there are more.
    List(Vec<&'a RawValue>),
    NoList,
}

impl<'a> Elements<'a> {
    /// `name` is what it is called.
    pub(super) fn of(self, name: &str) -> Result<Vec<&'a RawValue>, PageError> {
        let what = match self {
            Self::List(elements) if elements.len() <= MAX_ENTRIES => return Ok(elements),
            Self::List(_) => format!("`{name}` has more than {MAX_ENTRIES} entries"),
            Self::NoList => format!("`{name}` is not a list"),
        };
        Err(PageError::WrongShape(what))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Elements<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementsVisitor)
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while elements.len() <= MAX_ENTRIES {
            match list.next_element()? {
                Some(element) => elements.push(element),
                None => return Ok(Elements::List(elements)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Elements::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Elements::NoList)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Elements::NoList)
    }
}

/// How deep lists and objects lie in each other. Counts brackets outside of strings, so it needs no
/// stack and may be asked of anything.
pub(super) fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Reads JSON, and refuses an object that names a member twice: which of the two is meant, nobody
/// can know (RFC 8259, 4).
pub(super) fn distinct(json: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str::<Distinct>(json).map(|distinct| distinct.0)
}

struct Distinct(Value);

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Builder).map(Self)
    }
}

struct Builder;

impl<'de> Visitor<'de> for Builder {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Distinct(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let Distinct(value) = object.next_value()?;
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom("an object names a member twice"));
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_brackets_outside_of_strings() {
        for (json, deep) in [
            ("1", 0),
            ("{}", 1),
            (r#"{"a":[1,[2]],"b":{}}"#, 3),
            (r#"["[[[[","\"[[","\\"]"#, 1),
            (r#"{"a[":"}"}"#, 1),
            ("]]][", 1),
        ] {
            assert_eq!(depth(json), deep, "{json}");
        }
        assert_eq!(depth(&"[".repeat(1_000_000)), 1_000_000);
    }

    #[test]
    fn a_list_is_read_up_to_as_many_elements_as_a_page_may_have() {
        let of = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
        assert_eq!(list("a", "[1, \"[\", [2]]").unwrap().len(), 3);
        assert_eq!(list("a", &of(MAX_ENTRIES)).unwrap().len(), MAX_ENTRIES);
        let refused = |raw: &str| list("a", raw).unwrap_err().to_string();
        assert!(refused(&of(MAX_ENTRIES + 1)).ends_with("`a` has more than 200000 entries"));
        for raw in ["{}", "1", "null"] {
            assert!(refused(raw).ends_with("`a` is not a list"), "{raw}");
        }
    }

    #[test]
    fn a_member_named_twice_is_refused_at_any_depth() {
        assert!(distinct(r#"{"a":1,"b":{"a":[{"c":1}]}}"#).is_ok());
        assert!(distinct(r#"{"a":1,"a":1}"#).is_err());
        assert!(distinct(r#"{"b":[{"c":1,"c":null}]}"#).is_err());
    }

    #[test]
    fn reads_what_serde_json_reads() {
        let json = r#"{"a":[null,true,-1,18446744073709551615,1.5,"ä\u00e4"],"b":{}}"#;
        assert_eq!(distinct(json).unwrap(), serde_json::from_str::<Value>(json).unwrap());
    }
}
