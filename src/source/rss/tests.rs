use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::source::fixtures;

/// See `fixtures/rss/README.md`.
#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    fixtures::each_page("rss", parse);
}

fn feed(items: &str) -> String {
    format!(
        r#"<rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel>{items}</channel></rss>"#
    )
}

const GOOD: &str =
    "<item><guid>good</guid><title>Kerho</title><ev:startdate>2026-11-24</ev:startdate></item>";

#[test]
fn an_entry_of_more_than_256_kib_is_too_large() {
    let large = format!("<item><guid>1</guid><title>{}</title></item>", "a".repeat(MAX_ENTRY));
    let page = parse(feed(&(large + GOOD)).as_bytes()).unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.rejections[0].reason, RejectionReason::TooLarge);
}

#[test]
fn hostile_feeds_cost_neither_stack_nor_time() {
    let deep = "<a>".repeat(100_000);
    let attributes: String = (0..50_000).map(|n| format!(" a{n}='x'")).collect();
    let namespaces: String = (0..5_000).map(|n| format!(" xmlns:n{n}='urn:x'")).collect();
    let many = GOOD.repeat(MAX_ENTRIES);
    for (body, items) in [
        (feed(&deep), None),
        (deep, None),
        (feed(&format!("<item{attributes}><guid>1</guid></item>{GOOD}")), Some(1)),
        (feed(&format!("<item{namespaces}><guid>1</guid></item>{GOOD}")), None),
        (feed(&many), Some(MAX_ENTRIES)),
        (feed(&(many.clone() + GOOD)), None),
        (feed(&"<item>".repeat(50)), None),
        ("<".repeat(1_000_000), None),
        (feed(&format!("<item><guid>{}</guid></item>{GOOD}", "&#x61;".repeat(20_000))), Some(1)),
    ] {
        let begun = Instant::now();
        let page = parse(body.as_bytes()).ok();
        assert_eq!(page.map(|page| page.items.len()), items, "{}", &body[..100]);
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?}: {}",
            begun.elapsed(),
            &body[..100]
        );
    }
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "</?(item|entry|title|guid|link|channel|ev:startdate|media:content|category)( [a-z:]{1,5}=\"[a-z&;]{0,5}\")?/?>",
        "<!\\[CDATA\\[.{0,5}\\]\\]>|<!--.{0,5}-->|&[a-z#0-9]{1,6};|<\\?[a-z]{1,3}\\?>",
        "\\PC{0,10}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body);
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in proptest::collection::vec(piece(), 0..20)) {
        let _refused_or_not = parse(pieces.concat().as_bytes());
        let _refused_or_not = parse(feed(&pieces.concat()).as_bytes());
        let _refused_or_not = parse(feed(&format!("<item>{}</item>", pieces.concat())).as_bytes());
    }

    /// Whatever well-formed content an entry has.
    #[test]
    fn a_broken_entry_costs_only_itself(
        parts in proptest::collection::vec(
            ("(guid|title|link|pubDate|enclosure|category|description|media:content|media:group|author|source)", "[a-z0-9 :/&é]{0,12}"),
            0..8,
        ),
    ) {
        let parts: String = parts
            .iter()
            .map(|(name, text)| format!("<{name} type=\"{0}\" url=\"{0}\">{0}</{name}>", text.replace('&', "&amp;")))
            .collect();
        let feed = feed(&format!("{GOOD}<item>{parts}</item>{}", GOOD.replace("good", "too")))
            .replace("<rss ", "<rss xmlns:media=\"http://search.yahoo.com/mrss/\" ");
        let page = parse(feed.as_bytes()).unwrap();
        let ids: Vec<_> = page.items.iter().map(|item| item.id.as_str()).collect();
        prop_assert_eq!(ids, ["good", "too"]);
        prop_assert_eq!(page.rejections.len(), 1);
    }

    #[test]
    fn the_order_of_elements_does_not_matter(order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let parts = ["<guid>1</guid>", "<title>Kerho</title>", "<link>https://kylatalo.example/1</link>",
            "<ev:startdate>2026-11-24</ev:startdate>", "<ev:enddate>2026-11-25</ev:enddate>",
            "<ev:location>Kylätalo</ev:location>", "<description>Tervetuloa</description>"];
        let read = |order: &[usize]| {
            let parts: String = order.iter().map(|at| parts[*at]).collect();
            let mut page = parse(feed(&format!("<item>{parts}</item>")).as_bytes()).unwrap();
            page.items.iter_mut().for_each(|item| item.hash = RawHash::of(b""));
            page
        };
        prop_assert_eq!(read(&order), read(&(0..7).collect::<Vec<_>>()));
    }
}
