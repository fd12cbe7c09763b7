use super::*;
use crate::activity::Activity;
use crate::listing::{Area, Contact, ContactMeans};
use crate::organisations::Organisations;
use crate::sample::date;
use crate::sample::published::{at, choir, eventful, site, texts, utc};

fn organised() -> Activity {
    let mut activity = choir(vec![at(eventful())]);
    activity.content.organiser.name = Some("Kaiku ry".to_owned());
    activity.content.organiser.business_id = Some("0112038-9".to_owned());
    let mail = |address: &str, label: &str| Contact {
        means: ContactMeans::Email(address.to_owned()),
        label: texts(&[("fi", label)]),
    };
    activity.content.contacts =
        vec![mail("aino@kaiku.example", "Aino Virtanen"), mail("info@kaiku.example", "Toimisto")];
    activity
}

fn shown(activity: Activity, lang: &Lang, embedded: bool) -> [String; 2] {
    let all = Organisations::of([activity]);
    let site = site();
    let as_of = date("2026-11-24");
    let setting = Setting { site: &site, as_of, lang, contact_months: 12, embedded, town: None };
    let towns = Municipality::by_code("564").into_iter().collect();
    let list = List { organisations: all.iter().collect(), total: 1, towns, ..List::default() };
    let next = NextTimes::new();
    [super::list(&list, setting), one(all.iter().next().unwrap(), &next, setting)]
}

#[track_caller]
fn check_has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part}\nis not in\n{html}");
    }
}

#[test]
fn the_list_tells_who_where_what_and_how_to_reach_them() {
    let [list, _] = shown(organised(), &Lang::FI, false);
    check_has(
        &list,
        &[
            ">Kaiku ry</a>, Oulu<br>Kulttuuri<br><a href=\"mailto:info@kaiku.example\">",
            "1 järjestö<",
        ],
    );
    assert!(!list.contains("aino@"), "{list}");
    let [list, _] = shown(organised(), &Lang::SV, false);
    check_has(
        &list,
        &[
            "<h1>Organisationer</h1>",
            ", Uleåborg<br>Kultur",
            "<option value=\"564\">Uleåborg</option>",
        ],
    );
}

#[test]
fn the_town_that_is_asked_for_stands_first_and_the_rest_as_a_number() {
    let mut of = organised();
    let codes = ["005", "069", "071", "072", "139", "208"];
    of.content.area =
        Area::Municipalities(codes.iter().filter_map(|code| Municipality::by_code(code)).collect());
    let all = Organisations::of([of]);
    let site = site();
    let list = |town: Option<&str>| {
        let setting = Setting {
            site: &site,
            as_of: date("2026-11-24"),
            lang: &Lang::FI,
            contact_months: 12,
            embedded: false,
            town: town.and_then(Municipality::by_code),
        };
        super::list(&List { organisations: all.iter().collect(), ..List::default() }, setting)
    };
    let rest = "Alajärvi, Haapajärvi, Haapavesi, Hailuoto";
    check_has(&list(None), &[&format!("</a>, {rest}, Ii ja\u{a0}2\u{a0}muuta")]);
    check_has(&list(Some("564")), &[&format!("</a>, Oulu, {rest} ja\u{a0}2\u{a0}muuta")]);
}

#[test]
fn without_a_theme_the_type_tells_what_they_do() {
    let mut support = organised();
    support.content.themes.clear();
    let [list, _] = shown(support, &Lang::FI, false);
    check_has(&list, &[", Oulu<br>Harrastukset ja vapaa-aika<br>"]);
}

#[test]
fn every_field_of_the_form_has_a_label() {
    let [list, _] = shown(organised(), &Lang::EN, false);
    for field in ["municipality", "theme", "q"] {
        check_has(&list, &[&format!("<label for=\"{field}\">"), &format!("id=\"{field}\"")]);
    }
}

#[test]
fn the_page_tells_the_office_before_the_person() {
    let [_, page] = shown(organised(), &Lang::FI, false);
    check_has(
        &page,
        &[
            "<h1>Kaiku ry</h1>",
            "<dd>0112038-9</dd>",
            "<h2>Yhteyshenkilöt</h2>",
            "Lähde: Lähellä.fi",
            ">Kaikille avoin kuoro</",
        ],
    );
    let (office, person) = (page.find("info@").unwrap(), page.find("aino@").unwrap());
    assert!(office < person, "{page}");
    assert!(!page.contains("vanhentunut"), "{page}");
}

#[test]
fn a_number_is_dialled_and_an_activity_tells_its_next_time() {
    let mut of = organised();
    of.content.contacts[1].means = ContactMeans::Phone("040 123 4567".to_owned());
    let all = Organisations::of([of.clone()]);
    let site = site();
    let setting = Setting {
        site: &site,
        as_of: date("2026-11-25"),
        lang: &Lang::FI,
        contact_months: 12,
        embedded: false,
        town: None,
    };
    // Of the 24th nothing is left; the 15th of December is off.
    let when = || of.sessions.iter().map(|held| &held.session.when);
    let span = next(when(), setting.as_of).unwrap();
    let html =
        super::one(all.iter().next().unwrap(), &NextTimes::from([(of.id.clone(), span)]), setting);
    check_has(
        &html,
        &[
            r#"<a href="tel:0401234567">040 123 4567</a>"#,
            r#"<time datetime="2026-12-02T17:00:00+02:00">ke 2.12.2026 klo 17.00–18.30</time>"#,
        ],
    );
    assert_eq!(next(when(), date("2026-12-03")), None);
}

#[test]
fn a_stale_contact_is_said_to_be_so_in_words() {
    let mut old = organised();
    old.changed = utc("2025-11-02T06:00:00Z");
    let [list, page] = shown(old, &Lang::EN, false);
    check_has(&page, &["may be out of date, last confirmed on Sun 2 Nov 2025"]);
    assert!(!list.contains("info@"), "{list}");
}

#[test]
fn in_a_frame_it_stays_there_and_activities_leave_it() {
    for page in shown(organised(), &Lang::FI, true) {
        assert!(!page.contains("<header") && !page.contains("<nav"), "{page}");
    }
    let [list, page] = shown(organised(), &Lang::FI, true);
    check_has(&list, &["?embed=1&amp;lang=fi\">Kaiku ry", "name=\"embed\" value=\"1\""]);
    check_has(&page, &["target=\"_top\""]);
}

#[test]
fn hostile_names_stay_texts() {
    const EVIL: &str = "Kaiku \"><script>alert(1)</script>";
    let mut evil = organised();
    evil.content.organiser.name = Some(EVIL.to_owned());
    evil.content.name = texts(&[("fi", EVIL)]);
    evil.content.contacts[1].label = texts(&[("fi", EVIL)]);
    evil.content.contacts[0].means = ContactMeans::Phone("<script>".to_owned());
    for page in shown(evil, &Lang::FI, false) {
        let data = r#"<script type="application/ld+json">"#;
        let others = page.matches("<script").count() - page.matches(data).count();
        assert_eq!((others, page.contains("</script>alert")), (0, false), "{page}");
    }
}
