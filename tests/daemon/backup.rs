//! Copies: made while the daemon works, and put back.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::http::Answer;
use crate::kooste::{Daemon, Kooste, NOW, bytes_of};
use crate::lahella::{Lahella, events};
use crate::upstream::Reply;

const LATER: &str = "2026-11-02T12:00:00Z";

/// By revision, what the feeds say; each revision has one wording.
type Said = BTreeMap<i64, [Told; 2]>;

/// Body and ETag.
type Told = (String, String);

fn saying(daemon: &Daemon) -> (i64, [Told; 2]) {
    let feeds = daemon.feeds();
    let revision = feeds.json.json()["meta"]["revision"].as_i64().unwrap();
    let told = |answer: Answer| {
        let etag = answer.header("etag").unwrap().to_owned();
        (answer.body, etag)
    };
    (revision, [told(feeds.ics), told(feeds.json)])
}

#[test]
fn copies_made_while_syncs_change_everything_bring_back_what_was_served() {
    let lahella = Lahella::listing(events(150));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let mut said = Said::from([saying(&daemon)]);
    let copies: Vec<_> = (0..4).map(|n| kooste.path(&format!("copy-{n}.db"))).collect();

    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for copy in &copies {
                let told = kooste.say(&["backup", copy.to_str().unwrap()]);
                assert!(told.contains("checked"), "{told}");
            }
            done.store(true, Ordering::Relaxed);
        });
        for round in 0.. {
            if done.load(Ordering::Relaxed) && round > 1 {
                break;
            }
            lahella.lists(events(151 + round % 2));
            assert_eq!(daemon.resync("?full=true")["state"], "applied");
            said.extend([saying(&daemon)]);
        }
    });
    daemon.kill();

    lahella.fails(|_| Some(Reply::bytes("").reset()));
    for (n, copy) in copies.iter().enumerate() {
        // What a fire leaves, with the log of the old file still beside it.
        if n.is_multiple_of(2) {
            fs::write(kooste.database(), b"noise".repeat(999)).unwrap();
        } else {
            fs::remove_file(kooste.database()).unwrap();
        }
        let copy = copy.to_str().unwrap();
        kooste.say(&["restore", copy, "--now", &format!("2026-11-02T12:00:0{n}Z")]);
        let (revision, feeds) = saying(&kooste.serve_at(LATER));
        assert_eq!(said.get(&revision), Some(&feeds), "{copy}: {revision}");
    }
}

#[test]
fn a_copy_is_whole_for_its_owner_alone_and_never_replaces_another_unasked() {
    let lahella = Lahella::listing(events(9));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let copy = kooste.path("copy.db");
    let copied = copy.to_str().unwrap();
    let told = kooste.say(&["backup", copied]);
    let contents =
        format!("revision {} of 2026-11-02, 9 listings, 9 activities, ", kooste.revision());
    assert!(told.contains(&contents), "{told}");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let beside = |name: &str| {
        fs::read_dir(kooste.path(""))
            .unwrap()
            .any(|entry| entry.unwrap().file_name().to_str().unwrap().starts_with(name))
    };
    assert!(!beside("copy.db."), "a part was left");
    assert!(!beside("copy.db-"), "the copy is not of one file");

    let before = bytes_of(&copy);
    let told = kooste.run(&["backup", copied]);
    assert!(!told.status.success() && told.err.contains("--force replaces it"), "{told:?}");
    assert!(bytes_of(&copy) == before);
    kooste.say(&["backup", copied, "--force"]);

    let database = kooste.database();
    for arguments in [
        &["backup", "--force", database.to_str().unwrap()],
        &["restore", "--now", LATER, database.to_str().unwrap()][..],
    ] {
        let told = kooste.run(arguments);
        assert!(!told.status.success() && told.err.contains("is the database itself"), "{told:?}");
    }
    let told = kooste.run(&["backup", kooste.path("nowhere/copy.db").to_str().unwrap()]);
    assert!(!told.status.success() && told.err.contains("nowhere"), "{told:?}");
}

