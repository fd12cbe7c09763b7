//! What a refusal means to the organisation, and what it can do.

use super::Because;
use crate::report::Refusal;
use crate::source::RejectionReason;

pub(super) fn because(refusal: &Refusal) -> Because {
    let [fi, sv, en] = sentences(refusal.reason);
    Because {
        code: refusal.reason.code(),
        fi,
        sv,
        en,
        detail: Some(refusal.detail.clone()),
        found: None,
    }
}

/// In Finnish, Swedish and English.
#[must_use]
pub const fn sentences(reason: RejectionReason) -> [&'static str; 3] {
    match reason {
        RejectionReason::WrongShape => [
            "Ilmoituksen tietoja ei voi lukea: jokin kenttä on väärää tyyppiä. Kerro palvelulle, johon ilmoitus on kirjoitettu.",
            "Annonsens uppgifter kan inte läsas: något fält är av fel typ. Meddela tjänsten där annonsen är skriven.",
            "The entry cannot be read: a field is of the wrong type. Tell the service where it was written.",
        ],
        RejectionReason::NoId | RejectionReason::BadId => [
            "Ilmoituksella ei ole käyttökelpoista tunnistetta. Kerro palvelulle, johon ilmoitus on kirjoitettu.",
            "Annonsen saknar en användbar identifierare. Meddela tjänsten där annonsen är skriven.",
            "The entry has no usable identifier. Tell the service where it was written.",
        ],
        RejectionReason::NoTitle => [
            "Ilmoituksella ei ole nimeä. Lisää nimi siellä, missä ilmoitus on kirjoitettu.",
            "Annonsen har inget namn. Lägg till ett namn där annonsen är skriven.",
            "The entry has no name. Add one where it was written.",
        ],
        RejectionReason::NoReadableTime => [
            "Ilmoituksen ajankohtaa ei voi lukea. Tarkista päivät ja kellonajat siellä, missä ilmoitus on kirjoitettu.",
            "Annonsens tidpunkt kan inte läsas. Kontrollera datum och klockslag där annonsen är skriven.",
            "The entry's time cannot be read. Check its dates and hours where it was written.",
        ],
        RejectionReason::NoEventDate => [
            "Ilmoituksessa ei ole tapahtuman päivää, vain julkaisupäivä. Lisää tapahtuman alku siellä, missä se on kirjoitettu.",
            "Annonsen har inget datum för evenemanget, bara för publiceringen. Lägg till när det börjar där den är skriven.",
            "The entry has no date of an event, only that of its publication. Add when it begins where it was written.",
        ],
        RejectionReason::DuplicateId => [
            "Samalla tunnisteella on kaksi erilaista ilmoitusta, ja vain toinen luetaan. Kerro palvelulle, johon ilmoitus on kirjoitettu.",
            "Två olika annonser har samma identifierare, och bara den ena läses. Meddela tjänsten där annonsen är skriven.",
            "Two different entries have the same identifier, and only one is read. Tell the service where it was written.",
        ],
        RejectionReason::TooLarge => [
            "Ilmoitus on liian suuri luettavaksi. Lyhennä tekstejä siellä, missä ilmoitus on kirjoitettu.",
            "Annonsen är för stor för att läsas. Förkorta texterna där annonsen är skriven.",
            "The entry is too large to be read. Shorten its texts where it was written.",
        ],
    }
}
