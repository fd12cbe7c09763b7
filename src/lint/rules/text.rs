//! TEXT values (RFC 5545, 3.3.11).

use crate::lint::component::Tree;
use crate::lint::finding::{Findings, Rule, Severity, shown};
use crate::lint::property::Property;

pub(super) const RULES: &[&Rule] = &[&UNESCAPED, &BAD_ESCAPE, &EMPTY_CATEGORY];

static UNESCAPED: Rule = Rule {
    name: "unescaped",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.11",
    right: "write \\, and \\; in texts; CATEGORIES and RESOURCES are lists, with commas between their texts",
};
static BAD_ESCAPE: Rule = Rule {
    name: "bad-escape",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.11",
    right: "write \\\\ for a backslash; else only a comma, a semicolon, n or N may follow one",
};
static EMPTY_CATEGORY: Rule = Rule {
    name: "empty-category",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.1.2",
    right: "leave out the comma or the property",
};

/// A comma is what separates texts in these.
const LISTS: [&str; 2] = ["CATEGORIES", "RESOURCES"];
const TEXTS: [&str; 13] = [
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "COMMENT",
    "CONTACT",
    "NAME",
    "UID",
    "PRODID",
    "RELATED-TO",
    "TZID",
    "TZNAME",
    "X-WR-CALNAME",
    "X-WR-CALDESC",
];

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for (_, property) in tree.properties() {
        let name = property.name.as_ref();
        let list = LISTS.contains(&name);
        if (list || TEXTS.contains(&name)) && !is_other_type(property) {
            check_text(property, list, found);
        }
    }
}

/// DESCRIPTION and NAME are texts unless they say otherwise.
fn is_other_type(property: &Property<'_>) -> bool {
    property.param("VALUE").is_some_and(|value| !value.eq_ignore_ascii_case("TEXT"))
}

/// One finding a line is enough.
fn check_text(property: &Property<'_>, list: bool, found: &mut Findings) {
    let mut escaped = false;
    let mut empty = list;
    for (at, character) in property.value.char_indices() {
        let beginning = || property.value.get(at..).map(shown).unwrap_or_default();
        let separates = list && !escaped && character == ',';
        if separates && empty {
            break;
        }
        empty = separates;
        match (escaped, character) {
            (true, '\\' | ';' | ',' | 'n' | 'N') => escaped = false,
            (true, _) => {
                let wrong = format!("a backslash stands before {}", beginning());
                return found.add(property.line, &BAD_ESCAPE, wrong);
            }
            (false, '\\') => escaped = true,
            (false, ';' | ',') if !separates => {
                let wrong = format!("{} has no backslash before {}", property.name, beginning());
                return found.add(property.line, &UNESCAPED, wrong);
            }
            (false, _) => {}
        }
    }
    if escaped {
        found.add(property.line, &BAD_ESCAPE, "it ends with a backslash");
    } else if empty {
        found.add(property.line, &EMPTY_CATEGORY, format!("{} has an empty text", property.name));
    }
}
