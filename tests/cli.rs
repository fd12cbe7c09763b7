//! The command line as a person meets it: the real program in a folder of its own.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests are tests"
)]

#[path = "cli/daemon.rs"]
mod daemon;
#[path = "cli/demonstration.rs"]
mod demonstration;
#[path = "cli/examples.rs"]
mod examples;
#[path = "cli/lint.rs"]
mod lint;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/rehearsal.rs"]
mod rehearsal;
#[path = "cli/review.rs"]
mod review;
#[path = "cli/time.rs"]
mod time;

use program::{Kooste, NOW, Ran};
use serde_json::Value;

/// A region's own configuration over saved pages.
fn with_files(url: &str) -> String {
    format!(
        "[store]\npath = \"kooste.db\"\n[[source]]\nid = \"export\"\nkind = \"lahella\"\nurl = {url:?}\n"
    )
}

/// One page with one entry.
fn page(key: &str) -> String {
    let name = format!("Kerho {key}");
    let item = serde_json::json!({
        "_key": key,
        "traits": { "type": "hobby", "translations": { "fi": { "name": name } }, "channels": [] },
    });
    serde_json::json!({ "items": [item], "total": 1, "hasMore": false }).to_string()
}

#[test]
fn without_a_configuration_the_demonstration_is_read_told_and_exported() {
    let kooste = Kooste::new();
    let told = kooste.run(&["sync"]).ok();
    assert!(told.starts_with("demo: applied (run 1)\n  235 items: 225 new"), "{told}");
    assert!(told.contains("rejected 2, no_title: "), "{told}");
    assert!(kooste.path("data/kooste.db").exists());

    let status = kooste.run(&["status"]).ok();
    assert!(status.starts_with("demo (lahella): ok\n  from          demo:\n"), "{status}");
    assert!(status.contains("  listings      225 live, 0 ended, 0 withdrawn\n"), "{status}");

    let ics = kooste.run(&["export", "ics"]).ok();
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"));
    let json: Value = serde_json::from_str(&kooste.run(&["export", "json"]).ok()).unwrap();
    assert_eq!(json["data"].as_array().unwrap().len(), json["meta"]["count"]);
    assert!(json["meta"]["count"].as_u64().unwrap() > 200);
}

#[test]
fn an_export_is_narrowed_by_a_feed_and_by_filters() {
    let kooste = Kooste::synced();
    let count = |arguments: &[&str]| {
        let all = [&["export", "json"], arguments].concat();
        let answer: Value = serde_json::from_str(&kooste.run(&all).ok()).unwrap();
        answer["meta"]["count"].as_u64().unwrap()
    };
    let oulu = count(&["--filter", "municipality=Oulu"]);
    assert!(oulu > 0 && oulu < count(&[]));
    assert_eq!(count(&["--feed", "oulu"]), oulu);
    let hobbies = count(&["--feed", "oulu", "--filter", "type=hobby"]);
    assert!(hobbies > 0 && hobbies < oulu);
    assert_eq!(count(&["--filter", "municipality=Oulu", "--filter", "type=hobby"]), hobbies);

    kooste
        .run(&["export", "json", "--feed", "nope"])
        .fails("there are: oulu, harrastukset, vertaistuki");
    kooste.run(&["export", "json", "--filter", "colour=red"]).fails("colour: is no parameter");
    kooste.run(&["export", "json", "--filter", "Oulu"]).fails("is to be NAME=VALUE");
    let named = kooste.run(&["export", "ics", "--feed", "vertaistuki"]).ok();
    assert!(named.contains("\r\nX-WR-CALNAME:Tukea ja apua\r\n"), "{named:.600}");
}

#[test]
fn status_as_json_is_a_list_of_sources_with_their_last_run() {
    let kooste = Kooste::synced();
    let all: Value =
        serde_json::from_str(&kooste.run(&["status", "--json", "--now", NOW]).ok()).unwrap();
    let [source] = all.as_array().unwrap().as_slice() else { panic!("{all}") };
    assert_eq!((&source["id"], &source["health"]), (&"demo".into(), &"ok".into()));
    assert_eq!(source["listings"]["live"], 225);
    assert_eq!(source["last_run"]["report"]["counts"]["rejected"], 9);
    assert_eq!(source["last_run"]["report"]["counts"]["repeated"], 1, "235 are 225 + 9 + 1");
    assert_eq!(source["last_run"]["trigger"]["by"], "command_line");
}

#[test]
fn what_needs_a_database_says_how_to_make_one() {
    let kooste = Kooste::new();
    for verb in [&["status"][..], &["export", "ics"], &["token", "list"]] {
        kooste
            .run(verb)
            .fails("there is no database yet; `kooste serve` or `kooste sync` makes it");
    }
    assert!(!kooste.path("data").exists());
}

