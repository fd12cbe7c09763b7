//! XML, written element by element.

use quick_xml::escape::escape;

pub(in crate::publish) struct Xml(String);

impl Xml {
    pub(in crate::publish) fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    pub(in crate::publish) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
    }

    pub(in crate::publish) fn close(&mut self, name: &str) {
        self.push(&["</", name, ">\n"]);
    }

    pub(in crate::publish) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    pub(in crate::publish) fn text(&mut self, name: &str, text: &str) {
        self.with(name, &[], text);
    }

    pub(in crate::publish) fn with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes, ">");
        self.push(&[&escape(allowed(text))]);
        self.close(name);
    }

    pub(in crate::publish) fn finish(self) -> String {
        self.0
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.push(&["<", name]);
        for (name, value) in attributes {
            self.push(&[" ", name, "=\"", &escape(allowed(value)), "\""]);
        }
        self.push(&[end]);
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.0.push_str(part));
    }
}

/// XML 1.0, 2.2: no other character may stand in a document, not even as a reference.
fn allowed(text: &str) -> String {
    let is_char = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => *c >= ' ',
    };
    text.chars().filter(is_char).collect()
}
