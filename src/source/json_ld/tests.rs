use proptest::prelude::*;

use super::*;
use crate::source::fixtures;

fn page_url() -> Url {
    Url::parse("https://kyla.example/tapahtumat/").unwrap()
}

/// See `fixtures/json_ld/README.md`; all are at one address.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    fixtures::each_page("json_ld", |body| parse(body, &page_url()));
}

#[test]
fn the_order_of_members_does_not_matter() {
    let one = r#"{"@type":"Event","@id":"/1","name":"Kerho","startDate":"2026-12-01","location":{"@type":"Place","name":"Koulu"}}"#;
    let other = r#"{"location":{"name":"Koulu","@type":"Place"},"startDate":"2026-12-01","name":"Kerho","@id":"/1","@type":"Event"}"#;
    let item = |json: &str| fixtures::item(&parse(json.as_bytes(), &page_url()).unwrap().items[0]);
    assert_eq!(item(one), item(other));
}

#[test]
fn events_that_share_an_address_are_told_apart_by_their_names() {
    let ids = |names: &[&str]| {
        let events = names.iter().map(|name| {
            format!(r#"{{"@type":"Event","url":"/","name":"{name}","startDate":"2026-12-01"}}"#)
        });
        let json = format!("[{}]", events.collect::<Vec<_>>().join(","));
        let page = parse(json.as_bytes(), &page_url()).unwrap();
        page.items.iter().map(|item| item.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["Kerho"]), ["https://kyla.example/"]);
    let both = ids(&["Kerho", "Kuoro"]);
    assert_eq!(both.len(), 2);
    assert_ne!(both[0], both[1]);
    assert!(both.iter().all(|id| id.starts_with("https://kyla.example/#")), "{both:?}");
    assert_eq!(ids(&["Kuoro", "KERHO "]), [both[1].as_str(), both[0].as_str()]);
}

#[test]
fn an_address_longer_than_an_id_is_told_by_its_hash() {
    let long = format!("https://kyla.example/{}", "a".repeat(300));
    let json =
        format!(r#"{{"@type":"Event","url":"{long}","name":"Kerho","startDate":"2026-12-01"}}"#);
    let page = parse(json.as_bytes(), &page_url()).unwrap();
    assert_eq!(page.items[0].id.as_str(), RawHash::of(long.as_bytes()).as_str());
    assert_eq!(page.items[0].link.as_deref(), Some(long.as_str()));
}

#[test]
fn a_reference_to_itself_or_to_much_stays_bounded() {
    let place = r##"{"@id":"#p","@type":"Place","name":"Koulu","address":{"@id":"#p"},"location":{"@id":"#p"}}"##;
    let event = r##"{"@type":"Event","@id":"#e","name":"Kerho","startDate":"2026-12-01","location":{"@id":"#p"}}"##;
    let page = parse(format!("[{place},{event}]").as_bytes(), &page_url()).unwrap();
    assert_eq!(page.items[0].channels[0].name["fi"], "Koulu");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body, &page_url());
        prop_assert!(links(&body, &page_url()).len() <= 200);
    }

    #[test]
    fn any_event_costs_only_itself(event in fixtures::any_entry(&["@id", "@type", "url", "name", "startDate", "endDate",
        "location", "address", "geo", "offers", "price", "organizer", "image", "subEvent", "eventSchedule", "keywords",
        "inLanguage", "eventStatus", "audience", "@value"])) {
        let good = r#"{"@type":"Event","@id":"good","name":"Kerho","startDate":"2026-12-01"}"#;
        let mut event = event;
        if let Some(event) = event.as_object_mut() {
            event.insert("@type".to_owned(), "Event".into());
        }
        let page = parse(format!("[{event},{good}]").as_bytes(), &page_url()).unwrap();
        let good = |item: &super::super::Item| item.id.as_str().ends_with("/good");
        prop_assert!(page.items.iter().any(good), "one broken event costs only itself");
    }
}
