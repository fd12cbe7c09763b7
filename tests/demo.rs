//! The demonstration's files: as many and as various as a region's would be.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kooste::municipality::Municipality;
use serde_json::Value;

const README: &str = include_str!("../fixtures/demo/README.md");
const DEMO: &str = include_str!("../config/demo.toml");

/// The entries by the number of their page: "05".
fn pages() -> BTreeMap<String, Vec<Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo/lahella");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let page = |file: std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let page: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let items = page["items"].as_array().unwrap().clone();
        (name.strip_prefix("page-").unwrap().to_owned(), items)
    };
    files.map(page).collect()
}

fn items() -> Vec<Value> {
    pages().into_values().flatten().collect()
}

/// A key that was written as a number is the same key.
fn key(item: &Value) -> String {
    item["_key"].as_str().map_or_else(|| item["_key"].to_string(), str::to_owned)
}

fn texts<'a>(item: &'a Value, pointer: &str) -> Vec<&'a str> {
    let translations = item.pointer(pointer).and_then(Value::as_object);
    translations.into_iter().flatten().filter_map(|(_, text)| text["name"].as_str()).collect()
}

#[test]
fn the_demonstration_is_as_large_as_a_region() {
    let items = items();
    let keys: BTreeSet<_> = items.iter().map(key).collect();
    assert!(keys.len() >= 200, "{} activities", keys.len());
    let titles: BTreeSet<_> =
        items.iter().flat_map(|item| texts(item, "/traits/translations")).collect();
    assert!(titles.len() >= 120, "{} titles", titles.len());
    let organisers: BTreeSet<_> = items
        .iter()
        .filter_map(|item| item["group"].as_str().or_else(|| item["group"]["_key"].as_str()))
        .collect();
    assert!(organisers.len() >= 40, "{} organisers", organisers.len());
}

#[test]
fn every_municipality_of_the_region_has_something() {
    let mut found = BTreeSet::new();
    for item in items() {
        let traits = &item["traits"];
        let areas = traits["region"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found
            .extend(areas.filter_map(|area| Municipality::by_name(area.strip_prefix("city/FI/")?)));
        for channel in traits["channels"].as_array().into_iter().flatten() {
            let town = channel.pointer("/translations/fi/address/city").and_then(Value::as_str);
            found.extend(town.and_then(Municipality::by_name));
        }
    }
    let demo: toml::Table = DEMO.parse().unwrap();
    let names = demo["region"]["municipalities"].as_array().unwrap();
    assert_eq!(names.len(), 30);
    let missing = |name: &&toml::Value| {
        !found.contains(&Municipality::by_name(name.as_str().unwrap()).unwrap())
    };
    let missing: Vec<_> = names.iter().filter(missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_entry_is_another_one_s_with_a_number() {
    // Of 230 titles these may share their first words; one template would share them all.
    let mut beginnings: BTreeMap<String, usize> = BTreeMap::new();
    for item in items() {
        for title in texts(&item, "/traits/translations") {
            let letters = title.chars().filter(|c| !c.is_numeric()).take(12).collect();
            *beginnings.entry(letters).or_default() += 1;
        }
    }
    let most = beginnings.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(*most.1 <= 8, "{most:?}");
}

#[test]
fn every_entry_that_the_readme_names_is_on_the_page_that_it_names() {
    let pages = pages();
    let rows = README.lines().filter_map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        match cells.as_slice() {
            [_, quirk, key, page] if *page != "page" && !page.contains('-') => {
                Some(((*quirk).to_owned(), (*key).to_owned(), (*page).to_owned()))
            }
            _ => None,
        }
    });
    let rows: Vec<_> = rows.collect();
    assert!(rows.len() >= 80, "{} rows", rows.len());
    for (quirk, named, page) in rows {
        let items = pages.get(&page).unwrap_or_else(|| panic!("{quirk}: no page {page}"));
        assert!(items.iter().any(|item| key(item) == named), "{quirk}: no {named} on page {page}");
    }
}

#[test]
fn every_page_tells_how_many_entries_there_are_in_all() {
    let entries = items().len();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo/lahella");
    for number in 1..=8 {
        let text = fs::read(folder.join(format!("page-{number:02}.json"))).unwrap();
        let page: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(page["total"], entries, "page {number}");
        assert_eq!(page["hasMore"], number < 8, "page {number}");
    }
}
