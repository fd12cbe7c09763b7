//! What the calendar says that stands on other sites, in Finnish, Swedish and English.

use chrono::Weekday;

use crate::localized::Lang;
use crate::publish::words::in_language;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EmbedWord {
    All,
    AllDay,
    /// Stands before a number and `More`.
    And,
    Choose,
    Following,
    List,
    Month,
    More,
    NextDay,
    NextMonth,
    Nothing,
    Onwards,
    OutOfReach,
    Over,
    Previous,
    PreviousDay,
    PreviousMonth,
    TooMuch,
    Views,
}

impl EmbedWord {
    pub(super) fn text(self, lang: &Lang) -> &'static str {
        in_language(self.row(), lang)
    }

    const fn row(self) -> [&'static str; 3] {
        match self {
            Self::All => ["kaikki", "alla", "all"],
            Self::AllDay => ["koko päivän", "hela dagen", "all day"],
            Self::And => ["ja", "och", "and"],
            Self::Choose => ["Rajaa", "Avgränsa", "Filter"],
            Self::Following => ["Seuraavat", "Följande", "Next"],
            Self::List => ["Luettelo", "Lista", "List"],
            Self::Month => ["Kuukausi", "Månad", "Month"],
            Self::More => ["muuta", "till", "more"],
            Self::NextDay => ["Seuraava päivä", "Nästa dag", "Next day"],
            Self::NextMonth => ["Seuraava kuukausi", "Nästa månad", "Next month"],
            Self::Nothing => [
                "Näille päiville ei ole ilmoitettu mitään.",
                "För de här dagarna finns inget anmält.",
                "Nothing is announced for these days.",
            ],
            Self::Onwards => {
                ["Edelliset ja seuraavat", "Föregående och följande", "Previous and next"]
            }
            Self::OutOfReach => [
                "Näin kaukaisia aikoja kalenteri ei näytä.",
                "Kalendern visar inte tider så långt bort.",
                "The calendar does not show times as far away as this.",
            ],
            Self::Over => ["päättynyt", "avslutat", "over"],
            Self::Previous => ["Edelliset", "Föregående", "Previous"],
            Self::PreviousDay => ["Edellinen päivä", "Föregående dag", "Previous day"],
            Self::PreviousMonth => ["Edellinen kuukausi", "Föregående månad", "Previous month"],
            Self::TooMuch => [
                "Kuukaudessa on enemmän kuin tässä näkyy. Rajaa valintaa.",
                "Månaden har mer än vad som visas här. Avgränsa valet.",
                "There is more in this month than is shown here. Choose less.",
            ],
            Self::Views => ["Näkymä ja ajankohta", "Vy och tid", "View and time"],
        }
    }
}

/// "maanantai"
pub(super) fn weekday(weekday: Weekday, lang: &Lang) -> &'static str {
    let names = match weekday {
        Weekday::Mon => ["maanantai", "måndag", "Monday"],
        Weekday::Tue => ["tiistai", "tisdag", "Tuesday"],
        Weekday::Wed => ["keskiviikko", "onsdag", "Wednesday"],
        Weekday::Thu => ["torstai", "torsdag", "Thursday"],
        Weekday::Fri => ["perjantai", "fredag", "Friday"],
        Weekday::Sat => ["lauantai", "lördag", "Saturday"],
        Weekday::Sun => ["sunnuntai", "söndag", "Sunday"],
    };
    in_language(names, lang)
}
