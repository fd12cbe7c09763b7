//! The document against the program.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::activities::LIST;
use super::operations::NOT_TOLD;
use super::*;
use crate::catalogue::filter::PARAMETERS;
use crate::catalogue::{Filter, Query};
use crate::sample::published::site;

/// What stands in `.route("…"` of the public router.
fn routes() -> BTreeSet<&'static str> {
    let router = include_str!("../mod.rs");
    router.split(".route(").skip(1).filter_map(|rest| rest.split('"').nth(1)).collect()
}

#[test]
fn every_public_route_is_told_and_nothing_else() {
    let told = OPERATIONS.iter().map(|operation| operation.path).chain(NOT_TOLD.iter().copied());
    assert_eq!(told.collect::<BTreeSet<_>>(), routes());
}

#[test]
fn every_reference_leads_to_a_component() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => members.iter().for_each(|(name, value)| match value {
                Value::String(text) if name == "$ref" => drop(found.insert(text.clone())),
                value => references(value, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document(&site());
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 10, "{found:?}");
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_example_and_every_choice_of_a_parameter_is_accepted() {
    for parameter in PARAMETERS.iter().filter(|parameter| parameter.name != "cursor") {
        let choices = parameter.choices().unwrap_or_default();
        for value in choices.into_iter().chain([parameter.example]) {
            let beside = if value.ends_with("distance") { "&near=25.4,65.0,500" } else { "" };
            let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
            let query = format!("{}={value}{beside}", parameter.name);
            let forms = [LIST, Form::Calendar, Form::Agenda(&[])];
            let form = forms.into_iter().find(|form| form.takes(parameter)).unwrap();
            let read = Query::parse(&query, form, &Filter::default());
            assert!(read.is_ok(), "{query}: {read:?}");
        }
    }
}
