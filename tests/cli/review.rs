//! `kooste review`, `kooste explain` and `kooste export clusters`.

use serde_json::{Value, json};

use crate::daemon::Daemon;
use crate::page;
use crate::program::{Kooste, NOW};

/// Two services with one page each, read.
fn two(at: &[&str]) -> Kooste {
    let kooste = Kooste::new();
    let source = |id: &str| {
        format!("[[source]]\nid = \"{id}\"\nkind = \"lahella\"\nurl = \"file:{id}/*.json\"\n")
    };
    let text = format!("[store]\npath = \"kooste.db\"\n{}{}", source("a"), source("b"));
    kooste.write("kooste.toml", &text);
    kooste.write("a/1.json", &page("1").replace("Kerho 1", "Kuoro"));
    kooste.write("b/1.json", &page("1").replace("Kerho 1", "Neulekahvila"));
    ask(&kooste, &[&["sync"], at].concat());
    kooste
}

fn ask(kooste: &Kooste, arguments: &[&str]) -> String {
    kooste.run(&[&["--config", "kooste.toml"], arguments].concat()).ok()
}

fn refuses(kooste: &Kooste, arguments: &[&str], why: &str) {
    kooste.run(&[&["--config", "kooste.toml"], arguments].concat()).fails(why);
}

/// The members of each cluster, and its id.
fn clusters(kooste: &Kooste) -> Vec<(Value, String)> {
    let all: Vec<Value> = serde_json::from_str(&ask(kooste, &["export", "clusters"])).unwrap();
    let of =
        |cluster: Value| (cluster["members"].clone(), cluster["id"].as_str().unwrap().to_owned());
    let mut all: Vec<_> = all.into_iter().map(of).collect();
    all.sort_by_key(|(members, _)| members.to_string());
    all
}

fn member(source: &str) -> Value {
    json!({ "source": source, "source_id": "1" })
}

/// A word, its undoing, another word by the activity's id, and its undoing.
fn decided(kooste: &Kooste) {
    let before = clusters(kooste);
    assert_eq!(
        before.iter().map(|(m, _)| m.clone()).collect::<Vec<_>>(),
        [json!([member("a")]), json!([member("b")])]
    );
    let told = ask(kooste, &["review", "merge", "a:1", "b:1", "--reason", "the same"]);
    assert_eq!(told, "a:1 and b:1: one activity\n");
    let [(members, one)] = clusters(kooste).try_into().unwrap();
    assert_eq!(members, json!([member("a"), member("b")]));
    let told = ask(kooste, &["explain", "b:1"]);
    assert!(told.starts_with(&format!("{one}  Kuoro\n")), "{told}");
    assert!(told.contains("Another title.") && told.contains("are together: local, "), "{told}");
    assert_eq!(told, ask(kooste, &["explain", &one]));

    let told = ask(kooste, &["review", "undo", "b:1", "a:1"]);
    assert_eq!(told, "a:1 and b:1: nothing is said of them any more\n");
    assert_eq!(clusters(kooste), before);
    refuses(kooste, &["review", "undo", "b:1", "a:1"], "nobody has ruled on these two");

    let [(_, a), (_, b)] = before.clone().try_into().unwrap();
    ask(kooste, &["review", "merge", &a, &b, "--reason", "the same"]);
    let [(_, one)] = clusters(kooste).try_into().unwrap();
    refuses(kooste, &["review", "split", &one, "a:2", "--reason", "x"], "a:2 is no entry of");
    refuses(kooste, &["review", "split", &one, "a:1", "b:1", "--reason", "x"], "all entries");
    let told = ask(kooste, &["review", "split", &one, "b:1", "--reason", "no"]);
    assert_eq!(told, "a:1 and b:1: never one activity\n");
    assert_eq!(clusters(kooste), before);
    ask(kooste, &["review", "undo", "a:1", "b:1"]);
    refuses(kooste, &["review", "apart", "a:1", "a:1", "--reason", "x"], "both are the same entry");
    refuses(
        kooste,
        &["review", "apart", "a:1", "c:9", "--reason", "x"],
        "there is no listing `c:9`",
    );
    assert_eq!(ask(kooste, &["review"]), "0 to look at\n");
}

#[test]
fn people_decide_on_the_command_line_with_a_daemon_and_without() {
    let kooste = two(&[]);
    decided(&kooste);
    let mut daemon = Daemon::start(kooste.command(&["--config", "kooste.toml", "serve"]));
    decided(&kooste);
    refuses(
        &kooste,
        &["review", "undo", "a:1", "b:1", "--now", "2026-11-26T10:00:00Z"],
        "a Kooste is running on this database",
    );
    assert_eq!(daemon.stop(), Some(0));
}

#[test]
fn the_time_and_the_filters_of_an_export_are_not_passed_over() {
    let kooste = two(&["--now", NOW]);
    let earlier = "2026-11-25T09:00:00Z";
    for verb in [&["export", "clusters"][..], &["explain", "a:1"], &["review"]] {
        refuses(&kooste, &[verb, &["--now", earlier]].concat(), "give a later --now");
        ask(&kooste, &[verb, &["--now", NOW]].concat());
    }
    let filtered = ["export", "clusters", "--filter", "municipality=Oulu"];
    refuses(&kooste, &filtered, "clusters are told of everything");
    refuses(&kooste, &["explain", "a:9"], "\"a:9\" is no activity");
    refuses(&kooste, &["explain", "?"], "is neither an activity's id nor source:id nor an address");
}
