//! What each finding is worth, in one table.

use super::description::Overlap;
use super::judge::{Evidence, Words};
use super::organiser::Kinship;
use super::place::Whereabouts;
use super::reach::{Emails, Links, Phones};
use super::score::Score;
use super::setting::Manner;
use super::timetable::{ClockLikeness, DateLikeness};
use super::title::{MarkKind, Remainder};

/// Rises with every change of this table or of what the findings mean, so that a decision can be told
/// from one of an earlier model.
pub const MODEL: u32 = 2;

/// Two that share a block and of which nothing else is known.
pub const PRIOR: Score = -420;

#[must_use]
pub fn weight(evidence: Evidence) -> Score {
    match evidence {
        Evidence::Words(words) => of_words(words),
        Evidence::Remainder(Remainder::None) => 50,
        Evidence::Remainder(Remainder::One) => -70,
        Evidence::Remainder(Remainder::Both) => -300,
        Evidence::Under | Evidence::Siblings => -550,
        Evidence::OneSided(kind) => of_one_sided(kind),
        Evidence::Dates(dates) => of_dates(dates),
        Evidence::Clock(clock) => of_clock(clock),
        Evidence::Manner(manner) => of_manner(manner),
        Evidence::Place(place) => of_place(place),
        Evidence::Organiser(kinship) => of_organiser(kinship),
        Evidence::Link(Links::SameSpecific) => 350,
        Evidence::Link(Links::SameGeneric) => 60,
        Evidence::Link(Links::OtherOnSameSite) => -120,
        Evidence::Link(Links::Apart | Links::Unknown) => 0,
        Evidence::Phone(Phones::Same) => 120,
        Evidence::Phone(Phones::Other) => -30,
        Evidence::Phone(Phones::Unknown) => 0,
        Evidence::Email(Emails::Same) => 120,
        Evidence::Email(Emails::SameDomain) => 60,
        Evidence::Email(Emails::Other) => -30,
        Evidence::Email(Emails::Unknown) => 0,
        Evidence::Description(overlap) => of_description(overlap),
    }
}

fn of_words(words: Words) -> Score {
    match words {
        Words::Same => 330,
        Words::Close => 230,
        Words::Alike => 120,
        Words::Somewhat => -20,
        Words::Hardly => -350,
        Words::Foreign => 0,
    }
}

fn of_one_sided(kind: MarkKind) -> Score {
    match kind {
        MarkKind::Level | MarkKind::Group | MarkKind::Part => -200,
        MarkKind::Number | MarkKind::Mode | MarkKind::Language => -150,
        MarkKind::Ages | MarkKind::Audience | MarkKind::Sex => -80,
        MarkKind::Setting | MarkKind::DayPart => -50,
    }
}

fn of_dates(dates: DateLikeness) -> Score {
    match dates {
        DateLikeness::Same => 220,
        DateLikeness::Most => 170,
        DateLikeness::OneOfMany => -50,
        DateLikeness::Spanned => 150,
        DateLikeness::Within => 30,
        DateLikeness::Half => -80,
        DateLikeness::Few => -150,
        DateLikeness::Disjoint => -900,
        DateLikeness::Unknown => 0,
    }
}

fn of_clock(clock: ClockLikeness) -> Score {
    match clock {
        ClockLikeness::SameBoth => 220,
        ClockLikeness::SameStart => 170,
        ClockLikeness::Near => 50,
        ClockLikeness::Close => -150,
        ClockLikeness::UtcShift => -80,
        ClockLikeness::Within => -450,
        ClockLikeness::Other => -900,
        ClockLikeness::Unknown => 0,
    }
}

fn of_manner(manner: Manner) -> Score {
    match manner {
        Manner::SameChannel => 200,
        Manner::BothOnline => 80,
        Manner::OtherChannel => -250,
        Manner::BothByPhone => 80,
        Manner::BothOnSite | Manner::PartlySame | Manner::Unknown => 0,
        Manner::Other => -900,
    }
}

fn of_place(place: Whereabouts) -> Score {
    match place {
        Whereabouts::SameAddress | Whereabouts::SameName => 200,
        Whereabouts::SimilarName | Whereabouts::SameStreet | Whereabouts::Near => 120,
        Whereabouts::RoughlyNear => 50,
        Whereabouts::SameTown | Whereabouts::Unknown => 0,
        Whereabouts::Disputed => -50,
        Whereabouts::OtherRoom => -600,
        Whereabouts::OtherNumber => -200,
        Whereabouts::OtherPlace => -300,
        Whereabouts::OtherTown => -900,
    }
}

fn of_organiser(kinship: Kinship) -> Score {
    match kinship {
        Kinship::SameId | Kinship::SameName => 170,
        Kinship::SimilarName | Kinship::Acronym => 120,
        Kinship::SameSite => 80,
        Kinship::OtherBranch => -300,
        Kinship::Other => -190,
        Kinship::Municipality | Kinship::Unknown => 0,
    }
}

fn of_description(overlap: Overlap) -> Score {
    match overlap {
        Overlap::Same => 200,
        Overlap::Contained => 180,
        Overlap::Much => 120,
        Overlap::Some => 30,
        Overlap::None => -60,
        Overlap::TooShort | Overlap::Unknown => 0,
    }
}
