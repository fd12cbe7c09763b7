//! Organisations, as the daemon serves them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::http::Ask;
use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, event};

/// An event of this organiser, with a contact.
pub(crate) fn of(id: &str, organiser: Value, contact: &str) -> Value {
    let mut event = event(id, &format!("Kerho {id}"), "2026-11-24");
    event["group"] = organiser;
    event["traits"]["contacts"] = json!([{ "id": "1", "type": "email", "value": contact }]);
    event
}

pub(crate) fn events() -> Vec<Value> {
    let kaiku = |name: &str| json!({ "_key": "g1", "name": name, "businessId": "0112038-9" });
    vec![
        of("a", kaiku("Kaiku ry"), "aino.virtanen@kaiku.example"),
        of("b", kaiku("Lauluseura Kaiku ry"), "info@kaiku.example"),
        of("c", json!({ "_key": "g2", "name": "Tuiku ry" }), "info@tuiku.example"),
        of("d", json!({ "_key": "g3", "name": "Åström & kumppanit ry" }), "info@astrom.example"),
    ]
}

pub(crate) fn serving(source: &str) -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events());
    let kooste = Kooste::configured(&configuration(&lahella, "", source));
    let daemon = kooste.serve().settled();
    (lahella, kooste, daemon)
}

fn names(answer: &Value) -> Vec<String> {
    let all = answer["data"].as_array().unwrap().iter();
    all.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn organisations_are_listed_narrowed_and_read_page_by_page() {
    let (_lahella, _kooste, daemon) = serving("");
    let all = daemon.get("/api/v1/organisations").json();
    assert_eq!(all["meta"]["count"], 3);
    assert_eq!(names(&all)[..2], ["Kaiku ry", "Tuiku ry"]);
    let kaiku = &all["data"][0];
    assert_eq!(kaiku["other_names"], json!(["Lauluseura Kaiku ry"]));
    assert_eq!(kaiku["contacts"][0]["value"], "info@kaiku.example");
    assert_eq!(kaiku["contacts"][1]["holder"], "person");
    assert_eq!(kaiku["municipalities"][0]["label"]["sv"], "Uleåborg");
    let alone = daemon.get(&format!("/api/v1/organisations/{}", kaiku["id"].as_str().unwrap()));
    assert_eq!(alone.json(), *kaiku);

    for (query, expected) in [
        ("?municipality=Oulu", 3),
        ("?municipality=Ii", 0),
        ("?theme=culture&organisation=0112038-9", 1),
        ("?q=tuiku", 1),
        ("?q=kerho+b", 1),
    ] {
        let answer = daemon.get(&format!("/api/v1/organisations{query}")).json();
        assert_eq!(answer["meta"]["count"], expected, "{query}");
    }
    let mut walked = Vec::new();
    let mut next =
        Some("https://kooste.example/api/v1/organisations?limit=1&fields=name".to_owned());
    while let Some(address) = next {
        let answer = daemon.get(address.strip_prefix("https://kooste.example").unwrap()).json();
        walked.extend(names(&answer));
        next = answer["meta"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(walked, names(&all));
    for wrong in
        ["?cursor=x", "?page=2&cursor=0000000000000.x", "?embed=1", "?sort=name", "?limit=0"]
    {
        assert_eq!(daemon.get(&format!("/api/v1/organisations{wrong}")).status, 400, "{wrong}");
    }
    assert_eq!(daemon.get("/api/v1/organisations/0000000000000").status, 404);
}

#[test]
fn their_pages_work_as_a_form_sends_them_and_in_frames() {
    let (_lahella, _kooste, daemon) = serving("");
    let page = daemon.get("/organisations?municipality=564&theme=&q=&lang=sv");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<h1>Organisationer: Uleåborg</h1>"), "{}", page.body);
    assert!(page.body.contains(">Åström &amp; kumppanit ry<"), "{}", page.body);
    let framed = daemon.get("/organisations?municipality=Oulu&embed=1");
    let policy = framed.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors *") && !policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(!framed.body.contains("<nav"), "{}", framed.body);
    let id = daemon.get("/api/v1/organisations?limit=1").json()["data"][0]["id"].take();
    let own = daemon.get(&format!("/organisations/{}?lang=en", id.as_str().unwrap()));
    assert!(own.body.contains("<h1>Kaiku ry</h1>"), "{}", own.body);
    assert_eq!(daemon.get("/organisations?embed=2").status, 400);
    let swedish = [("Accept-Language", "sv-FI, fi;q=0.5")];
    for (path, has) in [("/organisations", "Organisationer"), ("/letter/2026-11", "Månadsbrev")] {
        let ask = Ask { method: "GET", path, headers: &swedish, ..Ask::default() };
        let answer = daemon.ask(&ask);
        assert!(answer.body.contains(&format!("<h1>{has}")), "{path}: {}", answer.body);
        assert_eq!(answer.header("content-language"), Some("sv"), "{path}");
    }
}

#[test]
fn what_a_source_s_rules_take_out_is_nowhere() {
    let (_lahella, _kooste, daemon) = serving("redact = [\"names\"]\n");
    let id = daemon.get("/api/v1/organisations?limit=1").json()["data"][0]["id"].take();
    let id = id.as_str().unwrap();
    for path in [
        "/api/v1/organisations".to_owned(),
        format!("/api/v1/organisations/{id}"),
        "/organisations".to_owned(),
        format!("/organisations/{id}"),
    ] {
        let text = daemon.get(&path).body;
        assert!(text.contains("Kaiku") && !text.contains("virtanen"), "{path}: {text}");
    }
}

#[test]
fn every_organisation_keeps_to_its_schema() {
    let (_lahella, _kooste, daemon) = serving("");
    let document = daemon.get("/openapi.json").json();
    let of = |name: &str| {
        let reference = format!("#/components/schemas/{name}");
        let whole = json!({ "$ref": reference, "components": document["components"] });
        jsonschema::draft202012::new(&whole).unwrap()
    };
    let (list, one) = (of("organisations"), of("organisation"));
    let answer = daemon.get("/api/v1/organisations").json();
    assert!(list.is_valid(&answer), "{answer}");
    let ids: BTreeSet<_> = answer["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .map(Value::to_string)
        .collect();
    assert_eq!(ids.len(), 3);
    for organisation in answer["data"].as_array().unwrap() {
        let errors: Vec<_> = one.iter_errors(organisation).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn an_organisation_is_found_by_what_it_does_and_leads_back_to_the_list_and_to_its_next_times() {
    let (_lahella, _kooste, daemon) = serving("");
    let found = daemon.get("/api/v1/organisations?fields=name,activities").json();
    let kaiku = &found["data"][0];
    let (id, doing) = (kaiku["id"].as_str().unwrap(), &kaiku["activities"][0]["id"]);
    let activity = doing.as_str().unwrap();
    let html = daemon.get(&format!("/activity/{activity}?lang=en")).body;
    let link = format!("href=\"https://kooste.example/organisations/{activity}?lang=en\"");
    assert!(html.contains(&link), "{link} in {html}");
    let moved = daemon.get(&format!("/organisations/{activity}?lang=en"));
    assert_eq!(moved.status, 307);
    let page = format!("/organisations/{id}?lang=en");
    assert_eq!(moved.header("location"), Some(&*format!("https://kooste.example{page}")));
    let html = daemon.get(&format!("{page}&municipality=564&embed=1")).body;
    let back =
        "href=\"https://kooste.example/organisations?embed=1&amp;lang=en&amp;municipality=564\"";
    assert!(html.contains(back) && html.contains("Organisations: Oulu</a>"), "{html}");
    assert!(html.contains("<time datetime=\"2026-11-"), "{html}");
    let html = daemon.get(&page).body;
    let (_, data) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    assert_eq!((&data["@type"], &data["name"]), (&json!("Organization"), &json!("Kaiku ry")));
    assert_eq!(data["@id"], format!("https://kooste.example/organisations/{id}"));
    let nobody = daemon.get("/organisations?q=nothing+of+the+kind&lang=fi").body;
    assert!(
        nobody.contains("0 järjestöä") && nobody.contains("Poista jokin valinnoista."),
        "{nobody}"
    );
}
