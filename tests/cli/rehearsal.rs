//! `kooste sync --dry-run`.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::program::{Kooste, NOW};
use crate::{page, with_files};

/// Every row of every table but that of the runs themselves.
fn stored(kooste: &Kooste, database: &str) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(kooste.path(database)).unwrap();
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('run', 'sqlite_sequence')";
    let mut statement = connection.prepare(names).unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() >= 10, "{names:?}");
    names.into_iter().map(|name| (name.clone(), rows(&connection, &name))).collect()
}

fn rows(connection: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_rehearsal_tells_all_that_a_first_run_would_do_and_stores_none_of_it() {
    let kooste = Kooste::new();
    let told = kooste.run(&["sync", "--dry-run", "--now", NOW]).ok();
    assert!(told.starts_with("demo: would be applied (run 1)\n"), "{told}");
    assert!(told.contains("\n  + 41023 Kylän turvailta: sydäniskuri ja alkusammutus\n"), "{told}");
    // What is not listed is not passed over in silence.
    assert_eq!(told.matches("\n  + ").count(), 200, "{told}");
    assert_eq!(told.matches("\n  … only the first 200 are listed\n").count(), 2, "{told}");
    assert!(told.contains("\n  activity "), "{told}");
    assert!(stored(&kooste, "data/kooste.db").values().all(Vec::is_empty));
    let status = kooste.run(&["status"]).ok();
    assert!(status.contains("has not run yet") && status.contains("next run      –"), "{status}");
}

#[test]
fn a_rehearsal_of_changes_leaves_everything_as_it_was_even_on_another_day() {
    let kooste = Kooste::new();
    kooste.write("kooste.toml", &with_files("file:export/*.json"));
    kooste.write("export/1.json", &page("a"));
    kooste.write("export/2.json", &page("b"));
    kooste.run(&["sync", "--config", "kooste.toml", "--now", NOW]).ok();
    let before = stored(&kooste, "kooste.db");
    assert_eq!(before["listing"].len(), 2);

    kooste.write("export/2.json", &page("c"));
    let later = "2026-12-02T10:00:00Z";
    let told = kooste.run(&["sync", "--dry-run", "--config", "kooste.toml", "--now", later]).ok();
    assert!(told.contains("\n  + c Kerho c\n"), "{told}");
    assert_eq!(stored(&kooste, "kooste.db"), before);

    // A failed one neither: back-off is for real runs.
    kooste.write("export/2.json", "<html>");
    let ran = kooste.run(&["sync", "--dry-run", "--config", "kooste.toml", "--now", later]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert_eq!(stored(&kooste, "kooste.db"), before);
}
