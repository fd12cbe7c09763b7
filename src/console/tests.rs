use std::collections::BTreeMap;

use super::compared::{compared, in_short};
use super::*;
use crate::listing::Listing;
use crate::sample::published::site;
use crate::sample::{date, finnish, listing, once};
use crate::store::decisions::Suppression;

fn frame<'a>(site: &'a Site, lang: &'a Lang, here: &'a str) -> Frame<'a> {
    let admin = Some(Admin { name: "Aino <b>", form: "secret" });
    let now = "2026-11-02T09:00:00Z".parse().unwrap();
    Frame { site, lang, now, admin, notice: None, here }
}

#[test]
fn each_page_is_in_the_language_that_it_says() {
    let site = site();
    for (lang, title) in
        [(Lang::FI, "Piilotetut"), (Lang::SV, "Dolda"), (Lang::EN, "Hidden entries")]
    {
        let page = suppressions(&frame(&site, &lang, "suppressions"), &BTreeMap::new(), "");
        for said in [format!("<html lang=\"{lang}\">"), format!("<h1>{title}</h1>")] {
            assert!(page.contains(&said), "{said}: {page}");
        }
    }
}

#[test]
fn the_menu_marks_where_one_is_and_languages_lead_to_the_same_page() {
    let site = site();
    let here = "suppressions?subject=a%3Ab&lang=en";
    let page = suppressions(&frame(&site, &Lang::EN, here), &BTreeMap::new(), "a:b");
    assert_eq!(page.matches("aria-current=\"page\"").count(), 1);
    assert!(page.contains("href=\"/admin/suppressions\" aria-current=\"page\""), "{page}");
    let swedish = "href=\"/admin/suppressions?subject=a%3Ab&amp;lang=sv\" lang=\"sv\"";
    assert!(page.contains(swedish), "{page}");
}

#[test]
fn whatever_is_told_stays_text() {
    let site = site();
    let hostile = "</td><script>alert(1)</script>\"";
    let suppression = Suppression {
        reason: hostile.to_owned(),
        actor: hostile.to_owned(),
        at: "2026-11-01T00:00:00Z".parse().unwrap(),
    };
    let all = BTreeMap::from([(hostile.to_owned(), suppression)]);
    let notice = Notice::Suppressed(hostile.to_owned());
    let frame = Frame { notice: Some(&notice), ..frame(&site, &Lang::FI, hostile) };
    let page = suppressions(&frame, &all, hostile);
    assert!(!page.contains("<script>") && !page.contains("<b>"), "{page}");
    assert!(page.matches("&lt;script&gt;").count() >= 5, "{page}");
}

#[test]
fn before_the_sign_in_there_is_no_menu_and_no_secret() {
    let site = site();
    let frame = Frame { admin: None, ..frame(&site, &Lang::EN, "") };
    let page = entrance(&frame, Entrance::Open, Some("runs/7"));
    assert!(page.contains("<input type=\"hidden\" name=\"then\" value=\"runs/7\">"), "{page}");
    assert!(!page.contains("secret") && !page.contains("/admin/tokens"), "{page}");
}

fn told(a: &Listing, b: &Listing) -> Vec<(&'static str, &'static str)> {
    let rows = compared([a, b], date("2026-11-02"), &Lang::EN);
    rows.iter().map(|row| (row.field.text(&Lang::EN), row.difference.text(&Lang::EN))).collect()
}

#[test]
fn two_listings_are_compared_field_by_field_in_words() {
    let mut a = listing("1", "Kuoro");
    a.sessions = vec![once("2026-11-24 18:00")];
    a.content.organiser.name = Some("Lauluyhdistys".to_owned());
    let same = told(&a, &a.clone());
    assert!(same.iter().all(|(_, difference)| *difference == "the same"), "{same:?}");

    let mut b = a.clone();
    b.content.name = finnish("Laulajat");
    b.content.organiser.name = None;
    b.content.organiser.business_id = None;
    b.sessions = vec![once("2026-11-25 18:00")];
    let differing = told(&a, &b);
    for expected in
        [("name", "differs"), ("organiser", "only in the first"), ("times and places", "differs")]
    {
        assert!(differing.contains(&expected), "{expected:?}: {differing:?}");
    }
    assert!(told(&b, &a).contains(&("organiser", "only in the second")));
}

#[test]
fn two_are_told_by_what_has_passed_where_little_is_to_come() {
    let mut a = listing("1", "Kuoro");
    let times = |a: &Listing| {
        let rows = compared([a, a], date("2026-11-02"), &Lang::EN);
        let row = rows.iter().find(|row| row.field.text(&Lang::EN) == "times and places");
        row.unwrap().sides[0].clone()
    };
    a.sessions = vec![once("2026-10-20 18:00"), once("2026-11-24 18:00")];
    let [passed, coming] = times(&a).try_into().unwrap();
    assert!(passed.starts_with("Tue 20 Oct 2026"), "{passed}");
    assert!(coming.starts_with("Tue 24 Nov 2026"), "{coming}");
    let short = |a: &Listing| in_short(&a.sessions, date("2026-11-02"), &Lang::EN).unwrap();
    assert!(short(&a).starts_with("Tue 24 Nov 2026") && short(&a).ends_with("(+ 1)"));
    a.sessions.truncate(1);
    assert!(short(&a).starts_with("Tue 20 Oct 2026"));
}
