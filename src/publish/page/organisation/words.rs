//! What these pages say themselves, in Finnish, Swedish and English.

use crate::localized::Lang;
use crate::publish::words::in_language;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Activities,
    All,
    /// Stand around a number of municipalities.
    And,
    More,
    AlsoCalled,
    BusinessId,
    Contacts,
    Corrected,
    /// Stand behind a number of organisations.
    Many,
    One,
    Municipality,
    Next,
    Nobody,
    Organisations,
    People,
    Search,
    /// Stands before the day on which a contact was confirmed last.
    Stale,
    Theme,
    Where,
    WholeCountry,
    Words,
}

impl Word {
    pub(super) fn text(self, lang: &Lang) -> &'static str {
        in_language(self.texts(), lang)
    }

    fn texts(self) -> [&'static str; 3] {
        match self {
            Self::Activities => ["Toiminta", "Verksamhet", "Activities"],
            Self::All => ["Kaikki", "Alla", "All"],
            Self::And => ["ja", "och", "and"],
            Self::More => ["muuta", "till", "more"],
            Self::AlsoCalled => ["Myös nimellä", "Även under namnet", "Also called"],
            Self::BusinessId => ["Y-tunnus", "FO-nummer", "Business ID"],
            Self::Contacts => ["Yhteystiedot", "Kontaktuppgifter", "Contact details"],
            Self::Corrected => [
                "Tiedot on koottu järjestön ilmoituksista. Ne korjataan siellä, missä ilmoitus on tehty: linkki on jokaisen toiminnan sivulla.",
                "Uppgifterna har samlats ur organisationens annonser. De rättas där annonsen har lämnats: länken finns på sidan för varje verksamhet.",
                "The details are gathered from what the organisation announces. They are corrected where it was announced: the page of each activity has the link.",
            ],
            Self::Many => ["järjestöä", "organisationer", "organisations"],
            Self::One => ["järjestö", "organisation", "organisation"],
            Self::Municipality => ["Kunta", "Kommun", "Municipality"],
            Self::Next => ["Lisää järjestöjä", "Fler organisationer", "More organisations"],
            Self::Nobody => [
                "Näillä valinnoilla ei löydy järjestöjä. Poista jokin valinnoista.",
                "Inga organisationer hittades med dessa val. Ta bort något av valen.",
                "No organisation was found. Remove one of the choices.",
            ],
            Self::Organisations => ["Järjestöt", "Organisationer", "Organisations"],
            Self::People => ["Yhteyshenkilöt", "Kontaktpersoner", "Contact persons"],
            Self::Search => ["Hae", "Sök", "Search"],
            Self::Stale => [
                "voi olla vanhentunut, vahvistettu viimeksi",
                "kan vara föråldrad, bekräftades senast",
                "may be out of date, last confirmed on",
            ],
            Self::Theme => ["Aihe", "Tema", "Theme"],
            Self::Where => ["Missä", "Var", "Where"],
            Self::WholeCountry => ["Koko maa", "Hela landet", "The whole country"],
            Self::Words => ["Nimi tai toiminta", "Namn eller verksamhet", "Name or activity"],
        }
    }
}
