//! What the feed builder says, in Finnish, Swedish and English.

use crate::localized::Lang;
use crate::publish::words::{Word, in_language};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuilderWord {
    /// Stands before a number and `Others`.
    And,
    AsCalendar,
    Build,
    BuildWhy,
    ByAudience,
    ByMunicipality,
    ByTheme,
    ByType,
    CalendarAddress,
    Clear,
    ComponentCode,
    Copied,
    Copy,
    FrameCode,
    From,
    Format,
    Google,
    Kept,
    /// The address is longer than Google takes.
    LongAddress,
    Municipality,
    NothingFound,
    NotUnderstood,
    Others,
    Outlook,
    OutlookAtWork,
    Program,
    Results,
    SearchWords,
    Show,
    Theme,
    To,
    Use,
    /// Leads to a page whose address is not understood as it is.
    WithoutChoice,
    /// What is wrong with a value of a list, a day, and search words.
    WrongChoice,
    WrongDay,
    WrongWords,
}

impl BuilderWord {
    #[must_use]
    pub fn text(self, lang: &Lang) -> &'static str {
        in_language(self.row(), lang)
    }

    const fn row(self) -> [&'static str; 3] {
        match self {
            Self::And => ["ja", "och", "and"],
            Self::AsCalendar => ["Näytä kalenterina", "Visa som kalender", "Show as a calendar"],
            Self::Build => ["Tee oma syöte", "Gör ett eget flöde", "Make your own feed"],
            Self::BuildWhy => [
                "Valitse, mitä haluat nähdä. Valinnallasi on osoite, jonka voi tilata kalenteriin tai liittää verkkosivulle.",
                "Välj vad du vill se. Ditt val har en adress som du kan prenumerera på i en kalender eller lägga på en webbplats.",
                "Choose what you want to see. Your selection has an address that a calendar can subscribe to and a website can show.",
            ],
            Self::ByAudience => ["Kohderyhmittäin", "Efter målgrupp", "By audience"],
            Self::ByMunicipality => ["Kunnittain", "Efter kommun", "By municipality"],
            Self::ByTheme => ["Aiheittain", "Efter tema", "By theme"],
            Self::ByType => ["Tyypeittäin", "Efter typ", "By type"],
            Self::CalendarAddress => {
                ["Kalenterin osoite (iCal)", "Kalenderns adress (iCal)", "Calendar address (iCal)"]
            }
            Self::Clear => ["Poista kaikki valinnat", "Ta bort alla val", "Remove all choices"],
            Self::ComponentCode => [
                "Koodi verkkosivulle (verkkokomponentti)",
                "Kod för en webbplats (webbkomponent)",
                "Code for a website (web component)",
            ],
            Self::Copied => ["Kopioitu", "Kopierat", "Copied"],
            Self::Copy => ["Kopioi", "Kopiera", "Copy"],
            Self::FrameCode => [
                "Koodi verkkosivulle (iframe)",
                "Kod för en webbplats (iframe)",
                "Code for a website (iframe)",
            ],
            Self::From => ["Alkaen", "Från och med", "From"],
            Self::Format => ["Toimintamuoto", "Verksamhetsform", "Form of activity"],
            Self::Google => [
                "Lisää Google-kalenteriin",
                "Lägg till i Google Kalender",
                "Add to Google Calendar",
            ],
            Self::Kept => ["Lisäksi rajattu", "Dessutom avgränsat", "Limited by"],
            Self::LongAddress => [
                "Google-kalenteri ei ota vastaan yli 256 merkin osoitetta. Valitse vähemmän, niin osoite lyhenee.",
                "Google Kalender tar inte emot en adress på över 256 tecken. Välj färre alternativ för en kortare adress.",
                "Google Calendar does not take an address of more than 256 characters. Choose less to make it shorter.",
            ],
            Self::Municipality => ["Kunta", "Kommun", "Municipality"],
            Self::NothingFound => [
                "Näillä valinnoilla ei löydy mitään. Poista jokin valinnoista.",
                "Inget hittades med dessa val. Ta bort något av valen.",
                "Nothing was found. Remove one of the choices.",
            ],
            Self::NotUnderstood => [
                "Valintaa ei ymmärretty",
                "Valet kunde inte tolkas",
                "The selection was not understood",
            ],
            Self::Others => ["muuta", "till", "more"],
            Self::Outlook => {
                ["Lisää Outlook.comiin", "Lägg till i Outlook.com", "Add to Outlook.com"]
            }
            Self::OutlookAtWork => [
                "Lisää työn tai koulun Outlookiin",
                "Lägg till i arbetets eller skolans Outlook",
                "Add to Outlook at work or school",
            ],
            Self::Program => [
                "Avaa kalenteriohjelmassa",
                "Öppna i kalenderprogram",
                "Open in a calendar program",
            ],
            Self::Results => ["Valintasi", "Ditt val", "Your selection"],
            Self::SearchWords => ["Hakusanat", "Sökord", "Search words"],
            Self::Show => ["Näytä", "Visa", "Show"],
            Self::Theme => ["Aihe", "Tema", "Theme"],
            Self::To => ["Saakka", "Till och med", "Until"],
            Self::Use => ["Ota valinta käyttöön", "Använd valet", "Use this selection"],
            Self::WithoutChoice => {
                ["Näytä ilman valintoja", "Visa utan val", "Show without a selection"]
            }
            Self::WrongChoice => [
                "Arvoa ei tunneta. Valitse jokin luettelosta.",
                "Värdet är okänt. Välj något i listan.",
                "This value is not known. Choose one of the list.",
            ],
            Self::WrongDay => [
                "Anna päivä muodossa 2026-11-24. Viimeinen päivä ei voi olla ennen ensimmäistä.",
                "Ange dagen i formen 2026-11-24. Den sista dagen kan inte vara före den första.",
                "Give the day as in 2026-11-24. The last day cannot be before the first one.",
            ],
            Self::WrongWords => [
                "Anna enintään kymmenen hakusanaa.",
                "Ange högst tio sökord.",
                "Give at most ten search words.",
            ],
        }
    }
}

/// What the form calls a parameter; what it has no field for has the name of the address.
#[must_use]
pub fn field<'a>(name: &'a str, lang: &Lang) -> &'a str {
    match name {
        "q" => BuilderWord::SearchWords.text(lang),
        "from" => BuilderWord::From.text(lang),
        "to" => BuilderWord::To.text(lang),
        "municipality" => BuilderWord::Municipality.text(lang),
        "theme" => BuilderWord::Theme.text(lang),
        "type" => Word::Type.text(lang),
        "format" => BuilderWord::Format.text(lang),
        "audience" => Word::Audience.text(lang),
        "language" => Word::HeldIn.text(lang),
        "accessible" => Word::Accessibility.text(lang),
        "free" => Word::Price.text(lang),
        other => other,
    }
}

/// "1 ilmoitus", "12 ilmoitusta".
pub(super) fn announcements(number: usize, lang: &Lang) -> String {
    let [one, many] =
        [["ilmoitus", "annons", "activity"], ["ilmoitusta", "annonser", "activities"]];
    format!("{number} {}", in_language(if number == 1 { one } else { many }, lang))
}
