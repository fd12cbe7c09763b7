//! What the codes of runs, sources and entries mean to a person.

use super::{Words, words};
use crate::activity::Field;
use crate::alarm::Missing;
use crate::plan::{Cause, Completeness, HoldReason, ListingState};
use crate::refresh::why::Outcome;
use crate::report::{ActivityChangeKind, ListingChangeKind, Mode, RunState};
use crate::status::{Attention, Health};

pub(in crate::console) const fn health(health: Health) -> Words {
    match health {
        Health::NeverRun => words("ei vielä haettu", "ännu inte hämtad", "never run"),
        Health::Ok => words("kunnossa", "i ordning", "well"),
        Health::Held => words("odottaa päätöstä", "väntar på beslut", "waits for a decision"),
        Health::Unreadable => words("ei luettavissa", "oläsbar", "unreadable"),
        Health::Failing => words("epäonnistuu", "misslyckas", "failing"),
    }
}

pub(in crate::console) const fn attention(attention: Attention) -> Words {
    match attention {
        Attention::Failing => words(
            "Haku on epäonnistunut ainakin kolmesti peräkkäin.",
            "Hämtningen har misslyckats minst tre gånger i rad.",
            "It has failed three times or more in a row.",
        ),
        Attention::Held => words(
            "Poistot odottavat hyväksymistä tai hylkäämistä.",
            "Borttagningar väntar på att godkännas eller avslås.",
            "Removals wait to be approved or refused.",
        ),
        Attention::Unreadable => words(
            "Yhtäkään ilmoitusta ei voi lukea.",
            "Inte en enda annons kan läsas.",
            "Not one of its entries can be read.",
        ),
        Attention::Overdue => words(
            "Haku on yli tunnin myöhässä.",
            "Hämtningen är över en timme försenad.",
            "Its run is more than an hour late.",
        ),
        Attention::Silent => words(
            "Mitään uutta tai muuttunutta ei ole tullut yli 30 päivään.",
            "Inget nytt eller ändrat har kommit på över 30 dagar.",
            "Nothing new or changed has come for more than 30 days.",
        ),
        Attention::Fewer => words(
            "Ilmoituksia on paljon vähemmän kuin ennen.",
            "Annonserna är mycket färre än förr.",
            "It has far fewer entries than it used to.",
        ),
        Attention::OneDay => words(
            "Lähes kaikki ilmoitukset alkavat samana päivänä.",
            "Nästan alla annonser börjar samma dag.",
            "Nearly all of its entries begin on one day.",
        ),
        Attention::Strangers => words(
            "Järjestäjien taulukko nimeää vain osan järjestäjistä, tai ei ketään.",
            "Tabellen över arrangörer nämner bara en del av dem, eller ingen.",
            "The table of organisers names few of those who arrange its entries, or none.",
        ),
    }
}

pub(in crate::console) const fn run_state(state: RunState) -> Words {
    match state {
        RunState::Queued => words("jonossa", "i kö", "queued"),
        RunState::Running => words("käynnissä", "pågår", "running"),
        RunState::Applied => words("otettu käyttöön", "verkställd", "applied"),
        RunState::Unchanged => words("ei muutoksia", "oförändrad", "unchanged"),
        RunState::Held => words("odottaa päätöstä", "väntar på beslut", "waits for a decision"),
        RunState::Failed => words("epäonnistui", "misslyckades", "failed"),
    }
}

pub(in crate::console) const fn mode(mode: Mode) -> Words {
    match mode {
        Mode::Normal => words("tavallinen", "vanlig", "normal"),
        Mode::Full => words("täysi", "fullständig", "full"),
        Mode::DryRun => words("esikatselu", "förhandsgranskning", "preview"),
    }
}

pub(in crate::console) const BY_SCHEDULE: Words = words("ajastus", "schemat", "the schedule");
pub(in crate::console) const BY_START: Words = words("käynnistys", "starten", "the start");
pub(in crate::console) const BY_COMMAND: Words =
    words("komentorivi", "kommandoraden", "the command line");

