//! Prices, ages, groups, parts and levels in a title: whatever is told with a number or a letter.

use super::facts::{Facts, Price};
use super::marks::{Ages, Group, Level, Marks};
use super::words::Words;

const YEARS_OLD: [&str; 25] = [
    "v",
    "vuotiaat",
    "vuotiaille",
    "vuotiaiden",
    "vuotias",
    "vuotiaan",
    "vuotiaalle",
    "vuotta",
    "vuotiaita",
    "vuotiaitten",
    "vuotiaana",
    "år",
    "åringar",
    "åringarna",
    "åriga",
    "åring",
    "years",
    "year",
    "yrs",
    "yr",
    "yo",
    "ikävuotta",
    "vuotiaat",
    "vee",
    "åringars",
];
const MONTHS_OLD: [&str; 6] = ["kk", "kuukautta", "mån", "månader", "months", "mo"];
const GRADES: [&str; 10] = [
    "lk",
    "luokka",
    "luokat",
    "luokkalaiset",
    "luokkalaisille",
    "luokkalaisten",
    "luokkien",
    "klass",
    "klassare",
    "klasserna",
];
const AGE_LEADS: [&str; 9] =
    ["ikä", "iältään", "ikäiset", "ikäryhmä", "ålder", "åldern", "ages", "aged", "age"];
const OVER: [&str; 4] = ["yli", "over", "över", "vähintään"];
const UNDER: [&str; 3] = ["alle", "under", "below"];
/// Of whom no upper or lower age is told.
const OLDEST: u16 = 150;
/// "Kuoro 20 v." is how old the choir is.
const OLDEST_SINGLE: u16 = 17;

const GROUPS: [&str; 8] =
    ["ryhmä", "ryhmän", "ryhmälle", "ryhmässä", "grupp", "gruppen", "group", "pienryhmä"];
const PARTS: [&str; 25] = [
    "osa",
    "osan",
    "kerta",
    "kerran",
    "luento",
    "luennon",
    "tapaaminen",
    "tapaamiskerta",
    "jakso",
    "ilta",
    "päivä",
    "istunto",
    "del",
    "delen",
    "träff",
    "träffen",
    "föreläsning",
    "gång",
    "gången",
    "part",
    "session",
    "lecture",
    "episode",
    "week",
    "meeting",
];
const STEPS: [&str; 6] = ["taso", "tason", "nivå", "level", "steg", "step"];
const EUROS: [&str; 5] = ["e", "eur", "euro", "euroa", "euron"];
/// A greater one counts nothing: "Route 66".
const GREATEST_COUNT: u16 = 40;
/// What is greater is a year.
const GREATEST_NUMBER: u16 = 999;

/// Takes what stands at the word `at`. How many words that were; 0 where it is none of these.
pub(super) fn take(words: &Words<'_>, at: usize, marks: &mut Marks, facts: &mut Facts) -> usize {
    match take_price(words, at, facts) {
        0 => {}
        taken => return taken,
    }
    for reader in [take_ages, take_grades, take_birth_years, take_counted, take_fraction, take_last]
    {
        let taken = reader(words, at, marks);
        if taken > 0 {
            return taken;
        }
    }
    0
}

/// "5 €", "5,50€", "€5", "10/8 €", "alk. 5 euroa".
fn take_price(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let Some(euros) = words.number(at) else { return 0 };
    let cents = words
        .number(at + 1)
        .filter(|_| matches!(words.gap(at + 1), "," | ".") && words.text(at + 1).len() == 2);
    let mut next = at + 1 + usize::from(cents.is_some());
    let sum = u32::from(euros) * 100 + cents.map_or(0, u32::from);
    let sign = |at: usize| words.gap(at).trim_start().starts_with('€');
    if words.number(next).is_some() && matches!(words.gap(next), "/" | "-" | "–") && sign(next + 1)
    {
        next += 1;
    }
    let before = words.gap(at).ends_with('€');
    let named = EUROS.contains(&words.text(next)) && words.gap(next).len() <= 1;
    if !before && !sign(next) && !named {
        return 0;
    }
    facts.price = facts.price.or(Some(Price::Paid(Some(sum))));
    next + usize::from(named) - at
}