#[test]
fn check_warns_of_what_is_in_order_and_cannot_work() {
    let kooste = Kooste::new();
    let source =
        "[[source]]\nid = \"lahella\"\nkind = \"lahella\"\nurl = \"https://lahella.example\"\n";
    let odd = format!("{source}schedule = \"0 3 31 2 *\"\norganisers = \"o.csv\"\n");
    kooste.write("odd.toml", &odd);
    let ran = kooste.run(&["check", "--config", "odd.toml"]);
    for warning in [
        "warning: lahella: there is no file of organisers o.csv, so every run fails\n",
        "warning: lahella: `schedule` names a day that never comes\n",
    ] {
        assert!(ran.stderr.contains(warning), "{ran:?}");
    }
    ran.ok();
    kooste.write("o.csv", "id,name\n1,Kerho ry\n");
    kooste.write("even.toml", &odd.replace("31 2", "29 2"));
    let ran = kooste.run(&["check", "--config", "even.toml"]);
    assert_eq!(ran.stderr, "");
    kooste.write("o.csv", "id,name\n");
    let warning = "warning: lahella: the file of organisers o.csv has no row\n";
    assert_eq!(kooste.run(&["check", "--config", "even.toml"]).stderr, warning);
    kooste.write(
        "files.toml",
        &odd.replace("31 2", "29 2").replace("https://lahella.example", "file:export/*.json"),
    );
    kooste.write("o.csv", "id,name\n1,Kerho ry\n");
    let warning = "export/*.json, so every run fails\n";
    assert!(kooste.run(&["check", "--config", "files.toml"]).stderr.ends_with(warning));
}

#[test]
fn check_refuses_a_table_of_organisers_that_cannot_be_meant() {
    let kooste = Kooste::new();
    let source =
        "[[source]]\nid = \"lahella\"\nkind = \"lahella\"\nurl = \"https://lahella.example\"\n";
    kooste.write("kooste.toml", &format!("{source}organisers = \"o.csv\"\n"));
    for (table, told) in [
        ("", "o.csv: is empty; its first line is to be id,name,y_tunnus,www\n\n1 to mend\n"),
        ("foo;bar\n1;2\n", "o.csv: line 1: has no column `id`, but foo, bar;"),
        (
            "id,name,y_tunnus\n1,0112038-9,\n",
            "o.csv: line 2: the name \"0112038-9\" is a Y-tunnus;",
        ),
        ("id,name,y_tunnus\n1,A,0112038-8\n", "o.csv: line 2: the y_tunnus \"0112038-8\" is none"),
    ] {
        kooste.write("o.csv", table);
        let ran = kooste.run(&["check", "--config", "kooste.toml"]);
        assert!(ran.stderr.contains(told), "{table:?}: {ran:?}");
        ran.fails("1 to mend\n");
    }
}

#[test]
fn check_tells_every_problem_at_once_or_what_is_in_order() {
    let kooste = Kooste::new();
    let wrong = "[server]\nlisten = \"here\"\n[[source]]\nid = \"a\"\nkind = \"b\"\n[[feed]]\n";
    kooste.write("wrong.toml", wrong);
    let ran = kooste.run(&["check", "--config", "wrong.toml"]);
    for place in ["wrong.toml:2:10: `listen`", "wrong.toml:3:1: `url` is missing"] {
        assert!(ran.stderr.contains(place), "{ran:?}");
    }
    assert!(
        ran.stderr.contains("wrong.toml:6:1: `name` is missing\n  |\n6 | [[feed]]\n  | ^^^^^^^^")
    );
    ran.fails("\n\n4 to mend\n");
    // Every other verb refuses it just so.
    kooste.run(&["--config", "wrong.toml", "sync"]).fails("wrong.toml:5:8: `kind`");
    kooste.run(&["check", "--config", "nowhere.toml"]).fails("the configuration nowhere.toml: ");
    let told = kooste.run(&["check"]).ok();
    assert_eq!(told, "the configuration is in order: 1 source, 3 feeds, database data/kooste.db\n");
}

#[test]
fn files_are_found_relative_to_the_configuration_and_absolutely() {
    let kooste = Kooste::new();
    kooste.write("etc/export/1.json", &page("a"));
    kooste.write("etc/relative.toml", &with_files("file:export/*.json"));
    let absolute = format!("file://{}/etc/export/*.json", kooste.path("").display());
    kooste.write("other/absolute.toml", &with_files(&absolute));
    for config in ["etc/relative.toml", "other/absolute.toml"] {
        let told = kooste.run(&["sync", "--config", config]).ok();
        assert!(told.contains("1 items: 1 new"), "{config}: {told}");
    }
}

