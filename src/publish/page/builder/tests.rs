//! The front page: what can be chosen, and what comes of it.

use chrono_tz::Europe::Helsinki;

use super::{Builder, Choice, Group, Outcome, Shelf, ShelfLink};
use crate::catalogue::Fault;
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::page::tests::{check_elements, check_has};
use crate::publish::page::{FeedLink, Index, Upcoming, Wrong, index};
use crate::sample::date;
use crate::sample::published::*;

fn chosen(first: Vec<Upcoming>) -> Outcome {
    let base = "https://kalenteri.example";
    Outcome {
        total: first.len(),
        first,
        too_many: None,
        title: "Alueen kalenteri: Oulu".to_owned(),
        ical: format!("{base}/calendar.ics?municipality=564"),
        json: format!("{base}/api/v1/activities?municipality=564"),
        rss: format!("{base}/feed.rss?municipality=564"),
        calendar: format!("{base}/calendar?municipality=564&lang=fi"),
        embed: format!("{base}/embed?municipality=564&lang=fi"),
        filters: "municipality=564".to_owned(),
    }
}

fn builder(outcome: Result<Outcome, Wrong>) -> Builder {
    let choice = |value: &str, label: &str, chosen| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        count: 3,
        chosen,
    };
    Builder {
        groups: vec![Group {
            name: "municipality",
            title: "Kunta",
            choices: vec![choice("564", "Oulu", true), choice("678", "Raahe", false)],
        }],
        words: String::new(),
        from: String::new(),
        to: String::new(),
        kept: vec![("near".to_owned(), "25.4,65.0,5000".to_owned())],
        outcome,
    }
}

fn front(outcome: Outcome, lang: &Lang) -> String {
    let of = Index { builder: builder(Ok(outcome)), feeds: Vec::new(), shelves: Vec::new() };
    let html = index(&of, &site(), lang);
    check_elements(&html);
    html
}

#[test]
fn what_is_cancelled_as_a_whole_says_so_on_the_front_page() {
    let mut of = choir(vec![at(once(Helsinki, "2026-12-01 18:00", ""))]);
    of.sessions[0].session.status = Status::Cancelled;
    let one = Upcoming { activity: of.clone(), next: Some(wall("2026-12-01 18:00")), last: None };
    check_has(&front(chosen(vec![one]), &Lang::SV), &[">INSTÄLLT: "]);
}

