//! Municipalities as words of a text: "Oulu", "Oulun", "Oulussa", "Uleåborgs".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::text::fold;
use crate::localized::Lang;
use crate::municipality::Municipality;

static FORMS: LazyLock<BTreeMap<String, Municipality>> = LazyLock::new(|| {
    let mut forms = BTreeMap::new();
    let inflected = Municipality::all().flat_map(|town| inflections(town).map(move |w| (w, town)));
    // A name is never taken for a form of another's.
    let plain = Municipality::all().flat_map(|town| names(town).map(move |w| (w, town)));
    forms.extend(inflected);
    forms.extend(plain);
    forms
});

/// Of one folded word (or the few of "S:t Michel"), in its basic form, the genitive or a local case, in
/// Finnish or Swedish.
#[must_use]
pub(super) fn of_word(folded: &str) -> Option<Municipality> {
    FORMS.get(folded).copied()
}

/// What people still write as the town, though it has become a part of another.
#[must_use]
pub(super) fn of_part(folded: &str) -> Option<Municipality> {
    const JOINED: [(&str, &str); 38] = [
        ("alahärmä", "233"),
        ("anjalankoski", "286"),
        ("ekenäs", "710"),
        ("haukipudas", "564"),
        ("himanka", "208"),
        ("jokela", "858"),
        ("jääli", "564"),
        ("karhula", "285"),
        ("karjaa", "710"),
        ("kello", "564"),
        ("kestilä", "791"),
        ("kiiminki", "564"),
        ("korpilahti", "179"),
        ("kuivaniemi", "139"),
        ("kuusankoski", "286"),
        ("lammi", "109"),
        ("lohtaja", "272"),
        ("nilsiä", "297"),
        ("nummela", "927"),
        ("oulunsalo", "564"),
        ("pattijoki", "678"),
        ("piippola", "791"),
        ("pulkkila", "791"),
        ("rantsila", "791"),
        ("ruukki", "748"),
        ("suolahti", "992"),
        ("tammisaari", "710"),
        ("tikkakoski", "179"),
        ("tikkurila", "092"),
        ("toijala", "020"),
        ("vammala", "790"),
        ("vihanti", "678"),
        ("vilppula", "508"),
        ("virkkala", "444"),
        ("yli ii", "564"),
        ("ylihärmä", "233"),
        ("ylikiiminki", "564"),
        ("ylistaro", "743"),
    ];
    let (_, code) = JOINED.iter().find(|(name, _)| *name == folded)?;
    Municipality::by_code(code)
}

fn names(town: Municipality) -> impl Iterator<Item = String> {
    [Lang::FI, Lang::SV].into_iter().map(move |lang| fold(town.name(&lang)))
}

fn inflections(town: Municipality) -> impl Iterator<Item = String> {
    const CASES: [&str; 10] = ["n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle"];
    let finnish = stems(&fold(town.name(&Lang::FI)));
    let swedish = fold(town.name(&Lang::SV));
    let genitive = (!swedish.ends_with('s')).then(|| format!("{swedish}s"));
    let cases = move |stem: String| CASES.into_iter().map(move |case| format!("{stem}{case}"));
    finnish.into_iter().flat_map(cases).chain(genitive)
}

