//! Sequences of versions of one listing, each with some of a few sessions that resemble each other.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::listing::{Listing, Session};
use crate::sample::{key, listing, once, place, witness};

fn session() -> impl Strategy<Value = Session> {
    (1..4_u32, 17..20_u32, 1..3_u32).prop_map(|(day, hour, house)| {
        let mut session = once(&format!("2026-06-0{day} {hour}:00"));
        session.venue = place(&format!("Kajaaninkatu {house}"));
        session
    })
}

fn version(sessions: Vec<Session>) -> Listing {
    let mut listing = listing("a", "Kuoro");
    listing.sessions = sessions;
    listing
}

fn next(before: Option<&Activity>, listing: &Listing, revision: i64) -> Change {
    let now = DateTime::from_timestamp(revision * 60, 0).unwrap();
    activity(before, &key("a"), 0, &[witness(listing)], now, Revision(revision))
}

fn after(before: Option<&Activity>, listing: &Listing, revision: i64) -> Activity {
    match next(before, listing, revision) {
        Change::Unchanged => before.cloned().unwrap(),
        Change::Changed { activity, .. } | Change::New(activity) => *activity,
    }
}

proptest! {
    #[test]
    fn ids_are_unique_sequences_never_fall_and_what_is_gone_never_returns(
        versions in vec(vec(session(), 0..6), 1..8),
    ) {
        let mut activity: Option<Activity> = None;
        let mut gone = BTreeSet::new();
        for (revision, sessions) in (1..).zip(&versions) {
            let before = activity.clone();
            let new = after(before.as_ref(), &version(sessions.clone()), revision);
            let old: BTreeMap<_, _> =
                before.iter().flat_map(|a| &a.sessions).map(|held| (held.id, held)).collect();
            let ids: BTreeSet<_> = new.sessions.iter().map(|held| held.id).collect();
            prop_assert_eq!(ids.len(), sessions.len());
            prop_assert!(ids.iter().all(|id| *id < new.next_session && !gone.contains(id)));
            gone.extend(old.keys().filter(|id| !ids.contains(id)).copied());
            for held in &new.sessions {
                let Some(was) = old.get(&held.id) else { continue };
                let differs = u32::from(was.session != held.session);
                prop_assert_eq!(held.sequence, was.sequence + differs);
                prop_assert_eq!(held.changed == was.changed, differs == 0);
                prop_assert_eq!(held.created, was.created);
            }
            activity = Some(new);
        }
    }

    #[test]
    fn the_same_again_in_any_order_is_unchanged(
        first in vec(session(), 0..6),
        (second, shuffled) in vec(session(), 0..6).prop_flat_map(|sessions| {
            (Just(sessions.clone()), Just(sessions).prop_shuffle())
        }),
    ) {
        let before = after(None, &version(first), 1);
        let one = after(Some(&before), &version(second), 2);
        let other = after(Some(&before), &version(shuffled.clone()), 2);
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(next(Some(&one), &version(shuffled), 3), Change::Unchanged);
    }
}
