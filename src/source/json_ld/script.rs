//! From the content of a script to the objects in it.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::source::json;

/// A list in a graph in a list is as deep as has been seen.
const MAX_NESTING: usize = 4;

/// JSON as editors and plug-ins write it: wrapped so that old browsers do not show it, and with line
/// ends within texts, which RFC 8259 (7) forbids. What is right already is not changed.
pub(super) fn json(script: &str) -> Cow<'_, str> {
    const OPEN: [&str; 4] = ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["];
    const CLOSE: [&str; 7] = ["-->", "//]]>", "/*]]>*/", "]]>", "//", ";", "// -->"];
    let mut text = script.trim();
    while let Some(rest) = OPEN.iter().find_map(|open| text.strip_prefix(open)) {
        text = rest.trim_start();
    }
    while let Some(rest) = CLOSE.iter().find_map(|close| text.strip_suffix(close)) {
        text = rest.trim_end();
    }
    escaped(text)
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let (mut in_string, mut escape) = (false, false);
    let mut repaired = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if in_string => repaired.push_str("\\n"),
            '\t' if in_string => repaired.push_str("\\t"),
            // The line end that follows says it already; others have nothing to say.
            _ if in_string && c.is_ascii_control() && c != '\u{7f}' => {}
            _ => repaired.push(c),
        }
        match c {
            _ if escape => escape = false,
            '\\' if in_string => escape = true,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    Cow::Owned(repaired)
}

/// Where a node may hold others.
#[derive(Deserialize)]
struct Holder<'a> {
    #[serde(borrow, rename = "@graph")]
    graph: Option<&'a RawValue>,
    #[serde(borrow, rename = "itemListElement")]
    elements: Option<&'a RawValue>,
    #[serde(borrow)]
    item: Option<&'a RawValue>,
    #[serde(borrow, rename = "mainEntity")]
    main: Option<&'a RawValue>,
}

/// Every object of a script, each as it stands, so that a broken one costs only itself. `None` where it
/// is no JSON at all.
pub(super) fn nodes(json: &str) -> Option<Vec<&str>> {
    let whole: &RawValue = serde_json::from_str(json).ok()?;
    let mut nodes = Vec::new();
    collect(whole.get(), 0, &mut nodes);
    Some(nodes)
}

fn collect<'a>(raw: &'a str, nesting: usize, nodes: &mut Vec<&'a str>) {
    if nesting > MAX_NESTING {
        return;
    }
    if raw.starts_with('[') {
        let elements = json::list("@graph", raw).unwrap_or_default();
        elements.iter().for_each(|element| collect(element.get(), nesting + 1, nodes));
    } else if raw.starts_with('{') {
        nodes.push(raw);
        let Ok(holder) = serde_json::from_str::<Holder<'a>>(raw) else { return };
        let held = [holder.graph, holder.elements, holder.item, holder.main];
        held.into_iter().flatten().for_each(|held| collect(held.get(), nesting + 1, nodes));
    }
}

/// Whether it is schema.org's Event or one of its subtypes, which but for a few end so.
pub(super) fn is_event(raw: &str) -> bool {
    match kinds(raw) {
        Some(kinds) => kinds.iter().any(|kind| is_event_type(kind)),
        None => speaks_of_events(raw),
    }
}

pub(super) fn is_list(raw: &str) -> bool {
    kinds(raw).unwrap_or_default().iter().any(|kind| bare(kind) == "ItemList")
}

/// `None` where it cannot be read.
fn kinds(raw: &str) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Typed<'a> {
        #[serde(borrow, rename = "@type")]
        kind: Option<&'a RawValue>,
    }
    let typed: Typed<'_> = serde_json::from_str(raw).ok()?;
    let kind = typed.kind.map(RawValue::get).unwrap_or_default();
    let kinds = serde_json::from_str::<String>(kind)
        .map(|kind| vec![kind])
        .or_else(|_| serde_json::from_str::<Vec<String>>(kind));
    Some(kinds.unwrap_or_default())
}

fn bare(kind: &str) -> &str {
    kind.rsplit(['/', ':', '#']).next().unwrap_or_default()
}

/// Whether what cannot be read was probably an event.
pub(super) fn speaks_of_events(text: &str) -> bool {
    text.contains("Event\"") || text.contains("Festival\"")
}

fn is_event_type(kind: &str) -> bool {
    let name = bare(kind);
    name.ends_with("Event")
        || matches!(name, "EventSeries" | "Festival" | "Hackathon" | "CourseInstance")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_and_raw_line_ends_are_repaired() {
        for (script, expected) in [
            (r#"{"a":1}"#, r#"{"a":1}"#),
            ("\n//<![CDATA[\n{\"a\":1}\n//]]>\n", r#"{"a":1}"#),
            ("<!-- {\"a\":1}; -->", r#"{"a":1}"#),
            ("/*<![CDATA[*/ [] /*]]>*/", "[]"),
            ("{\"a\":\"x\r\ny\tz\"}", r#"{"a":"x\ny\tz"}"#),
            ("{\n\"a\":\"\\\"\n\"}", "{\n\"a\":\"\\\"\\n\"}"),
        ] {
            assert_eq!(json(script), expected, "{script}");
        }
    }

    #[test]
    fn events_are_found_wherever_they_lie() {
        let count = |json: &str| nodes(json).unwrap().iter().filter(|raw| is_event(raw)).count();
        assert_eq!(count(r#"{"@type":"Event"}"#), 1);
        assert_eq!(
            count(r#"[{"@type":"http://schema.org/MusicEvent"},{"@type":["Thing","Festival"]},5]"#),
            2
        );
        assert_eq!(
            count(
                r#"{"@graph":[{"@type":"WebPage","mainEntity":{"@type":"Event"}},{"@type":"schema:Event"}]}"#
            ),
            2
        );
        assert_eq!(
            count(
                r#"{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"Event"}},{"@type":"Event"}]}"#
            ),
            2
        );
        assert_eq!(count(r#"{"@type":"EventVenue"}"#), 0);
        assert_eq!(count(r#"{"@type":5}"#), 0);
        assert_eq!(nodes("{"), None);
    }

    #[test]
    fn depth_needs_no_stack() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(nodes(&deep).unwrap().is_empty());
        assert_eq!(nodes(&format!(r#"{{"@type":"Event","x":{deep}}}"#)).unwrap().len(), 1);
    }
}
