//! What tells one activity of a family from another.

mod contradiction;

use std::collections::BTreeSet;

pub(super) use contradiction::apart;
pub use contradiction::contradiction;

use super::tongue::Tongue;

/// Everything that a title says of whom it is for and which of several it is. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    pub levels: BTreeSet<Level>,
    pub groups: BTreeSet<Group>,
    pub ages: Option<Ages>,
    pub audiences: BTreeSet<Audience>,
    pub parts: BTreeSet<u16>,
    /// Numbers of which the title does not say what they count: "Espanja 2".
    pub numbers: BTreeSet<u16>,
    pub modes: BTreeSet<Mode>,
    pub languages: BTreeSet<Spoken>,
    pub settings: BTreeSet<Setting>,
    pub dayparts: BTreeSet<DayPart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
    /// "Taso 2".
    Step(u16),
    /// Of the European framework for languages: 1 = A1 … 6 = C2.
    Cefr(u8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Number(u16),
    Letter(char),
}

/// In years, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ages {
    pub min: u16,
    pub max: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    Babies,
    Toddlers,
    Children,
    Youth,
    Adults,
    Seniors,
    Families,
    Men,
    Women,
    Boys,
    Girls,
    Fathers,
    Mothers,
    Grandparents,
    Carers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    Online,
    OnSite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spoken {
    Ours(Tongue),
    Easy,
    Signed,
    Ukrainian,
    Russian,
    Arabic,
    Estonian,
    Sami,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    Outdoors,
    Indoors,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    Morning,
    Day,
    Afternoon,
    Evening,
    Night,
}

/// What a mark is about; as an answer of `contradiction`, the name of the veto.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    Level,
    Group,
    Ages,
    Audience,
    Sex,
    Part,
    Number,
    Mode,
    Language,
    Setting,
    DayPart,
}

/// What one of them tells and the other does not.
#[must_use]
pub fn one_sided(a: &Marks, b: &Marks) -> BTreeSet<MarkKind> {
    a.kinds().symmetric_difference(&b.kinds()).copied().collect()
}

impl Marks {
    #[must_use]
    pub fn kinds(&self) -> BTreeSet<MarkKind> {
        let told = [
            (MarkKind::Level, !self.levels.is_empty()),
            (MarkKind::Group, !self.groups.is_empty()),
            (MarkKind::Ages, self.ages.is_some()),
            (MarkKind::Audience, self.audiences.iter().any(|one| one.years().is_some())),
            (MarkKind::Sex, !self.sexes().is_empty()),
            (MarkKind::Part, !self.parts.is_empty()),
            (MarkKind::Number, !self.numbers.is_empty()),
            (MarkKind::Mode, !self.modes.is_empty()),
            (MarkKind::Language, !self.languages.is_empty()),
            (MarkKind::Setting, !self.settings.is_empty()),
            (MarkKind::DayPart, !self.dayparts.is_empty()),
        ];
        told.into_iter().filter(|(_, told)| *told).map(|(kind, _)| kind).collect()
    }

    fn sexes(&self) -> BTreeSet<bool> {
        self.audiences.iter().filter_map(|audience| audience.female()).collect()
    }

    /// What is counted, whatever it counts.
    fn counted(&self) -> BTreeSet<u16> {
        let groups = self.groups.iter().filter_map(|group| match group {
            Group::Number(n) => Some(*n),
            Group::Letter(_) => None,
        });
        let steps = self.levels.iter().filter_map(|level| match level {
            Level::Step(n) => Some(*n),
            _ => None,
        });
        self.numbers.iter().chain(&self.parts).copied().chain(groups).chain(steps).collect()
    }
}

impl Ages {
    /// In the order in which they stand or not.
    #[must_use]
    pub fn new(a: u16, b: u16) -> Self {
        Self { min: a.min(b), max: a.max(b) }
    }

    /// Ranges that only touch are neighbouring groups: "7–9" and "9–12" are two.
    fn apart(self, other: Self) -> bool {
        let (low, high) = (self.min.max(other.min), self.max.min(other.max));
        let touch = low == high && self.min != self.max && other.min != other.max;
        low > high || (touch && self != other)
    }
}

impl Audience {
    /// Which years of life it means, generously. `None` where it says nothing of age.
    fn years(self) -> Option<Ages> {
        let (min, max) = match self {
            Self::Babies => (0, 1),
            Self::Toddlers => (1, 4),
            Self::Children | Self::Boys | Self::Girls => (0, 17),
            Self::Youth => (11, 29),
            Self::Adults => (16, 64),
            Self::Seniors | Self::Grandparents => (50, 150),
            Self::Families => (0, 64),
            Self::Men | Self::Women | Self::Fathers | Self::Mothers | Self::Carers => return None,
        };
        Some(Ages { min, max })
    }

    fn female(self) -> Option<bool> {
        match self {
            Self::Women | Self::Girls | Self::Mothers => Some(true),
            Self::Men | Self::Boys | Self::Fathers => Some(false),
            _ => None,
        }
    }

    /// Whom both may mean.
    fn meets(self, other: Self) -> bool {
        use Audience::{Babies, Boys, Children, Families, Girls, Grandparents, Toddlers, Youth};
        let within = |small: Self, wide: Self| match wide {
            Families => matches!(small, Babies | Toddlers | Children | Boys | Girls),
            Children => matches!(small, Babies | Toddlers | Boys | Girls),
            Youth | Boys => matches!(small, Boys | Girls),
            Self::Seniors => small == Grandparents,
            _ => false,
        };
        self == other || within(self, other) || within(other, self)
    }
}
