//! The monthly letter, as the daemon and the command line write it.

use serde_json::{Value, json};

use crate::kooste::{Kooste, configuration};
use crate::lahella::Lahella;
use crate::organisations::{events, of, serving};

#[test]
fn the_letter_tells_what_is_new_and_then_what_changed_of_it() {
    let lahella = Lahella::listing(events());
    let kooste = Kooste::configured(&configuration(&lahella, "", ""));
    kooste.sync_at("2026-10-20T09:00:00Z");
    let mut changed = with_another();
    changed[1]["traits"]["pricing"] = json!(["paid"]);
    changed[2]["traits"]["theme"] = json!(["ht_luonto"]);
    lahella.lists(changed);
    kooste.sync_at("2026-11-02T09:00:00Z");
    // What changes later takes nothing from the month before.
    let mut later = with_another();
    later[1]["traits"]["pricing"] = json!(["free"]);
    lahella.lists(later);
    kooste.sync_at("2026-12-01T09:00:00Z");
    let daemon = kooste.serve_at("2026-12-01T09:10:00Z");
    let text = |path: &str| daemon.get(path).body;
    let heads = |text: &str| {
        let heads = ["UUTTA", "MUUTTUNUTTA", "PÄÄTTYMÄSSÄ", "TULOSSA"];
        heads.map(|head| text.contains(&format!("\n{head}\n")))
    };
    let november = text("/letter/2026-11.txt");
    assert_eq!(heads(&november), [true, true, false, false], "{november}");
    let (new, changed) = november.split_once("MUUTTUNUTTA").unwrap();
    assert!(new.contains("* Kerho e") && !new.contains("* Kerho b"), "{november}");
    assert!(changed.contains("* Kerho b") && changed.contains("Muuttunut: hinta"), "{november}");
    assert!(!november.contains("* Kerho c"), "{november}");
    let october = text("/letter/2026-10.txt");
    assert_eq!(heads(&october), [true, false, false, false], "{october}");
    assert_eq!(kooste.say(&["letter", "--month", "2026-11", "--format", "text"]), november);
    let swedish = kooste.say(&["letter", "--month", "2026-11", "--lang", "sv"]);
    assert!(swedish.contains("<h2>Nytt</h2>"), "{swedish}");
    // A run of the daemon's own.
    let mut cheaper = with_another();
    cheaper[0]["traits"]["pricing"] = json!(["free"]);
    lahella.lists(cheaper);
    daemon.resync("");
    let december = text("/letter/2026-12.txt");
    assert!(december.contains("* Kerho a") && december.contains("Muuttunut: hinta"), "{december}");
    assert_eq!(text("/letter/2026-11.txt"), november);
}

fn with_another() -> Vec<Value> {
    let mut events = events();
    events.push(of("e", json!({ "_key": "g2", "name": "Tuiku ry" }), "info@tuiku.example"));
    events
}

#[test]
fn the_letter_is_served_in_three_forms_and_only_of_months() {
    let (_lahella, _kooste, daemon) = serving("");
    for (path, kind, has) in [
        (
            "/letter/2026-11?municipality=Oulu&lang=en",
            "text/html; charset=utf-8",
            "<h1>Monthly letter, November 2026: Oulu</h1>",
        ),
        (
            "/letter/2026-11.txt?municipality=Oulu",
            "text/plain; charset=utf-8",
            "Kuukausikirje, marraskuu 2026: Oulu\n",
        ),
        (
            "/letter/2026-11.rss?lang=sv",
            "application/rss+xml; charset=utf-8",
            "<title>Månadsbrev, november 2026</title>",
        ),
    ] {
        let answer = daemon.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        assert!(answer.body.contains(has), "{path}: {}", answer.body);
        assert!(answer.header("etag").is_some(), "{path}");
    }
    for (path, status) in [
        ("/letter/2026-13", 404),
        ("/letter/2026-11.pdf", 404),
        ("/letter/x", 404),
        ("/letter/2026-11?limit=3", 400),
        ("/letter/2026-11?municipality=Atlantis", 400),
    ] {
        assert_eq!(daemon.get(path).status, status, "{path}");
    }
}

#[test]
fn the_letters_that_there_are_are_listed() {
    let (_lahella, _kooste, daemon) = serving("");
    let list = daemon.get("/letter?municipality=Oulu&lang=sv");
    assert_eq!(list.status, 200);
    assert!(list.body.contains("<h1>Månadsbrev: Uleåborg</h1>"), "{}", list.body);
    let to = |month: &str| {
        let address = "https://kooste.example/letter/";
        format!("<a href=\"{address}{month}?lang=sv&amp;municipality=564\">")
    };
    let months = ["2026-12", "2026-11"].map(|month| list.body.find(&to(month)).unwrap());
    assert!(months[0] < months[1], "{}", list.body);
    assert!(!list.body.contains(&to("2026-10")), "nothing was shown then: {}", list.body);
    let letter = daemon.get("/letter/2026-11?lang=sv").body;
    assert!(letter.contains("/letter?lang=sv\">Andra månader</a>"), "{letter}");
}
