//! `kooste sources add`: what is at an address.

use std::path::Path;

use crate::kooste::{Kooste, Told, head};
use crate::lahella::Lahella;
use crate::upstream::response;

/// A page of each kind, and where it lies at a service.
const PAGES: [(&str, &str, &str); 9] = [
    ("lahella", "ordinary.json", "/v1/activities"),
    ("linked_events", "ordinary.json", "/v1/event/"),
    ("ical", "ordinary.ics", "/kalenteri.ics"),
    ("tribe", "ordinary.json", "/wp-json/tribe/events/v1/events"),
    ("json_ld", "event-page.html", "/tapahtumat"),
    ("rss", "ordinary.xml", "/feed"),
    ("eventz", "of-a-calendar.json", "/api/public/search"),
    ("ptv", "services.json", "/api/v11/Service/list/area/Region/code/17"),
    ("rpde", "ordinary.json", "/openactive/sessions"),
];

/// What is said of `address` at a service with that page and nothing else; the table is fit to be used.
fn added(page: (&str, &str, &'static str), address: &str) -> Told {
    let (kind, file, path) = page;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let body = std::fs::read(folder.join(kind).join("pages").join(file)).unwrap();
    let service = Lahella::listing(Vec::new());
    service.fails(move |request| {
        let target = request.target();
        Some(match target.split('?').next() {
            Some(asked) if asked == path => response("200 OK", &[], &body),
            _ => response("404 Not Found", &[], ""),
        })
    });
    let demo = "[[source]]\nid = \"demo\"\nkind = \"lahella\"\nurl = \"demo:\"\n";
    let kooste = Kooste::configured(&format!("{}{demo}", head(&service, 10)));
    let told = kooste.run(&["sources", "add", &service.upstream().url(address)]);
    if told.status.success() {
        kooste.configure(&format!("{}{}", head(&service, 10), told.out));
        kooste.say(&["check"]);
        let asked = service.asked();
        kooste.run(&["sync"]);
        let (asked, _) = &service.asked_since(asked)[0];
        assert!(asked.starts_with(path), "{asked} is not the list that was found");
    }
    told
}

fn is_table_of(kind: &str, told: &Told) {
    assert!(told.status.success(), "{kind}: {told:?}");
    assert!(told.out.contains(&format!("kind = {kind:?}\n")), "{kind}: {told:?}");
}

#[test]
fn each_kind_is_found_by_the_address_of_its_list() {
    for page @ (kind, _, path) in PAGES {
        is_table_of(kind, &added(page, path));
    }
}

#[test]
fn kinds_with_a_usual_place_are_found_below_the_address_of_the_service() {
    for page @ (kind, _, _) in PAGES {
        let told = added(page, "/");
        match kind {
            "lahella" | "linked_events" | "tribe" | "eventz" => is_table_of(kind, &told),
            _ => {
                assert!(!told.status.success() && told.out.is_empty(), "{kind}: {told:?}");
                assert!(told.err.contains("by its own address only"), "{kind}: {told:?}");
            }
        }
    }
}

#[test]
fn what_a_list_is_narrowed_to_stays_and_what_is_asked_anyhow_is_left_out() {
    let [_, events, ..] = PAGES;
    let told = added(events, "/v1/event/?division=kunta:oulu&include=location&page_size=5&page=2");
    is_table_of("linked_events", &told);
    assert!(told.out.contains("query = { \"division\" = \"kunta:oulu\" }\n"), "{told:?}");
}
