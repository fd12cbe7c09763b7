//! What a visitor gets, with and without eyes.

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::{Described, Input, Reference, activity, reference};
use crate::activity::Activity;
use crate::listing::{Contact, ContactMeans, Image, Status, Venue};
use crate::localized::{Lang, Localized, RichText};
use crate::sample::published::*;
use crate::sample::session;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

pub(super) fn page(of: &Activity, lang: &Lang) -> String {
    let html = activity(of, &[], &site(), TODAY, lang);
    check_elements(&html);
    html
}

/// Every element that is opened is closed, in order; one `main` and one `h1`.
pub(super) fn check_elements(html: &str) {
    const VOID: [&str; 6] = ["!DOCTYPE", "meta", "link", "img", "br", "input"];
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "in {html}"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
    for once in ["<main", "<h1>", "<title>"] {
        assert_eq!(html.matches(once).count(), 1, "{once} in {html}");
    }
    for script in html.split("<script").skip(1) {
        let ours = script.starts_with(" type=\"application/ld+json\">")
            || script.starts_with(" src=\"/assets/");
        assert!(ours, "{script}");
    }
    for inline in ["<style", " style=", " onclick=", " onerror=", "javascript:"] {
        assert!(!html.contains(inline), "{inline} in {html}");
    }
}

pub(super) fn check_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
}

#[test]
fn a_session_that_was_put_off_says_so() {
    let mut of = choir(vec![at(eventful())]);
    of.sessions[0].session.status = Status::Postponed;
    check_has(&page(&of, &Lang::FI), &["<h3>LYKÄTTY: <span>Kajaaninkatu 1, Oulu</span></h3>"]);
    check_has(&page(&of, &Lang::SV), &["<h3>UPPSKJUTET: "]);
}

#[test]
fn the_page_is_in_the_language_asked_for() {
    let of = choir(vec![at(eventful())]);
    check_has(
        &page(&of, &Lang::FI),
        &[
            r#"<html lang="fi">"#,
            "<title>Kaikille avoin kuoro – Alueen kalenteri</title>",
            "<h1><span>Kaikille avoin kuoro</span></h1>",
            r#"<li><time datetime="2026-11-24T18:00:00+02:00">ti 24.11.2026 klo 18.00–19.30</time></li>"#,
            ">ke 2.12.2026 klo 17.00–18.30</time></li>",
            ">ti 15.12.2026 klo 18.00–19.30</time> <strong>PERUTTU</strong></li>",
            "<h3><span>Kajaaninkatu 1, Oulu</span></h3>",
            r#"Lähde: <a href="https://lahella.example/41001">Lähellä.fi</a>"#,
        ],
    );
    check_has(
        &page(&of, &Lang::SV),
        &[
            r#"<html lang="sv">"#,
            "Kör för alla – Områdets kalender",
            ">tis 24.11.2026 kl. 18.00–19.30</time></li>",
            "<dt>Typ</dt><dd>Hobbyer och fritid</dd>",
        ],
    );
}

#[test]
fn a_part_in_another_language_says_so() {
    let of = choir(vec![at(eventful())]);
    let english = page(&of, &Lang::EN);
    check_has(
        &english,
        &[
            r#"<html lang="en">"#,
            r#"<h1><span lang="fi">Kaikille avoin kuoro</span></h1>"#,
            &format!(
                r#"in other languages: <a href="https://kalenteri.example/activity/{}?lang=fi" hreflang="fi">Finnish</a>, <a "#,
                of.id
            ),
            r#"<div lang="fi"><p>Lauletaan yhdessä.</p></div>"#,
            ">Tue 24 Nov 2026, 18:00–19:30</time></li>",
        ],
    );
}

