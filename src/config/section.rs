//! Reads a TOML table key by key and collects every problem instead of stopping at the first.

use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::Problem;
use crate::localized::{Lang, Localized};

/// One table of the file. Keys that nobody asked for are problems.
pub(super) struct Section<'a, 'i> {
    table: &'a DeTable<'i>,
    span: Range<usize>,
    asked: Vec<&'static str>,
}

/// A value with the place where it stands.
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) span: Range<usize>,
}

impl<'a, 'i> Section<'a, 'i> {
    pub(super) fn new(table: &'a DeTable<'i>, span: Range<usize>) -> Self {
        Self { table, span, asked: Vec::new() }
    }

    /// Where the table stands, for problems of the table as a whole.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// Keys that cannot be read as long as another one is missing: no problems themselves.
    pub(super) fn pass_over(&mut self, keys: &[&'static str]) {
        self.asked.extend(keys);
    }

    pub(super) fn string(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<Located<String>> {
        let value = self.value(key)?;
        text(key, value, problems)
    }

    /// Text that must be there.
    pub(super) fn required(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<Located<String>> {
        if self.table.get(key).is_none() {
            self.asked.push(key);
            problems.push(Problem::at(self.span(), format!("`{key}` is missing")));
            return None;
        }
        self.string(key, problems)
    }

    /// Text that `parse` makes something of; what it says of bad text is the problem.
    pub(super) fn parsed<T, E: std::fmt::Display>(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.string(key, problems)?;
        parse(&text.value)
            .map_err(|error| {
                problems.push(Problem::at(text.span, format!("`{key}`: {error}")));
            })
            .ok()
    }

    /// A whole number in `range`.
    pub(super) fn number<T>(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<T>,
        problems: &mut Vec<Problem>,
    ) -> Option<T>
    where
        T: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            _ => None,
        };
        let found = number.filter(|number| range.contains(number));
        if found.is_none() {
            let message = format!(
                "`{key}` is to be a whole number from {} to {}",
                range.start(),
                range.end()
            );
            problems.push(Problem::at(value.span(), message));
        }
        found
    }

    pub(super) fn boolean(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<bool> {
        let value = self.value(key)?;
        let yes = value.get_ref().as_bool();
        if yes.is_none() {
            let message = format!("`{key}` is to be true or false");
            problems.push(Problem::at(value.span(), message));
        }
        yes
    }

    pub(super) fn strings(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Vec<Located<String>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            let message = format!("`{key}` is to be a list of texts");
            problems.push(Problem::at(value.span(), message));
            return Vec::new();
        };
        array.iter().filter_map(|entry| text(key, entry, problems)).collect()
    }

    /// A table of texts, in the order of its keys; a list of texts stands for its values joined by commas.
    pub(super) fn pairs(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Vec<(Located<String>, Located<String>)> {
        let joined =
            |list: Located<Vec<String>>| Located { value: list.value.join(","), span: list.span };
        self.lists(key, problems).into_iter().map(|(name, list)| (name, joined(list))).collect()
    }

    /// A table of lists of texts, in the order of its keys; one text is a list of it.
    pub(super) fn lists(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Vec<(Located<String>, Located<Vec<String>>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            let message = format!("`{key}` is to be a table of texts");
            problems.push(Problem::at(value.span(), message));
            return Vec::new();
        };
        let mut lists = Vec::new();
        for (name, value) in table {
            let located = Located { value: name.get_ref().to_string(), span: name.span() };
            if let Some(texts) = scalar_or_list(key, value, problems) {
                lists.push((located, Located { value: texts, span: value.span() }));
            }
        }
        lists
    }

    /// A text in Finnish, or a table of texts by language.
    pub(super) fn localized(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Localized<String> {
        if self.table.get(key).is_some_and(|value| value.get_ref().is_str()) {
            let text = self.string(key, problems);
            return text.map(|text| (Lang::FI, text.value)).into_iter().collect();
        }
        let mut texts = Localized::new();
        let Some(value) = self.value(key) else { return texts };
        let Some(table) = value.get_ref().as_table() else {
            let message = format!("`{key}` is to be text in quotes, or a table of texts");
            problems.push(Problem::at(value.span(), message));
            return texts;
        };
        for (name, value) in table {
            let text = text(key, value, problems);
            match (Lang::parse(name.get_ref()), text) {
                (Some(lang), Some(text)) => texts.insert(lang, text.value),
                (Some(_), None) => {}
                (None, _) => {
                    let message = format!("{:?} is no language, like fi, sv or en", name.get_ref());
                    problems.push(Problem::at(name.span(), message));
                }
            }
        }
        texts
    }

    pub(super) fn section(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Option<Section<'a, 'i>> {
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            problems.push(Problem::at(value.span(), format!("`{key}` is to be a table")));
        }
        table.map(|table| Section::new(table, value.span()))
    }

    /// `[[key]]`, in order.
    pub(super) fn sections(
        &mut self,
        key: &'static str,
        problems: &mut Vec<Problem>,
    ) -> Vec<Section<'a, 'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let tables: Option<Vec<_>> = value.get_ref().as_array().and_then(|array| {
            let section = |entry: &'a Spanned<DeValue<'i>>| {
                entry.get_ref().as_table().map(|table| Section::new(table, entry.span()))
            };
            array.iter().map(section).collect()
        });
        tables.unwrap_or_else(|| {
            let message = format!("`{key}` is to be written as [[{key}]]");
            problems.push(Problem::at(value.span(), message));
            Vec::new()
        })
    }

    /// Names every key that nobody asked for, with the nearest one that exists.
    pub(super) fn finish(self, problems: &mut Vec<Problem>) {
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let mut known = self.asked.clone();
            known.sort_unstable();
            known.dedup();
            let message = format!("`{name}` is no key here; there are: {}", known.join(", "));
            problems.push(Problem::at(key.span(), message));
        }
    }
}

fn text(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Located<String>> {
    let text = value.get_ref().as_str();
    if text.is_none() {
        let message = format!("`{key}` is to be text in quotes");
        problems.push(Problem::at(value.span(), message));
    }
    text.map(|text| Located { value: text.to_owned(), span: value.span() })
}

fn scalar_or_list(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::Integer(number) => Some(vec![number.as_str().to_owned()]),
        DeValue::Boolean(yes) => Some(vec![yes.to_string()]),
        DeValue::Datetime(date) => Some(vec![date.to_string()]),
        DeValue::Array(array) => {
            let texts = array.iter().filter_map(|entry| text(key, entry, problems));
            Some(texts.map(|text| text.value).collect())
        }
        _ => text(key, value, problems).map(|text| vec![text.value]),
    }
}