pub(in crate::console) const fn cause(cause: Cause) -> Words {
    match cause {
        Cause::Absent => words(
            "puuttui kahdesta täydestä luettelosta",
            "saknades i två fullständiga listor",
            "absent from two complete lists in a row",
        ),
        Cause::Tombstone => words(
            "lähde kertoo sen poistetuksi",
            "källan uppger att den är borttagen",
            "its source says that it is gone",
        ),
        Cause::Unpublished => {
            words("ei ole enää julkaistu", "är inte längre publicerad", "not published any more")
        }
        Cause::Hidden => words(
            "julkaistu, mutta ei enää näkyisi",
            "publicerad, men skulle inte längre visas",
            "published, and yet would not be shown any more",
        ),
    }
}

pub(in crate::console) const fn hold(reason: HoldReason) -> Words {
    match reason {
        HoldReason::Empty => words(
            "Täysi luettelo oli tyhjä.",
            "En fullständig lista var tom.",
            "A complete list was empty.",
        ),
        HoldReason::Many => words(
            "Yli viisi ilmoitusta ja yli viidesosa poistuisi kerralla.",
            "Fler än fem annonser och över en femtedel skulle tas bort på en gång.",
            "More than five entries, and more than a fifth, would go at once.",
        ),
    }
}

pub(in crate::console) const fn completeness(completeness: &Completeness) -> Words {
    match completeness {
        Completeness::Complete => words("koko luettelo", "hela listan", "the whole list"),
        Completeness::Unchanged => words(
            "muuttumaton viime hausta",
            "oförändrad sedan den senaste hämtningen",
            "as in the last run",
        ),
        Completeness::Partial(_) => words("puutteellinen", "ofullständig", "partial"),
        Completeness::Increment => words("vain muutokset", "endast ändringar", "changes alone"),
    }
}

pub(in crate::console) const fn listing_state(state: ListingState) -> Words {
    match state {
        ListingState::Live => words("voimassa", "aktuell", "live"),
        ListingState::Expired => words("päättynyt", "avslutad", "ended"),
        ListingState::Withdrawn => words("poistunut", "borttagen", "withdrawn"),
    }
}

pub(in crate::console) const ADDED: Words = words("uusi", "ny", "added");
pub(in crate::console) const CHANGED: Words = words("muuttunut", "ändrad", "changed");
pub(in crate::console) const RETURNED: Words = words("palannut", "återkommen", "returned");
pub(in crate::console) const EXPIRED: Words = words("päättynyt", "avslutad", "ended");
pub(in crate::console) const WITHDRAWN: Words = words("poistunut", "borttagen", "withdrawn");
pub(in crate::console) const HELD: Words =
    words("poisto pidätetty", "borttagningen kvarhållen", "removal held back");

pub(in crate::console) const fn listing_change(change: ListingChangeKind) -> Words {
    match change {
        ListingChangeKind::Added => ADDED,
        ListingChangeKind::Changed => CHANGED,
        ListingChangeKind::Returned => RETURNED,
        ListingChangeKind::Expired => EXPIRED,
        ListingChangeKind::Withdrawn => WITHDRAWN,
        ListingChangeKind::Held => HELD,
    }
}

pub(in crate::console) const fn activity_change(change: ActivityChangeKind) -> Words {
    match change {
        ActivityChangeKind::Added => ADDED,
        ActivityChangeKind::Changed => CHANGED,
        ActivityChangeKind::Returned => RETURNED,
        ActivityChangeKind::Withdrawn => WITHDRAWN,
        ActivityChangeKind::Merged => {
            words("yhdistetty toiseen", "sammanslagen med en annan", "merged into another")
        }
        ActivityChangeKind::Split => words("erotettu toisesta", "skild från en annan", "split off"),
        ActivityChangeKind::Forgotten => words("unohdettu", "glömd", "forgotten"),
    }
}

