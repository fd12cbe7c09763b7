//! What we say ourselves, in Finnish, Swedish and English.

use crate::localized::Lang;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Accessibility,
    AccessibilityUnknown,
    Activities,
    Addresses,
    Ages,
    AllOfOrganiser,
    /// Stands before the other services that announce the same.
    AlsoListedIn,
    Area,
    ArrangedAs,
    Audience,
    ByPhone,
    Calendar,
    CalendarFile,
    /// One of several to choose from, as are `PutOff` and `ToBeHeld`.
    CalledOff,
    /// Stands before the title of what is cancelled.
    Cancelled,
    /// At the foot of each page.
    Colophon,
    Contacts,
    /// Stands behind the name of a source.
    CorrectThere,
    EveryoneInFinland,
    /// Stands behind a number of them.
    Events,
    Facts,
    Feeds,
    /// The title of the page about the API, and what is said there.
    ForPrograms,
    ForProgramsIngress,
    Free,
    Front,
    /// Stands before the day on which a series ends.
    GoesOnUntil,
    /// Of a series whose end is not known.
    GoesOn,
    /// The title of a page that there was.
    Gone,
    HeldIn,
    Ingress,
    Languages,
    LargeCalendar,
    Letter,
    MayBeTheSame,
    Licence,
    /// The title of a page that there never was, and what is said there.
    Missing,
    MissingWhy,
    MixedPrice,
    MoreAbout,
    NoPlace,
    NoTimes,
    Ongoing,
    OnMap,
    Online,
    OnSite,
    OnSiteOrOnline,
    Organiser,
    Pages,
    Paid,
    Parameters,
    Phone,
    Postponed,
    Price,
    PutOff,
    Registration,
    RegistrationNotRequired,
    RegistrationRequired,
    SkipToContent,
    /// Stands before the address of one.
    SmallerCalendar,
    Source,
    Sources,
    Subscribe,
    SubscribeHere,
    Themes,
    Times,
    ToBeHeld,
    /// Stands before the name of a language.
    ToldIn,
    /// Stands before the names of several.
    ToldInOthers,
    ToYourCalendar,
    Type,
    Updated,
    Years,
}

