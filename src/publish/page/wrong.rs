//! What cannot be read of an address or a form, told to whoever sent it.

use super::builder;
use crate::catalogue::Fault;
use crate::localized::Lang;
use crate::publish::words::in_language;

/// A parameter that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub name: String,
    pub fault: Fault,
}

/// More of a value need not be repeated to be known again.
const SHOWN: usize = 80;

impl Wrong {
    #[must_use]
    pub fn sentence(&self, lang: &Lang) -> String {
        let (value, near) = match &self.fault {
            Fault::Unknown { value, near } => (value.as_str(), near.as_slice()),
            Fault::Unreadable { value } => (value.as_str(), [].as_slice()),
            _ => (self.name.as_str(), [].as_slice()),
        };
        let shown: String = value.chars().take(SHOWN).collect();
        let sentence = in_language(self.words(), lang);
        let sentence = sentence.replace("{name}", builder::field(&self.name, lang));
        sentence.replace("{value}", &shown) + &meant(near, lang)
    }

    fn words(&self) -> [&'static str; 3] {
        let is_day = matches!(self.name.as_str(), "from" | "to" | "day");
        match &self.fault {
            Fault::NoParameter => [
                "Osoitteessa on tuntematon kohta ”{value}”.",
                "Adressen har en okänd del ”{value}”.",
                "The address has an unknown part “{value}”.",
            ],
            Fault::Unknown { .. } => [
                "{name}: arvoa ”{value}” ei tunneta.",
                "{name}: värdet ”{value}” är okänt.",
                "{name}: the value “{value}” is not known.",
            ],
            Fault::Unreadable { .. } if is_day => [
                "{name}: ”{value}” ei ole päivä. Kirjoita se muodossa 2026-11-24.",
                "{name}: ”{value}” är ingen dag. Skriv den i formen 2026-11-24.",
                "{name}: “{value}” is no day. Write it as in 2026-11-24.",
            ],
            Fault::Unreadable { .. } => [
                "{name}: ”{value}” ei ole arvo, joka ymmärretään.",
                "{name}: ”{value}” är inget värde som kan tolkas.",
                "{name}: “{value}” is not a value that can be read.",
            ],
            Fault::Repeated => [
                "{name}: arvo on annettu useammin kuin kerran.",
                "{name}: värdet har angetts mer än en gång.",
                "{name}: the value is given more than once.",
            ],
            Fault::Size => [
                "{name}: arvo puuttuu, tai se on liian pitkä, tai arvoja on liikaa.",
                "{name}: värdet saknas eller är för långt, eller så är värdena för många.",
                "{name}: the value is missing or too long, or there are too many.",
            ],
            Fault::Backwards => [
                "Viimeinen päivä on ennen ensimmäistä. Vaihda päivät keskenään.",
                "Den sista dagen är före den första. Byt plats på dagarna.",
                "The last day is before the first one. Swap the two.",
            ],
            Fault::Elsewhere => [
                "{name}: arvo ei kuulu tähän valintaan. Aloita luettelo alusta.",
                "{name}: värdet hör inte till det här valet. Börja om från listans början.",
                "{name}: the value does not belong to this selection. Begin the list anew.",
            ],
        }
    }
}

fn meant(near: &[String], lang: &Lang) -> String {
    if near.is_empty() {
        return String::new();
    }
    let begins = in_language(["Tarkoititko:", "Menade du:", "Did you mean:"], lang);
    format!(" {begins} {}?", near.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, fault: Fault, expected: [&str; 3]) {
        let wrong = Wrong { name: name.to_owned(), fault };
        assert_eq!(Lang::OURS.map(|lang| wrong.sentence(&lang)), expected);
    }

    #[test]
    fn what_two_clicks_can_do_wrong_is_told_in_the_language_of_the_page() {
        check(
            "to",
            Fault::Backwards,
            [
                "Viimeinen päivä on ennen ensimmäistä. Vaihda päivät keskenään.",
                "Den sista dagen är före den första. Byt plats på dagarna.",
                "The last day is before the first one. Swap the two.",
            ],
        );
    }

    #[test]
    fn what_may_have_been_meant_is_said_of_a_name_that_is_not_known() {
        let fault = |near: &[&str]| Fault::Unknown {
            value: "Oulo".to_owned(),
            near: near.iter().map(|&name| name.to_owned()).collect(),
        };
        check(
            "municipality",
            fault(&["Oulu"]),
            [
                "Kunta: arvoa ”Oulo” ei tunneta. Tarkoititko: Oulu?",
                "Kommun: värdet ”Oulo” är okänt. Menade du: Oulu?",
                "Municipality: the value “Oulo” is not known. Did you mean: Oulu?",
            ],
        );
        check(
            "source",
            fault(&[]),
            [
                "source: arvoa ”Oulo” ei tunneta.",
                "source: värdet ”Oulo” är okänt.",
                "source: the value “Oulo” is not known.",
            ],
        );
    }

    #[test]
    fn a_day_is_told_how_to_write_it_and_a_long_value_is_not_repeated_whole() {
        check(
            "from",
            Fault::Unreadable { value: "1.12.".to_owned() },
            [
                "Alkaen: ”1.12.” ei ole päivä. Kirjoita se muodossa 2026-11-24.",
                "Från och med: ”1.12.” är ingen dag. Skriv den i formen 2026-11-24.",
                "From: “1.12.” is no day. Write it as in 2026-11-24.",
            ],
        );
        let wrong = Wrong {
            name: "view".to_owned(),
            fault: Fault::Unreadable { value: "x".repeat(5_000) },
        };
        assert!(wrong.sentence(&Lang::FI).len() < 200);
    }
}
