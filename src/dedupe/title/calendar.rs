//! Names of weekdays, months and seasons in Finnish, Swedish and English.

use chrono::Weekday;

use super::facts::Season;

/// A word for a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    Name(Weekday),
    /// Also another word ("to", "la", "sun"): a weekday only beside a time or another weekday.
    Short(Weekday),
}

use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

const DAYS: [(&str, Weekday); 21] = [
    ("maanantai", Mon),
    ("tiistai", Tue),
    ("keskiviikko", Wed),
    ("torstai", Thu),
    ("perjantai", Fri),
    ("lauantai", Sat),
    ("sunnuntai", Sun),
    ("måndag", Mon),
    ("tisdag", Tue),
    ("onsdag", Wed),
    ("torsdag", Thu),
    ("fredag", Fri),
    ("lördag", Sat),
    ("söndag", Sun),
    ("monday", Mon),
    ("tuesday", Tue),
    ("wednesday", Wed),
    ("thursday", Thu),
    ("friday", Fri),
    ("saturday", Sat),
    ("sunday", Sun),
];
/// "Tiistaisin", "keskiviikkoisin", "måndagar", "Mondays"; not "tiistaikerho".
const DAY_ENDINGS: [&str; 15] = [
    "", "n", "na", "na", "sin", "isin", "t", "en", "ar", "arna", "kväll", "kvällar", "s", "ta",
    "ksi",
];

const SHORT_DAYS: [(&str, Weekday); 24] = [
    ("ma", Mon),
    ("ti", Tue),
    ("ke", Wed),
    ("to", Thu),
    ("pe", Fri),
    ("la", Sat),
    ("su", Sun),
    ("mån", Mon),
    ("må", Mon),
    ("tis", Tue),
    ("ons", Wed),
    ("tors", Thu),
    ("fre", Fri),
    ("lör", Sat),
    ("sön", Sun),
    ("mon", Mon),
    ("tue", Tue),
    ("tues", Tue),
    ("wed", Wed),
    ("thu", Thu),
    ("thurs", Thu),
    ("fri", Fri),
    ("sat", Sat),
    ("sun", Sun),
];

pub(super) fn weekday(word: &str) -> Option<Day> {
    let short = SHORT_DAYS.iter().find(|(name, _)| *name == word);
    let long = || {
        let ends = |name: &str| word.strip_prefix(name).is_some_and(|e| DAY_ENDINGS.contains(&e));
        // "Keskiviikkona" keeps its stem, "keskiviikon" has a weak one.
        let weak = matches!(word, "keskiviikon" | "keskiviikolle" | "keskiviikolla");
        let found = DAYS.iter().find(|(name, _)| ends(name)).map(|(_, day)| *day);
        found.or(weak.then_some(Wed)).map(Day::Name)
    };
    short.map(|(_, day)| Day::Short(*day)).or_else(long)
}

const MONTHS: [[&str; 3]; 12] = [
    ["tammikuu", "januari", "january"],
    ["helmikuu", "februari", "february"],
    ["maaliskuu", "mars", "march"],
    ["huhtikuu", "april", "april"],
    ["toukokuu", "maj", "may"],
    ["kesäkuu", "juni", "june"],
    ["heinäkuu", "juli", "july"],
    ["elokuu", "augusti", "august"],
    ["syyskuu", "september", "september"],
    ["lokakuu", "oktober", "october"],
    ["marraskuu", "november", "november"],
    ["joulukuu", "december", "december"],
];
const MONTH_ENDINGS: [&str; 6] = ["", "ta", "n", "ssa", "lle", "hun"];

/// 1 to 12, by the whole name: "tammikuuta", "januari", "Jan".
pub(super) fn month(word: &str) -> Option<u8> {
    let named = |names: &[&str; 3]| {
        let [fi, sv, en] = names;
        word.strip_prefix(fi).is_some_and(|ending| MONTH_ENDINGS.contains(&ending))
            || word == *sv
            || word == *en
            || (word.len() == 3 && *en != "may" && en.starts_with(word))
    };
    MONTHS.iter().position(named).and_then(|at| u8::try_from(at + 1).ok())
}

/// A word for a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// Says nothing else.
    Certain(Season),
    /// Part of a name as well ("Kevään värit", "vår"): a season only beside a year or at an edge.
    Possible(Season),
    /// "2026" of "kausi 2026–2027".
    Term,
}

pub(super) fn season(word: &str) -> Option<Time> {
    use Season::{Autumn, Spring, Summer, Winter};
    Some(match word {
        "kevätkausi" | "kevätkaudella" | "kevätkauden" | "kevätlukukausi" | "kevätlukukaudella"
        | "vårterminen" | "vårtermin" | "vårsäsongen" | "vt" => Time::Certain(Spring),
        "syyskausi" | "syyskaudella" | "syyskauden" | "syyslukukausi" | "syyslukukaudella"
        | "höstterminen" | "hösttermin" | "höstsäsongen" | "ht" => Time::Certain(Autumn),
        "kesäkausi" | "kesäkaudella" | "kesäkauden" => Time::Certain(Summer),
        "talvikausi" | "talvikaudella" | "talvikauden" => Time::Certain(Winter),
        "kevät" | "keväällä" | "kevään" | "keväisin" | "vår" | "våren" | "spring" => {
            Time::Possible(Spring)
        }
        "syksy" | "syksyllä" | "syksyn" | "syksyisin" | "höst" | "hösten" | "autumn" | "fall" => {
            Time::Possible(Autumn)
        }
        "kesä" | "kesällä" | "kesän" | "kesäisin" | "sommar" | "sommaren" | "summer" => {
            Time::Possible(Summer)
        }
        "talvi" | "talvella" | "talven" | "talvisin" | "vinter" | "vintern" | "winter" => {
            Time::Possible(Winter)
        }
        "kausi" | "kaudella" | "lukukausi" | "lukuvuosi" | "lukuvuonna" | "toimintakausi"
        | "vuosi" | "vuonna" | "säsongen" | "säsong" | "läsåret" | "år" | "season" | "term"
        | "year" => Time::Term,
        _ => return None,
    })
}
