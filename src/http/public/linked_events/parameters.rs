//! A query as Linked Events' clients write it.

use std::collections::BTreeMap;

use super::answer::Detail;

/// By name, in order. Empty values are as good as absent: clients send `sort=` and `location=`.
pub(super) struct Parameters(BTreeMap<String, Vec<String>>);

/// More than any client sends.
const LONGEST: usize = 4_000;
const MOST_VALUES: usize = 300;

impl Parameters {
    pub(super) fn parse(raw: Option<&str>) -> Result<Self, Detail> {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(raw.unwrap_or("").as_bytes()) {
            if value.len() > LONGEST {
                return Err(Detail::bad(&name, "is too long"));
            }
            if !value.trim().is_empty() {
                all.entry(name.into_owned()).or_default().push(value.trim().to_owned());
            }
        }
        Ok(Self(all))
    }

    /// The last one where it is given several times, as the service itself takes it.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.last().map(String::as_str)
    }

    /// Joined by commas, or given several times.
    pub(super) fn list(&self, name: &str) -> Result<Option<Vec<&str>>, Detail> {
        let Some(values) = self.0.get(name) else { return Ok(None) };
        let values = values.iter().flat_map(|value| value.split(','));
        let values: Vec<&str> = values.map(str::trim).filter(|value| !value.is_empty()).collect();
        if values.len() > MOST_VALUES {
            return Err(Detail::bad(name, "names too many"));
        }
        Ok(Some(values))
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Detail> {
        let read = |text: &str| match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(Detail::bad(name, "is to be true or false")),
        };
        self.one(name).map(read).transpose()
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, Detail> {
        let read = |text: &str| {
            let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
            number.ok_or_else(|| Detail::bad(name, "is to be a number"))
        };
        self.one(name).map(read).transpose()
    }

    /// All names that begin so, in order: `keyword_OR_set1`, `keyword_OR_set2`…
    pub(super) fn beginning(&self, prefix: &str) -> impl Iterator<Item = &str> {
        let range = self.0.range(prefix.to_owned()..);
        range.map(|(name, _)| name.as_str()).take_while(move |name| name.starts_with(prefix))
    }

    /// With `value` instead of what is given under this name.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut all = self.0.clone();
        all.insert(name.to_owned(), vec![value.to_owned()]);
        Self(all)
    }

    /// As a query, without the page; of what was given twice what counts is the joined list.
    pub(super) fn without_page(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, values) in self.0.iter().filter(|(name, _)| *name != "page") {
            query.append_pair(name, &values.join(","));
        }
        query.finish()
    }
}
