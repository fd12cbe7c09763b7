use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

use tempfile::TempDir;

use super::*;

mod kept;
mod turns;

/// A folder whose name a shell would trip over.
fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("Kooste's data").join("kooste.db");
    (folder, path)
}

fn store() -> (TempDir, Store) {
    let (folder, path) = folder();
    let store = Store::open(&path).unwrap();
    (folder, store)
}

fn write<T>(store: &Store, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> T {
    store.write(work).unwrap()
}

fn read<T>(store: &Store, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    store.reader().read(work).unwrap()
}

fn setting(store: &Store, name: &str) -> Option<String> {
    read(store, |connection| settings::get(connection, name))
}

#[test]
fn a_database_is_made_with_its_folder_and_found_again() {
    let (_folder, path) = folder();
    assert!(matches!(Reader::new(&path).read(runs::latest_time), Err(StoreError::Missing(_))));
    let store = Store::open(&path).unwrap();
    write(&store, |tx| settings::set(tx, "a", "1"));
    drop(store);
    let store = Store::open(&path).unwrap();
    assert_eq!(setting(&store, "a").as_deref(), Some("1"));
}

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let (_folder, path) = folder();
    let store = Store::open(&path).unwrap();
    let refused = Store::open(&path).unwrap_err();
    assert_eq!(refused.to_string(), format!("{}: another Kooste is using it", path.display()));
    assert_eq!(Reader::new(&path).read(runs::latest_time).unwrap(), None);
    drop(store);
    Store::open(&path).unwrap();
}

#[test]
fn no_acknowledged_write_can_be_lost_and_no_value_can_be_of_another_type() {
    let (_folder, store) = store();
    let pragma = |name: &str| -> String {
        let sql = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        write(&store, |tx| Ok(tx.query_row(&sql, [], |row| row.get(0))?))
    };
    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2", "FULL");
    assert_eq!(pragma("foreign_keys"), "1");
    let loose = "SELECT group_concat(name) FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'";
    let loose: Option<String> = read(&store, |c| Ok(c.query_row(loose, [], |row| row.get(0))?));
    assert_eq!(loose, None);
}

#[test]
fn a_reader_cannot_write() {
    let (_folder, store) = store();
    let refused = store.reader().read(|connection| {
        connection.execute("DELETE FROM setting", [])?;
        Ok::<_, StoreError>(())
    });
    assert!(refused.unwrap_err().to_string().contains("readonly"));
}

/// What is no sound database is told with the way out, and not a byte of it is touched.
fn check_refused(path: &Path, why: &str) -> String {
    let before = fs::read(path).unwrap();
    let refused = Store::open(path).unwrap_err();
    let told = refused.to_string();
    assert!(told.contains(why), "{told}");
    assert_eq!(fs::read(path).unwrap(), before, "{told}");
    told
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, "Kauppalista: maitoa, leipää, ja vielä jotain muuta. ".repeat(100)).unwrap();
    check_refused(&path, "is damaged (file is not a database) and was left as it is");
}

/// Fills a database, so that it has more pages than its first one.
fn filled(path: &Path) {
    let store = Store::open(path).unwrap();
    write(&store, |tx| {
        for number in 0..500 {
            settings::set(tx, &format!("name {number}"), &"value ".repeat(20))?;
        }
        Ok(())
    });
}

#[test]
fn a_damaged_database_is_replaced_by_a_copy_with_the_command_that_is_told() {
    let (folder, path) = folder();
    filled(&path);
    let backup = folder.path().join("backup.db");
    fs::copy(&path, &backup).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&path, bytes).unwrap();

    let told = check_refused(&path, "and was left as it is.\nStop Kooste");
    let command = told.lines().find_map(|line| line.strip_prefix("  mv ")).unwrap();
    let command = format!("mv {command}").replace("BACKUP", backup.to_str().unwrap());
    assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success(), "{command}");
    let store = Store::open(&path).unwrap();
    assert!(setting(&store, "name 499").is_some());
    assert!(open::beside(&path, ".damaged").exists());
}

#[test]
fn a_database_that_was_cut_short_is_left_as_it_is() {
    let (_folder, path) = folder();
    filled(&path);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    check_refused(&path, "is damaged (");
}

#[test]
fn a_database_of_a_newer_kooste_is_left_as_it_is() {
    let (_folder, path) = folder();
    drop(Store::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 1000).unwrap();
    check_refused(&path, "written by a newer Kooste (schema 1000, this one knows ");
}

#[test]
fn a_transaction_that_fails_or_panics_leaves_nothing_and_the_next_one_works() {
    let (_folder, store) = store();
    let failed: Result<(), StoreError> = store.write(|tx| {
        settings::set(tx, "a", "1")?;
        Err(StoreError::Busy)
    });
    assert!(matches!(failed, Err(StoreError::Busy)));
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        write(&store, |tx| -> Result<(), StoreError> {
            settings::set(tx, "a", "2")?;
            panic!("in the middle of it")
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(setting(&store, "a"), None);
    write(&store, |tx| settings::set(tx, "a", "3"));
    assert_eq!(setting(&store, "a").as_deref(), Some("3"));
}

#[test]
fn a_rehearsal_sees_its_own_work_and_leaves_none_of_it() {
    let (_folder, store) = store();
    let seen = store.rehearse(|tx| {
        settings::set(tx, "a", "1")?;
        settings::get(tx, "a")
    });
    assert_eq!(seen.unwrap().as_deref(), Some("1"));
    assert_eq!(setting(&store, "a"), None);
}

#[test]
fn a_reader_sees_one_moment_however_much_is_written_meanwhile() {
    let (_folder, store) = store();
    write(&store, |tx| settings::set(tx, "a", "old"));
    let (before, after) = read(&store, |connection| {
        let before = settings::get(connection, "a")?;
        write(&store, |tx| settings::set(tx, "a", "new"));
        Ok((before, settings::get(connection, "a")?))
    });
    assert_eq!(before, after);
    assert_eq!(setting(&store, "a").as_deref(), Some("new"));
}