/// What stands before the endings of the genitive and the local cases. Those in -inen are plural
/// ("Oulaisten", "Oulaisissa") or singular ("Kaustisen"), which the name does not tell.
fn stems(name: &str) -> Vec<String> {
    const IRREGULAR: [(&str, &str); 12] = [
        ("alavus", "alavude"),
        ("lieto", "liedo"),
        ("pihtipudas", "pihtiputaa"),
        ("punkalaidun", "punkalaitume"),
        ("raahe", "raahe"),
        ("turku", "turu"),
        ("uusikaarlepyy", "uudenkaarlepyy"),
        ("uusikaupunki", "uudenkaupungi"),
        ("varkaus", "varkaude"),
        ("vihti", "vihdi"),
        ("virrat", "virtai"),
        ("virrat", "virroi"),
    ];
    const ENDINGS: [(&str, &[&str]); 32] = [
        ("järvi", &["järve"]),
        ("joki", &["joe"]),
        ("koski", &["koske"]),
        ("niemi", &["nieme"]),
        ("salmi", &["salme"]),
        ("nummi", &["numme"]),
        ("lahti", &["lahde"]),
        ("lampi", &["lamme"]),
        ("saari", &["saare"]),
        ("vesi", &["vede"]),
        ("mäki", &["mäe"]),
        ("luoto", &["luodo"]),
        ("inen", &["iste", "isi", "ise"]),
        ("nki", &["ngi"]),
        ("nka", &["nga"]),
        ("nko", &["ngo"]),
        ("nta", &["nna"]),
        ("ntä", &["nnä"]),
        ("nto", &["nno"]),
        ("lta", &["lla"]),
        ("rta", &["rra"]),
        ("mpu", &["mmu"]),
        ("ppi", &["pi"]),
        ("tti", &["ti"]),
        ("kka", &["ka"]),
        ("kku", &["ku"]),
        ("os", &["okse"]),
        ("us", &["ukse"]),
        ("es", &["ekse"]),
        ("ee", &["ee"]),
        ("e", &["ee"]),
        ("", &[""]),
    ];
    let irregular: Vec<String> = IRREGULAR
        .iter()
        .filter(|(irregular, _)| *irregular == name)
        .map(|(_, stem)| (*stem).to_owned())
        .collect();
    if !irregular.is_empty() {
        return irregular;
    }
    let regular = ENDINGS.iter().find_map(|(ending, stems)| {
        let before = name.strip_suffix(ending)?;
        Some(stems.iter().map(|stem| format!("{before}{stem}")).collect())
    });
    regular.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_known_in_the_forms_in_which_places_and_organisations_carry_it() {
        let check = |words: &[&str], name: &str| {
            let town = Municipality::by_name(name);
            assert!(town.is_some(), "{name}");
            for word in words {
                assert_eq!(of_word(word), town, "{word}");
            }
        };
        check(&["oulu", "oulun", "oulussa", "oulusta", "uleåborg", "uleåborgs"], "Oulu");
        check(&["kempele", "kempeleen", "kempeleessä"], "Kempele");
        check(&["helsinki", "helsingin", "helsingissä", "helsingfors"], "Helsinki");
        check(&["muhoksen", "muhoksella"], "Muhos");
        check(&["ii", "iin", "iissä"], "Ii");
        check(&["raahen", "raahessa", "brahestad"], "Raahe");
        check(&["liminka", "limingan", "limingassa"], "Liminka");
        check(&["oulaisten", "oulaisissa"], "Oulainen");
        check(&["kalajoen", "kalajoella"], "Kalajoki");
        check(&["haapaveden", "haapavedellä"], "Haapavesi");
        check(&["pyhännän", "pyhännällä"], "Pyhäntä");
        check(&["hailuodon", "karlö"], "Hailuoto");
        check(&["turun", "turussa", "åbo"], "Turku");
        check(&["tampereen", "tampereella"], "Tampere");
        check(&["uudenkaupungin", "nystad"], "Uusikaupunki");
        check(&["vantaan", "vanda"], "Vantaa");
        check(&["mikkelissä", "s t michel"], "Mikkeli");
        for other in ["oulunsalo", "kirjasto", "oululainen", "", "koski"] {
            assert_eq!(of_word(other), None, "{other}");
        }
    }

    #[test]
    fn a_former_municipality_is_a_part_of_todays() {
        let check = |part: &str, name: &str| {
            assert_eq!(of_part(part), Municipality::by_name(name), "{part}");
        };
        check("haukipudas", "Oulu");
        check("yli ii", "Oulu");
        check("ruukki", "Siikajoki");
        check("rantsila", "Siikalatva");
        check("vihanti", "Raahe");
        check("himanka", "Kalajoki");
        check("kuivaniemi", "Ii");
        check("karjaa", "Raasepori");
        check("vilppula", "Mänttä-Vilppula");
        check("ylistaro", "Seinäjoki");
        check("suolahti", "Äänekoski");
        check("korpilahti", "Jyväskylä");
        check("nilsiä", "Kuopio");
        check("lohtaja", "Kokkola");
        check("ylihärmä", "Kauhava");
        check("virkkala", "Lohja");
        check("vammala", "Sastamala");
        check("toijala", "Akaa");
        check("lammi", "Hämeenlinna");
        check("jokela", "Tuusula");
        check("karhula", "Kotka");
        check("anjalankoski", "Kouvola");
        check("nummela", "Vihti");
        check("tikkurila", "Vantaa");
        assert_eq!(of_part("oulu"), None);
    }
}
