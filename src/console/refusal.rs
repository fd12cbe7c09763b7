//! Why something was not done, in words.

use super::words::{Words, words};

/// As far as it is one of a few things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoSource,
    NoRun,
    NoToken,
    NotAnEntry,
    NotHidden,
    NotStored,
    NotRuled,
    FillIn,
    TokenName,
    TokenTaken,
    NothingHeld,
    SetChanged,
    OtherSite,
    OldForm,
}

impl Refusal {
    pub(super) const fn words(self) -> Words {
        match self {
            Self::NoSource => words(
                "Tämännimistä lähdettä ei ole.",
                "Det finns ingen källa med det namnet.",
                "There is no source of that name.",
            ),
            Self::NoRun => words(
                "Tällaista hakua ei ole. Vanhimmat haut unohdetaan.",
                "En sådan hämtning finns inte. De äldsta hämtningarna glöms.",
                "There is no such run. The oldest are forgotten.",
            ),
            Self::NoToken => words(
                "Tämännimistä tunnusta ei ole.",
                "Det finns ingen nyckel med det namnet.",
                "There is no token of that name.",
            ),
            Self::NotAnEntry => words(
                "Anna ilmoitus muodossa lahde:tunniste.",
                "Ange annonsen i formen kalla:id.",
                "Name the entry as source:id.",
            ),
            Self::NotHidden => words(
                "Ilmoitusta ei ole piilotettu.",
                "Annonsen är inte dold.",
                "The entry is not hidden.",
            ),
            Self::NotStored => words(
                "Ilmoitusta ei ole tallessa.",
                "Annonsen finns inte lagrad.",
                "The entry is not stored.",
            ),
            Self::NotRuled => words(
                "Näistä kahdesta ei ole päätetty mitään.",
                "Inget har beslutats om dessa två.",
                "Nobody has ruled on these two.",
            ),
            Self::FillIn => {
                words("Täytä kaikki kentät.", "Fyll i alla fält.", "Fill in every field.")
            }
            Self::TokenName => words(
                "Nimi on tyhjä tai liian pitkä, tai siinä on merkkejä, joita ei voi näyttää.",
                "Namnet är tomt eller för långt, eller innehåller tecken som inte kan visas.",
                "The name is empty or too long, or has letters that cannot be shown.",
            ),
            Self::TokenTaken => words(
                "Tämänniminen tunnus on jo. Mitätöi se ensin, tai anna toinen nimi.",
                "Det finns redan en nyckel med det namnet. Återkalla den först, eller ange ett annat namn.",
                "There is a token of that name already. Revoke it first, or give another name.",
            ),
            Self::NothingHeld => words(
                "Mikään ei enää odota päätöstä.",
                "Inget väntar längre på beslut.",
                "Nothing waits to be decided any more.",
            ),
            Self::SetChanged => words(
                "Poistettavien joukko on muuttunut sen jälkeen, kun katsoit sitä. Lataa sivu uudelleen ja päätä sitten.",
                "Mängden som skulle tas bort har ändrats sedan du såg den. Ladda om sidan och besluta sedan.",
                "The set has changed since you looked at it. Load the page again, and decide then.",
            ),
            Self::OtherSite => words(
                "Lomakkeen lähetti toisen sivuston sivu.",
                "Formuläret skickades från en annan webbplats.",
                "The form was sent by a page of another site.",
            ),
            Self::OldForm => words(
                "Lomake ei ole tästä istunnosta. Palaa takaisin, lataa sivu uudelleen ja lähetä se sitten.",
                "Formuläret hör inte till den här sessionen. Gå tillbaka, ladda om sidan och skicka det sedan.",
                "The form is not of this session. Go back, load the page again, and send it then.",
            ),
        }
    }
}
