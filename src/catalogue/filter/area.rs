//! Where on Earth: a box and a circle. WGS 84, longitude before latitude, as in GeoJSON.

use std::fmt;

use crate::listing::Position;

/// In whole units of 1e-6 degrees, as positions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Degrees(i32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Point {
    lon: Degrees,
    lat: Degrees,
}

/// The edges belong to it. `west` > `east` is a box across the 180th meridian (RFC 7946, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct BoundingBox {
    west: Degrees,
    south: Degrees,
    east: Degrees,
    north: Degrees,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) struct Circle {
    pub(in crate::catalogue) centre: Point,
    metres: u32,
}

impl Degrees {
    const SCALE: f64 = 1e6;

    /// Digits with at most one point among them, between ± `limit`. No exponents, no infinities.
    fn parse(text: &str, limit: f64) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let degrees: f64 = text.parse().ok().filter(|_| plain)?;
        (-limit..=limit).contains(&degrees).then(|| Self::rounded(degrees))
    }

    /// In range because |degrees| ≤ 180.
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation)]
    fn rounded(degrees: f64) -> Self {
        Self((degrees * Self::SCALE).round() as i32)
    }

    fn lon(text: &str) -> Option<Self> {
        Self::parse(text, 180.0)
    }

    fn lat(text: &str) -> Option<Self> {
        Self::parse(text, 90.0)
    }

    fn radians(self) -> f64 {
        (f64::from(self.0) / Self::SCALE).to_radians()
    }
}

impl Point {
    pub(in crate::catalogue) fn of(position: Position) -> Self {
        let (lon, lat) = position.into();
        Self { lon: Degrees(lon), lat: Degrees(lat) }
    }

    /// Along a great circle, by haversine on a sphere; right to half a per cent.
    pub(in crate::catalogue) fn metres_to(self, other: Self) -> f64 {
        const EARTH: f64 = 6_371_008.8;
        let half = |a: Degrees, b: Degrees| ((b.radians() - a.radians()) / 2.0).sin().powi(2);
        let across = self.lat.radians().cos() * other.lat.radians().cos();
        let h = half(self.lat, other.lat) + across * half(self.lon, other.lon);
        2.0 * EARTH * h.sqrt().min(1.0).asin()
    }
}

impl BoundingBox {
    /// `west,south,east,north`
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let [west, south, east, north] = parts.as_slice() else { return None };
        let found = Self {
            west: Degrees::lon(west)?,
            south: Degrees::lat(south)?,
            east: Degrees::lon(east)?,
            north: Degrees::lat(north)?,
        };
        (found.south <= found.north).then_some(found)
    }

    pub(in crate::catalogue) fn holds(self, point: Point) -> bool {
        let Self { west, south, east, north } = self;
        let between = if west <= east {
            (west..=east).contains(&point.lon)
        } else {
            point.lon >= west || point.lon <= east
        };
        between && (south..=north).contains(&point.lat)
    }
}

impl Circle {
    const WIDEST: u32 = 200_000;

    /// `lon,lat,metres`
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let [lon, lat, metres] = parts.as_slice() else { return None };
        let digits = metres.bytes().all(|b| b.is_ascii_digit());
        let metres = metres.parse().ok().filter(|m| digits && (1..=Self::WIDEST).contains(m))?;
        let centre = Point { lon: Degrees::lon(lon)?, lat: Degrees::lat(lat)? };
        Some(Self { centre, metres })
    }

    pub(in crate::catalogue) fn holds(self, point: Point) -> bool {
        self.centre.metres_to(point) <= f64::from(self.metres)
    }
}

/// Without zeros at the end: 25.4651.
impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (f64::from(self.0) / Self::SCALE).fmt(f)
    }
}

impl fmt::Display for BoundingBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},{}", self.west, self.south, self.east, self.north)
    }
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{}", self.centre.lon, self.centre.lat, self.metres)
    }
}
