//! What a title tells beside its subject and its marks: when, where, at what price, and whether it is on.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::marks::apart;
use crate::municipality::Municipality;
use crate::when::IsoWeekday;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub states: BTreeSet<State>,
    pub price: Option<Price>,
    pub weekdays: BTreeSet<IsoWeekday>,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
    pub dates: BTreeSet<DateTold>,
    pub seasons: BTreeSet<Season>,
    pub years: BTreeSet<u16>,
    pub municipalities: BTreeSet<Municipality>,
    /// The title named its organiser.
    pub organiser: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Cancelled,
    Postponed,
    /// To another time or place.
    Moved,
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    Free,
    /// With the amount in cents where it is told.
    Paid(Option<u32>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTold {
    pub month: u8,
    pub day: u8,
    pub year: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Facts {
    /// Both tell a season or a year, and none that the other does.
    #[must_use]
    pub fn of_another_season(&self, other: &Self) -> bool {
        apart(&self.seasons, &other.seasons) || apart(&self.years, &other.years)
    }

    #[must_use]
    pub fn of_other_weekdays(&self, other: &Self) -> bool {
        apart(&self.weekdays, &other.weekdays)
    }

    #[must_use]
    pub fn elsewhere(&self, other: &Self) -> bool {
        apart(&self.municipalities, &other.municipalities)
    }
}
