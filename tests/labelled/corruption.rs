//! What happens to an activity on its way into a feed. Written down before any matcher was: see
//! `docs/dedupe.md`.

mod place;
mod text;
mod time;
mod title;

use serde::{Deserialize, Serialize};

use super::activity::{Activity, Fact};
use super::face::{Face, Shape};
use super::rng::Rng;
use super::source::Source;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Corruption {
    TitleDecorated,
    TitleWithTime,
    TitleInflected,
    TitleCompound,
    TitleTypo,
    TitleShouted,
    TitleWithOrganiser,
    TitleWithSeason,
    TitleWithTown,
    OnlySwedish,
    OnlyEnglish,
    FinnishRepeated,
    OrganiserForm,
    OrganiserAbbreviated,
    OrganiserMissing,
    OrganiserIsMunicipality,
    VenueOtherName,
    VenueShort,
    VenueStreetOnly,
    VenueMissing,
    StreetAbbreviated,
    StreetWithVenue,
    TownSwedish,
    TownInflected,
    PositionRounded,
    PositionMissing,
    PositionTownCentre,
    UtcShift,
    EndMissing,
    AllDay,
    FirstWeekMissed,
    DatesNotSkipped,
    DateCalledOff,
    StartOff,
    SeriesAsSingles,
    SeriesLinked,
    SeriesAsRange,
    RulePerWeekday,
    DescriptionTruncated,
    DescriptionRewritten,
    DescriptionMissing,
    MarkupOdd,
    PhoneFormat,
    PhoneMissing,
    EmailMissing,
    PageTracked,
    PageOfListing,
    PageMissing,
    StaleStatus,
    Reposted,
}

/// Of each group at most one befalls a listing.
const GROUPS: [(usize, &[Corruption]); 10] = {
    use Corruption as C;
    [
        (
            62,
            &[
                C::TitleDecorated,
                C::TitleWithTime,
                C::TitleInflected,
                C::TitleInflected,
                C::TitleCompound,
                C::TitleTypo,
                C::TitleShouted,
                C::TitleWithOrganiser,
                C::TitleWithSeason,
                C::TitleWithTown,
            ],
        ),
        (12, &[C::OnlySwedish, C::OnlyEnglish, C::FinnishRepeated]),
        (
            55,
            &[
                C::OrganiserForm,
                C::OrganiserForm,
                C::OrganiserAbbreviated,
                C::OrganiserMissing,
                C::OrganiserIsMunicipality,
            ],
        ),
        (
            62,
            &[
                C::VenueOtherName,
                C::VenueShort,
                C::VenueStreetOnly,
                C::VenueMissing,
                C::StreetAbbreviated,
                C::StreetWithVenue,
            ],
        ),
        (20, &[C::TownSwedish, C::TownInflected]),
        (60, &[C::PositionRounded, C::PositionMissing, C::PositionMissing, C::PositionTownCentre]),
        (
            45,
            &[
                C::UtcShift,
                C::EndMissing,
                C::EndMissing,
                C::AllDay,
                C::FirstWeekMissed,
                C::DatesNotSkipped,
                C::DateCalledOff,
                C::StartOff,
            ],
        ),
        (
            75,
            &[
                C::DescriptionTruncated,
                C::DescriptionRewritten,
                C::DescriptionMissing,
                C::MarkupOdd,
            ],
        ),
        (65, &[C::PhoneFormat, C::PhoneMissing, C::EmailMissing]),
        (70, &[C::PageTracked, C::PageOfListing, C::PageMissing]),
    ]
};

/// A listing that lost more than this could not be placed by a person either.
const MOST_HEAVY: usize = 3;

/// What befalls one listing. Where the organiser typed it in, little does.
pub(crate) fn befall(
    rng: &mut Rng,
    activity: &Activity,
    source: Source,
    own: bool,
    face: &mut Face,
) -> Vec<Corruption> {
    let mut befallen = Vec::new();
    for (percent, group) in GROUPS {
        let percent = if own { percent / 3 } else { percent };
        if !rng.chance(percent) {
            continue;
        }
        let corruption = *rng.pick(group);
        let heavy = befallen.iter().filter(|known: &&Corruption| known.is_heavy()).count();
        let bearable = !corruption.is_heavy() || heavy < MOST_HEAVY;
        if bearable && corruption.spares(activity) && corruption.apply(rng, activity, source, face)
        {
            befallen.push(corruption);
        }
    }
    if activity.cancelled && !own && !activity.keeps.contains(&Fact::Status) && rng.chance(40) {
        face.cancelled = false;
        befallen.push(Corruption::StaleStatus);
    }
    befallen
}

/// Lets `face` tell the times in the way of `source`.
pub(crate) fn shape(
    rng: &mut Rng,
    activity: &Activity,
    source: Source,
    face: &mut Face,
) -> Option<Corruption> {
    if !activity.schedule.is_weekly() {
        return None;
    }
    let mut shape = source.shape(rng, activity.schedule.weekdays.len());
    let vague = |fact| activity.keeps.contains(&fact);
    if shape == Shape::Range && (vague(Fact::Hours) || vague(Fact::Weekday)) {
        shape = if matches!(source, Source::Libraries | Source::Region) {
            Shape::Linked
        } else {
            Shape::Rule
        };
    }
    face.times.shape = shape;
    match shape {
        Shape::Singles => Some(Corruption::SeriesAsSingles),
        Shape::Linked => Some(Corruption::SeriesLinked),
        Shape::Range => Some(Corruption::SeriesAsRange),
        Shape::RulePerWeekday => Some(Corruption::RulePerWeekday),
        Shape::Rule | Shape::Once | Shape::AllDay => None,
    }
}

impl Corruption {
    /// As in the truth.
    pub(crate) fn name(self) -> String {
        serde_json::to_value(self).unwrap().as_str().unwrap().to_owned()
    }

    fn is_heavy(self) -> bool {
        use Corruption as C;
        matches!(
            self,
            C::OnlySwedish
                | C::OnlyEnglish
                | C::OrganiserMissing
                | C::OrganiserIsMunicipality
                | C::VenueMissing
                | C::VenueStreetOnly
                | C::UtcShift
                | C::AllDay
                | C::DescriptionMissing
                | C::PageMissing
        )
    }

    /// Whether what tells `activity` from its neighbours is left.
    fn spares(self, activity: &Activity) -> bool {
        use Corruption as C;
        let lost = match self {
            C::UtcShift | C::AllDay | C::StartOff => Fact::Hours,
            C::VenueMissing if activity.keeps.contains(&Fact::Room) => Fact::Room,
            C::VenueMissing | C::VenueShort | C::PositionTownCentre => Fact::Place,
            C::VenueOtherName | C::VenueStreetOnly => Fact::Room,
            C::OrganiserMissing | C::OrganiserIsMunicipality => Fact::Organiser,
            C::OnlySwedish | C::OnlyEnglish => Fact::Language,
            _ => return true,
        };
        !activity.keeps.contains(&lost)
    }

    /// Whether it changed anything.
    fn apply(self, rng: &mut Rng, activity: &Activity, source: Source, face: &mut Face) -> bool {
        let before = face.clone();
        let done = title::apply(self, rng, activity, face)
            || place::apply(self, activity, face)
            || time::apply(self, rng, face)
            || text::apply(self, rng, activity, source, face);
        done && *face != before
    }
}
