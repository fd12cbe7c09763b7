//! Of times and places.

use super::{Told, told};
use crate::dedupe::place::Whereabouts;
use crate::dedupe::setting::Manner;
use crate::dedupe::timetable::{ClockLikeness, DateLikeness};

pub(super) fn dates(dates: DateLikeness) -> Option<Told> {
    Some(match dates {
        DateLikeness::Same => {
            told("dates_same", "Samat päivät.", "Samma dagar.", "The same dates.")
        }
        DateLikeness::Most => told(
            "dates_most",
            "Lähes samat päivät.",
            "Nästan samma dagar.",
            "Nearly the same dates.",
        ),
        DateLikeness::OneOfMany => told(
            "dates_one_of_many",
            "Yksi päivä useasta.",
            "En dag av flera.",
            "One date of several.",
        ),
        DateLikeness::Spanned => told(
            "dates_spanned",
            "Sama alku ja loppu.",
            "Samma början och slut.",
            "They begin and end on the same days.",
        ),
        DateLikeness::Within => told(
            "dates_within",
            "Päivät ovat toisen aikavälillä.",
            "Dagarna faller inom den andras tid.",
            "Dates within the other's span of days.",
        ),
        DateLikeness::Half => told(
            "dates_half",
            "Noin puolet päivistä on samoja.",
            "Ungefär hälften av dagarna är desamma.",
            "About half of the dates are the same.",
        ),
        DateLikeness::Few => told(
            "dates_few",
            "Vain muutama sama päivä.",
            "Bara några gemensamma dagar.",
            "Few dates in common.",
        ),
        DateLikeness::Disjoint => {
            told("dates_disjoint", "Eri päivät.", "Olika dagar.", "Other dates.")
        }
        DateLikeness::Unknown => return None,
    })
}

pub(super) fn clock(clock: ClockLikeness) -> Option<Told> {
    Some(match clock {
        ClockLikeness::SameBoth => {
            told("hours_same", "Sama kellonaika.", "Samma klockslag.", "The same hours.")
        }
        ClockLikeness::SameStart => told(
            "hours_same_start",
            "Sama alkamisaika.",
            "Samma starttid.",
            "The same hour of beginning.",
        ),
        ClockLikeness::Near => told(
            "hours_near",
            "Lähes sama kellonaika.",
            "Nästan samma klockslag.",
            "Nearly the same hours.",
        ),
        ClockLikeness::Close => told(
            "hours_close",
            "Alkavat puolen tunnin sisällä.",
            "De börjar inom en halvtimme.",
            "They begin within half an hour.",
        ),
        ClockLikeness::UtcShift => told(
            "hours_shifted",
            "Kellonaika poikkeaa juuri sen verran kuin Suomen aika UTC:stä.",
            "Klockslaget avviker lika mycket som finsk tid från UTC.",
            "The hours differ by as much as Finland is ahead of UTC.",
        ),
        ClockLikeness::Within => told(
            "hours_within",
            "Toinen alkaa toisen aikana.",
            "Den ena börjar medan den andra pågår.",
            "One begins while the other is on.",
        ),
        ClockLikeness::Other => {
            told("hours_other", "Eri kellonaika.", "Ett annat klockslag.", "Other hours.")
        }
        ClockLikeness::Unknown => return None,
    })
}

pub(super) fn manner(manner: Manner) -> Option<Told> {
    Some(match manner {
        Manner::SameChannel => told(
            "channel_same",
            "Sama osoite verkossa.",
            "Samma adress på nätet.",
            "The same address on the web.",
        ),
        Manner::BothOnline => told(
            "channel_both_online",
            "Molemmat ovat verkossa.",
            "Båda är på nätet.",
            "Both are online.",
        ),
        Manner::OtherChannel => told(
            "channel_other",
            "Eri osoite verkossa.",
            "En annan adress på nätet.",
            "Another address on the web.",
        ),
        Manner::BothByPhone => told(
            "channel_both_by_phone",
            "Molemmat ovat puhelimessa.",
            "Båda är per telefon.",
            "Both are by telephone.",
        ),
        Manner::Other => told(
            "channel_other_manner",
            "Toinen on verkossa, toinen paikan päällä.",
            "Den ena är på nätet, den andra på plats.",
            "One is online, the other at a place.",
        ),
        Manner::BothOnSite | Manner::PartlySame | Manner::Unknown => return None,
    })
}

pub(super) fn place(place: Whereabouts) -> Option<Told> {
    Some(match place {
        Whereabouts::SameAddress => {
            told("place_same_address", "Sama osoite.", "Samma adress.", "The same address.")
        }
        Whereabouts::SameName => {
            told("place_same_name", "Sama paikka.", "Samma plats.", "The same place.")
        }
        Whereabouts::SimilarName => told(
            "place_similar_name",
            "Samankaltainen paikan nimi.",
            "Ett liknande platsnamn.",
            "A similar name of the place.",
        ),
        Whereabouts::SameStreet => {
            told("place_same_street", "Sama katu.", "Samma gata.", "The same street.")
        }
        Whereabouts::Near => told(
            "place_near",
            "Alle sadan metrin päässä.",
            "Inom hundra meter.",
            "Within a hundred metres.",
        ),
        Whereabouts::RoughlyNear => {
            told("place_roughly_near", "Samalla seudulla.", "I samma trakt.", "In the same area.")
        }
        Whereabouts::SameTown => {
            told("place_same_town", "Sama kunta.", "Samma kommun.", "The same town.")
        }
        Whereabouts::Disputed => told(
            "place_disputed",
            "Sama paikan nimi, mutta eri osoite.",
            "Samma platsnamn men en annan adress.",
            "The same name of the place, but another address.",
        ),
        Whereabouts::OtherRoom => {
            told("place_other_room", "Eri huone.", "Ett annat rum.", "Another room.")
        }
        Whereabouts::OtherNumber => told(
            "place_other_number",
            "Sama katu, eri numero.",
            "Samma gata, ett annat nummer.",
            "The same street, another number.",
        ),
        Whereabouts::OtherPlace => {
            told("place_other", "Eri paikka.", "En annan plats.", "Another place.")
        }
        Whereabouts::OtherTown => {
            told("place_other_town", "Eri kunta.", "En annan kommun.", "Another town.")
        }
        Whereabouts::Unknown => return None,
    })
}
