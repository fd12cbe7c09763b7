//! What may be one activity, and the translations that help to tell.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::store::{possible, translations};

/// Alike in all but their names, which have something in common.
fn alike() -> Place {
    Place::reading(&[listing("1", "Neulekahvila", 0)], &[listing("1", "Neulojien kahvihetki", 0)])
}

fn queue(place: &Place) -> Vec<Pair> {
    let queue = place.refresh.store.reader().read(possible::all).unwrap();
    queue.into_iter().map(|possible| possible.pair).collect()
}

/// Which others each activity that is served may be the same as.
fn marks(place: &Place) -> Vec<(ActivityId, BTreeSet<String>)> {
    let marks = |entry: &Arc<crate::catalogue::Entry>| {
        (entry.id.clone(), entry.possible.iter().map(ToString::to_string).collect())
    };
    place.refresh.catalogue().entries().map(marks).collect()
}

fn revision(place: &Place) -> i64 {
    place.refresh.catalogue().edition.revision.0
}

#[test]
fn what_may_be_one_is_queued_and_marked_until_a_person_decides_or_it_changes() {
    let place = alike();
    assert_eq!(queue(&place), [pair("a:1", "b:1")]);
    let [(one, of_one), (two, of_two)] = marks(&place).try_into().unwrap();
    assert_eq!(of_one, BTreeSet::from([two.to_string()]));
    assert_eq!(of_two, BTreeSet::from([one.to_string()]));
    let review = place.refresh.store.reader().read(review::queue).unwrap();
    assert_eq!((review[0].a.name.as_str(), review[0].b.listing.as_str()), ("Neulekahvila", "b:1"));

    let before = revision(&place);
    place.rule(Ruling::Apart);
    assert!(queue(&place).is_empty());
    assert!(marks(&place).iter().all(|(_, marks)| marks.is_empty()));
    assert_eq!(revision(&place), before + 1, "what is served is another");
    place.lists("a", &[listing("1", "Neulekahvila", 0), listing("2", "Shakkikerho", 2)]);
    let place = place.again();
    place.lists("a", &[listing("1", "Neulekahvila", 0), listing("2", "Shakki", 2)]);
    assert!(queue(&place).is_empty(), "what was decided is not asked again");

    assert!(place.refresh.unrule(&pair("a:1", "b:1"), "Aino").unwrap());
    assert_eq!(queue(&place), [pair("a:1", "b:1")]);
    place.lists("b", &[listing("1", "Laulajat", 0)]);
    assert!(queue(&place).is_empty());
    assert!(marks(&place).iter().all(|(_, marks)| marks.is_empty()));
}

fn bilingual(number: usize) -> Value {
    let week = i64::try_from(number).unwrap();
    let mut made = listing(&format!("m{number}"), &format!("Kerho {number}"), week + 10);
    made["traits"]["translations"]["sv"]["name"] = format!("Klubb {number}").into();
    made
}

fn learnt_from(place: &Place) -> usize {
    place.refresh.store.reader().read(translations::get).unwrap().listings
}

#[test]
fn translations_are_learnt_once_there_are_enough_and_anew_when_a_quarter_has_come() {
    let all = |count: usize| (0..count).map(bilingual).collect::<Vec<_>>();
    let place = Place::reading(&all(19), &[listing("1", "Shakkikerho", 0)]);
    for (count, expected) in [(19, 0), (20, 20), (24, 20), (25, 25)] {
        place.lists("a", &all(count));
        assert_eq!(learnt_from(&place), expected, "{count}");
    }
    let served = place.served();
    let place = place.again();
    place.lists("b", &[listing("1", "Shakkikerho", 0), listing("2", "Laulajat", 2)]);
    let same = |(id, what): (&ActivityId, &_)| place.served().get(id) == Some(what);
    assert!(served.iter().all(same), "built anew it is as it was");
    assert_eq!(learnt_from(&place), 25);
}
