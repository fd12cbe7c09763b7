//! What our own reader makes of it. Python's feedparser reads the demonstration's: `tests/run`.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::feed;
use crate::activity::Activity;
use crate::listing::{Image, Status};
use crate::localized::{Lang, Localized};
use crate::publish::news::{Channel, Chosen};
use crate::sample::published::*;
use crate::source::{Item, RawTime, rss};

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn rendered(of: &[Activity], lang: &Lang) -> String {
    let channel = Channel {
        title: "Alueen kalenteri & muut",
        home: "https://kalenteri.example/",
        address: "https://kalenteri.example/feed.rss?a=1&b=2",
        next: Some("https://kalenteri.example/feed.rss?cursor=x"),
        lang,
    };
    let chosen: Vec<_> = of
        .iter()
        .map(|activity| Chosen { activity, sessions: activity.sessions.iter().collect() })
        .collect();
    feed(&channel, &chosen, &site(), TODAY)
}

fn read(feed: &str) -> Vec<Item> {
    let page = rss::parse(feed.as_bytes()).unwrap();
    assert_eq!(page.rejections, [], "{feed}");
    page.items
}

fn span(item: &Item) -> (&str, Option<&str>) {
    match &item.channels[0].times[0] {
        RawTime::Span(span) => (&span.start, span.end.as_deref()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn our_own_reader_finds_the_next_time_and_place_again() {
    let mut of = choir(vec![at(eventful())]);
    of.content.image =
        Some(Image { url: url("https://lahella.example/i.jpg?a=1&b=2"), alt: Localized::new() });
    let items = read(&rendered(&[of.clone()], &Lang::SV));
    let [item] = &*items else { panic!("{items:#?}") };
    assert_eq!(item.id.as_str(), of.id.as_str());
    assert_eq!(item.name["sv"], "Kör för alla");
    assert_eq!(item.link.as_deref(), Some(&*format!("{}?lang=sv", site().page(&of.id))));
    assert_eq!(item.photo.as_deref(), Some("https://lahella.example/i.jpg?a=1&b=2"));
    assert!(item.description["sv"].contains("Vi sjunger tillsammans."));
    assert_eq!(span(item), ("2026-11-24T18:00:00+02:00", Some("2026-11-24T19:30:00+02:00")));
    assert_eq!(item.channels[0].address["sv"].street.as_deref(), Some("Kajaaninkatu 1, Oulu"));
    assert_eq!(item.themes, ["Hobbyer och fritid", "Kultur"]);
}

#[test]
fn whole_days_end_on_the_day_after_the_last() {
    let items = read(&rendered(&[choir(vec![at(days("2026-12-05", "2026-12-06"))])], &Lang::FI));
    assert_eq!(span(&items[0]), ("2026-12-05", Some("2026-12-07")));
}

#[test]
fn a_feed_says_where_it_is_and_when_each_entry_changed() {
    let mut of = choir(vec![at(eventful())]);
    of.sessions[0].session.status = Status::Cancelled;
    let xml = rendered(&[of.clone()], &Lang::EN);
    for part in [
        r#"<atom:link rel="self" href="https://kalenteri.example/feed.rss?a=1&amp;b=2" type="application/rss+xml"/>"#,
        r#"<atom:link rel="next" href="https://kalenteri.example/feed.rss?cursor=x" type="application/rss+xml"/>"#,
        "<title>Alueen kalenteri &amp; muut</title>",
        "<title>CANCELLED: Kaikille avoin kuoro</title>",
        "<dc:language>fi</dc:language>",
        &format!(r#"<guid isPermaLink="false">{}</guid>"#, of.id),
        "<pubDate>Mon, 2 Nov 2026 06:00:00 +0000</pubDate>",
        "<xcal:status>CANCELLED</xcal:status>",
    ] {
        assert!(xml.contains(part), "{part}\nis not in\n{xml}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn whatever_was_announced_is_well_formed(of in any_activity()) {
        for lang in Lang::OURS {
            let xml = rendered(std::slice::from_ref(&of), &lang);
            prop_assert!(rss::parse(xml.as_bytes()).is_ok(), "{xml}");
        }
    }
}
