//! Positions, and how far to trust them.

use crate::listing::Position;

/// Metres within which exact points are one place: entrances, car parks and the middles of plots.
const NEAR: f64 = 100.0;
/// Metres from which on they are not: map services place one address that much apart at most.
const APART: f64 = 1_000.0;
/// Mean radius of the Earth in metres.
const EARTH: f64 = 6_371_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    position: Position,
    precision: Precision,
}

/// How many decimals of a degree it was given in. Few of them are how a town's centre or a district
/// looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Exact,
    Thousandths,
    Hundredths,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Near,
    /// Within what one of them was rounded to.
    Roughly,
    Between,
    Apart,
    Unknown,
}

impl Point {
    pub(super) fn of(position: Position) -> Self {
        let (lon, lat) = position.into();
        let whole = |unit: i32| lon % unit == 0 && lat % unit == 0;
        let precision = if whole(10_000) {
            Precision::Hundredths
        } else if whole(1_000) {
            Precision::Thousandths
        } else {
            Precision::Exact
        };
        Self { position, precision }
    }

    pub(super) fn to(self, other: Self) -> Distance {
        let metres = metres(self.position, other.position);
        let slack = self.precision.metres() + other.precision.metres();
        if metres > APART + slack {
            Distance::Apart
        } else if metres > NEAR + slack {
            Distance::Between
        } else if slack > 0.0 {
            Distance::Roughly
        } else {
            Distance::Near
        }
    }
}

impl Precision {
    /// Half a unit of latitude, rounded up; a degree of it is 111 km.
    fn metres(self) -> f64 {
        match self {
            Self::Exact => 0.0,
            Self::Thousandths => 60.0,
            Self::Hundredths => 600.0,
        }
    }
}

/// Along a great circle (haversine).
fn metres(a: Position, b: Position) -> f64 {
    let half = |x: f64, y: f64| ((y - x).to_radians() / 2.0).sin().powi(2);
    let parallels = a.lat().to_radians().cos() * b.lat().to_radians().cos();
    let h = half(a.lat(), b.lat()) + parallels * half(a.lon(), b.lon());
    2.0 * EARTH * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lon: f64, lat: f64) -> Point {
        Point::of(Position::new(lon, lat).unwrap())
    }

    #[test]
    fn a_degree_is_as_long_as_on_the_ground() {
        let position = |lon, lat| Position::new(lon, lat).unwrap();
        // Along a meridian: 6,371 km · π / 180 = 111.195 km; along the 60th parallel half of that.
        let meridian = metres(position(25.0, 60.0), position(25.0, 61.0));
        assert!((meridian - 111_195.0).abs() < 1.0, "{meridian}");
        let parallel = metres(position(25.0, 60.0), position(25.01, 60.0));
        assert!((parallel - 555.97).abs() < 0.1, "{parallel}");
    }

    #[test]
    fn rounded_points_are_trusted_as_far_as_they_were_rounded() {
        let check = |a: Point, b: Point, distance| {
            assert_eq!((a.to(b), b.to(a)), (distance, distance), "{a:?} {b:?}");
        };
        let exact = point(25.471_234, 65.012_345);
        check(exact, exact, Distance::Near);
        // 0.0005 of latitude are 56 m, 0.005 are 556 m, 0.02 are 2.2 km.
        check(exact, point(25.471_234, 65.012_845), Distance::Near);
        check(exact, point(25.471_234, 65.017_345), Distance::Between);
        check(exact, point(25.471_234, 65.032_345), Distance::Apart);
        check(exact, point(25.471, 65.012), Distance::Roughly);
        check(exact, point(25.47, 65.01), Distance::Roughly);
        check(exact, point(25.48, 65.01), Distance::Roughly);
        check(exact, point(25.47, 65.03), Distance::Apart);
    }
}
