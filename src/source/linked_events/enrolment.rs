//! When one can enrol, as a sentence: there is no field for it in what all kinds have in common.

use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Europe;

use crate::source::RawTexts;
use crate::source::entry::Reader;
use crate::source::field::Field;

/// In three languages; empty where no time is told.
pub(super) fn text(entry: &Field<'_>, read: &mut Reader) -> RawTexts {
    let from = instant(&entry.get("enrolment_start_time"), read);
    let until = instant(&entry.get("enrolment_end_time"), read);
    let (fi, sv, en) = match (&from, &until) {
        (None, None) => return RawTexts::new(),
        (Some(from), None) => (
            format!("Ilmoittautuminen alkaa {}.", from.fi),
            format!("Anmälan börjar {}.", from.sv),
            format!("Enrolment opens on {}.", from.en),
        ),
        (None, Some(until)) => (
            format!("Ilmoittautuminen päättyy {}.", until.fi),
            format!("Anmälan avslutas {}.", until.sv),
            format!("Enrolment closes on {}.", until.en),
        ),
        (Some(from), Some(until)) => (
            format!("Ilmoittautuminen alkaa {} ja päättyy {}.", from.fi, until.fi),
            format!("Anmälan börjar {} och avslutas {}.", from.sv, until.sv),
            format!("Enrolment opens on {} and closes on {}.", from.en, until.en),
        ),
    };
    [("fi", fi), ("sv", sv), ("en", en)].map(|(lang, text)| (lang.to_owned(), text)).into()
}

/// "1.9.2026 klo 9.00" and the like.
struct Written {
    fi: String,
    sv: String,
    en: String,
}

fn instant(field: &Field<'_>, read: &mut Reader) -> Option<Written> {
    let text = read.keep(field.text())?;
    let Ok(instant) = DateTime::parse_from_rfc3339(&text) else {
        read.unreadable.push(field.wrong("a time").to_string());
        return None;
    };
    let local = instant.with_timezone(&Europe::Helsinki);
    let date = format!("{}.{}.{}", local.day(), local.month(), local.year());
    let (hour, minute) = (local.hour(), local.minute());
    Some(Written {
        fi: format!("{date} klo {hour}.{minute:02}"),
        sv: format!("{date} kl. {hour}.{minute:02}"),
        en: format!("{} at {hour}:{minute:02}", local.format("%-d %B %Y")),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hours_are_those_of_the_clock_on_the_wall() {
        let entry = json!({"enrolment_start_time": "2026-10-24T06:00:00Z", "enrolment_end_time": "2026-10-26T06:00:00Z"});
        let texts = text(&Field::root(&entry), &mut Reader::default());
        assert_eq!(
            texts["fi"],
            "Ilmoittautuminen alkaa 24.10.2026 klo 9.00 ja päättyy 26.10.2026 klo 8.00."
        );
        assert_eq!(
            texts["en"],
            "Enrolment opens on 24 October 2026 at 9:00 and closes on 26 October 2026 at 8:00."
        );
    }

    #[test]
    fn a_time_that_is_none_is_said_and_the_other_one_told() {
        let mut read = Reader::default();
        let entry =
            json!({"enrolment_start_time": "pian", "enrolment_end_time": "2026-12-01T21:59:59Z"});
        let texts = text(&Field::root(&entry), &mut read);
        assert_eq!(texts["sv"], "Anmälan avslutas 1.12.2026 kl. 23.59.");
        assert_eq!(read.unreadable, ["enrolment_start_time: is text, not a time"]);
    }
}
