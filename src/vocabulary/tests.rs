use std::collections::BTreeSet;

use super::*;

/// Every code of Lähellä's that is known, by scheme.
const KNOWN: [(Scheme, &[&str]); 7] = [
    (Scheme::Type, &["hobby", "support", "voluntary"]),
    (
        Scheme::Theme,
        &[
            "ht_digi_teknologia",
            "ht_hyvinvointi",
            "ht_kansainvalisyys",
            "ht_kulttuuri",
            "ht_kadentaidot",
            "ht_luonto",
            "ht_maanpuolustus",
            "ht_pelastustoiminta",
            "ht_urheilu",
            "ht_uskonnot",
            "ht_vaikuttaminen",
        ],
    ),
    (
        Scheme::Format,
        &[
            "hm_esitykset",
            "hm_harrastukset",
            "hm_kohtaamispaikka",
            "hm_kylatoiminta",
            "hm_leirit",
            "hm_nayttelyt",
            "hm_oleskelu",
            "hm_oppaat",
            "hm_ryhmat",
            "hm_tilaisuudet",
        ],
    ),
    (
        Scheme::AgeGroup,
        &[
            "ageGroup/range:0-1",
            "ageGroup/range:2-6",
            "ageGroup/range:7-12",
            "ageGroup/range:13-17",
            "ageGroup/range:18-29",
            "ageGroup/range:30-64",
            "ageGroup/range:65-99",
        ],
    ),
    (Scheme::Gender, &["gender/gender", "gender/male", "gender/female"]),
    (
        Scheme::Language,
        &["fi-FI", "sv", "en", "ar", "ku", "se-SE", "so-SO", "uk-UA", "et-EE", "ru-RU", "fisl"],
    ),
    // `ac_unknow` is not among them: it says that nothing is known.
    (
        Scheme::Accessibility,
        &["ac_wheelchair", "ac_rollator", "ac_inductionloop", "ac_itoilet", "ac_parking"],
    ),
];

#[test]
fn every_known_code_of_lahella_has_one_term_and_every_term_has_one() {
    for (scheme, codes) in KNOWN {
        let terms: BTreeSet<Term> = codes
            .iter()
            .map(|code| Term::from_lahella(scheme, code).unwrap_or_else(|| panic!("{code}")))
            .collect();
        assert_eq!(terms.len(), codes.len(), "{scheme}: no two codes share a term");
        assert_eq!(terms, Term::all(scheme).collect(), "{scheme}: no term is left over");
    }
    assert_eq!(KNOWN.map(|(scheme, _)| scheme), Scheme::ALL);
}

#[test]
fn every_row_of_the_table_is_read() {
    let rows = include_str!("terms.csv").lines().skip(1).filter(|line| !line.trim().is_empty());
    assert_eq!(TABLE.len(), rows.count());
}

#[test]
fn codes_are_plain_and_unique_and_labels_tell_terms_apart() {
    for scheme in Scheme::ALL {
        let count = Term::all(scheme).count();
        let codes: BTreeSet<_> = Term::all(scheme).map(Term::code).collect();
        assert_eq!(codes.len(), count, "{scheme}");
        let plain = |c: &&str| c.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(codes.iter().all(plain), "{codes:?}");
        for lang in Lang::OURS {
            let labels: BTreeSet<_> = Term::all(scheme).map(|term| term.label(&lang)).collect();
            assert_eq!(labels.len(), count, "{scheme} in {lang}");
            assert!(labels.iter().all(|label| label.trim() == *label && !label.is_empty()));
        }
    }
}

#[test]
fn age_groups_cover_0_to_99_without_gap_and_nothing_else_has_ages() {
    let mut ages: Vec<(u8, u8)> = Term::all(Scheme::AgeGroup).filter_map(Term::ages).collect();
    ages.sort_unstable();
    assert_eq!(ages.len(), Term::all(Scheme::AgeGroup).count());
    assert_eq!((ages[0].0, ages[ages.len() - 1].1), (0, 99));
    assert!(ages.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
    let others = Scheme::ALL.into_iter().filter(|scheme| *scheme != Scheme::AgeGroup);
    assert!(others.flat_map(Term::all).all(|term| term.ages().is_none()));
}

#[test]
fn a_term_is_written_and_read_back_with_its_scheme() {
    for term in Scheme::ALL.into_iter().flat_map(Term::all) {
        assert_eq!(Term::try_from(String::from(term)), Ok(term));
    }
    assert!(Term::try_from("theme:wheelchair".to_owned()).is_err());
    assert!(Term::try_from("nature".to_owned()).is_err());
}