/// "7–9 v.", "10-12-vuotiaat", "65+", "yli 60-vuotiaille", "ages 7-9", "alle 3-v."
fn take_ages(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    let lead = words.text(at);
    let led = AGE_LEADS.contains(&lead);
    let (over, under) = (OVER.contains(&lead), UNDER.contains(&lead));
    let from = at + usize::from(led || over || under);
    let Some(first) = words.number(from).filter(|age| *age < OLDEST) else { return 0 };
    let last = words.number(from + 1).filter(|_| words.dash(from + 1)).filter(|age| *age < OLDEST);
    let next = from + 1 + usize::from(last.is_some());
    let plus = words.gap(next).starts_with('+') || words.gap(from).ends_with('+');
    let Some((months, unit)) = unit(words, next).or((led || plus).then_some((false, 0))) else {
        return 0;
    };
    let jubilee = ["juhl", "jubil", "anniv", "synt"]
        .iter()
        .any(|word| words.text(next + unit).starts_with(word));
    let years = |n: u16| if months { n / 12 } else { n };
    let ages = match last {
        Some(last) => Ages::new(years(first), years(last)),
        None if under => Ages::new(0, first.saturating_sub(1)),
        None if plus || over => Ages::new(first, OLDEST),
        None if words.text(next).len() > 2 || led || first <= OLDEST_SINGLE => {
            Ages::new(years(first), years(first))
        }
        None => return 0,
    };
    let more = words.text(next + unit) == "old" || words.text(next + unit) == "olds";
    if jubilee {
        return 0;
    }
    marks.ages = marks.ages.or(Some(ages));
    next + unit + usize::from(more) - at
}

/// Whether it counts months, and how many words it takes.
fn unit(words: &Words<'_>, at: usize) -> Option<(bool, usize)> {
    let near = words.gap(at).trim_matches(['-', '‐', '‑', '+', ' ', '–']).is_empty();
    let months = MONTHS_OLD.contains(&words.text(at));
    (near && (months || YEARS_OLD.contains(&words.text(at)))).then_some((months, 1))
}

/// "3.–6. lk", "1-2-luokkalaisille": school begins in the year in which one turns seven.
fn take_grades(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    const FIRST_GRADE: u16 = 6;
    let Some(first) = words.number(at).filter(|grade| (1..=9).contains(grade)) else { return 0 };
    let dash = matches!(words.gap(at + 1).trim(), ".-" | ".–" | "-" | "–");
    let last = words.number(at + 1).filter(|grade| dash && (1..=9).contains(grade));
    let next = at + 1 + usize::from(last.is_some());
    if !GRADES.contains(&words.text(next)) {
        return 0;
    }
    let ages = Ages::new(first + FIRST_GRADE, last.unwrap_or(first) + FIRST_GRADE + 1);
    marks.ages = marks.ages.or(Some(ages));
    next + 1 - at
}

/// "Synt. 2015–2017": the year of birth is as good a name of a group as a number.
fn take_birth_years(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    let lead = matches!(words.text(at), "synt" | "syntyneet" | "syntyneille" | "födda" | "born");
    let lead = usize::from(lead) + usize::from(words.text(at + 1) == "in");
    let Some(first) = words.number(at + lead).filter(|year| lead > 0 && *year > 1900) else {
        return 0;
    };
    let last =
        words.number(at + lead + 1).filter(|year| words.dash(at + lead + 1) && *year > first);
    marks.groups.extend((first..=last.unwrap_or(first)).take(10).map(Group::Number));
    lead + 1 + usize::from(last.is_some())
}

