//! A reader that follows the turns ends with what is told, wherever and whenever it began.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::activity::{Digest, Told};
use crate::sample::key;
use crate::sample::published::utc;

fn id(number: u8) -> ActivityId {
    ActivityId::derive(&key(&number.to_string()), 0)
}

fn turn(number: u8, revision: i64, told: Told) -> Turn {
    let at = utc("2026-11-24T06:00:00Z");
    Turn { id: id(number), told, revision: Revision(revision), at }
}

fn shown(text: &str) -> Told {
    Told::Shown(Digest::of(text))
}

fn place(turn: &Turn) -> Place {
    Place { revision: turn.revision, id: turn.id.clone() }
}

/// Every revision tells some ids anew, each shown in some way or gone.
fn edits() -> impl Strategy<Value = Vec<BTreeMap<u8, Option<u8>>>> {
    vec(proptest::collection::btree_map(0..8_u8, proptest::option::of(0..3_u8), 1..5), 0..12)
}

fn told(edits: &BTreeMap<u8, Option<u8>>, revision: i64) -> Vec<Turn> {
    let told = |text: &Option<u8>| text.map_or(Told::Gone, |text| shown(&text.to_string()));
    edits.iter().map(|(number, text)| turn(*number, revision, told(text))).collect()
}

/// A reader that keeps what it was told, and its place.
#[derive(Default)]
struct Reader {
    kept: BTreeMap<ActivityId, Told>,
    place: Option<Place>,
}

impl Reader {
    /// False at the end.
    fn turn_page(&mut self, turns: &Turns, limit: usize) -> bool {
        let page = turns.after(self.place.as_ref(), limit);
        for turn in page {
            match turn.told {
                Told::Shown(_) => self.kept.insert(turn.id.clone(), turn.told),
                Told::Gone => self.kept.remove(&turn.id),
            };
        }
        self.place = page.last().map(|turn| place(turn)).or(self.place.take());
        !page.is_empty()
    }
}

proptest! {
    #[test]
    fn a_reader_that_turns_pages_while_all_changes_ends_with_what_is_shown(
        edits in edits(),
        limit in 1..4_usize,
        pages in vec(0..3_usize, 12),
    ) {
        let mut turns = Turns::default();
        let mut shown = BTreeMap::new();
        let mut reader = Reader::default();
        for ((edits, revision), pages) in edits.iter().zip(1..).zip(pages) {
            let told = told(edits, revision);
            for turn in &told {
                match turn.told {
                    Told::Shown(_) => shown.insert(turn.id.clone(), turn.told),
                    Told::Gone => shown.remove(&turn.id),
                };
            }
            turns = turns.with(told);
            for _ in 0..pages {
                reader.turn_page(&turns, limit);
            }
        }
        while reader.turn_page(&turns, limit) {}
        prop_assert_eq!(reader.kept, shown);
    }

    #[test]
    fn each_id_has_one_turn_and_all_are_in_order(edits in edits()) {
        let mut turns = Turns::default();
        let mut all = BTreeMap::new();
        for (edits, revision) in edits.iter().zip(1..) {
            let told = told(edits, revision);
            all.extend(told.iter().map(|turn| (turn.id.clone(), turn.clone())));
            turns = turns.with(told);
        }
        let mut expected: Vec<_> = all.into_values().collect();
        expected.sort_by_key(|turn| (turn.revision, turn.id.clone()));
        let found: Vec<_> = turns.after(None, 100).iter().map(|turn| (**turn).clone()).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn a_place_is_between_turns_whether_they_are_still_there_or_not() {
    let (mut a, mut b) = (turn(1, 5, shown("a")), turn(2, 5, Told::Gone));
    if b.id < a.id {
        std::mem::swap(&mut a, &mut b);
    }
    let turns = Turns::from(vec![b.clone(), a.clone(), turn(3, 9, shown("c"))]);
    let after = |place: &Place, limit| {
        turns.after(Some(place), limit).iter().map(|turn| turn.revision.0).collect::<Vec<_>>()
    };
    let none = Vec::<i64>::new();
    assert_eq!(after(&place(&a), 9), [5, 9]);
    assert_eq!(after(&place(&a), 1), [5]);
    assert_eq!(after(&place(&b), 9), [9]);
    assert_eq!(after(&Place { revision: Revision(7), id: id(1) }, 9), [9]);
    assert_eq!(after(&Place { revision: Revision(9), id: id(3) }, 9), none);
    assert_eq!(after(&Place { revision: Revision(i64::MAX), id: id(1) }, 9), none);
}
