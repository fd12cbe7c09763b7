//! What the document of the API says, and what is answered.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, events};

/// The component of this name.
fn schema(document: &Value, name: &str) -> Validator {
    let reference = format!("#/components/schemas/{name}");
    let whole = json!({ "$ref": reference, "components": document["components"] });
    jsonschema::draft202012::new(&whole).unwrap()
}

#[track_caller]
fn check(of: &Validator, value: &Value, whence: &str) {
    let errors: Vec<_> =
        of.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{whence}: {errors:#?}");
}

/// The addresses that answer by a schema, with its name.
fn answered_by_schema(document: &Value, id: &str) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let told = paths.filter_map(|(path, operation)| {
        let content = &operation["get"]["responses"]["200"]["content"]["application/json"];
        let name = content["schema"]["$ref"].as_str()?.rsplit('/').next()?;
        let path = path.replace("{source}", "lahella").replace("{file}", "all.json");
        let path = match path.strip_prefix("/api/v1/listings/lahella/") {
            Some(_) => "/api/v1/listings/lahella/id-0".to_owned(),
            // Nobody arranges these events.
            None if path.ends_with("/organisations/{id}") => return None,
            None => path.replace("{id}", id),
        };
        Some((path, name.to_owned()))
    });
    told.collect()
}

fn serving() -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events(30));
    let text = crate::kooste::configuration(&lahella, "", "[[feed]]\nname = \"all\"\n");
    let kooste = Kooste::configured(&text);
    let daemon = kooste.serve().settled();
    (lahella, kooste, daemon)
}

#[test]
fn every_answer_keeps_to_the_schema_that_the_document_names() {
    let (_lahella, _kooste, daemon) = serving();
    let document = daemon.get("/openapi.json").json();
    let first = daemon.get("/api/v1/activities?limit=1").json()["data"][0].clone();
    check(&schema(&document, "activity"), &first, "whole");
    let addresses = answered_by_schema(&document, first["id"].as_str().unwrap());
    assert!(addresses.len() >= 8, "{addresses:?}");
    for (path, name) in addresses {
        let of = schema(&document, &name);
        let answer = daemon.get(&path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        check(&of, &answer.json(), &path);
        let refused = daemon.get(&format!("{path}?no_such=1"));
        assert_eq!(refused.status, 400, "{path}");
        check(&schema(&document, "problem"), &refused.json(), &path);
    }
}

#[test]
fn what_is_shortened_keeps_to_the_schema_of_parts() {
    let (_lahella, _kooste, daemon) = serving();
    let document = daemon.get("/openapi.json").json();
    for (path, part, whole) in [
        ("/api/v1/activities", "part_of_activity", "activity"),
        ("/api/v1/occurrences", "part_of_occurrence", "occurrence"),
    ] {
        let of = schema(&document, part);
        for query in ["?fields=name&lang=sv&limit=3", "?fields=municipality,status&limit=3"] {
            let query = if whole == "activity" {
                query.replace("ity,", "ities,")
            } else {
                query.to_owned()
            };
            let answer = daemon.get(&format!("{path}{query}")).json();
            let data = answer["data"].as_array().unwrap();
            assert_eq!(data.len(), 3, "{path}{query}");
            data.iter().for_each(|one| check(&of, one, path));
        }
        let answer = daemon.get(&format!("{path}?lang=sv&limit=3")).json();
        let of = schema(&document, whole);
        answer["data"].as_array().unwrap().iter().for_each(|one| check(&of, one, path));
    }
}

#[test]
fn the_schemas_are_served_and_refer_to_each_other() {
    let (_lahella, _kooste, daemon) = serving();
    let served = |file: &str| {
        let answer = daemon.get(&format!("/schema/{file}"));
        assert_eq!(answer.header("content-type"), Some("application/schema+json"), "{file}");
        answer.json()
    };
    let activity = served("activity-v1.schema.json");
    for (file, path) in [
        ("occurrences-v1.schema.json", "/api/v1/occurrences"),
        ("facets-v1.schema.json", "/api/v1/facets"),
        ("municipalities-v1.schema.json", "/api/v1/municipalities"),
    ] {
        let base = "https://kooste.example/schema/";
        let shared = jsonschema::Registry::new()
            .add(format!("{base}activity-v1.schema.json"), activity.clone())
            .unwrap()
            .prepare()
            .unwrap();
        let of = jsonschema::options()
            .with_registry(&shared)
            .with_base_uri(format!("{base}{file}"))
            .build(&served(file))
            .unwrap();
        check(&of, &daemon.get(path).json(), path);
    }
    assert_eq!(daemon.get("/schema/other.json").status, 404);
}

#[test]
fn times_come_in_order_and_each_once() {
    let (_lahella, _kooste, daemon) = serving();
    let path = |next: &Value| {
        let next = next.as_str()?.split_once("://").unwrap().1.to_owned();
        Some(next[next.find('/').unwrap()..].to_owned())
    };
    let (mut starts, mut ids) = (Vec::new(), BTreeSet::new());
    let mut next = Some("/api/v1/occurrences?to=today%2B300&limit=7".to_owned());
    let mut count = 0;
    while let Some(here) = next {
        let answer = daemon.get(&here).json();
        count = answer["meta"]["count"].as_u64().unwrap();
        for one in answer["data"].as_array().unwrap() {
            starts.push(one["start_time"].as_str().unwrap().to_owned());
            assert!(ids.insert(one["id"].as_str().unwrap().to_owned()), "{one}");
        }
        next = path(&answer["meta"]["next"]);
    }
    assert_eq!(u64::try_from(starts.len()).unwrap(), count);
    assert!(starts.len() >= 30 && starts.is_sorted(), "{starts:?}");
}

#[test]
fn facets_and_municipalities_count_what_filters_find() {
    let (_lahella, _kooste, daemon) = serving();
    let count = |path: &str| daemon.get(path).json()["meta"]["count"].clone();
    let facets = daemon.get("/api/v1/facets?municipality=Oulu").json();
    assert_eq!(facets["meta"]["count"], count("/api/v1/activities?municipality=Oulu"));
    let mut seen = 0;
    for (name, values) in facets["facets"].as_object().unwrap() {
        let beside = if name == "municipality" { "" } else { "&municipality=Oulu" };
        for value in values.as_array().unwrap() {
            let wanted: String =
                url::form_urlencoded::byte_serialize(value["value"].as_str().unwrap().as_bytes())
                    .collect();
            let found = count(&format!("/api/v1/activities?{name}={wanted}{beside}"));
            assert_eq!(value["count"], found, "{name} {value}");
            seen += 1;
        }
    }
    assert!(seen >= 4, "{facets}");
    for town in daemon.get("/api/v1/municipalities").json()["data"].as_array().unwrap() {
        let code = town["code"].as_str().unwrap();
        assert_eq!(town["count"], count(&format!("/api/v1/activities?municipality={code}")));
    }
}
