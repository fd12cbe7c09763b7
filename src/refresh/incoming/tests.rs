use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::config::{Config, Environment};
use crate::plan::{Record, Stored};
use crate::source::{Known, RawOrganiser, lahella, organisers};

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
    said(entries, &Known::default(), &[]).unwrap()
}

/// `groups` are told beside the entries, as a later page tells them.
fn said(
    entries: &[String],
    known: &Known,
    groups: &[RawOrganiser],
) -> Result<Brought, Contradiction> {
    let body = format!(r#"{{"items":[{}],"total":{}}}"#, entries.join(","), entries.len());
    let page = lahella::parse_rest(body.as_bytes(), known).unwrap();
    let said = Said {
        items: page.items,
        same: page.same,
        rejections: page.rejections,
        tombstones: page.tombstones,
        organisers: organisers::index(groups.iter().cloned()),
        own: BTreeSet::new(),
        completeness: Completeness::Complete,
        pages: 1,
        received: page.received,
    };
    let collected = Collected::Read { said, books: books() };
    incoming(&source(), collected, 12, "2026-11-25T10:00:00Z".parse().unwrap())
}

/// What is stored after `brought`, and known of it.
fn remembered(brought: &Brought) -> (Records, Known) {
    let listings = &brought.incoming.listings;
    let records: Records = listings
        .iter()
        .map(|(id, listing)| {
            let record = Record::from(&Stored::new(listing.clone()));
            (id.clone(), Record { mark: Some(brought.marks[id]), ..record })
        })
        .collect();
    let same = listings.iter().map(|(id, listing)| Same {
        id: id.clone(),
        organiser: listing.content.organiser.id.clone(),
        mark: brought.marks[id],
    });
    let known = Known::new("", [], same);
    (records, known)
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
fn an_entry_that_is_as_it_was_is_not_read_again() {
    let entries = [entry("a", "Kerho", None), entry("b", "Kuoro", Some("2026-11-25"))];
    let (records, known) = remembered(&brought(&entries));
    let changed = [entries[0].clone(), entry("b", "Kuorot", Some("2026-11-25"))];
    let mut again = said(&changed, &known, &[]).unwrap();
    again.recall(&records);
    assert_eq!(ids(again.incoming.same.clone()), ["a"]);
    assert_eq!(ids(again.incoming.listings.keys().cloned()), ["b"]);
    let told: Vec<_> = again.outlines(&records).into_keys().map(ItemId::as_str).collect();
    assert_eq!(told, ["a", "b"]);
}

#[test]
fn what_was_not_read_and_has_become_something_else_meanwhile_is_there_and_is_read_next_time() {
    let entries = [entry("a", "Kerho", None), entry("b", "Kuoro", None)];
    let (mut records, known) = remembered(&brought(&entries));
    records.get_mut(&ItemId::parse("a").unwrap()).unwrap().mark = None;
    records.remove(&ItemId::parse("b").unwrap());
    let mut again = said(&entries, &known, &[]).unwrap();
    again.recall(&records);
    assert!(again.incoming.same.is_empty());
    assert_eq!(ids(again.incoming.unreadable), ["a"]);
}

#[test]
fn what_was_not_read_is_past_when_its_time_has_come() {
    let entries = [entry("a", "Kerho", Some("2025-11-25"))];
    let (records, known) = remembered(&brought(&entries));
    let mut again = said(&entries, &known, &[]).unwrap();
    again.cutoff = again.cutoff.succ_opt().unwrap();
    again.recall(&records);
    assert_eq!((again.counts.past, again.incoming.same.len()), (1, 0));
}

/// Which of two entries with one id is kept does not depend on whether one of them was known.
#[test]
fn an_id_that_comes_twice_counts_once_also_where_one_of_them_is_known() {
    let (one, other) = (entry("a", "Kerho", None), entry("a", "Kuoro", None));
    let both = [one.clone(), other.clone()];
    let expected = brought(&both);
    for first in [one, other] {
        let (records, known) = remembered(&brought(std::slice::from_ref(&first)));
        let mut again = said(&both, &known, &[]).unwrap();
        again.recall(&records);
        assert_eq!(again.rejections, expected.rejections);
        assert!(again.incoming.unreadable.is_empty());
        let name = |brought: &Brought| brought.incoming.listings.values().next().cloned();
        let kept = name(&again).or_else(|| name(&brought(&[first])));
        assert_eq!(kept, name(&expected));
    }
}

#[test]
fn what_pages_tell_differently_of_an_organiser_has_all_of_them_read() {
    let grouped = entry("a", "Kerho", None).replace("\"traits\"", "\"group\":\"7\",\"traits\"");
    let (_, known) = remembered(&brought(std::slice::from_ref(&grouped)));
    let group = |name: &str| RawOrganiser {
        id: Some("7".to_owned()),
        name: Some(name.to_owned()),
        ..RawOrganiser::default()
    };
    assert!(said(std::slice::from_ref(&grouped), &known, &[]).is_ok());
    let refused = said(std::slice::from_ref(&grouped), &known, &[group("Seura ry")]);
    assert_eq!(refused.unwrap_err(), Contradiction);
    assert!(said(&[grouped], &Known::default(), &[group("Seura ry")]).is_ok());
}

#[test]
fn nothing_new_is_no_empty_list() {
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let brought = incoming(&source(), Collected::Unchanged { books: books() }, 12, now).unwrap();
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
