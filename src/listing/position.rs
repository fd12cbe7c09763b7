//! Where something is on Earth.

use serde::{Deserialize, Serialize};

/// WGS 84, in whole units of 1e-6 degrees, so that equal positions are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(i32, i32)", into = "(i32, i32)")]
pub struct Position {
    lon: i32,
    lat: i32,
}

impl Position {
    const SCALE: f64 = 1e6;

    /// Degrees. `None` for what is no position on Earth, and for 0, 0, which is how "not set" looks.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let on_earth = (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat);
        (on_earth && (lon, lat) != (0.0, 0.0))
            .then(|| Self { lon: Self::micro(lon), lat: Self::micro(lat) })
    }

    /// In range because |degrees| ≤ 180.
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation)]
    fn micro(degrees: f64) -> i32 {
        (degrees * Self::SCALE).round() as i32
    }

    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon) / Self::SCALE
    }

    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat) / Self::SCALE
    }
}

impl TryFrom<(i32, i32)> for Position {
    type Error = String;
    fn try_from((lon, lat): (i32, i32)) -> Result<Self, String> {
        Self::new(f64::from(lon) / Self::SCALE, f64::from(lat) / Self::SCALE)
            .ok_or_else(|| format!("({lon}, {lat}) is no position"))
    }
}

impl From<Position> for (i32, i32) {
    fn from(position: Position) -> Self {
        (position.lon, position.lat)
    }
}
