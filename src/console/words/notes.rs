//! What was noted of entries, what is odd about a run, and how it goes on: sentences with values in them.

use super::{Words, decided, words};
use crate::alarm::Alarm;
use crate::listing::{Decision, Note};
use crate::localized::Lang;
use crate::refresh::Step;

/// The kind of a note, and what it is about.
pub(in crate::console) fn note(note: &Note) -> (Words, Option<String>) {
    if let Note::Decided(decision) = note {
        return (decided::decision(*decision), code(*decision));
    }
    let (told, value): (Words, Option<String>) = match note {
        Note::UnknownCode { scheme, code } => (
            words("tuntematon koodi", "okänd kod", "unknown code"),
            Some(format!("{} {code}", format!("{scheme:?}").to_lowercase())),
        ),
        Note::UnknownStatus(status) => {
            (words("tuntematon tila", "okänd status", "unknown status"), Some(status.clone()))
        }
        Note::UnknownArea(area) => {
            (words("tuntematon alue", "okänt område", "unknown area"), Some(area.clone()))
        }
        Note::UnknownMunicipality(town) => {
            (words("tuntematon kunta", "okänd kommun", "unknown municipality"), Some(town.clone()))
        }
        Note::UnknownChannel(channel) => {
            (words("tuntematon kanava", "okänd kanal", "unknown channel"), Some(channel.clone()))
        }
        Note::UnknownZone(zone) => (
            words("tuntematon aikavyöhyke", "okänd tidszon", "unknown time zone"),
            Some(zone.clone()),
        ),
        Note::UnreadableTime(time) => {
            (words("aikaa ei voi lukea", "oläsbar tid", "unreadable time"), Some(time.clone()))
        }
        Note::Decided(_) => {
            (words("merkitys päätelty", "betydelsen antagen", "meaning decided here"), None)
        }
        Note::ExclusionWithoutInstance(date) => (
            words("poikkeus ilman kertaa", "undantag utan tillfälle", "exclusion of no instance"),
            Some(date.to_string()),
        ),
        Note::UnreadableField(path) => {
            (words("kenttää ei voi lukea", "oläsbart fält", "unreadable field"), Some(path.clone()))
        }
        Note::NoOrganiser => (words("järjestäjä puuttuu", "arrangör saknas", "no organiser"), None),
        Note::WildPosition => {
            (words("mahdoton sijainti", "omöjlig position", "position far from Finland"), None)
        }
        Note::DroppedLink(link) => {
            (words("linkki jätetty pois", "länken utelämnad", "link left out"), Some(link.clone()))
        }
        Note::DroppedContact => {
            (words("yhteystieto jätetty pois", "kontakt utelämnad", "contact left out"), None)
        }
        Note::Shortened => (words("lyhennetty", "förkortad", "shortened"), None),
    };
    (told, value)
}

/// As the documents have it.
fn code(decision: Decision) -> Option<String> {
    serde_json::to_value(decision).ok()?.as_str().map(str::to_owned)
}

pub(in crate::console) fn alarm(alarm: &Alarm, lang: &Lang) -> String {
    match alarm {
        Alarm::Floor { usually_at_least, now } => {
            let told = words(
                "Ilmoituksia on vähemmän kuin yleensä",
                "Annonserna är färre än vanligt",
                "There are fewer entries than usual",
            );
            format!("{}: {now} < {usually_at_least}", told.text(lang))
        }
        Alarm::Silence { days } => {
            let told = words(
                "Päiviä ilman mitään uutta",
                "Dagar utan något nytt",
                "Days without anything new",
            );
            format!("{}: {days}", told.text(lang))
        }
        Alarm::OneDay { date, entries, of } => {
            let told = words(
                "Lähes kaikki alkavat samana päivänä",
                "Nästan alla börjar samma dag",
                "Nearly all begin on one day",
            );
            format!("{}: {date}, {entries}/{of}", told.text(lang))
        }
        Alarm::Strangers { rows, named, matched } => {
            let told = words(
                "Järjestäjien taulukko nimeää vain osan järjestäjistä, tai ei ketään. Onko oikealla sarakkeella nimi id? Rivejä, ja ilmoituksia joille järjestäjä löytyi",
                "Tabellen över arrangörer nämner bara en del av dem, eller ingen. Heter rätt kolumn id? Rader, och annonser vars arrangör hittades",
                "The table of organisers names few of them, or none. Is the right column called id? Rows, and entries whose organiser was found",
            );
            format!("{}: {rows}, {matched}/{named}", told.text(lang))
        }
    }
}

/// One line of a run's progress.
#[must_use]
pub fn step(step: &Step, lang: &Lang) -> String {
    match step {
        Step::Started => {
            words("Haku alkoi.", "Hämtningen började.", "The run began.").text(lang).to_owned()
        }
        Step::Page { number, items } => {
            let [page, entries] = [
                words("Sivu", "Sida", "Page").text(lang),
                words("ilmoituksia", "annonser", "entries").text(lang),
            ];
            format!("{page} {number}: {entries} {items}")
        }
        Step::Read { pages, items } => {
            let [read, entries] = [
                words("Luettu sivuja", "Lästa sidor", "Pages read").text(lang),
                words("ilmoituksia", "annonser", "entries").text(lang),
            ];
            let next = words(
                "Muutoksia lasketaan.",
                "Ändringarna räknas ut.",
                "Working out what changes.",
            );
            format!("{read}: {pages}, {entries} {items}. {}", next.text(lang))
        }
        Step::AsBefore => words(
            "Kaikki on niin kuin viime haussa.",
            "Allt är som vid den senaste hämtningen.",
            "Everything is as it was in the last run.",
        )
        .text(lang)
        .to_owned(),
        Step::Ended(state) => {
            let ended = words("Haku päättyi", "Hämtningen slutade", "The run ended");
            format!("{}: {}", ended.text(lang), super::codes::run_state(*state).text(lang))
        }
    }
}
