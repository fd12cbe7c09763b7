//! The feeds that list activities.

use super::face::Shape;
use super::rng::Rng;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Lahella,
    /// Linked Events, entries that a library system brought there.
    Libraries,
    /// The same Linked Events, entries that organisers typed in.
    Region,
    /// A municipality's calendar, iCalendar as Google writes it.
    Municipal,
    /// An iCalendar that an association's WordPress writes.
    Club,
}

impl Source {
    pub(crate) const ALL: [Self; 5] =
        [Self::Lahella, Self::Libraries, Self::Region, Self::Municipal, Self::Club];

    /// As in a configuration.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Lahella => "lahella",
            Self::Libraries | Self::Region => "linked-events",
            Self::Municipal => "kuntakalenteri",
            Self::Club => "seurakalenteri",
        }
    }

    /// How this feed tells of a weekly activity, by how often.
    pub(crate) fn shape(self, rng: &mut Rng, weekdays: usize) -> Shape {
        let shapes =
            [Shape::Rule, Shape::RulePerWeekday, Shape::Singles, Shape::Linked, Shape::Range];
        let weights = match self {
            Self::Lahella => [90, 0, 0, 0, 10],
            Self::Libraries => [0, 0, 75, 15, 10],
            Self::Region => [0, 0, 30, 60, 10],
            Self::Municipal if weekdays > 1 => [35, 35, 25, 0, 5],
            Self::Municipal => [60, 0, 30, 0, 10],
            Self::Club => [55, 0, 40, 0, 5],
        };
        shapes[rng.weighted(&weights)]
    }
}