#[test]
fn the_front_page_shows_what_is_chosen_and_comes_first() {
    let of = choir(Vec::new());
    let timed = Upcoming { activity: of.clone(), next: Some(wall("2026-11-24 18:00")), last: None };
    let all_day = Upcoming {
        activity: of.clone(),
        next: Some(wall("2026-11-28 00:00")),
        last: Some(date("2026-11-29")),
    };
    check_has(
        &front(chosen(vec![timed, all_day]), &Lang::FI),
        &[
            "<h1>Alueen kalenteri</h1>",
            ">2 ilmoitusta</p>",
            r#"<input type="checkbox" name="municipality" value="564" checked>"#,
            r#"<input type="checkbox" name="municipality" value="678">"#,
            r#"<input type="hidden" name="near" value="25.4,65.0,5000">"#,
            r#"<time datetime="2026-11-24T18:00">ti 24.11.2026 klo 18.00</time>"#,
            r#"<time datetime="2026-11-28">la 28.11.2026 – su 29.11.2026</time>"#,
            &format!(r#"<a href="https://kalenteri.example/activity/{}?lang=fi">"#, of.id),
        ],
    );
    check_has(&front(chosen(Vec::new()), &Lang::SV), &[">0 annonser</p>", "Inget hittades"]);
}

/// As Google and Outlook want them: the address as one value of a query.
#[test]
fn what_is_chosen_can_be_taken_along_in_every_form() {
    let mut outcome = chosen(Vec::new());
    outcome.title = "Kuoro \"&\" <muut>".to_owned();
    check_has(
        &front(outcome, &Lang::FI),
        &[
            r#"<a href="webcal://kalenteri.example/calendar.ics?municipality=564">"#,
            "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fkalenteri.example%2Fcalendar.ics%3Fmunicipality%3D564",
            "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fkalenteri.example%2Fcalendar.ics%3Fmunicipality%3D564&amp;name=Kuoro%20%22%26%22%20%3Cmuut%3E",
            r#"type="text" value="https://kalenteri.example/calendar.ics?municipality=564" readonly"#,
            r#"type="text" value="https://kalenteri.example/api/v1/activities?municipality=564" readonly"#,
            // The code is text in a field, and what is in it is written as HTML once more.
            "&lt;iframe src=&quot;https://kalenteri.example/embed?municipality=564&amp;amp;lang=fi&quot; title=&quot;Kuoro &amp;quot;&amp;amp;&amp;quot; &amp;lt;muut&amp;gt;&quot;",
            "&lt;kooste-calendar src=&quot;https://kalenteri.example/&quot; lang=&quot;fi&quot; limit=&quot;10&quot; filters=&quot;municipality=564&quot;&gt;",
        ],
    );
}

#[test]
fn a_choice_that_cannot_be_read_is_told_at_its_field() {
    let wrong = |name: &str| Wrong {
        name: name.to_owned(),
        fault: Fault::Unreadable { value: "<no>".to_owned() },
    };
    for (name, says) in [
        ("from", "Ange dagen i formen 2026-11-24."),
        ("q", "Ange högst tio sökord."),
        ("municipality", "Värdet är okänt."),
    ] {
        let of = Index {
            builder: Builder { from: "2026-13-01".to_owned(), ..builder(Err(wrong(name))) },
            feeds: Vec::new(),
            shelves: Vec::new(),
        };
        let html = index(&of, &site(), &Lang::SV);
        check_elements(&html);
        check_has(
            &html,
            &[says, "”&lt;no&gt;” är", r#"aria-describedby="wrong""#, r#"value="2026-13-01""#],
        );
        assert_eq!(html.matches(r#"id="wrong""#).count(), 1, "{html}");
    }
}

#[test]
fn the_front_page_offers_feeds() {
    let feed = FeedLink {
        title: "Liikunta".to_owned(),
        ical: "https://kalenteri.example/feeds/liikunta.ics".to_owned(),
        json: "https://kalenteri.example/feeds/liikunta.json".to_owned(),
        rss: "https://kalenteri.example/feeds/liikunta.rss".to_owned(),
        json_feed: "https://kalenteri.example/feeds/liikunta.feed.json".to_owned(),
        too_many: Some(1_234),
    };
    let link = ShelfLink {
        label: "Oulu".to_owned(),
        count: 12,
        query: "municipality=564".to_owned(),
        ical: "https://kalenteri.example/calendar.ics?municipality=564".to_owned(),
    };
    let of = Index {
        builder: builder(Ok(chosen(Vec::new()))),
        feeds: vec![feed],
        shelves: vec![Shelf { title: "Kunnittain", links: vec![link] }],
    };
    let html = index(&of, &site(), &Lang::FI);
    check_elements(&html);
    check_has(
        &html,
        &[
            "lukee siitä vain osan (1234 tapahtumaa).",
            r#"<a href="webcal://kalenteri.example/feeds/liikunta.ics""#,
            r#"<a href="https://kalenteri.example/feeds/liikunta.json""#,
            r#"<link rel="alternate" type="application/rss+xml" href="https://kalenteri.example/feeds/liikunta.rss" title="Liikunta">"#,
            r#"<link rel="alternate" type="application/feed+json" href="https://kalenteri.example/feeds/liikunta.feed.json" title="Liikunta">"#,
            r#"<h3>Kunnittain</h3>"#,
            r##"<a href="/?municipality=564&amp;lang=fi#selection">Oulu</a> (12) "##,
            r#"href="https://kalenteri.example/calendar.ics?municipality=564""#,
        ],
    );
}
