//! The order of what is chosen.

use std::fmt;

use super::area::Point;

/// By what, and which way. What has no such value is last both ways, and what is equal in the order of
/// its ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub(in crate::catalogue) by: By,
    pub(in crate::catalogue) direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::catalogue) enum By {
    /// The next start.
    Start,
    Name,
    /// When it last changed.
    Modified,
    /// From the centre of `near`.
    Distance(Point),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::catalogue) enum Direction {
    Up,
    Down,
}

impl Sort {
    pub(super) const NAMES: [&str; 8] =
        ["start", "name", "modified", "distance", "-start", "-name", "-modified", "-distance"];

    pub(super) const DEFAULT: Self = Self { by: By::Start, direction: Direction::Up };

    /// `None` for distances from nowhere. `text` is one of `NAMES`.
    pub(super) fn parse(text: &str, centre: Option<Point>) -> Option<Self> {
        let (direction, name) = match text.strip_prefix('-') {
            Some(name) => (Direction::Down, name),
            None => (Direction::Up, text),
        };
        let by = match name {
            "start" => By::Start,
            "name" => By::Name,
            "modified" => By::Modified,
            "distance" => By::Distance(centre?),
            _ => return None,
        };
        Some(Self { by, direction })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.direction {
            Direction::Up => "",
            Direction::Down => "-",
        })?;
        f.write_str(match self.by {
            By::Start => "start",
            By::Name => "name",
            By::Modified => "modified",
            By::Distance(_) => "distance",
        })
    }
}
