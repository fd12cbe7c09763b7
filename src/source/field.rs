//! A value inside an entry and the path that leads to it.
//!
//! Typed structs would stop at the first field of another type than ours without saying which one it
//! was; this reads what can be read, and says of the rest where it stands and what it is.

use std::fmt;

use serde_json::Value;

/// `null` is the same as absent everywhere.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    value: Option<&'a Value>,
    step: Step<'a>,
    parent: Option<&'a Field<'a>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Element(usize),
}

/// A field of the wrong type: where, and what it is; never what it holds.
#[derive(Debug)]
pub(super) struct Wrong {
    path: String,
    found: &'static str,
    wanted: &'static str,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: is {}, not {}", self.path, self.found, self.wanted)
    }
}

impl<'a> Field<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self { value: Some(value), step: Step::Root, parent: None }
    }

    /// A member of an object; absent where this is none.
    pub(super) fn get<'b>(&'b self, name: &'b str) -> Field<'b> {
        let value = self.value.and_then(|value| value.get(name));
        Field {
            value: value.filter(|value| !value.is_null()),
            step: Step::Member(name),
            parent: Some(self),
        }
    }

    pub(super) fn exists(&self) -> bool {
        self.value.is_some_and(|value| !value.is_null())
    }

    pub(super) fn is_object(&self) -> bool {
        self.value.is_some_and(Value::is_object)
    }

    /// Text, and nothing but text.
    pub(super) fn text(&self) -> Result<Option<String>, Wrong> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong("text")),
        }
    }

    /// Text, or a number as it would be written.
    pub(super) fn loose_text(&self) -> Result<Option<String>, Wrong> {
        match self.value {
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            _ => self.text(),
        }
    }

    /// A whole number, also as text or with a decimal point and nothing behind it.
    pub(super) fn integer(&self) -> Result<Option<i64>, Wrong> {
        let found = match self.value {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Number(number)) => {
                number.as_i64().or_else(|| number.as_f64().and_then(whole))
            }
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        found.map(Some).ok_or_else(|| self.wrong("a whole number"))
    }

    pub(super) fn number(&self) -> Result<Option<f64>, Wrong> {
        let found = match self.value {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        found.filter(|number| number.is_finite()).map(Some).ok_or_else(|| self.wrong("a number"))
    }

    pub(super) fn flag(&self) -> Result<Option<bool>, Wrong> {
        match self.value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(self.wrong("true or false")),
        }
    }

    /// The elements of a list; one value that stands where a list should is a list of it.
    pub(super) fn elements<'b>(&'b self) -> Vec<Field<'b>> {
        match self.value {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => {
                let element = |(at, value)| Field {
                    value: Some(value),
                    step: Step::Element(at),
                    parent: Some(self),
                };
                values.iter().enumerate().map(element).filter(Field::exists).collect()
            }
            Some(_) => vec![*self],
        }
    }

    /// The members of an object that are not null.
    pub(super) fn members<'b>(&'b self) -> Result<Vec<(&'b str, Field<'b>)>, Wrong> {
        match self.value {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Object(members)) => Ok(members
                .keys()
                .map(|name| (name.as_str(), self.get(name)))
                .filter(|(_, field)| field.exists())
                .collect()),
            Some(_) => Err(self.wrong("an object")),
        }
    }

    pub(super) fn wrong(&self, wanted: &'static str) -> Wrong {
        let found = match self.value {
            None | Some(Value::Null) => "missing",
            Some(Value::Bool(_)) => "true or false",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(_)) => "text",
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        };
        Wrong { path: self.path(), found, wanted }
    }

    /// As `traits.channels[0].events[1].start`.
    fn path(&self) -> String {
        let before = self.parent.map(Self::path).unwrap_or_default();
        match self.step {
            Step::Root => before,
            Step::Member(name) if before.is_empty() => name.to_owned(),
            Step::Member(name) => format!("{before}.{name}"),
            Step::Element(at) => format!("{before}[{at}]"),
        }
    }
}

/// Below 2^53 every whole number has an exact `f64`.
fn whole(number: f64) -> Option<i64> {
    let exact = number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    exact.then(|| format!("{number:.0}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_may_be_written_as_text_and_text_as_numbers() {
        let value = json!({"a": "1768082400000", "b": 1768082400000_i64, "c": 1768082400000.0,
            "d": 1.5, "e": "x", "f": null, "g": "65.01", "h": "true", "i": 1});
        let root = Field::root(&value);
        for name in ["a", "b", "c"] {
            assert_eq!(root.get(name).integer().unwrap(), Some(1_768_082_400_000), "{name}");
        }
        assert!(root.get("d").integer().is_err());
        assert!(root.get("e").integer().is_err());
        assert_eq!(root.get("f").integer().unwrap(), None);
        assert_eq!(root.get("missing").integer().unwrap(), None);
        assert_eq!(root.get("g").number().unwrap(), Some(65.01));
        assert_eq!(root.get("h").flag().unwrap(), Some(true));
        assert!(root.get("i").flag().is_err());
        assert_eq!(root.get("i").loose_text().unwrap().as_deref(), Some("1"));
        assert!(root.get("i").text().is_err());
    }

    #[test]
    fn an_error_names_the_path_and_never_the_content() {
        let value = json!({"traits": {"channels": [null, {"start": "secret"}]}});
        let root = Field::root(&value);
        let traits = root.get("traits");
        let channels = traits.get("channels");
        let channel = channels.elements()[0];
        let error = channel.get("start").integer().unwrap_err().to_string();
        assert_eq!(error, "traits.channels[1].start: is text, not a whole number");
    }
}
