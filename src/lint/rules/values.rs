//! Values of other types (RFC 5545, 3.3, and RFC 7986).

use crate::lint::component::Tree;
use crate::lint::duration::Duration;
use crate::lint::finding::{Findings, Rule, Severity, shown};
use crate::lint::property::Property;

pub(super) const RULES: &[&Rule] = &[&URI, &GEO, &INTEGER, &DURATION, &COLOR];

static URI: Rule = Rule {
    name: "uri",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.13; RFC 3986",
    right: "write a whole address with its scheme, in ASCII, with %20 for a space and no escapes of \
            texts",
};
static GEO: Rule = Rule {
    name: "geo",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.1.6",
    right: "write latitude and longitude: GEO:65.0121;25.4651",
};
static INTEGER: Rule = Rule {
    name: "integer",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.8, 3.8.1.8, 3.8.1.9 and 3.8.7.4",
    right: "write a whole number from 0 on; PRIORITY ends at 9, PERCENT-COMPLETE at 100",
};
static DURATION: Rule = Rule {
    name: "duration",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.6; RFC 7986, 5.7",
    right: "write PT1H30M, P2D, P1W and the like; REFRESH-INTERVAL is longer than nothing",
};
static COLOR: Rule = Rule {
    name: "color",
    severity: Severity::Error,
    clause: "RFC 7986, 5.9",
    right: "use a name of CSS 3, like steelblue; codes are not allowed",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for (_, property) in tree.properties() {
        let Some(rule) = rule_of(property) else { continue };
        let value = property.value;
        let right = match property.name.as_ref() {
            "GEO" => is_geo(value),
            "PRIORITY" => is_number(value, 9),
            "PERCENT-COMPLETE" => is_number(value, 100),
            "SEQUENCE" | "REPEAT" => is_number(value, i32::MAX.unsigned_abs()),
            "DURATION" => Duration::parse(value).is_some(),
            "REFRESH-INTERVAL" => Duration::parse(value).is_some_and(|every| every.seconds > 0),
            "COLOR" => is_color(value),
            _ => is_uri(value),
        };
        if !right {
            found.add(property.line, rule, format!("{} is {}", property.name, shown(value)));
        }
    }
}

fn rule_of(property: &Property<'_>) -> Option<&'static Rule> {
    match property.name.as_ref() {
        "GEO" => Some(&GEO),
        "PRIORITY" | "PERCENT-COMPLETE" | "SEQUENCE" | "REPEAT" => Some(&INTEGER),
        "DURATION" | "REFRESH-INTERVAL" => Some(&DURATION),
        "COLOR" => Some(&COLOR),
        "URL" | "TZURL" | "SOURCE" | "CONFERENCE" | "ORGANIZER" | "ATTENDEE" => Some(&URI),
        "IMAGE" | "ATTACH" if !property.is_value_type("BINARY") => Some(&URI),
        _ => None,
    }
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let named = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let allowed = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    begins && named && !rest.is_empty() && rest.chars().all(allowed)
}

fn is_geo(text: &str) -> bool {
    let Some((latitude, longitude)) = text.split_once(';') else { return false };
    is_degrees(latitude, 90.0) && is_degrees(longitude, 180.0)
}

fn is_degrees(text: &str, most: f64) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain && text.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most)
}

fn is_number(text: &str, most: u32) -> bool {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.parse::<u32>().is_ok_and(|number| number <= most)
}

fn is_color(text: &str) -> bool {
    let names = include_str!("css_colors.txt").split_whitespace();
    names.into_iter().any(|name| name.eq_ignore_ascii_case(text))
}