#[test]
fn a_pattern_that_matches_no_file_fails_the_run_and_keeps_what_is_stored() {
    let kooste = Kooste::new();
    kooste.write("export/1.json", &page("a"));
    kooste.write("kooste.toml", &with_files("file:export/*.json"));
    kooste.run(&["sync", "--config", "kooste.toml"]).ok();
    std::fs::rename(kooste.path("export"), kooste.path("moved")).unwrap();
    let ran = kooste.run(&["sync", "--config", "kooste.toml"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("export: failed: no file matches export/*.json"), "{ran:?}");
    let status = kooste.run(&["status", "--config", "kooste.toml"]).ok();
    assert!(status.contains("FAILING") && status.contains("(1 in a row)"), "{status}");
    assert!(status.contains("listings      1 live"), "{status}");
    kooste.run(&["sync", "nope", "--config", "kooste.toml"]).fails("there is no source \"nope\"");
}

#[test]
fn a_token_is_shown_once_listed_by_name_and_revoked() {
    let kooste = Kooste::synced();
    let Ran { stdout, .. } = kooste.run(&["token", "new", "Aino Å"]);
    let digits = stdout.trim_end().strip_prefix("kooste_").unwrap();
    assert!(digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit()), "{stdout}");
    kooste.run(&["token", "new", "Aino Å"]).fails("there is a token of this name");
    kooste.run(&["token", "new", " "]).fails("a name is 1 to 60 printable characters");
    kooste.run(&["token", "new", "Veikko"]).ok();
    let list = kooste.run(&["token", "list"]).ok();
    let names: Vec<_> = list.lines().filter_map(|line| line.split_once("  made ")).collect();
    assert_eq!(names.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["Aino Å", "Veikko"]);
    assert!(!list.contains(&digits[..8]));
    let bytes = std::fs::read(kooste.path("data/kooste.db")).unwrap();
    assert!(!bytes.windows(16).any(|window| window == &digits.as_bytes()[..16]));
    kooste.run(&["token", "revoke", "Aino Å"]).ok();
    kooste.run(&["token", "revoke", "Aino Å"]).fails("there is no token \"Aino Å\"");
    assert!(!kooste.run(&["token", "list"]).ok().contains("Aino"));
}

#[test]
fn what_an_unconfigured_source_once_brought_is_not_shown_and_comes_back_with_it() {
    let kooste = Kooste::new();
    kooste.write("kooste.toml", &with_files("file:pages/*.json"));
    kooste.write("pages/1.json", &page("1"));
    let shown = || {
        let json = kooste.run(&["--config", "kooste.toml", "export", "json"]).ok();
        serde_json::from_str::<Value>(&json).unwrap()["meta"]["count"].clone()
    };
    kooste.run(&["--config", "kooste.toml", "sync"]).ok();
    assert_eq!(shown(), 1);

    let other = with_files("file:pages/*.json").replace("\"export\"", "\"other\"");
    kooste.write("kooste.toml", &other);
    assert_eq!(shown(), 0);

    kooste.write("kooste.toml", &with_files("file:pages/*.json"));
    assert_eq!(shown(), 1);
}

#[test]
fn a_source_is_tried_without_a_trace() {
    let kooste = Kooste::new();
    kooste.write("kooste.toml", &with_files("file:pages/*.json"));
    kooste.write("pages/1.json", &page("1"));
    kooste.write("pages/2.json", &page("2").replace("\"fi\":{\"name\":\"Kerho 2\"}", "\"fi\":{}"));
    let told = kooste.run(&["--config", "kooste.toml", "sources", "test", "export"]).ok();
    assert!(told.starts_with("1  Kerho 1\n  1 sessions; "), "{told}");
    assert!(told.contains("export: 2 pages, 2 entries, 1 read, 1 refused\n"), "{told}");
    assert!(told.contains("  refused 2, no_title: "), "{told}");
    assert!(!kooste.path("kooste.db").exists(), "nothing is kept");
    kooste
        .run(&["--config", "kooste.toml", "sources", "test", "nope"])
        .fails("there is no source \"nope\"");
}

#[test]
fn who_looks_after_it_needs_no_secrets_of_sources() {
    let kooste = Kooste::synced();
    let secret = "id = \"a\"\nkind = \"lahella\"\nurl = \"https://lahella.example\"\nsecret_headers = { Cookie = \"NO_SUCH_VARIABLE\" }\n";
    let config = format!("[store]\npath = \"data/kooste.db\"\n[[source]]\n{secret}");
    kooste.write("secret.toml", &config);
    kooste.run(&["--config", "secret.toml", "status"]).ok();
    kooste.run(&["--config", "secret.toml", "export", "json"]).ok();
    kooste.run(&["--config", "secret.toml", "sync"]).fails("NO_SUCH_VARIABLE is not set");
    kooste.run(&["--config", "secret.toml", "check"]).fails("NO_SUCH_VARIABLE is not set");
}
