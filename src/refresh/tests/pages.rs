//! Pages that need not be cut into entries again.

use super::*;
use crate::report::Counts;
use crate::store::listings;

/// What a run of all that `a` has counts.
fn counts(place: &Place) -> Counts {
    let (refresh, source) = (&place.refresh, source("a"));
    let (mode, patience) = (Mode::Full, Patience::Kept);
    let run = refresh.enqueue(&source, mode, patience, &Trigger::Start).unwrap();
    let task = Task { run, source, mode, patience };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(refresh.run(&task));
    let ended = refresh.store.reader().read(|connection| runs::get(connection, run)).unwrap();
    ended.unwrap().report.unwrap().counts
}

#[test]
fn a_page_that_is_known_by_its_bytes_tells_what_it_told_when_it_was_read() {
    let (kuoro, jooga) = (listing("1", "Kuoro", 0), listing("2", "Jooga", 0));
    let place = Place::reading(&[kuoro.clone(), jooga.clone()], &[]);
    let read = counts(&place);
    assert_eq!((read.items, read.unchanged), (2, 2));
    assert_eq!(counts(&place), read);
    write(place.folder.path(), "a", &[kuoro.clone(), listing("2", "Jooga", 1)]);
    assert_eq!(counts(&place).changed, 1);
    write(place.folder.path(), "a", &[kuoro, jooga]);
    assert_eq!(counts(&place).changed, 1);
    assert_eq!(counts(&place), read);
}

#[test]
fn what_was_deleted_is_read_again_after_the_tick_that_deletes() {
    let place = Place::reading(&[listing("1", "Kuoro", 0), listing("2", "Jooga", 0)], &[]);
    assert_eq!(counts(&place).unchanged, 2);
    let key = ListingKey::parse("a:1").unwrap();
    place.refresh.store.write(|tx| listings::delete(tx, &key)).unwrap();
    let known = counts(&place);
    assert_eq!((known.added, known.unchanged), (0, 1), "the page was not cut into entries");
    place.refresh.tick().unwrap();
    let read = counts(&place);
    assert_eq!((read.added, read.unchanged), (1, 1));
}
