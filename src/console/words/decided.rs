//! What was decided where a source leaves open what it means.

use super::{Words, words};
use crate::listing::Decision;

pub(in crate::console) const fn decision(decision: Decision) -> Words {
    match decision {
        Decision::GapOverridesPeriod => words(
            "toistoväli luettiin viikkoina kentästä gap",
            "upprepningens mellanrum lästes i veckor ur fältet gap",
            "it recurs at the interval of the field gap, in weeks",
        ),
        Decision::FortnightFromStart => words(
            "joka toinen viikko laskettiin alkupäivän viikosta",
            "varannan vecka räknades från startdagens vecka",
            "every other week is counted from the week in which it begins",
        ),
        Decision::MonthlyByWeekday => words(
            "kuukausittain samana viikonpäivänä, kuten ensimmäisellä kerralla",
            "månadsvis på samma veckodag som första gången",
            "monthly on the weekday of its first time",
        ),
        Decision::MonthlyByDay => words(
            "kuukausittain samana kuukauden päivänä",
            "månadsvis på samma dag i månaden",
            "monthly on the same day of the month",
        ),
        Decision::DailyOnListedWeekdays => words(
            "päivittäin luetelluina viikonpäivinä",
            "dagligen på de uppräknade veckodagarna",
            "daily on the weekdays that are listed",
        ),
        Decision::RangeWithoutHours => words(
            "jakso ilman kellonaikoja luettiin kokonaisina päivinä",
            "en period utan klockslag lästes som hela dagar",
            "a period without hours is whole days",
        ),
        Decision::EndsNextDay => words(
            "loppuaika luettiin seuraavaksi päiväksi",
            "sluttiden lästes som följande dag",
            "its end is on the next day",
        ),
        Decision::NoStatus => words(
            "tilaa ei kerrottu: luettiin julkaistuksi",
            "ingen status angavs: lästes som publicerad",
            "no status is told: it is taken as published",
        ),
        Decision::NoZone => words(
            "aikavyöhykettä ei kerrottu: luettiin Suomen ajaksi",
            "ingen tidszon angavs: lästes som finsk tid",
            "no time zone is told: it is taken as Finnish time",
        ),
        Decision::EndNotAfterStart => words(
            "loppu ei ole alun jälkeen: jätettiin pois",
            "slutet är inte efter början: utelämnades",
            "its end is not after its start: it is left out",
        ),
        Decision::HoursAtOneEnd => words(
            "kellonaika oli vain toisessa päässä: luettiin kokonaisina päivinä",
            "klockslag fanns bara i ena änden: lästes som hela dagar",
            "only one end has an hour: it is whole days",
        ),
        Decision::InstantsAsWallClock => words(
            "hetket luettiin paikallisina kellonaikoina",
            "tidpunkterna lästes som lokala klockslag",
            "its instants are taken as hours of the place",
        ),
        Decision::RuleCountedOut => words(
            "toisto laskettiin kerta kerralta",
            "upprepningen räknades ut gång för gång",
            "its rule is counted out time by time",
        ),
    }
}
