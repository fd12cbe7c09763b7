//! Titles: what editors add, and how else they write a word.

use chrono::{NaiveTime, Timelike, Weekday};

use super::Corruption as C;
use crate::labelled::activity::Activity;
use crate::labelled::face::Face;
use crate::labelled::modifier::Modifier;
use crate::labelled::rng::Rng;
use crate::labelled::schedule::day;

pub(super) fn apply(corruption: C, rng: &mut Rng, activity: &Activity, face: &mut Face) -> bool {
    match corruption {
        C::TitleDecorated => each(face, |title, _| decorated(rng, title, activity)),
        C::TitleWithTime => {
            let time = time(rng, activity);
            each(face, |title, _| format!("{title} {time}"));
        }
        C::TitleInflected => {
            let others = activity.topic.others();
            finnish(face, activity.titled(others[rng.below(others.len())], "fi"));
        }
        C::TitleCompound => finnish(face, activity.titled(&parted(rng, &activity.topic.fi), "fi")),
        C::TitleTypo => finnish(face, activity.titled(&mistyped(rng, &activity.topic.fi), "fi")),
        C::TitleShouted => each(face, |title, _| title.to_uppercase()),
        C::TitleWithOrganiser => {
            let organiser = &activity.organiser;
            let name = *rng.pick(&[organiser.name.as_str(), &organiser.short]);
            each(face, |title, _| format!("{name}: {title}"));
        }
        C::TitleWithSeason => {
            let spring = activity.schedule.first >= day(2027, 1, 1);
            each(face, |title, lang| Modifier::Season(usize::from(spring)).on(&title, lang));
        }
        C::TitleWithTown => {
            let town = activity.venue.town;
            each(face, |title, lang| match lang {
                "fi" => format!("{title} {}", town.inessive),
                "sv" => format!("{title} i {}", town.sv),
                _ => format!("{title}, {}", town.fi),
            });
        }
        C::OnlySwedish => only(face, activity, "sv"),
        C::OnlyEnglish => only(face, activity, "en"),
        C::FinnishRepeated => {
            let title = face.titles.get("fi").cloned().unwrap_or_default();
            face.titles = ["fi", "sv", "en"].map(|lang| (lang, title.clone())).into();
        }
        _ => return false,
    }
    true
}

fn each(face: &mut Face, mut change: impl FnMut(String, &str) -> String) {
    for (lang, title) in &mut face.titles {
        *title = change(std::mem::take(title), lang);
    }
}

fn finnish(face: &mut Face, title: String) {
    face.titles.insert("fi", title);
}

fn only(face: &mut Face, activity: &Activity, lang: &'static str) {
    face.titles = [(lang, activity.title(lang))].into();
    face.descriptions = [(lang, activity.description(lang, false))].into();
    if lang == "sv" {
        face.organiser = face.organiser.take().map(|_| activity.organiser.name_sv.clone());
        let sv = &activity.venue.name_sv;
        let room = activity.room.map(|room| format!(", {room}")).unwrap_or_default();
        face.venue = face.venue.take().map(|_| format!("{sv}{room}"));
        face.town = face.town.take().map(|_| activity.venue.town.sv.clone());
        let street = format!("{} {}", activity.venue.street.sv, activity.venue.number);
        face.street = face.street.take().map(|_| street);
    } else {
        face.organiser = face.organiser.take().map(|_| activity.organiser.name_en.clone());
    }
}

fn decorated(rng: &mut Rng, title: String, activity: &Activity) -> String {
    let price = if activity.free { "maksuton" } else { "maksullinen" };
    match rng.below(9) {
        0 => format!("UUTTA! {title}"),
        1 => format!("{title} | {}", activity.venue.town.fi),
        2 => format!("{title} ({price})"),
        3 => format!("🎉 {title}"),
        4 => format!("{title} ✨"),
        5 => format!("TERVETULOA: {title}"),
        6 => format!("{title} – vapaa pääsy"),
        7 => format!("{title} - {}", activity.venue.short),
        _ => format!("[{}] {title}", activity.venue.town.fi),
    }
}

fn time(rng: &mut Rng, activity: &Activity) -> String {
    let schedule = &activity.schedule;
    let hours = clock(schedule.start);
    if let [weekday, ..] = schedule.weekdays[..] {
        let (short, plural) = named(weekday);
        if schedule.weekdays.len() > 1 {
            return format!("klo {hours}");
        }
        return match rng.below(3) {
            0 => format!("{short} klo {hours}"),
            1 => plural.to_owned(),
            _ => format!("{plural} klo {hours}"),
        };
    }
    match rng.below(2) {
        0 => schedule.first.format("%-d.%-m.").to_string(),
        _ => format!("{} klo {hours}", schedule.first.format("%-d.%-m.%Y")),
    }
}

fn clock(time: NaiveTime) -> String {
    if time.minute() == 0 {
        time.format("%-H").to_string()
    } else {
        time.format("%-H.%M").to_string()
    }
}

fn named(weekday: Weekday) -> (&'static str, &'static str) {
    match weekday {
        Weekday::Mon => ("ma", "maanantaisin"),
        Weekday::Tue => ("ti", "tiistaisin"),
        Weekday::Wed => ("ke", "keskiviikkoisin"),
        Weekday::Thu => ("to", "torstaisin"),
        Weekday::Fri => ("pe", "perjantaisin"),
        Weekday::Sat => ("la", "lauantaisin"),
        Weekday::Sun => ("su", "sunnuntaisin"),
    }
}

/// A compound parted somewhere in its middle, or two words made one.
fn parted(rng: &mut Rng, topic: &str) -> String {
    if topic.contains(' ') {
        return topic.replacen(' ', ["", "-"][rng.below(2)], 1);
    }
    let letters: Vec<char> = topic.chars().collect();
    let middle = letters.len() / 2 + rng.below(2);
    let part = |range: &[char]| range.iter().collect::<String>();
    format!("{}{}{}", part(&letters[..middle]), [" ", "-"][rng.below(2)], part(&letters[middle..]))
}

/// One letter left out, doubled or swapped with the next; the first stays.
fn mistyped(rng: &mut Rng, topic: &str) -> String {
    let mut letters: Vec<char> = topic.chars().collect();
    if letters.len() < 5 {
        return topic.to_owned();
    }
    let at = 1 + rng.below(letters.len() - 2);
    match rng.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}
