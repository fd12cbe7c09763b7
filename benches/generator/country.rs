//! Who announces, and where: associations in the 308 municipalities, more where more people live.

use kooste::localized::Lang;
use kooste::municipality::Municipality;
use serde_json::{Value, json};

use super::rng::{Rng, mixed_with, opaque};
use super::words::{BODIES, BUILDINGS, LANDFORMS, STREETS, SUBJECTS, TREES};

const ASSOCIATIONS: usize = 2_600;
/// Announcements of an association are about so many things.
const SUBJECTS_EACH: usize = 5;

/// Thousands of people in the largest towns; the others have 2 to 15.
const LARGE: [(&str, usize); 21] = [
    ("Helsinki", 684),
    ("Espoo", 320),
    ("Tampere", 260),
    ("Vantaa", 251),
    ("Oulu", 216),
    ("Turku", 206),
    ("Jyväskylä", 149),
    ("Kuopio", 125),
    ("Lahti", 121),
    ("Pori", 83),
    ("Joensuu", 78),
    ("Kouvola", 77),
    ("Lappeenranta", 73),
    ("Hämeenlinna", 68),
    ("Vaasa", 68),
    ("Seinäjoki", 66),
    ("Rovaniemi", 65),
    ("Mikkeli", 52),
    ("Kotka", 50),
    ("Salo", 50),
    ("Porvoo", 51),
];

#[derive(Debug)]
pub(super) struct Country {
    associations: Vec<Association>,
}

#[derive(Debug)]
pub(super) struct Association {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) business_id: String,
    /// "koivurannan-martat.example"
    pub(super) host: String,
    pub(super) phone: String,
    pub(super) town: Municipality,
    /// Of `SUBJECTS`.
    pub(super) subjects: Vec<usize>,
    /// Where it meets; the first one most of the time.
    pub(super) venues: Vec<Venue>,
}

#[derive(Clone, Debug)]
pub(super) struct Venue {
    pub(super) village: String,
    /// "Koivurannan kylätalo"
    pub(super) name: String,
    pub(super) street: String,
    pub(super) postal: String,
    pub(super) lon: f64,
    pub(super) lat: f64,
}

impl Country {
    pub(super) fn new(rng: &mut Rng) -> Self {
        let towns: Vec<Municipality> = Municipality::all().collect();
        let weights: Vec<usize> = towns.iter().map(|town| people(*town)).collect();
        let one = |number| {
            let town = towns[rng.weighted(&weights)];
            Association::new(rng, number, town)
        };
        let associations = (0..ASSOCIATIONS).map(one).collect();
        Self { associations }
    }

    /// Some announce much, most a little.
    pub(super) fn association(&self, rng: &mut Rng) -> &Association {
        let one = rng.below(self.associations.len());
        let other = rng.below(self.associations.len());
        &self.associations[if rng.chance(40) { one.min(other) } else { one }]
    }
}

fn people(town: Municipality) -> usize {
    let large = LARGE.iter().find(|(name, _)| *name == town.name(&Lang::FI));
    large.map_or(2 + usize::try_from(scatter(town, 0) % 14).unwrap(), |(_, thousands)| *thousands)
}

fn scatter(town: Municipality, what: u64) -> u64 {
    mixed_with(town.code().parse().unwrap(), what)
}

impl Association {
    fn new(rng: &mut Rng, number: usize, town: Municipality) -> Self {
        let (village, genitive) = village(rng);
        let pattern = rng.pick(&BODIES).fi.replace("{T}", "{G}");
        let name = pattern.replace("{N}", &village).replace("{G}", &genitive);
        let number = u64::try_from(number).unwrap();
        let host = name.trim_end_matches(" ry").to_lowercase();
        Self {
            key: format!("72{:08}", number * 7919 % 100_000_000),
            business_id: format!("{:07}-{}", 9_900_000 - number, number % 10),
            host: format!("{}-{}.example", ascii(&host), opaque(number + 1)),
            phone: format!("044 {:03} {:04}", rng.below(1_000), rng.below(10_000)),
            subjects: (0..SUBJECTS_EACH).map(|_| rng.below(SUBJECTS.len())).collect(),
            venues: (0..1 + rng.below(4)).map(|_| Venue::new(rng, town)).collect(),
            name,
            town,
        }
    }

    pub(super) fn told(&self) -> Value {
        json!({
            "_key": self.key, "name": self.name, "businessId": self.business_id,
            "www": format!("https://{}/", self.host), "email": format!("info@{}", self.host),
        })
    }

    pub(super) fn venue(&self, rng: &mut Rng) -> &Venue {
        if rng.chance(60) { &self.venues[0] } else { rng.pick(&self.venues) }
    }
}

impl Venue {
    fn new(rng: &mut Rng, town: Municipality) -> Self {
        let (village, genitive) = village(rng);
        let pattern = rng.pick(&BUILDINGS).fi.replace("{T}", "{G}");
        let mut near =
            |middle: f64| middle + f64::from(u32::try_from(rng.below(80_000)).unwrap()) / 1e6;
        let middle = |what, from: f64, width: f64| {
            from + width * f64::from(u32::try_from(scatter(town, what) % 1_000).unwrap()) / 1e3
        };
        let (lon, lat) = (near(middle(1, 22.0, 8.0)), near(middle(2, 60.3, 7.0)));
        Self {
            name: pattern.replace("{N}", &village).replace("{G}", &genitive),
            village,
            street: format!("{} {}", rng.pick(&STREETS).fi, 1 + rng.below(80)),
            postal: format!("{:05}", 10_000 + scatter(town, 3) % 89_000 / 100 * 100),
            lon,
            lat,
        }
    }
}

/// And its genitive.
fn village(rng: &mut Rng) -> (String, String) {
    let (tree, landform) = (&rng.pick(&TREES).name, rng.pick(&LANDFORMS));
    (format!("{tree}{}", landform.name), format!("{tree}{}", landform.genitive))
}

pub(super) fn ascii(name: &str) -> String {
    let letter = |c: char| match c {
        'ä' | 'å' => 'a',
        'ö' => 'o',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    name.chars().map(letter).collect()
}
