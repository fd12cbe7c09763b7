use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;

use super::*;
use crate::normalise::document::Kind;
use crate::normalise::text;

const ALL: Redact = EVERYTHING;
const EMAIL: Redact = Redact { email: true, phone: false, names: false };
const PHONE: Redact = Redact { email: false, phone: true, names: false };
const NAMES: Redact = Redact { email: false, phone: false, names: true };

#[test]
fn what_tells_of_a_person_goes_and_the_rest_stays() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/text/redaction.txt");
    let table = fs::read_to_string(file).unwrap();
    let mut lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    while let Some(said) = lines.next() {
        let (said, expected) = match said.strip_prefix("= ") {
            Some(kept) => (kept, kept.to_owned()),
            None => (said, lines.next().unwrap().to_owned()),
        };
        let left = line(said, &Lang::FI, ALL)
            .replace("[sähköposti poistettu]", "(e)")
            .replace("[puhelin poistettu]", "(p)")
            .replace("[nimi poistettu]", "(n)");
        if left != expected {
            wrong.push(format!("{said}\n    left     {left}\n    expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_what_the_source_says_is_taken_out() {
    let check = |redact, left: &str| {
        let said = "Aino Virtanen, 044 000 0123, toimisto@seura.example, aino@seura.example";
        assert_eq!(line(said, &Lang::EN, redact), left);
    };
    let mail = "toimisto@seura.example";
    check(
        Redact::default(),
        "Aino Virtanen, 044 000 0123, toimisto@seura.example, aino@seura.example",
    );
    check(PHONE, &format!("Aino Virtanen, [phone removed], {mail}, aino@seura.example"));
    check(EMAIL, "Aino Virtanen, 044 000 0123, [e-mail removed], [e-mail removed]");
    check(NAMES, &format!("[name removed], 044 000 0123, {mail}, [e-mail removed]"));
}

#[test]
fn marks_are_in_the_language_of_the_text() {
    let check = |lang: &str, left: &str| {
        let lang = Lang::parse(lang).unwrap();
        assert_eq!(line("Aino K. 044 000 0123 a@x.example", &lang, ALL), left);
    };
    check("fi", "[nimi poistettu] [puhelin poistettu] [sähköposti poistettu]");
    check("sv", "[namn borttaget] [telefon borttagen] [e-post borttagen]");
    check("en", "[name removed] [phone removed] [e-mail removed]");
    check("se", "[name removed] [phone removed] [e-mail removed]");
}

#[test]
fn a_label_keeps_the_role_without_the_name() {
    let check = |said: &str, left: &str| assert_eq!(label(said, ALL), left, "{said}");
    check("Kerhon vetäjä Aino K.", "Kerhon vetäjä");
    check("Eeva M., iltaisin kello 17 jälkeen", "iltaisin kello 17 jälkeen");
    check("Ohjaajat Aino Virtanen ja Eero V.", "Ohjaajat");
    check("Aino (iltaisin)", "iltaisin");
    check("Toimisto / Aino Virtanen", "Toimisto");
    check("Päivi", "");
    check("Aino Virtanen, 044 000 0123", "");
    check("Talon puhelin aukioloaikoina", "Talon puhelin aukioloaikoina");
    check("WhatsApp-viestit", "WhatsApp-viestit");
    check("Vertaisverkko Lumme", "Vertaisverkko Lumme");
    assert_eq!(label("Kerhon vetäjä Aino K.", EMAIL), "Kerhon vetäjä Aino K.");
}

#[test]
fn addresses_tell_of_people_too() {
    let check = |address: &str, told: bool| {
        assert_eq!(tells(&WebUrl::parse(address).unwrap(), ALL), told, "{address}");
    };
    check("https://wa.me/358440000123", true);
    check("https://seura.example/?soita=0440000123", true);
    check("https://seura.example/?to=toimisto@seura.example", true);
    check("https://seura.example/?to=toimisto%40seura.example", true);
    check("https://seura.example/tiimi/aino-virtanen", true);
    check("https://some.example/aino.kirppu", true);
    check("https://seura.example/maria-akatemia", false);
    check("https://seura.example/tapahtumat/2026-11-24?id=20261124180000", false);
    check("https://aino.example/", false);
    check("https://seura.example/aino.html", false);
}

#[test]
fn both_forms_of_a_text_are_redacted_across_markup() {
    let check = |raw: &str, html: &str, plain: &str| {
        let raw = [("fi".to_owned(), raw.to_owned())].into();
        let text = text::rich_localized(&raw, ALL, &mut BTreeSet::new());
        let text = text.get(&Lang::FI).unwrap();
        assert_eq!((text.html.as_str(), text.plain.as_str()), (html, plain));
    };
    check(
        "<p>Soita <b>Aino</b> Virtaselle <i>044&nbsp;000</i> 0123!</p>",
        "<p>Soita <strong>[nimi poistettu]</strong> <em>[puhelin poistettu]</em>!</p>",
        "Soita [nimi poistettu] [puhelin poistettu]!",
    );
    check(
        "<p><a href='https://seura.example/a'>Aino Virtanen</a> ja <a href='https://seura.example/b'>talo</a></p>",
        "<p>[nimi poistettu] ja <a href=\"https://seura.example/b\" rel=\"noopener nofollow\">talo</a></p>",
        "[nimi poistettu] ja talo (https://seura.example/b)",
    );
    check(
        "<a href='mailto:aino@seura.example'>kirjoita</a>, <a href='tel:+358440000123'>soita</a> tai <a href='https://wa.me/358440000123'>viesti</a>",
        "<p>kirjoita ([sähköposti poistettu]), soita ([puhelin poistettu]) tai viesti</p>",
        "kirjoita ([sähköposti poistettu]), soita ([puhelin poistettu]) tai viesti",
    );
    check(
        "<a href='https://seura.example/'>ai<b>no@seu</b>ra.example, ja</a> muuta",
        "<p>[sähköposti poistettu], ja muuta</p>",
        "[sähköposti poistettu], ja muuta",
    );
}

#[test]
fn the_given_names_are_a_list_without_repeats() {
    let file = include_str!("../given_names.txt");
    let names: Vec<_> = file.lines().skip(1).map(|line| line.trim_end_matches(" ?")).collect();
    assert!(names.len() > 800);
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(names.iter().all(|name| name.chars().all(char::is_lowercase)));
    for name in ["aino", "eero", "åke", "päivi"] {
        assert!(names.contains(&name), "{name}");
    }
}

proptest! {
    #[test]
    fn a_number_goes_whatever_stands_around_it(
        before in "([A-Za-zåäö]{1,9}[ :,;!?]{1,2}){0,3}",
        number in prop::sample::select(vec![
            "044 000 0123", "0440000123", "+358 44 000 0123", "+358440000123", "(08) 000 123", "0400-000123",
        ]),
        after in "([,;!?] [A-Za-zåäö]{1,9}|)",
    ) {
        let left = line(&format!("{before}{number}{after}"), &Lang::FI, PHONE);
        prop_assert_eq!(left, format!("{before}[puhelin poistettu]{after}"));
    }

    #[test]
    fn an_address_goes_whatever_stands_around_it(
        before in "([A-Za-zåäö]{1,9}[ :,;!?<(]{1,2}){0,3}",
        address in "[a-z0-9]{1,8}([._-][a-z0-9]{1,8}){0,2}@([a-zåäö0-9]{1,8}[.]){1,2}example",
        after in "([.,;!?)>]|)",
    ) {
        let left = line(&format!("{before}{address}{after}"), &Lang::FI, EMAIL);
        prop_assert_eq!(left, format!("{before}[sähköposti poistettu]{after}"));
    }

    #[test]
    fn any_string_is_only_cut_and_marked(said in any::<String>()) {
        let left = line(&said, &Lang::FI, ALL);
        prop_assert!(finds(&said, ALL, name::Reading::Text).is_empty() == (left == said));
        prop_assert!(label(&said, ALL).len() <= said.len());
    }

    #[test]
    fn any_document_says_what_its_text_would(runs in prop::collection::vec(
        (prop::sample::select(vec!["Aino ", "Virtanen", " 044", " 000", "0123", " a@x", ".example", " ja", "ä"]),
            any::<bool>()),
        0..12,
    )) {
        let said: String = runs.iter().map(|(text, _)| *text).collect();
        let runs = runs.into_iter().map(|(text, strong)| Run {
            text: text.to_owned(),
            style: Style { strong, ..Style::default() },
        });
        let block = Block { kind: Kind::Paragraph, runs: runs.collect() };
        let mut text = Document { blocks: vec![block] };
        document(&mut text, &Lang::FI, ALL);
        prop_assert_eq!(text.blocks[0].text(), line(&said, &Lang::FI, ALL));
    }
}
