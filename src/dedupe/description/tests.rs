use proptest::prelude::*;

use super::*;
use crate::localized::RichText;

const CAFE: &str = "Neulekahvilassa neulotaan yhdessä ja vaihdetaan kuulumisia kahvikupin äärellä. Ota \
    oma työ mukaan tai aloita uusi: lankoja ja puikkoja saa lainaksi. Ohjaaja neuvoo alkuun, ja \
    kahvi kuuluu hintaan.";
const CIRCLE: &str = "Lukupiirissä puhutaan kuukauden kirjasta. Kirjan saa lainaksi kirjastosta jo \
    edellisellä kerralla, eikä sitä tarvitse olla lukenut loppuun asti osallistuakseen keskusteluun.";
const FOOTER: &str = "Tilaan pääsee pyörätuolilla, ja pihalla on pysäköintipaikkoja. Yhdistys ei peri \
    jäsenmaksua, vaan toiminnan kustantaa avustus.";

fn descriptions(texts: &[(Lang, &str)]) -> Descriptions {
    let rich = |text: &str| RichText { plain: text.to_owned(), html: String::new() };
    let description = texts.iter().map(|(lang, text)| (lang.clone(), rich(text))).collect();
    Descriptions::of(&Content { description, ..Content::default() })
}

fn finnish(text: &str) -> Descriptions {
    descriptions(&[(Lang::FI, text)])
}

#[test]
fn descriptions_are_compared_by_their_wording() {
    let check = |one: &str, other: &str, overlap: Overlap| {
        let (a, b) = (finnish(one), finnish(other));
        assert_eq!((a.against(&b), b.against(&a)), (overlap, overlap), "{one} | {other}");
    };
    let cut: String = CAFE.split_whitespace().take(18).collect::<Vec<_>>().join(" ");
    check(CAFE, CAFE, Overlap::Same);
    check(CAFE, &CAFE.to_uppercase().replace(['.', ','], " –"), Overlap::Same);
    check(CAFE, &format!("{cut}…"), Overlap::Contained);
    check(CAFE, &format!("{CAFE} {FOOTER}"), Overlap::Contained);
    check(&format!("{CAFE} {FOOTER}"), &format!("{CIRCLE} {FOOTER}"), Overlap::Some);
    check(CAFE, CIRCLE, Overlap::None);
    check(CAFE, "Tervetuloa mukaan neulomaan!", Overlap::TooShort);
}

#[test]
fn only_texts_in_one_language_are_compared() {
    let swedish = "I stickkaféet stickar vi tillsammans och byter nyheter över en kopp kaffe. Ta med \
        ditt eget arbete eller börja på ett nytt.";
    let both = descriptions(&[(Lang::FI, CIRCLE), (Lang::SV, swedish)]);
    assert_eq!(both.against(&descriptions(&[(Lang::SV, swedish)])), Overlap::Same);
    assert_eq!(finnish(CAFE).against(&descriptions(&[(Lang::SV, swedish)])), Overlap::Unknown);
    assert_eq!(finnish(CAFE).against(&Descriptions::default()), Overlap::Unknown);
}

/// Words `from..to` of an endless text in which none is repeated.
fn numbered(from: usize, to: usize) -> Descriptions {
    finnish(&(from..to).map(|n| format!("sana{n}")).collect::<Vec<_>>().join(" "))
}

#[test]
fn a_sample_of_a_long_text_tells_about_the_whole() {
    let check = |a: Descriptions, b: Descriptions, resemblance: f32, containment: f32| {
        let found = a.likeness(&b).unwrap();
        // Of 64 samples, two standard deviations at one half are 0.125.
        assert!((found.resemblance - resemblance).abs() < 0.13, "{found:?}, not {resemblance}");
        assert!((found.containment - containment).abs() < 0.13, "{found:?}, not {containment}");
    };
    check(numbered(0, 400), numbered(0, 400), 1.0, 1.0);
    // 200 of 600 words in common, of the shorter 200 of 400.
    check(numbered(0, 400), numbered(200, 600), 1.0 / 3.0, 0.5);
    check(numbered(0, 400), numbered(100, 300), 0.5, 1.0);
    check(numbered(0, 400), numbered(1000, 1400), 0.0, 0.0);
}

#[test]
fn a_sketch_is_small() {
    let Descriptions(sketches) = numbered(0, 5000);
    assert_eq!(sketches[0].1.as_ref().unwrap().smallest.len(), KEPT);
}

proptest! {
    #[test]
    fn comparing_is_the_same_both_ways(
        one in prop::collection::vec("[a-c]{1,2}", 0..120),
        other in prop::collection::vec("[a-c]{1,2}", 0..120),
    ) {
        let (a, b) = (finnish(&one.join(" ")), finnish(&other.join(" ")));
        prop_assert_eq!(a.against(&b), b.against(&a));
        prop_assert!(matches!(a.against(&a), Overlap::Same | Overlap::TooShort));
        if let Some(likeness) = a.likeness(&b) {
            prop_assert!((0.0..=1.0).contains(&likeness.resemblance));
            prop_assert!((0.0..=1.0).contains(&likeness.containment));
        }
    }
}
