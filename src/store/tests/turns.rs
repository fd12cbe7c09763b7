//! What was told last of each id.

use super::kept::{activity, at};
use super::{read, store, write};
use crate::activity::{Activity, Digest, Told, Turn};
use crate::id::Revision;
use crate::store::*;

#[test]
fn what_was_told_last_is_kept_of_each_id_and_what_is_gone_for_long_is_forgotten() {
    let (_folder, store) = store();
    let [a, b, c] = ["a", "b", "c"].map(activity);
    let turn = |activity: &Activity, told, revision, time| Turn {
        id: activity.id.clone(),
        told,
        revision: Revision(revision),
        at: at(time),
    };
    let shown = Told::Shown(Digest::of("a"));
    let first = [turn(&a, shown, 1, 0), turn(&b, Told::Gone, 2, 10), turn(&c, Told::Gone, 3, 20)];
    write(&store, |tx| first.iter().rev().try_for_each(|turn| turns::put(tx, turn)));
    assert_eq!(read(&store, turns::all), first);
    let later = turn(&a, Told::Shown(Digest::of("b")), 4, 30);
    write(&store, |tx| turns::put(tx, &later));
    assert_eq!(read(&store, |c| turns::get(c, &a.id)).as_ref(), Some(&later));
    assert_eq!(read(&store, |c| turns::get(c, &activity("d").id)), None);
    write(&store, |tx| activities::put(tx, &a).and_then(|()| activities::put(tx, &c)));
    assert_eq!(read(&store, turns::orphans), std::slice::from_ref(&b.id));
    assert_eq!(write(&store, |tx| turns::forget(tx, at(20))), 1);
    assert_eq!(read(&store, turns::all), [first[2].clone(), later]);
}
