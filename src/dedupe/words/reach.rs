//! Of who holds it, where it is told of, and in what words.

use super::{Told, told};
use crate::dedupe::description::Overlap;
use crate::dedupe::organiser::Kinship;
use crate::dedupe::reach::{Emails, Links, Phones};

pub(super) fn organiser(kinship: Kinship) -> Option<Told> {
    Some(match kinship {
        Kinship::SameId => told(
            "organiser_same_id",
            "Sama järjestäjä, sama tunnus.",
            "Samma arrangör, samma beteckning.",
            "The same organiser by its id.",
        ),
        Kinship::SameName => told(
            "organiser_same_name",
            "Sama järjestäjä.",
            "Samma arrangör.",
            "The same organiser.",
        ),
        Kinship::SimilarName => told(
            "organiser_similar_name",
            "Samankaltainen järjestäjän nimi.",
            "Ett liknande arrangörsnamn.",
            "A similar name of the organiser.",
        ),
        Kinship::Acronym => told(
            "organiser_acronym",
            "Toinen järjestäjä on toisen lyhenne.",
            "Den ena arrangören är den andras förkortning.",
            "One organiser is the initials of the other.",
        ),
        Kinship::SameSite => told(
            "organiser_same_site",
            "Järjestäjillä on sama verkkosivusto tai sähköposti.",
            "Arrangörerna har samma webbplats eller e-post.",
            "The organisers share a website or mail.",
        ),
        Kinship::OtherBranch => told(
            "organiser_other_branch",
            "Saman yhdistyksen eri osasto.",
            "En annan avdelning av samma förening.",
            "Another branch of the same association.",
        ),
        Kinship::Other => {
            told("organiser_other", "Eri järjestäjä.", "En annan arrangör.", "Another organiser.")
        }
        Kinship::Municipality | Kinship::Unknown => return None,
    })
}

pub(super) fn link(links: Links) -> Option<Told> {
    Some(match links {
        Links::SameSpecific => {
            told("page_same", "Sama verkkosivu.", "Samma webbsida.", "The same page.")
        }
        Links::SameGeneric => told(
            "page_same_general",
            "Sama yleinen verkkosivu.",
            "Samma allmänna webbsida.",
            "The same general page.",
        ),
        Links::OtherOnSameSite => told(
            "page_other",
            "Eri sivut samalla sivustolla.",
            "Olika sidor på samma webbplats.",
            "Different pages of one site.",
        ),
        Links::Apart | Links::Unknown => return None,
    })
}

pub(super) fn phone(phones: Phones) -> Option<Told> {
    Some(match phones {
        Phones::Same => told(
            "phone_same",
            "Sama puhelinnumero.",
            "Samma telefonnummer.",
            "The same telephone number.",
        ),
        Phones::Other => told(
            "phone_other",
            "Eri puhelinnumero.",
            "Ett annat telefonnummer.",
            "Another telephone number.",
        ),
        Phones::Unknown => return None,
    })
}

pub(super) fn email(emails: Emails) -> Option<Told> {
    Some(match emails {
        Emails::Same => told(
            "email_same",
            "Sama sähköpostiosoite.",
            "Samma e-postadress.",
            "The same e-mail address.",
        ),
        Emails::SameDomain => told(
            "email_same_domain",
            "Saman organisaation sähköposti.",
            "E-post i samma organisation.",
            "Mailboxes of one organisation.",
        ),
        Emails::Other => told(
            "email_other",
            "Eri sähköpostiosoite.",
            "En annan e-postadress.",
            "Another e-mail address.",
        ),
        Emails::Unknown => return None,
    })
}

pub(super) fn description(overlap: Overlap) -> Option<Told> {
    Some(match overlap {
        Overlap::Same => {
            told("description_same", "Sama kuvaus.", "Samma beskrivning.", "The same description.")
        }
        Overlap::Contained => told(
            "description_contained",
            "Toisen kuvaus sisältyy toiseen.",
            "Den enas beskrivning finns i den andras.",
            "One description is within the other.",
        ),
        Overlap::Much => told(
            "description_much",
            "Kuvauksissa on paljon samaa.",
            "Beskrivningarna har mycket gemensamt.",
            "Descriptions with much in common.",
        ),
        Overlap::Some => told(
            "description_some",
            "Kuvauksissa on jotakin samaa.",
            "Beskrivningarna har något gemensamt.",
            "Descriptions with something in common.",
        ),
        Overlap::None => told(
            "description_other",
            "Eri kuvaus.",
            "En annan beskrivning.",
            "Another description.",
        ),
        Overlap::TooShort | Overlap::Unknown => return None,
    })
}
