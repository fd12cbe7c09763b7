//! The national coordinates ETRS-TM35FIN, in which PTV tells where a place is.

/// Of the ellipsoid GRS 80: half the major axis in metres, and the flattening.
const MAJOR: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
const SCALE: f64 = 0.9996;
const CENTRAL_MERIDIAN: f64 = 27.0;
const FALSE_EASTING: f64 = 500_000.0;

/// Longitude and latitude in degrees of a northing and an easting in metres, by Krüger's series as in
/// JHS 197, exact to far less than a metre in all of Finland. `None` for what lies elsewhere.
pub(super) fn degrees(north: f64, east: f64) -> Option<(f64, f64)> {
    let finnish = (6_500_000.0..7_900_000.0).contains(&north) && (0.0..900_000.0).contains(&east);
    finnish.then(|| inverse(north, east))
}

fn inverse(north: f64, east: f64) -> (f64, f64) {
    let n = FLATTENING / (2.0 - FLATTENING);
    let radius = MAJOR / (1.0 + n) * (1.0 + n.powi(2) / 4.0 + n.powi(4) / 64.0);
    let xi = north / (radius * SCALE);
    let eta = (east - FALSE_EASTING) / (radius * SCALE);
    let series = [
        n / 2.0 - 2.0 / 3.0 * n.powi(2) + 37.0 / 96.0 * n.powi(3),
        n.powi(2) / 48.0 + n.powi(3) / 15.0,
        17.0 / 480.0 * n.powi(3),
    ];
    let (mut xi_sphere, mut eta_sphere) = (xi, eta);
    for (factor, twice) in series.iter().zip([2.0, 4.0, 6.0]) {
        xi_sphere -= factor * (twice * xi).sin() * (twice * eta).cosh();
        eta_sphere -= factor * (twice * xi).cos() * (twice * eta).sinh();
    }
    let conformal = (xi_sphere.sin() / eta_sphere.cosh()).asin();
    let longitude = (eta_sphere.sinh() / xi_sphere.cos()).atan();
    (CENTRAL_MERIDIAN + longitude.to_degrees(), geodetic(conformal).to_degrees())
}

/// The latitude whose conformal latitude this is.
fn geodetic(conformal: f64) -> f64 {
    let eccentricity = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    let isometric = conformal.sin().atanh();
    let mut latitude = conformal;
    for _ in 0..6 {
        let sine = latitude.sin();
        let corrected = isometric + eccentricity * (eccentricity * sine).atanh();
        latitude = corrected.tanh().asin();
    }
    latitude
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Northings and eastings computed by another method: Snyder's power series (USGS Professional
    /// Paper 1395, 8-9 and 8-10) in Python.
    #[test]
    fn degrees_are_those_of_another_computation() {
        for (lon, lat, north, east) in TABLE {
            let (found_lon, found_lat) = degrees(north, east).unwrap();
            assert!((found_lon - lon).abs() < 1e-6, "{found_lon} {lon}");
            assert!((found_lat - lat).abs() < 1e-6, "{found_lat} {lat}");
        }
    }

    #[test]
    fn degrees_given_as_metres_are_nowhere() {
        assert_eq!(degrees(65.01, 25.47), None);
        assert_eq!(degrees(0.0, 0.0), None);
        assert_eq!(degrees(f64::NAN, 427_000.0), None);
    }

    const TABLE: [(f64, f64, f64, f64); 4] = [
        (27.0000, 60.0000, 6_651_411.190, 500_000.000),
        (24.9384, 60.1699, 6_672_118.380, 385_611.317),
        (25.4651, 65.0121, 7_210_681.467, 427_657.548),
        (29.1000, 66.9000, 7_421_782.256, 591_926.823),
    ];
}