/// "Ryhmä 2", "2. ryhmä", "A-ryhmä", "osa 3", "3. kerta", "taso 2", "A1".
fn take_counted(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    if let Some(cefr) = cefr(words.text(at)) {
        marks.levels.insert(Level::Cefr(cefr));
        return 1;
    }
    let of = |name: &str| -> Option<fn(&mut Marks, u16)> {
        if GROUPS.contains(&name) {
            Some(|marks, n| {
                marks.groups.insert(Group::Number(n));
            })
        } else if PARTS.contains(&name) {
            Some(|marks, n| {
                marks.parts.insert(n);
            })
        } else if STEPS.contains(&name) {
            Some(|marks, n| {
                marks.levels.insert(Level::Step(n));
            })
        } else {
            None
        }
    };
    // "Nuorten ilta 13–17 v."
    let aged = (2..=3).any(|n| unit(words, at + n).is_some());
    if let Some(note) = of(words.text(at)).filter(|_| !aged) {
        let spaced = matches!(words.gap(at + 1).trim(), "" | ":" | "-" | "." | "nro");
        if let Some(n) = count(words, at + 1).filter(|_| spaced) {
            note(marks, n);
            let upper =
                count(words, at + 2).filter(|upper| words.gap(at + 2) == "/" && *upper >= n);
            let further = count(words, at + 2).filter(|_| words.hyphen(at + 2));
            further.into_iter().for_each(|n| note(marks, n));
            return 2 + usize::from(upper.is_some() || further.is_some());
        }
    }
    if let (Some(n), Some(note)) = (count(words, at), of(words.text(at + 1)))
        && matches!(words.gap(at + 1), ". " | "." | "-" | " " | ".-")
        && !(words.gap(at + 1) == " " && words.text(at).len() > 1)
    {
        note(marks, n);
        return 2;
    }
    take_lettered(words, at, marks)
}

fn take_lettered(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    let letter = |at: usize| {
        let text = words.text(at);
        text.chars().next().filter(|c| text.len() == 1 && ('a'..='f').contains(c))
    };
    let named = |at: usize| GROUPS.contains(&words.text(at));
    let found = match (letter(at), letter(at + 1)) {
        (Some(c), _) if named(at + 1) => Some(c),
        (_, Some(c)) if named(at) && words.parted(at + 2) => Some(c),
        _ => None,
    };
    marks.groups.extend(found.map(Group::Letter));
    if found.is_some() { 2 } else { 0 }
}

fn cefr(word: &str) -> Option<u8> {
    ["a1", "a2", "b1", "b2", "c1", "c2"]
        .iter()
        .position(|level| *level == word)
        .and_then(|at| u8::try_from(at + 1).ok())
}

/// A small number, in figures or as "II".
fn count(words: &Words<'_>, at: usize) -> Option<u16> {
    let roman = ["i", "ii", "iii", "iv"].iter().position(|roman| *roman == words.text(at));
    let roman = roman.and_then(|at| u16::try_from(at + 1).ok());
    words.number(at).or(roman).filter(|n| (1..=GREATEST_COUNT).contains(n))
}

/// "2/5" is a part, "5/12" after a weekday a date.
fn take_fraction(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    let (Some(n), Some(of)) = (count(words, at), count(words, at + 1)) else { return 0 };
    let digits = words.number(at).is_some() && words.number(at + 1).is_some();
    if words.gap(at + 1) != "/" || n > of || !digits {
        return 0;
    }
    marks.parts.insert(n);
    2
}

/// "Espanja 2", "Jooga II", "Jooga B": at the end of a clause.
fn take_last(words: &Words<'_>, at: usize, marks: &mut Marks) -> usize {
    if at == 0 || !words.parted(at + 1) || words.dash(at + 1) || words.gap(at + 1).starts_with('.')
    {
        return 0;
    }
    let letter = words.text(at).chars().next().filter(|c| ('a'..='c').contains(c));
    let number = count(words, at).or_else(|| words.number(at).filter(|n| *n <= GREATEST_NUMBER));
    match (number, letter.filter(|_| words.text(at).len() == 1)) {
        // "Neulekahvila, Ii" is in a municipality.
        (Some(_), _)
            if words.number(at).is_none() && (words.gap(at) != " " || words.gap(at + 1) == ":") =>
        {
            return 0;
        }
        (Some(n), _) => {
            marks.numbers.insert(n);
        }
        (None, Some(letter)) => {
            marks.groups.insert(Group::Letter(letter));
        }
        (None, None) => return 0,
    }
    1
}
