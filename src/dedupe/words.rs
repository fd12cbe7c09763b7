//! What was found of two listings, in words for people.

mod meeting;
mod reach;
mod title;

use serde::Serialize;

use super::index::Refused;
use super::judge::{Evidence, Veto};
use super::title::MarkKind;

/// A finding: a code for programs that never changes its meaning, and a sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    pub code: &'static str,
    pub fi: &'static str,
    pub sv: &'static str,
    pub en: &'static str,
}

const fn told(code: &'static str, fi: &'static str, sv: &'static str, en: &'static str) -> Told {
    Told { code, fi, sv, en }
}

/// `None` where there is nothing to tell: one of the two says nothing of it.
#[must_use]
pub fn evidence(evidence: Evidence) -> Option<Told> {
    match evidence {
        Evidence::Words(words) => Some(title::words(words)),
        Evidence::Remainder(remainder) => Some(title::remainder(remainder)),
        Evidence::Under => Some(title::UNDER),
        Evidence::Siblings => Some(title::SIBLINGS),
        Evidence::OneSided(kind) => Some(title::one_sided(kind)),
        Evidence::Dates(dates) => meeting::dates(dates),
        Evidence::Clock(clock) => meeting::clock(clock),
        Evidence::Manner(manner) => meeting::manner(manner),
        Evidence::Place(place) => meeting::place(place),
        Evidence::Organiser(kinship) => reach::organiser(kinship),
        Evidence::Link(links) => reach::link(links),
        Evidence::Phone(phones) => reach::phone(phones),
        Evidence::Email(emails) => reach::email(emails),
        Evidence::Description(overlap) => reach::description(overlap),
    }
}

#[must_use]
pub fn veto(veto: Veto) -> Told {
    match veto {
        Veto::OtherDates => told(
            "other_dates",
            "Eri päivät: yhtään yhteistä kertaa ei ole.",
            "Olika dagar: inget tillfälle är gemensamt.",
            "Other dates: they have none in common.",
        ),
        Veto::OtherWeekday => {
            told("other_weekday", "Eri viikonpäivä.", "En annan veckodag.", "Another weekday.")
        }
        Veto::OtherHours => {
            told("other_hours", "Eri kellonaika.", "Ett annat klockslag.", "Other hours.")
        }
        Veto::OtherTown => told("other_town", "Eri kunta.", "En annan kommun.", "Another town."),
        Veto::OtherRoom => told(
            "other_room",
            "Eri huone samassa paikassa.",
            "Ett annat rum på samma plats.",
            "Another room of the same place.",
        ),
        Veto::OtherSetting => told(
            "other_setting",
            "Toinen on verkossa, toinen paikan päällä.",
            "Den ena är på nätet, den andra på plats.",
            "One is online, the other at a place.",
        ),
        Veto::OtherAges => {
            told("other_ages", "Eri ikäryhmä.", "En annan åldersgrupp.", "Another age group.")
        }
        Veto::OtherGender => told(
            "other_gender",
            "Toinen on naisille, toinen miehille.",
            "Den ena är för kvinnor, den andra för män.",
            "One is for women, the other for men.",
        ),
        Veto::Title(kind) => title::contradiction(kind),
    }
}

#[must_use]
pub fn refused(refused: &Refused) -> Told {
    match refused {
        Refused::Ruling(..) => RULING,
        Refused::Veto(..) => CONTRADICTED,
        Refused::Rivals(..) => RIVALS,
        Refused::UnlikeCompany => UNLIKE_COMPANY,
    }
}

/// What a code of `refused` or of `veto` says.
#[must_use]
pub fn by_code(code: &str) -> Option<Told> {
    let vetoes = Veto::ALL.into_iter().map(veto);
    let mut all = [RULING, CONTRADICTED, RIVALS, UNLIKE_COMPANY].into_iter().chain(vetoes);
    all.find(|told| told.code == code)
}

const RULING: Told = told(
    "ruling",
    "Ihminen on sanonut, että ne ovat eri toiminnat.",
    "En människa har sagt att de är olika aktiviteter.",
    "A person said that they are different activities.",
);
const CONTRADICTED: Told = told(
    "veto",
    "Jokin niistä on ristiriidassa toisen kanssa.",
    "Någon av dem motsäger en annan.",
    "One of them contradicts another.",
);
const RIVALS: Told = told(
    "rivals",
    "Sama lähde luettelee molemmat erikseen.",
    "Samma källa listar båda var för sig.",
    "One source lists both.",
);
const UNLIKE_COMPANY: Told = told(
    "unlike_company",
    "Muut, jotka kuuluvat niihin, eivät ole tarpeeksi samanlaisia.",
    "De övriga som hör till dem är inte tillräckligt lika.",
    "The others that belong to them are not alike enough.",
);

/// The code of a kind of words in titles.
const fn mark(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Level => "title_level",
        MarkKind::Group => "title_group",
        MarkKind::Ages => "title_ages",
        MarkKind::Audience => "title_audience",
        MarkKind::Sex => "title_sex",
        MarkKind::Part => "title_part",
        MarkKind::Number => "title_number",
        MarkKind::Mode => "title_mode",
        MarkKind::Language => "title_language",
        MarkKind::Setting => "title_setting",
        MarkKind::DayPart => "title_day_part",
    }
}
