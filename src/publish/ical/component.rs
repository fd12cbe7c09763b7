//! A component as it is written (RFC 5545, 3.6): one line a property, in order of their names.

use std::fmt::{Display, Write};

use super::line::{escape_onto, fold_onto};

/// Those that may come several times stand after all others.
#[derive(Default)]
pub(super) struct Component(Vec<Line>);

struct Line {
    is_one_of_several: bool,
    name: &'static str,
    text: String,
}

impl Component {
    /// A value in which nothing has to be escaped: a time, a number, an address. `parameters` are
    /// written as they stand in the line: `;VALUE=DATE`.
    pub(super) fn value(
        &mut self,
        name: &'static str,
        parameters: &str,
        value: impl Display,
    ) -> &mut Self {
        self.add(false, name, parameters, |line| push(line, value))
    }

    pub(super) fn text(&mut self, name: &'static str, parameters: &str, text: &str) -> &mut Self {
        self.add(false, name, parameters, |line| escape_onto(line, text))
    }

    /// One of several properties of that name.
    pub(super) fn one_of(
        &mut self,
        name: &'static str,
        parameters: &str,
        value: impl Display,
    ) -> &mut Self {
        self.add(true, name, parameters, |line| push(line, value))
    }

    /// The texts of one property, with commas between them.
    pub(super) fn texts<'a>(
        &mut self,
        name: &'static str,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> &mut Self {
        self.add(true, name, "", |line| {
            for (at, text) in texts.into_iter().enumerate() {
                line.push_str(if at > 0 { "," } else { "" });
                escape_onto(line, text);
            }
        })
    }

    fn add(
        &mut self,
        is_one_of_several: bool,
        name: &'static str,
        parameters: &str,
        write: impl FnOnce(&mut String),
    ) -> &mut Self {
        let mut text = [name, parameters, ":"].concat();
        write(&mut text);
        self.0.push(Line { is_one_of_several, name, text });
        self
    }

    /// All of it, folded.
    pub(super) fn written(mut self, kind: &str) -> String {
        self.0.sort_by_key(|line| (line.is_one_of_several, line.name));
        let length: usize = self.0.iter().map(|line| line.text.len() + 4).sum();
        let mut out = String::with_capacity(length + length / 16 + 32);
        push(&mut out, format_args!("BEGIN:{kind}\r\n"));
        for line in &self.0 {
            fold_onto(&mut out, &line.text);
        }
        push(&mut out, format_args!("END:{kind}\r\n"));
        out
    }
}

fn push(line: &mut String, value: impl Display) {
    #[expect(clippy::expect_used, reason = "a String takes everything")]
    write!(line, "{value}").expect("a String takes everything");
}