#[test]
fn a_folder_keeps_the_newest_copies_and_what_is_none_of_ours() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let folder = kooste.path("copies");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("kooste-old.db"), "a person's own").unwrap();
    for day in 3..=6 {
        let now = format!("2026-11-{day:02}T01:00:00Z");
        kooste.say(&["backup", "--keep", "2", folder.to_str().unwrap(), "--now", &now]);
    }
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let kept = ["kooste-20261105T010000Z.db", "kooste-20261106T010000Z.db", "kooste-old.db"];
    assert_eq!(names, kept);
    let told = kooste.run(&["backup", "--keep", "2", kooste.path("x.db").to_str().unwrap()]);
    assert!(!told.status.success() && told.err.contains("--keep needs a folder"), "{told:?}");
}

#[test]
fn what_was_there_before_is_kept_whole_with_what_only_its_log_has() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let copy = kooste.path("copy.db");
    kooste.say(&["backup", copy.to_str().unwrap()]);
    lahella.lists(events(5));
    let daemon = kooste.serve();
    daemon.resync("");
    let told = kooste.run(&["restore", copy.to_str().unwrap()]);
    assert!(!told.status.success() && told.err.contains("another Kooste is using it"), "{told:?}");
    daemon.kill();
    assert!(kooste.path("data/kooste.db-wal").exists(), "the kill left nothing in the log");

    let told = kooste.say(&["restore", copy.to_str().unwrap(), "--now", LATER]);
    assert_eq!(kooste.names().len(), 3);
    let before = kooste.path("data/kooste.db.before-20261102T120000Z");
    assert!(told.contains(&format!("what was there before is {}", before.display())), "{told}");
    kooste.say(&["restore", before.to_str().unwrap(), "--now", "2026-11-02T12:00:01Z"]);
    assert_eq!(kooste.names().len(), 5);
}

#[test]
fn a_copy_that_is_not_in_order_replaces_nothing() {
    let lahella = Lahella::listing(events(60));
    let kooste = Kooste::reading(&lahella);
    kooste.sync();
    let copy = kooste.path("copy.db");
    kooste.say(&["backup", copy.to_str().unwrap()]);
    let (good, database) = (bytes_of(&copy), bytes_of(&kooste.database()));
    let spoilt = |spoil: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        spoil(&mut bytes);
        bytes
    };
    for (name, bytes, says) in [
        ("noise", b"Tama ei ole tietokanta.".repeat(400), "cannot be restored"),
        ("empty", Vec::new(), "it holds nothing of Kooste"),
        ("cut", spoilt(&|bytes| bytes.truncate(bytes.len() / 2)), "cannot be restored"),
        // The headers of all pages but the first.
        (
            "flipped",
            spoilt(&|bytes| bytes.chunks_mut(4096).skip(1).for_each(|page| page[0] ^= 0xff)),
            "cannot be restored",
        ),
        // `user_version` stands at 60 (SQLite's file format, 1.3).
        (
            "newer",
            spoilt(&|bytes| bytes[60..64].copy_from_slice(&99_u32.to_be_bytes())),
            "written by a newer Kooste (schema 99",
        ),
    ] {
        fs::write(&copy, bytes).unwrap();
        let told = kooste.run(&["restore", copy.to_str().unwrap(), "--now", NOW]);
        assert!(!told.status.success(), "{name}: {told:?}");
        assert!(told.err.contains(says) && told.err.contains("copy.db"), "{name}: {told:?}");
        assert!(bytes_of(&kooste.database()) == database, "{name}: the database was touched");
    }
    fs::remove_file(&copy).unwrap();
    let told = kooste.run(&["restore", copy.to_str().unwrap()]);
    assert!(told.err.contains("copy.db: No such file"), "{told:?}");
    let left = fs::read_dir(kooste.path("data")).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.map(|name| name.into_string().unwrap()).collect();
    let strange = |name: &String| name.contains("partial") || name.contains("before");
    assert!(!left.iter().any(strange), "{left:?}");
}
