use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::feed;
use crate::activity::Activity;
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::news::{Channel, Chosen};
use crate::sample::published::*;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

fn rendered(of: &[Activity], lang: &Lang, next: Option<&str>) -> Value {
    let channel = Channel {
        title: "Alueen kalenteri",
        home: "https://kalenteri.example/",
        address: "https://kalenteri.example/feed.json",
        next,
        lang,
    };
    let chosen: Vec<_> = of
        .iter()
        .map(|activity| Chosen { activity, sessions: activity.sessions.iter().collect() })
        .collect();
    serde_json::from_str(&feed(&channel, &chosen, &site(), TODAY)).unwrap()
}

#[test]
fn a_feed_has_what_version_1_1_requires() {
    let of = choir(vec![at(eventful())]);
    let whole = rendered(
        std::slice::from_ref(&of),
        &Lang::FI,
        Some("https://kalenteri.example/feed.json?x"),
    );
    assert_eq!(whole["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(whole["title"], "Alueen kalenteri");
    assert_eq!(whole["feed_url"], "https://kalenteri.example/feed.json");
    assert_eq!(whole["next_url"], "https://kalenteri.example/feed.json?x");
    let item = &whole["items"][0];
    assert_eq!(item["id"], of.id.as_str());
    assert_eq!(item["external_url"], "https://lahella.example/41001");
    assert_eq!(item["date_modified"], "2026-11-02T08:00:00+02:00");
    assert_eq!(item["language"], Value::Null);
    assert_eq!(
        item["_kooste"],
        json!({"start": "2026-11-24T18:00:00+02:00", "end": "2026-11-24T19:30:00+02:00",
               "all_day": false, "status": "scheduled", "location": "Kajaaninkatu 1, Oulu"})
    );
    let html = item["content_html"].as_str().unwrap();
    assert!(
        html.contains("<strong>ti 24.11.2026 klo 18.00–19.30</strong>, Kajaaninkatu 1, Oulu"),
        "{html}"
    );
    assert!(html.contains("Lähde: Lähellä.fi"), "{html}");
}

#[test]
fn a_title_in_another_language_says_so_and_a_cancelled_one_too() {
    let mut of = choir(vec![at(days("2026-12-05", "2026-12-06"))]);
    of.sessions[0].session.status = Status::Cancelled;
    let whole = rendered(&[of], &Lang::EN, None);
    let item = &whole["items"][0];
    assert_eq!(whole["next_url"], Value::Null);
    assert_eq!(item["title"], "CANCELLED: Kaikille avoin kuoro");
    assert_eq!(item["language"], "fi");
    assert_eq!(
        item["_kooste"],
        json!({"start": "2026-12-05", "end": "2026-12-06", "all_day": true, "status": "cancelled",
               "location": "Kajaaninkatu 1, Oulu"})
    );
}

#[test]
fn the_next_time_is_one_that_takes_place() {
    let mut of =
        choir(vec![at(days("2026-12-01", "2026-12-01")), at(days("2026-12-09", "2026-12-09"))]);
    of.sessions[0].session.status = Status::Cancelled;
    let whole = rendered(&[of], &Lang::FI, None);
    assert_eq!(whole["items"][0]["_kooste"]["start"], "2026-12-09");
    assert_eq!(rendered(&[choir(Vec::new())], &Lang::FI, None)["items"][0]["_kooste"], Value::Null);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn whatever_was_announced_is_a_feed(of in any_activity()) {
        for lang in Lang::OURS {
            let whole = rendered(std::slice::from_ref(&of), &lang, None);
            prop_assert!(whole["items"][0]["title"].is_string());
        }
    }
}
