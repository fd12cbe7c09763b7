//! Languages and times on the page of an activity.

use chrono_tz::Europe::Helsinki;

use crate::listing::Venue;
use crate::localized::Lang;
use crate::publish::page::tests::{check_has, page};
use crate::sample::published::*;

#[test]
fn all_languages_that_it_is_told_in_are_named_with_links() {
    let mut of = choir(vec![at(eventful())]);
    of.content.description = rich(&[("fi", "Lauletaan."), ("en", "We sing."), ("et", "Laulame.")]);
    let html = page(&of, &Lang::SV);
    let link = |lang: &str, name: &str| {
        format!(
            r#"<a href="https://kalenteri.example/activity/{}?lang={lang}" hreflang="{lang}">{name}</a>"#,
            of.id
        )
    };
    let told = "Arrangören berättar om detta på andra språk: ";
    let (finnish, english) = (link("fi", "finska"), link("en", "engelska"));
    check_has(&html, &[told, &finnish, &english, "estniska"]);
    assert!(!html.contains("bara på ett annat"), "{html}");
    assert!(!page(&of, &Lang::FI).contains("class=\"note\""));
    of.content.description = rich(&[("et", "Laulame.")]);
    let only = "The organiser tells of this in another language only: Estonian.";
    check_has(&page(&of, &Lang::EN), &[only]);
}

/// Ten evenings as ten sessions, as a source tells a course; one more is elsewhere.
#[test]
fn sessions_that_differ_in_their_dates_alone_are_one_block_in_order() {
    let evening = |day: u32| at(once(Helsinki, &format!("2026-12-{day:02} 18:00"), ""));
    let mut sessions: Vec<_> = (1..=10).rev().map(evening).collect();
    let mut elsewhere = evening(3);
    elsewhere.venue = Venue::Unknown;
    sessions.insert(0, elsewhere);
    let html = page(&choir(sessions), &Lang::FI);
    assert_eq!(html.matches("<section><h3>").count(), 2, "{html}");
    assert_eq!(html.matches("Kajaaninkatu 1, Oulu</span></h3>").count(), 1, "{html}");
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
    assert!(at(">ti 1.12.2026") < at(">to 10.12.2026"), "{html}");
    assert!(at(">to 10.12.2026") < at("<h3>Paikkaa ei ole"), "{html}");
}

#[test]
fn a_long_block_tells_its_first_ten_times_and_when_it_ends() {
    let evening = |day: u32| at(once(Helsinki, &format!("2026-12-{day:02} 18:00"), ""));
    let html = page(&choir((1..=12).map(evening).collect()), &Lang::FI);
    assert_eq!(html.matches("<li><time").count(), 10, "{html}");
    check_has(&html, &["Jatkuu, viimeinen kerta la 12.12.2026"]);
}
