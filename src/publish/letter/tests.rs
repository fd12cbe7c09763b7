use std::sync::Arc;

use chrono_tz::Europe::Helsinki;
use quick_xml::Reader as Xml;
use quick_xml::events::Event;

use super::*;
use crate::activity::Activity;
use crate::letter::Told;
use crate::listing::{Address, Status, Venue};
use crate::month::Month;
use crate::sample::date;
use crate::sample::published::{at, choir, eventful, once, rich, site, texts, utc};

const WIDTH: usize = 72;

/// A choir that is new in December 2026.
fn new_choir() -> Activity {
    let mut choir = choir(vec![at(eventful())]);
    choir.first_seen = utc("2026-12-01T06:00:00Z");
    choir.content.organiser.name = Some("Kaiku ry".to_owned());
    choir
}

/// One whose price changed.
fn changed() -> Activity {
    let mut changed = choir(vec![at(once(Helsinki, "2026-12-09 12:00", "2026-12-09 13:00"))]);
    changed.id = crate::id::ActivityId::derive(&crate::sample::key("2"), 0);
    changed.content.name = texts(&[("fi", "Keskipäivän soitto")]);
    changed.content.themes.clear();
    changed.content.kind = None;
    changed
}

fn letter_of(all: Vec<(Activity, &[Field])>) -> Letter {
    let told = all.into_iter().map(|(activity, edited)| Told {
        sessions: activity.sessions.iter().map(|held| held.id).collect(),
        activity: Arc::new(activity),
        edited: edited.iter().copied().collect(),
    });
    Letter::from_told(told, Month::parse("2026-12").unwrap(), date("2026-12-01"))
}

fn letter() -> Letter {
    letter_of(vec![(new_choir(), &[]), (changed(), &[Field::Price, Field::Sessions])])
}

fn forms() -> Forms {
    let at = |end: &str| format!("https://kalenteri.example/letter/2026-12{end}?a=1&b=2");
    Forms {
        page: at(""),
        text: at(".txt"),
        rss: at(".rss"),
        others: "https://kalenteri.example/letter".to_owned(),
    }
}