pub(in crate::console) const fn outcome(outcome: Outcome) -> Words {
    match outcome {
        Outcome::Shown => words("Se näkyy.", "Den visas.", "It is shown."),
        Outcome::NotShown => words("Se ei näy.", "Den visas inte.", "It is not shown."),
        Outcome::Refused => words(
            "Sen viimeisintä versiota ei voitu lukea.",
            "Dess senaste version kunde inte läsas.",
            "Its last version could not be read.",
        ),
    }
}

/// The counts of a report, in the order of `plot` and `report`.
pub(in crate::console) const COUNTS: [Words; 13] = [
    words("sivuja", "sidor", "pages"),
    words("ilmoituksia", "annonser", "entries"),
    words("uusia", "nya", "added"),
    words("muuttuneita", "ändrade", "changed"),
    words("muuttumattomia", "oförändrade", "unchanged"),
    words("palanneita", "återkomna", "returned"),
    words("päättyneitä", "avslutade", "ended"),
    words("poistuneita", "borttagna", "withdrawn"),
    words("pidätettyjä poistoja", "kvarhållna borttagningar", "removals held back"),
    words("hylättyjä", "avvisade", "refused"),
    words("yhdistettyjä", "sammanslagna", "merged"),
    words("liian vanhoja", "för gamla", "too old to keep"),
    words("samanlaisena toistettuja", "upprepade likadana", "repeated word for word"),
];

pub(in crate::console) const fn missing(missing: Missing) -> Words {
    match missing {
        Missing::Summary => words("tiivistelmä", "sammandrag", "summary"),
        Missing::Type => TYPE,
        Missing::Theme => THEMES,
        Missing::AgeGroup => AGES,
        Missing::Language => LANGUAGES,
        Missing::Municipality => words("kunta", "kommun", "municipality"),
        Missing::Price => PRICE,
        Missing::Accessibility => words("esteettömyys", "tillgänglighet", "accessibility"),
        Missing::Provider => ORGANISER,
        Missing::Contact => CONTACTS,
        Missing::Image => IMAGE,
        Missing::Link => LINK,
    }
}

pub(in crate::console) const TYPE: Words = words("tyyppi", "typ", "type");
pub(in crate::console) const THEMES: Words = words("teemat", "teman", "themes");
pub(in crate::console) const AGES: Words = words("ikäryhmät", "åldersgrupper", "age groups");
pub(in crate::console) const LANGUAGES: Words = words("kielet", "språk", "languages");
pub(in crate::console) const PRICE: Words = words("hinta", "pris", "price");
pub(in crate::console) const ORGANISER: Words = words("järjestäjä", "arrangör", "organiser");
pub(in crate::console) const CONTACTS: Words =
    words("yhteystiedot", "kontaktuppgifter", "contacts");
pub(in crate::console) const IMAGE: Words = words("kuva", "bild", "image");
pub(in crate::console) const LINK: Words = words("linkki", "länk", "link");

pub(in crate::console) const fn field(field: Field) -> Words {
    match field {
        Field::Name => words("nimi", "namn", "name"),
        Field::Summary => words("tiivistelmä", "sammandrag", "summary"),
        Field::Description => words("kuvaus", "beskrivning", "description"),
        Field::Kind => TYPE,
        Field::Themes => THEMES,
        Field::Formats => words("toimintamuodot", "former", "formats"),
        Field::AgeGroups => AGES,
        Field::Genders => words("sukupuolet", "kön", "genders"),
        Field::Languages => LANGUAGES,
        Field::Area => words("alue", "område", "area"),
        Field::Price => PRICE,
        Field::Registration => words("ilmoittautuminen", "anmälan", "registration"),
        Field::Contacts => CONTACTS,
        Field::Image => IMAGE,
        Field::Organiser => ORGANISER,
        Field::Publication => words("julkaisutila", "publicering", "publication"),
        Field::Visibility => words("näkyvyysaika", "synlighetstid", "visibility"),
        Field::Sessions => words("ajat ja paikat", "tider och platser", "times and places"),
        Field::Sources => words("lähteet", "källor", "sources"),
    }
}
