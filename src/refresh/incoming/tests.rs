use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::config::{Config, Environment};
use crate::source::lahella;

fn source() -> Source {
    let text = "[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"demo:\"\n";
    Config::parse(Path::new("a.toml"), text, &Environment::new()).unwrap().sources.remove(0)
}

/// An entry of a page; without a name it cannot become a listing.
fn entry(key: &str, name: &str, date: Option<&str>) -> String {
    let events = date.map_or(String::new(), |date| {
        let start: NaiveDate = date.parse().unwrap();
        let start = start.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis();
        format!(r#"{{"start":{start},"type":"1","recurrence":{{"daySpecificTimes":[]}}}}"#)
    });
    format!(
        r#"{{"_key":"{key}","traits":{{"translations":{{"fi":{{"name":"{name}"}}}},"channels":[{{"type":["place"],"events":[{events}]}}]}}}}"#
    )
}

fn books() -> Books {
    Books {
        fingerprint: String::new(),
        validators: None,
        whole: true,
        cursor: None,
        fresh_for: None,
        moved: None,
    }
}

fn brought(entries: &[String]) -> Brought {
    let body = format!(r#"{{"items":[{}],"total":{}}}"#, entries.join(","), entries.len());
    let page = lahella::parse(body.as_bytes()).unwrap();
    let said = Said {
        items: page.items,
        rejections: page.rejections,
        tombstones: page.tombstones,
        organisers: normalise::Organisers::new(),
        completeness: Completeness::Complete,
        pages: 1,
        received: page.received,
    };
    let collected = Collected::Read { said, books: books() };
    incoming(&source(), collected, 12, "2026-11-25T10:00:00Z".parse().unwrap())
}

fn ids(ids: impl IntoIterator<Item = ItemId>) -> Vec<String> {
    ids.into_iter().map(|id| id.to_string()).collect()
}

#[test]
fn one_bad_entry_costs_nobody_else_and_is_known_to_be_there() {
    let brought =
        brought(&[entry("a", "Kerho", None), entry("b", "", None), entry("c", "Kuoro", None)]);
    assert_eq!(ids(brought.incoming.listings.into_keys()), ["a", "c"]);
    assert_eq!(ids(brought.incoming.unreadable), ["b"]);
    assert_eq!(brought.rejections[0].reason, RejectionReason::NoTitle);
    assert_eq!((brought.counts.items, brought.counts.rejected), (3, 1));
}

#[test]
fn what_ended_more_than_the_retention_ago_is_not_kept() {
    let brought = brought(&[
        entry("long ago", "Kerho", Some("2025-11-24")),
        entry("the last day", "Kerho", Some("2025-11-25")),
        entry("no date", "Kerho", None),
    ]);
    assert_eq!(ids(brought.incoming.listings.into_keys()), ["no date", "the last day"]);
    assert_eq!((brought.counts.past, brought.rejections.len()), (1, 0));
}

#[test]
fn the_same_entry_twice_is_one_and_told_only_where_the_two_differ() {
    let same = brought(&[entry("a", "Kerho", None), entry("a", "Kerho", None)]);
    assert_eq!((same.incoming.listings.len(), same.rejections.len()), (1, 0));
    let other = brought(&[entry("a", "Kerho", None), entry("a", "Kuoro", None)]);
    assert_eq!((other.incoming.listings.len(), other.rejections.len()), (1, 1));
    assert_eq!(other.rejections[0].reason, RejectionReason::DuplicateId);
    assert!(other.incoming.unreadable.is_empty(), "it is there, and readable");
}

#[test]
fn nothing_new_is_no_empty_list() {
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let brought = incoming(&source(), Collected::Unchanged { books: books() }, 12, now);
    assert_eq!(brought.incoming.completeness, Completeness::Unchanged);
}

proptest! {
    #[test]
    fn the_order_of_entries_decides_nothing(
        entries in Just(vec![
            entry("a", "Kerho", None),
            entry("a", "Kuoro", None),
            entry("a", "Kerho", None),
            entry("b", "", None),
            entry("b", "Retki", None),
            entry("c", "Talkoot", None),
        ]).prop_shuffle(),
    ) {
        let mut sorted = entries.clone();
        sorted.sort();
        let (shuffled, sorted) = (brought(&entries), brought(&sorted));
        prop_assert_eq!(shuffled.incoming.listings, sorted.incoming.listings);
        prop_assert_eq!(shuffled.incoming.unreadable, sorted.incoming.unreadable);
        prop_assert_eq!(shuffled.counts.rejected, sorted.counts.rejected);
    }
}
