//! What calendars call a time zone.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::{Europe, TZ_VARIANTS, Tz};

use super::super::brief;
use crate::listing::{Decision, Note};

/// The zone in which times without an offset are written, and the one in which people are told them.
/// Both are the same but for UTC, which is nobody's wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) written: Tz,
    pub(super) shown: Tz,
    told: bool,
}

/// Microsoft's names and those of the tz database, one pair a line (CLDR's `windowsZones`).
const WINDOWS: &str = include_str!("windows_zones.csv");

impl Zone {
    /// A zone that is not told or not known is Helsinki's.
    pub(super) fn read(name: Option<&str>, notes: &mut BTreeSet<Note>) -> Self {
        let name = name.map(str::trim).unwrap_or_default();
        let known = find(name);
        if known.is_none() && !name.is_empty() {
            notes.insert(Note::UnknownZone(brief(name)));
        }
        let written = known.unwrap_or(Europe::Helsinki);
        let shown = if is_universal(written) { Europe::Helsinki } else { written };
        Self { written, shown, told: !name.is_empty() }
    }

    /// A time without an offset in a zone that nobody told.
    pub(super) fn note_untold(self, notes: &mut BTreeSet<Note>) {
        if !self.told {
            notes.insert(Note::Decided(Decision::NoZone));
        }
    }

    /// What the wall clock of `shown` says then.
    pub(super) fn local(self, wall: NaiveDateTime) -> NaiveDateTime {
        if self.written == self.shown {
            return wall;
        }
        self.shown.from_utc_datetime(&wall).naive_local()
    }
}

/// "Europe/Helsinki" in any case, "FLE Standard Time", "/freeassociation.sourceforge.net/Europe/Helsinki"
/// (Evolution) and "(UTC+02:00) Helsinki, Kyiv, Riga" (Outlook). Nothing is concluded from an offset
/// alone: it would be right for half of the year.
pub(super) fn find(name: &str) -> Option<Tz> {
    let name = name.trim().trim_matches('"').trim();
    database(name).or_else(|| windows(name)).or_else(|| path(name)).or_else(|| cities(name))
}

fn database(name: &str) -> Option<Tz> {
    TZ_VARIANTS.iter().copied().find(|zone| zone.name().eq_ignore_ascii_case(name))
}

fn windows(name: &str) -> Option<Tz> {
    let pairs = WINDOWS.lines().filter_map(|line| line.split_once(','));
    let mut named = pairs.filter(|(windows, _)| windows.eq_ignore_ascii_case(name));
    named.next().and_then(|(_, zone)| zone.parse().ok())
}

/// The end of a path: two parts, or three as in America/Argentina/Salta.
fn path(name: &str) -> Option<Tz> {
    let slashes: Vec<usize> = name.match_indices('/').map(|(at, _)| at).collect();
    let ends = slashes.iter().rev().skip(1).take(2);
    ends.filter_map(|at| name.get(at + 1..)).find_map(database)
}

/// The first of the cities that is one of the database's. Zones without a place (Etc/GMT-2) have their
/// signs the other way round and are left out.
fn cities(name: &str) -> Option<Tz> {
    let cities = name.rsplit(')').next()?;
    let city_of = |zone: &Tz| zone.name().rsplit('/').next().map(str::to_owned);
    let places = || TZ_VARIANTS.iter().copied().filter(|zone| zone.name().contains('/'));
    cities.split(',').map(|city| city.trim().replace(' ', "_")).find_map(|city| {
        places()
            .filter(|zone| !zone.name().starts_with("Etc/"))
            .find(|zone| city_of(zone).is_some_and(|known| known.eq_ignore_ascii_case(&city)))
    })
}

fn is_universal(zone: Tz) -> bool {
    let name = zone.name().trim_start_matches("Etc/");
    matches!(
        name,
        "UTC" | "UCT" | "GMT" | "GMT0" | "GMT+0" | "GMT-0" | "Greenwich" | "Universal" | "Zulu"
    )
}
