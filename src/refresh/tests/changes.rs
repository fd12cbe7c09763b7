//! What readers of changes are told when people join and part.

use super::*;
use crate::activity::{Told, Turn};

/// Which ids were told of last, each with whether it is shown.
fn told_last(place: &Place) -> BTreeMap<ActivityId, bool> {
    let catalogue = place.refresh.catalogue();
    let turns = catalogue.turns().after(None, 100);
    let of = |turn: &Arc<Turn>| (turn.id.clone(), turn.told != Told::Gone);
    let newest = |turn: &&Arc<Turn>| turn.revision == catalogue.edition.revision;
    turns.iter().filter(newest).map(of).collect()
}

#[test]
fn what_is_merged_away_is_gone_and_what_took_it_in_is_told_anew_until_they_are_parted() {
    let place = two();
    let [a, b] = ["a:1", "b:1"].map(|key| place.id_of(key));
    place.rule(Ruling::Together);
    let kept = place.id_of("a:1");
    let away = if kept == a { b.clone() } else { a.clone() };
    assert_eq!(told_last(&place), BTreeMap::from([(kept, true), (away, false)]));
    let place = place.again();
    place.refresh.unrule(&pair("a:1", "b:1"), "Aino").unwrap();
    assert_eq!(told_last(&place), BTreeMap::from([(a, true), (b, true)]));
}

#[test]
fn a_second_edition_within_a_second_is_of_a_later_one() {
    let place = two();
    let before = place.refresh.catalogue().edition;
    place.rule(Ruling::Together);
    let after = place.refresh.catalogue().edition;
    assert_eq!(after.revision.0, before.revision.0 + 1);
    assert_eq!(after.published, before.published + chrono::TimeDelta::seconds(1));
}

#[test]
fn a_new_edition_shares_with_the_old_one_what_did_not_change() {
    let place = two();
    let before = place.refresh.catalogue();
    let changed = place.id_of("a:1");
    place
        .refresh
        .store
        .write(|tx| {
            let word = decisions::Suppression {
                reason: "x".to_owned(),
                actor: "Aino".to_owned(),
                at: place.refresh.clock.now(),
            };
            decisions::suppress(tx, "a:1", &word)
        })
        .unwrap();
    place.refresh.tick().unwrap();
    let after = place.refresh.catalogue();
    assert!(matches!(after.get(&changed), Found::Gone(Gone::Hidden(_))));
    assert_eq!(after.entries().count(), 3);
    for entry in after.entries() {
        let Found::Live(earlier) = before.get(&entry.id) else { panic!("{entry:?}") };
        assert!(Arc::ptr_eq(earlier, entry), "{}", entry.id);
    }
}