impl Word {
    /// In Finnish where the language is none of ours.
    #[must_use]
    pub fn text(self, lang: &Lang) -> &'static str {
        in_language(self.row(), lang)
    }

    const fn row(self) -> [&'static str; 3] {
        match self {
            Self::Accessibility => ["Esteettömyys", "Tillgänglighet", "Accessibility"],
            Self::AccessibilityUnknown => ["ei tiedossa", "inga uppgifter", "not known"],
            Self::Activities => ["Toiminta", "Verksamhet", "Activities"],
            Self::Addresses => ["Osoitteet", "Adresser", "Addresses"],
            Self::Ages => ["Ikä", "Ålder", "Age"],
            Self::AllOfOrganiser => [
                "Järjestäjän tiedot ja muu toiminta",
                "Om arrangören och dess övriga verksamhet",
                "About the organiser, and what else it does",
            ],
            Self::AlsoListedIn => ["Myös palvelussa", "Också i tjänsten", "Also listed in"],
            Self::Area => ["Alue", "Område", "Area"],
            Self::ArrangedAs => ["Toimintamuoto", "Verksamhetsform", "Form of activity"],
            Self::Audience => ["Kenelle", "För vem", "For whom"],
            Self::ByPhone => ["Puhelimitse", "Per telefon", "By phone"],
            Self::Calendar => ["Kalenteri", "Kalender", "Calendar"],
            Self::CalendarFile => [
                "Lataa kalenteritiedosto (.ics)",
                "Ladda ner kalenderfilen (.ics)",
                "Download as a calendar file (.ics)",
            ],
            Self::CalledOff => ["Peruttu", "Inställt", "Cancelled"],
            Self::Cancelled => ["PERUTTU", "INSTÄLLT", "CANCELLED"],
            Self::Colophon => [
                "Tiedot ovat järjestäjien ilmoittamia. Kunkin ilmoituksen lähde ja lisenssi kerrotaan sen sivulla.",
                "Uppgifterna kommer från arrangörerna. Källan och licensen för varje annons anges på dess sida.",
                "The organisers themselves announce this. The source and licence of each entry are told on its page.",
            ],
            Self::Contacts => ["Yhteystiedot", "Kontaktuppgifter", "Contact details"],
            Self::CorrectThere => [
                "alkuperäinen ilmoitus, jonka tiedot järjestäjä korjaa",
                "den ursprungliga annonsen, som arrangören rättar",
                "the original entry, where its organiser corrects it",
            ],
            Self::EveryoneInFinland => ["Koko Suomi", "Hela Finland", "All of Finland"],
            Self::Events => ["tapahtumaa", "evenemang", "events"],
            Self::Facts => ["Tiedot", "Uppgifter", "Details"],
            Self::Feeds => ["Tilattavat syötteet", "Flöden att prenumerera på", "Feeds"],
            Self::ForPrograms => ["Rajapinta", "Gränssnitt", "API"],
            Self::ForProgramsIngress => [
                "Kaikki on avointa: avainta ei tarvita, ja syötteitä saa lukea miltä sivulta tahansa. Kuvaukset ovat englanniksi.",
                "Allt är öppet: ingen nyckel behövs, och flödena får läsas från vilken sida som helst. Beskrivningarna är på engelska.",
                "Everything is open: there is no key, and pages of any other site may read it.",
            ],
            Self::Free => ["Maksuton", "Avgiftsfri", "Free of charge"],
            Self::GoesOnUntil => {
                ["Jatkuu, viimeinen kerta", "Fortsätter, sista gången", "Goes on, last time"]
            }
            Self::GoesOn => {
                ["Jatkuu toistaiseksi", "Fortsätter tills vidare", "Goes on until further notice"]
            }
            Self::Gone => [
                "Ilmoitus ei ole enää näkyvissä",
                "Annonsen visas inte längre",
                "This entry is no longer shown",
            ],
            Self::Front => ["Etusivu", "Startsida", "Front page"],
            Self::HeldIn => ["Toiminnan kieli", "Verksamhetens språk", "Held in"],
            Self::Ingress => [
                "Järjestöjen ilmoittamaa toimintaa, koottuna yhteen paikkaan.",
                "Verksamhet som organisationer har anmält, samlad på ett ställe.",
                "What organisations have announced, collected in one place.",
            ],
            Self::Languages => ["Kielet", "Språk", "Languages"],
            Self::LargeCalendar => [
                "Kalenteri on suuri, ja moni kalenteriohjelma lukee siitä vain osan",
                "Kalendern är stor, och många kalenderprogram läser bara en del av den",
                "This calendar is large, and many programs read only a part of it",
            ],
            Self::Letter => ["Kuukausikirje", "Månadsbrev", "Monthly letter"],
            Self::MayBeTheSame => {
                ["Nämä voivat olla sama asia", "Kan vara samma sak", "These may be the same"]
            }
            Self::Licence => ["lisenssi", "licens", "licence"],
            Self::Missing => ["Sivua ei löydy", "Sidan finns inte", "There is no such page"],
            Self::MissingWhy => [
                "Osoitteessa voi olla kirjoitusvirhe, tai sivu on poistettu. Etusivulla on kaikki, mitä on tarjolla.",
                "Adressen kan vara felskriven, eller så har sidan tagits bort. På startsidan finns allt som erbjuds.",
                "The address may be mistyped, or the page has been removed. Everything there is can be found on the front page.",
            ],
            Self::MixedPrice => ["Osittain maksuton", "Delvis avgiftsfri", "Partly free of charge"],
            Self::MoreAbout => ["Tietoa palvelusta", "Om tjänsten", "About this service"],
            Self::NoPlace => {
                ["Paikkaa ei ole ilmoitettu", "Platsen har inte meddelats", "No place is told"]
            }
            Self::NoTimes => [
                "Tulevia ajankohtia ei ole ilmoitettu.",
                "Inga kommande tider har meddelats.",
                "No coming times are announced.",
            ],
            Self::Ongoing => ["Jatkuva palvelu", "Fortlöpande service", "Ongoing service"],
            Self::Online => ["Verkossa", "På nätet", "Online"],
            Self::OnMap => ["Näytä kartalla", "Visa på karta", "Show on a map"],
            Self::OnSite => ["Paikan päällä", "På plats", "On site"],
            Self::OnSiteOrOnline => {
                ["Paikan päällä tai verkossa", "På plats eller på nätet", "On site or online"]
            }
            Self::Organiser => ["Järjestäjä", "Arrangör", "Organiser"],
            Self::Pages => ["Sivut", "Sidor", "Pages"],
            Self::Paid => ["Maksullinen", "Avgiftsbelagd", "Charged"],
            Self::Parameters => ["Parametrit", "Parametrar", "Parameters"],
            Self::Phone => ["Puhelin", "Telefon", "Phone"],
            Self::Postponed => ["LYKÄTTY", "UPPSKJUTET", "POSTPONED"],
            Self::Price => ["Hinta", "Pris", "Price"],
            Self::PutOff => ["Lykätty", "Uppskjutet", "Postponed"],
            Self::Registration => ["Ilmoittautuminen", "Anmälan", "Registration"],
            Self::RegistrationNotRequired => ["ei tarvita", "behövs inte", "not needed"],
            Self::RegistrationRequired => ["tarvitaan", "krävs", "required"],
            Self::SkipToContent => {
                ["Siirry sisältöön", "Hoppa till innehållet", "Skip to the content"]
            }
            Self::SmallerCalendar => {
                ["Pienempi kalenteri", "En mindre kalender", "A smaller calendar"]
            }
            Self::Source => ["Lähde", "Källa", "Source"],
            Self::Sources => ["Lähteet", "Källor", "Sources"],
            Self::Subscribe => ["tilaa kalenteri", "prenumerera på kalendern", "subscribe"],
            Self::SubscribeHere => {
                ["Tilaa kalenteri", "Prenumerera på kalendern", "Subscribe to the calendar"]
            }
            Self::Themes => ["Aiheet", "Teman", "Themes"],
            Self::Times => ["Ajankohdat", "Tider", "Times"],
            Self::ToBeHeld => ["Järjestetään", "Ordnas", "To be held"],
            Self::ToldIn => [
                "Järjestäjä on kertonut tästä vain muulla kielellä",
                "Arrangören berättar om detta bara på ett annat språk",
                "The organiser tells of this in another language only",
            ],
            Self::ToldInOthers => [
                "Järjestäjä on kertonut tästä muilla kielillä",
                "Arrangören berättar om detta på andra språk",
                "The organiser tells of this in other languages",
            ],
            Self::ToYourCalendar => {
                ["Lisää kalenteriisi", "Lägg till i din kalender", "Add to your calendar"]
            }
            Self::Type => ["Tyyppi", "Typ", "Type"],
            Self::Updated => ["Päivitetty", "Uppdaterad", "Updated"],
            Self::Years => ["vuotta", "år", "years"],
        }
    }
}

/// Of Finnish, Swedish and English; Finnish where the language is none of these.
pub(crate) fn in_language([fi, sv, en]: [&'static str; 3], lang: &Lang) -> &'static str {
    match lang.as_str() {
        "sv" => sv,
        "en" => en,
        _ => fi,
    }
}

/// "tammikuu 2027"; `month` counts from 1.
pub(super) fn month(month: u32, year: i32, lang: &Lang) -> String {
    let names = match month {
        1 => ["tammikuu", "januari", "January"],
        2 => ["helmikuu", "februari", "February"],
        3 => ["maaliskuu", "mars", "March"],
        4 => ["huhtikuu", "april", "April"],
        5 => ["toukokuu", "maj", "May"],
        6 => ["kesäkuu", "juni", "June"],
        7 => ["heinäkuu", "juli", "July"],
        8 => ["elokuu", "augusti", "August"],
        9 => ["syyskuu", "september", "September"],
        10 => ["lokakuu", "oktober", "October"],
        11 => ["marraskuu", "november", "November"],
        _ => ["joulukuu", "december", "December"],
    };
    format!("{} {year}", in_language(names, lang))
}
