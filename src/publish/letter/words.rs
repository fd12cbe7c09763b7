//! What the letter says itself, in Finnish, Swedish and English.

use crate::activity::Field;
use crate::letter::Heading;
use crate::localized::Lang;
use crate::publish::words::in_language;
use crate::vocabulary::{Scheme, Term};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    AsText,
    /// Stands before what changed.
    Changes,
    /// Stands before the last day.
    LastDay,
    Letter,
    Letters,
    LettersWhy,
    /// Stands before a number of times.
    MoreTimes,
    Nothing,
    Others,
    OtherTopics,
}

impl Word {
    pub(super) fn text(self, lang: &Lang) -> &'static str {
        let row = match self {
            Self::AsText => ["Sama tekstinä", "Samma som text", "The same as text"],
            Self::Changes => ["Muuttunut", "Ändrat", "Changed"],
            Self::LastDay => ["Viimeinen päivä", "Sista dagen", "The last day is"],
            Self::Letter => ["Kuukausikirje", "Månadsbrev", "Monthly letter"],
            Self::Letters => ["Kuukausikirjeet", "Månadsbrev", "Monthly letters"],
            Self::LettersWhy => [
                "Mitä uutta, muuttunutta, päättyvää ja tulevaa kussakin kuussa on.",
                "Det som är nytt, ändrat, avslutas eller är på kommande varje månad.",
                "What is new, changed, ending and coming in each month.",
            ],
            Self::MoreTimes => {
                ["Muita aikoja tässä kuussa", "Andra tider denna månad", "Other times this month"]
            }
            Self::Nothing => [
                "Tästä kuusta ei ole kerrottavaa.",
                "Det finns inget att berätta om denna månad.",
                "There is nothing to tell of this month.",
            ],
            Self::Others => ["Muut kuukaudet", "Andra månader", "Other months"],
            Self::OtherTopics => ["Muut aiheet", "Övriga teman", "Other themes"],
        };
        in_language(row, lang)
    }
}

pub(super) fn heading(heading: Heading, lang: &Lang) -> &'static str {
    let row = match heading {
        Heading::New => ["Uutta", "Nytt", "New"],
        Heading::Changed => ["Muuttunutta", "Ändrat", "Changed"],
        Heading::Ending => ["Päättymässä", "Avslutas", "Ending"],
        Heading::Coming => ["Tulossa", "På kommande", "Coming"],
    };
    in_language(row, lang)
}

/// "på finska"; the name alone of a language that we do not speak ourselves.
pub(super) fn told_in<'a>(own: &'a Lang, lang: &Lang) -> &'a str {
    let row = match own.as_str() {
        "fi" => ["suomeksi", "på finska", "in Finnish"],
        "sv" => ["ruotsiksi", "på svenska", "in Swedish"],
        "en" => ["englanniksi", "på engelska", "in English"],
        other => {
            let term = Term::find(Scheme::Language, other);
            return term.map_or(other, |term| term.label(lang));
        }
    };
    in_language(row, lang)
}

/// Of what a letter tells of; several have one name.
pub(super) fn field(field: Field, lang: &Lang) -> &'static str {
    let row = match field {
        Field::Name => ["nimi", "namn", "name"],
        Field::Price => ["hinta", "pris", "price"],
        Field::Registration => ["ilmoittautuminen", "anmälan", "registration"],
        Field::Contacts => ["yhteystiedot", "kontaktuppgifter", "contact details"],
        Field::Organiser => ["järjestäjä", "arrangör", "organiser"],
        Field::Sessions => ["ajat tai paikat", "tider eller platser", "times or places"],
        Field::AgeGroups | Field::Genders | Field::Languages | Field::Area => {
            ["kohderyhmä", "målgrupp", "audience"]
        }
        Field::Summary
        | Field::Description
        | Field::Kind
        | Field::Themes
        | Field::Formats
        | Field::Image
        | Field::Publication
        | Field::Visibility
        | Field::Sources => ["kuvaus", "beskrivning", "description"],
    };
    in_language(row, lang)
}
