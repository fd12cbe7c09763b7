//! One activity that two sources announce, as the world sees it.

use std::fs;

use rusqlite::Connection;
use serde_json::Value;

use crate::kooste::{Daemon, Kooste, NOW, head, source_table};
use crate::lahella::{Lahella, event};

/// Two services, of which the second also has something of its own.
pub(crate) fn announced() -> (Lahella, Lahella, Kooste) {
    let first = Lahella::listing(vec![
        event("1", "Kuoro", "2026-11-24"),
        event("2", "Shakkikerho", "2026-12-01"),
    ]);
    let second = Lahella::listing(vec![
        event("1", "Laulajat", "2026-11-25"),
        event("2", "Neulekahvila", "2026-12-10"),
    ]);
    let allowed =
        format!("{}\", \"{}", first.upstream().host_port(), second.upstream().host_port());
    let head = head(&first, 10).replace(&first.upstream().host_port().to_string(), &allowed);
    let kooste = Kooste::configured(&format!(
        "{head}{}attribution = \"Lähellä.fi\"\n{}attribution = \"Toinen.fi\"\nlink = \"https://toinen.example/{{id}}\"\n",
        source_table(&first, "lahella", ""),
        source_table(&second, "toinen", "")
    ));
    (first, second, kooste)
}

/// A word on the two choirs, as if it had been said while nothing ran.
fn ruled(kooste: &Kooste) {
    let connection = Connection::open(kooste.database()).unwrap();
    let sql =
        "INSERT INTO ruling VALUES ('lahella', '1', 'toinen', '1', 'together', 'x', 'Aino', 0)";
    connection.execute(sql, []).unwrap();
}

fn unruled(kooste: &Kooste) {
    let connection = Connection::open(kooste.database()).unwrap();
    connection.execute("DELETE FROM ruling", []).unwrap();
}

fn all(kooste: &Kooste) -> Vec<Value> {
    let all: Value = serde_json::from_str(&kooste.export("json")).unwrap();
    all["data"].as_array().unwrap().clone()
}

/// The public id of what that source calls `id`.
pub(crate) fn id(kooste: &Kooste, source: &str, id: &str) -> String {
    let is = |s: &Value| s["source"] == source && s["id"] == id;
    let all = all(kooste);
    let found = all.iter().find(|a| a["sources"].as_array().unwrap().iter().any(is));
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

fn uids(kooste: &Kooste) -> Vec<String> {
    let ics = kooste.export("ics");
    let mut uids: Vec<_> =
        ics.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect();
    uids.sort();
    uids
}

/// Something that is new, so that the listings are looked at.
fn edited(first: &Lahella, name: &str) {
    first.lists(vec![event("1", "Kuoro", "2026-11-24"), event("2", name, "2026-12-01")]);
}

fn moved_to(daemon: &Daemon, path: &str) -> Option<String> {
    let answer = daemon.get(path);
    (answer.status == 308).then(|| answer.header("location").unwrap().to_owned())
}

#[test]
fn one_activity_names_both_its_sources_and_both_its_ids_lead_to_it() {
    let (first, _second, kooste) = announced();
    kooste.sync();
    let before = (uids(&kooste), all(&kooste).len());
    let ids = [id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")];
    ruled(&kooste);
    edited(&first, "Shakkikerho!");
    kooste.sync();
    assert_eq!((before.1, all(&kooste).len()), (4, 3));
    let kept = id(&kooste, "lahella", "1");
    assert_eq!(id(&kooste, "toinen", "1"), kept);
    let away = ids.iter().find(|id| **id != kept).unwrap();
    let ics = kooste.export("ics").replace("\r\n ", "");
    let event = ics.split("BEGIN:VEVENT").find(|event| event.contains(&kept)).unwrap();
    for credit in ["Lähde: Lähellä.fi", "Lähde: Toinen.fi\\, https://toinen.example/1"] {
        assert!(event.contains(credit), "{credit}: {event}");
    }

    let daemon = kooste.serve();
    for (path, to) in [("/activity/", "/activity/"), ("/api/v1/activities/", "/api/v1/activities/")]
    {
        let expected = format!("https://kooste.example{to}{kept}");
        assert_eq!(moved_to(&daemon, &format!("{path}{away}")), Some(expected));
    }
    let page = daemon.get(&format!("/activity/{kept}")).body;
    let also = r#"Myös palvelussa: <a href="https://toinen.example/1">Toinen.fi</a>"#;
    assert!(page.contains(also) || page.contains("Myös palvelussa: Lähellä.fi"), "{page}");
    let why = daemon.get("/api/v1/listings/toinen/1").json();
    assert_eq!(why["activity"], kept.as_str());
    assert_eq!(why["with"][0]["source"], "lahella");
    daemon.kill();

    unruled(&kooste);
    edited(&first, "Shakkikerho");
    kooste.sync();
    assert_eq!([id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")], ids);
    assert_eq!(uids(&kooste), before.0);
}

#[test]
fn who_is_believed_otherwise_changes_what_is_told_without_any_news() {
    let (first, _second, kooste) = announced();
    kooste.sync();
    ruled(&kooste);
    edited(&first, "Shakkikerho!");
    kooste.sync();
    assert!(kooste.names().contains(&"Kuoro".to_owned()));

    let configured = fs::read_to_string(kooste.path("kooste.toml")).unwrap();
    let less = configured.replace("id = \"lahella\"\n", "id = \"lahella\"\nrank = 5\n");
    let daemon = kooste.serve_at(NOW);
    kooste.configure(&less);
    assert_eq!(daemon.admin("POST", "/reload", None).status, 200);
    assert!(daemon.feeds().ics.body.contains("Laulajat"));
    daemon.kill();

    kooste.configure(&configured);
    let daemon = kooste.serve_at(NOW);
    assert!(daemon.feeds().ics.body.contains("Kuoro"));
}

#[test]
fn what_one_source_drops_goes_on_with_the_other_and_ends_with_the_last() {
    let (first, second, kooste) = announced();
    kooste.sync();
    let ids = [id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")];
    ruled(&kooste);
    first.lists(vec![event("2", "Shakkikerho!", "2026-12-01")]);
    kooste.sync();
    let kept = id(&kooste, "toinen", "1");
    assert!(kooste.names().contains(&"Kuoro".to_owned()));
    kooste.sync();
    let names = kooste.names();
    assert!(names.contains(&"Laulajat".to_owned()) && !names.contains(&"Kuoro".to_owned()));
    assert_eq!(id(&kooste, "toinen", "1"), kept);

    second.lists(vec![event("2", "Neulekahvila", "2026-12-10")]);
    kooste.sync();
    kooste.sync();
    let daemon = kooste.serve_at(NOW);
    for id in &ids {
        for path in ["/activity/", "/api/v1/activities/"] {
            assert_eq!(daemon.get(&format!("{path}{id}")).status, 410, "{path}{id}");
        }
    }
}