fn for_reader<T>(lang: &Lang, write: impl FnOnce(Reader<'_>) -> T) -> T {
    write(Reader { site: &site(), lang, town: Municipality::by_code("564") })
}

#[test]
fn as_plain_text_it_can_be_pasted_as_it_is() {
    let id = new_choir().id;
    let other = changed().id;
    let expected = format!(
        "Kuukausikirje, joulukuu 2026: Oulu
==================================

UUTTA
=====

Kulttuuri
---------

* Kaikille avoin kuoro
  ke 2.12.2026 klo 17.00–18.30, Kajaaninkatu 1, Oulu
  PERUTTU, ti 15.12.2026 klo 18.00–19.30
  Viimeinen päivä ti 15.12.2026
  Järjestäjä: Kaiku ry
  Lauletaan yhdessä.
  https://kalenteri.example/activity/{id}?lang=fi

MUUTTUNUTTA
===========

Muut aiheet
-----------

* Keskipäivän soitto
  ke 9.12.2026 klo 12.00–13.00, Kajaaninkatu 1, Oulu
  Muuttunut: ajat tai paikat, hinta
  https://kalenteri.example/activity/{other}?lang=fi
"
    );
    assert_eq!(for_reader(&Lang::FI, |reader| text(&letter(), reader)), expected);
}

#[test]
fn lines_end_between_words_before_the_73rd_character() {
    let mut long = new_choir();
    let words = "Lauletaan yhdessä äänekkäästi ja iloisesti pitkälle yöhön asti. ".repeat(20);
    long.content.summary = rich(&[("fi", &words)]);
    long.content.name = texts(&[("fi", words.trim())]);
    let written = for_reader(&Lang::FI, |reader| text(&letter_of(vec![(long, &[])]), reader));
    let lines: Vec<_> = written.lines().filter(|line| !line.contains("https://")).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap();
    assert!(lines.len() > 30 && (60..=WIDTH).contains(&longest), "{longest}: {written}");
}

#[test]
fn headings_and_what_is_in_another_language_are_marked() {
    for (lang, heading, theme, name) in [
        (Lang::FI, "Uutta", "Kulttuuri", ">Kaikille avoin kuoro</a>"),
        (Lang::SV, "Nytt", "Kultur", ">Kör för alla</a>"),
        (Lang::EN, "New", "Culture", " lang=\"fi\">Kaikille avoin kuoro</a>"),
    ] {
        let html = for_reader(&lang, |reader| document(&letter(), reader));
        for part in [format!("<h2>{heading}</h2>"), format!("<h3>{theme}</h3>"), name.to_owned()] {
            assert!(html.contains(&part), "{part} is not in {html}");
        }
        assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{html}");
        assert!(!html.contains("<style") && !html.contains("<script"), "{html}");
    }
}

#[test]
fn what_is_told_in_another_language_says_so_behind_its_name() {
    let with = |lang: &Lang, summary: &[(&str, &str)]| {
        let mut of = new_choir();
        of.content.summary = rich(summary);
        let letter = letter_of(vec![(of, &[])]);
        for_reader(lang, |reader| (text(&letter, reader), document(&letter, reader)))
    };
    let finnish = &[("fi", "Lauletaan yhdessä.")];
    let (text, html) = with(&Lang::SV, finnish);
    assert!(text.contains("* Kör för alla (på finska)\n"), "{text}");
    assert!(html.contains(">Kör för alla</a></strong> (på finska)<br>"), "{html}");
    assert!(with(&Lang::EN, finnish).0.contains("* Kaikille avoin kuoro (in Finnish)\n"));
    let (text, html) = with(&Lang::FI, finnish);
    assert!(!text.contains(" (") && !html.contains(" ("), "{text}");
    assert!(!with(&Lang::SV, &[("sv", "Vi sjunger.")]).0.contains(" ("));
}

#[test]
fn a_town_is_called_as_its_readers_call_it() {
    let in_town = |city: &str, lang: &Lang| {
        let mut of = new_choir();
        let Venue::Place(place) = &mut of.sessions[0].session.venue else { panic!("at a place") };
        place.municipality = Municipality::by_code("564");
        place.address =
            place.address.map(|address| Address { city: Some(city.to_owned()), ..address.clone() });
        let letter = letter_of(vec![(of, &[])]);
        for_reader(lang, |reader| text(&letter, reader))
    };
    assert!(in_town("Uleåborg", &Lang::FI).contains(", Kajaaninkatu 1, Oulu\n"));
    assert!(in_town("Oulu", &Lang::SV).contains(", Kajaaninkatu 1, Uleåborg\n"));
    // A part of a town is no other name of it.
    assert!(in_town("Oulunsalo", &Lang::SV).contains(", Kajaaninkatu 1, Oulunsalo\n"));
}

#[test]
fn the_page_leads_to_the_other_forms() {
    let html = for_reader(&Lang::FI, |reader| page(&letter(), "letter/2026-12", &forms(), reader));
    for part in [
        "<a href=\"https://kalenteri.example/letter/2026-12.txt?a=1&amp;b=2\">Sama tekstinä</a>",
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"https://kalenteri.example/letter/2026-12.rss?a=1&amp;b=2\"",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn a_month_without_news_says_so() {
    let empty = letter_of(Vec::new());
    let html = for_reader(&Lang::SV, |reader| document(&empty, reader));
    assert!(html.contains("Det finns inget att berätta"), "{html}");
    let text = for_reader(&Lang::EN, |reader| text(&empty, reader));
    assert!(text.ends_with("There is nothing to tell of this month.\n"), "{text}");
}

/// The texts of each item by element.
fn items(xml: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = Xml::from_str(xml);
    let (mut items, mut element) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                element = start.name().as_ref().to_owned();
                if element == "item" {
                    items.push(Vec::new());
                }
            }
            Event::Text(text) => {
                let text = text.xml10_content().into_owned();
                if let Some(item) = items.last_mut().filter(|_| !text.trim().is_empty()) {
                    item.push((element.clone(), text));
                }
            }
            Event::Eof => return items,
            _ => {}
        }
    }
}

#[test]
fn a_reader_of_news_gets_an_item_for_each() {
    let written = for_reader(&Lang::FI, |reader| rss(&letter(), &forms(), reader));
    let items = items(&written);
    let of = |n: usize, name: &str| {
        items[n]
            .iter()
            .filter(|(element, _)| element == name)
            .map(|(_, text)| text.as_str())
            .collect::<String>()
    };
    assert_eq!(items.len(), 2);
    assert_eq!(
        (of(0, "title"), of(1, "title")),
        ("Uutta: Kaikille avoin kuoro".to_owned(), "Muuttunutta: Keskipäivän soitto".to_owned())
    );
    assert_eq!(of(0, "guid"), format!("{}-2026-12", new_choir().id));
    assert_eq!(of(0, "category"), "Kulttuuri");
}

#[test]
fn hostile_texts_stay_texts_in_every_form() {
    const EVIL: &str = "<script>alert(1)</script>\"'&]]>\u{202e}\u{0}\r\n* Väärä";
    let mut evil = new_choir();
    evil.content.name = texts(&[("fi", EVIL)]);
    evil.content.summary = rich(&[("fi", EVIL)]);
    evil.content.organiser.name = Some(EVIL.to_owned());
    evil.sessions[0].session.status = Status::Cancelled;
    let letter = letter_of(vec![(evil, &[])]);
    let html = for_reader(&Lang::FI, |reader| document(&letter, reader));
    assert!(!html.contains("<script"), "{html}");
    let rss = for_reader(&Lang::FI, |reader| rss(&letter, &forms(), reader));
    assert!(!rss.contains("<script") && !rss.contains('\u{0}'), "{rss}");
    assert_eq!(items(&rss).len(), 1);
    // A line of ours begins with a star, one of theirs never.
    let text = for_reader(&Lang::FI, |reader| text(&letter, reader));
    assert_eq!(text.lines().filter(|line| line.starts_with('*')).count(), 1, "{text}");
}
