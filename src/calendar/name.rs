//! What a calendar is called that somebody made for himself: "Kooste: Oulu, vertaistuki".

use crate::catalogue::Filter;
use crate::localized::Lang;
use crate::municipality::{Municipality, WellbeingArea};
use crate::publish::words::Word;
use crate::vocabulary::Term;

/// More than these say nothing in the list of calendars of a phone.
const MOST: usize = 6;

/// `title` alone where nothing that has a name is asked for.
pub(super) fn of(title: &str, asked: &Filter, lang: &Lang) -> String {
    let written = asked.to_string();
    let pairs = url::form_urlencoded::parse(written.as_bytes());
    let words: Vec<String> = pairs.flat_map(|(name, value)| words(&name, &value, lang)).collect();
    let more = if words.len() > MOST { " …" } else { "" };
    let shown: Vec<_> = words.into_iter().take(MOST).collect();
    if shown.is_empty() { title.to_owned() } else { format!("{title}: {}{more}", shown.join(", ")) }
}

fn words(name: &str, value: &str, lang: &Lang) -> Vec<String> {
    if name == "q" {
        return vec![format!("”{value}”")];
    }
    let called = |code: &str| match name {
        "municipality" => Municipality::by_code(code).map(|town| town.name(lang)),
        "region" => WellbeingArea::find(code).map(|area| area.name(lang)),
        "free" if code == "true" => Some(Word::Free.text(lang)),
        _ => Filter::schemes(name)
            .iter()
            .find_map(|scheme| Term::find(*scheme, code))
            .map(|t| t.label(lang)),
    };
    value.split(',').filter_map(called).map(str::to_owned).collect()
}