#[test]
fn only_safe_html_passes_as_html() {
    let mut of = choir(vec![session(ongoing("2026-01-01"), Venue::Unknown)]);
    let wild = "<script>alert(1)</script>\"'&";
    of.content.name = texts(&[("fi", wild)]);
    of.content.organiser.name = Some(wild.to_owned());
    of.content.image =
        Some(Image { url: url("https://a.example/i?a=1&b=%22"), alt: texts(&[("fi", wild)]) });
    let means = ContactMeans::Email(wild.to_owned());
    of.content.contacts = vec![Contact { means, label: texts(&[("fi", wild)]) }];
    of.members[0].credit.attribution = wild.to_owned();
    let safe =
        RichText { plain: "lihavoitu".to_owned(), html: "<strong>lihavoitu</strong>".to_owned() };
    of.content.description = [(Lang::FI, safe)].into_iter().collect();
    let html = page(&of, &Lang::FI);
    check_has(&html, &["<strong>lihavoitu</strong>", "&lt;script&gt;"]);
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert!(html.contains(r#"\u003cscript>alert(1)\u003c/script>"#), "{html}");
    assert!(html.contains(r#"alt="&lt;script&gt;alert(1)&lt;/script&gt;&quot;'&amp;""#), "{html}");
}

#[test]
fn what_is_cancelled_in_part_or_as_a_whole_says_so() {
    let day = |text| at(once(Helsinki, text, ""));
    let mut of = choir(vec![day("2026-12-01 18:00"), day("2026-12-02 18:00")]);
    of.sessions[0].session.status = Status::Cancelled;
    let html = page(&of, &Lang::FI);
    check_has(&html, &["<h3>PERUTTU: ", "<h1><span>"]);
    of.sessions[1].session.status = Status::Cancelled;
    check_has(&page(&of, &Lang::FI), &["<h1>PERUTTU: <span>", "<title>PERUTTU: "]);
}

#[test]
fn a_service_that_goes_on_is_offered_to_no_calendar() {
    let html = page(&choir(vec![at(ongoing("2026-01-01"))]), &Lang::FI);
    assert!(!html.contains("webcal:") && !html.contains("Lisää kalenteriisi"), "{html}");
    let off = |mut of: Activity| {
        of.sessions[0].session.status = Status::Cancelled;
        page(&of, &Lang::FI)
    };
    let html = off(choir(vec![at(eventful())]));
    assert!(!html.contains("webcal:"), "what is off: {html}");
    let both = choir(vec![at(ongoing("2026-01-01")), at(eventful())]);
    check_has(&page(&both, &Lang::FI), &["webcal:", "Lisää kalenteriisi"]);
}

#[test]
fn what_is_over_is_left_out_as_long_as_anything_is_to_come() {
    let over = || at(days("2026-11-01", "2026-11-02"));
    let sentence = "Tulevia ajankohtia ei ole ilmoitettu.";
    check_has(&page(&choir(vec![over()]), &Lang::FI), &[sentence]);
    let both = choir(vec![over(), at(once(Helsinki, "2026-12-01 18:00", ""))]);
    let html = page(&both, &Lang::FI);
    check_has(&html, &["ti 1.12.2026 klo 18.00"]);
    assert!(!html.contains(sentence), "{html}");
}

#[test]
fn the_page_leads_to_a_map_a_calendar_and_what_may_be_the_same() {
    let mut of = choir(vec![at(eventful())]);
    of.content.contacts = vec![Contact {
        means: ContactMeans::Phone("040 123 4567".to_owned()),
        label: Localized::new(),
    }];
    let mut other = choir(Vec::new());
    other.id = crate::id::ActivityId::derive(&crate::sample::key("2"), 0);
    other.content.organiser.name = Some("Kuoro & kumppanit".to_owned());
    let html = activity(&of, &[&other], &site(), TODAY, &Lang::EN);
    check_elements(&html);
    check_has(
        &html,
        &[
            "https://www.openstreetmap.org/search?query=Kajaaninkatu+1%2C+Oulu",
            r#"<a href="tel:0401234567">040 123 4567</a>"#,
            &format!(r#"href="https://kalenteri.example/activity/{}.ics?lang=en" download"#, of.id),
            "<h2>These may be the same</h2>",
            &format!(r#"<a href="https://kalenteri.example/activity/{}?lang=en">"#, other.id),
            "Kuoro &amp; kumppanit",
        ],
    );
    let Venue::Place(place) = &mut of.sessions[0].session.venue else { panic!("at a place") };
    place.position = crate::listing::Position::new(25.4651, 65.0121);
    check_has(
        &page(&of, &Lang::FI),
        &["https://www.openstreetmap.org/?mlat=65.0121&amp;mlon=25.4651#map=17/65.0121/25.4651"],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn whatever_was_announced_is_a_page(of in any_activity()) {
        for lang in Lang::OURS {
            page(&of, &lang);
        }
        let empty = Activity { content: crate::listing::Content { name: Localized::new(), ..of.content }, ..of };
        page(&empty, &Lang::FI);
    }
}

#[test]
fn the_page_of_the_api_has_a_line_to_try_and_leads_to_each_parameter() {
    let input = |name: &str| Input {
        name: name.to_owned(),
        says: "Activities of this type.".to_owned(),
        expected: "Expected: one of hobby, support".to_owned(),
        example: "a&b".to_owned(),
    };
    let of = Reference {
        operations: vec![Described {
            path: "/api/v1/activities/{id}".to_owned(),
            summary: "One activity.".to_owned(),
            example: "https://kalenteri.example/api/v1/activities/x?type=hobby".to_owned(),
            own: vec![input("id")],
            shared: vec!["type".to_owned(), "lang".to_owned()],
        }],
        parameters: vec![input("type"), input("lang")],
        files: vec!["https://kalenteri.example/openapi.json".to_owned()],
    };
    for lang in Lang::OURS {
        let html = reference(&of, &site(), &lang);
        check_elements(&html);
        for name in ["type", "lang"] {
            check_has(
                &html,
                &[&format!("href=\"#parameter-{name}\""), &format!("id=\"parameter-{name}\"")],
            );
        }
        check_has(
            &html,
            &[
                "curl 'https://kalenteri.example/api/v1/activities/x?type=hobby'",
                "href=\"https://kalenteri.example/openapi.json\"",
                "type=a&amp;b",
            ],
        );
        // WCAG 2.1, 3.1.2: told only where it differs from the page's.
        assert_eq!(html.contains("<dl lang=\"en\">"), lang != Lang::EN, "{lang}");
    }
}
