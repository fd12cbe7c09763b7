//! Who arranges things, and where.

use std::collections::{BTreeMap, BTreeSet};

use super::rng::Rng;
use super::vocabulary::{BODIES, BUILDINGS, STREETS, Street, TOWNS, Town, VILLAGES, Village};

#[derive(Clone, Debug)]
pub(crate) struct Venue {
    pub(crate) town: &'static Town,
    pub(crate) village: &'static Village,
    pub(crate) name: String,
    /// What others call it.
    pub(crate) other: String,
    pub(crate) short: String,
    pub(crate) name_sv: String,
    pub(crate) street: &'static Street,
    pub(crate) number: usize,
    pub(crate) postal: String,
    pub(crate) lon: f64,
    pub(crate) lat: f64,
}

#[derive(Clone, Debug)]
pub(crate) struct Organisation {
    pub(crate) town: &'static Town,
    pub(crate) name: String,
    pub(crate) short: String,
    pub(crate) name_sv: String,
    pub(crate) name_en: String,
    /// "koivukylan-martat.example"
    pub(crate) host: String,
    pub(crate) business_id: String,
    pub(crate) phone: String,
    /// Of `Setting::venues`.
    pub(crate) home: usize,
}

#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) venues: Vec<Venue>,
    pub(crate) organisations: Vec<Organisation>,
    /// Of `venues`, by town.
    near: BTreeMap<&'static str, Vec<usize>>,
}

impl Setting {
    /// For so many activities that each venue and organisation has about as many as in life.
    pub(crate) fn new(rng: &mut Rng, activities: usize) -> Self {
        let venues: Vec<Venue> = distinct(rng, (activities / 5).max(60), venue, |venue| {
            format!("{} {}", venue.name, venue.town.fi)
        });
        let mut organisations = distinct(rng, (activities / 6).max(48), organisation, |body| {
            format!("{} {}", body.name, body.town.fi)
        });
        let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, venue) in venues.iter().enumerate() {
            near.entry(&venue.town.fi).or_default().push(at);
        }
        for body in &mut organisations {
            body.home = match near.get(body.town.fi.as_str()) {
                Some(here) => *rng.pick(here),
                None => rng.below(venues.len()),
            };
            body.town = venues[body.home].town;
        }
        Self { venues, organisations, near }
    }

    /// Mostly where it always is, sometimes elsewhere in its town.
    pub(crate) fn venue_of(&self, rng: &mut Rng, body: &Organisation) -> Venue {
        let near = &self.near[body.town.fi.as_str()];
        let at = if rng.chance(60) { body.home } else { *rng.pick(near) };
        self.venues[at].clone()
    }

    /// Any other than `venue`.
    pub(crate) fn elsewhere(&self, rng: &mut Rng, venue: &Venue) -> Venue {
        loop {
            let other = rng.pick(&self.venues);
            if other.name != venue.name {
                return other.clone();
            }
        }
    }

    pub(crate) fn another(&self, rng: &mut Rng, body: &Organisation) -> Organisation {
        loop {
            let other = rng.pick(&self.organisations);
            if other.name != body.name {
                return other.clone();
            }
        }
    }
}

/// Names collide in life as well, but then in different towns.
fn distinct<T>(
    rng: &mut Rng,
    wanted: usize,
    make: impl Fn(&mut Rng) -> T,
    name: impl Fn(&T) -> String,
) -> Vec<T> {
    let mut known = BTreeSet::new();
    let mut made = Vec::new();
    for _ in 0..wanted * 20 {
        if made.len() == wanted {
            break;
        }
        let one = make(rng);
        if known.insert(name(&one)) {
            made.push(one);
        }
    }
    made
}

/// Half of what happens in the region happens in Oulu and the towns around it.
fn town(rng: &mut Rng) -> &'static Town {
    const LARGE: [&str; 6] = ["Oulu", "Raahe", "Ylivieska", "Kempele", "Kuusamo", "Kalajoki"];
    let any = rng.pick(&TOWNS);
    let other = *rng.pick(&LARGE);
    let large = if rng.chance(60) { "Oulu" } else { other };
    if rng.chance(40) { TOWNS.iter().find(|town| town.fi == large).unwrap() } else { any }
}

fn venue(rng: &mut Rng) -> Venue {
    let town = town(rng);
    let village = rng.pick(&VILLAGES);
    let building = rng.pick(&BUILDINGS);
    let fill = |pattern: &str| filled(pattern, village, town);
    let mut away = || f64::from(u32::try_from(rng.below(80_000)).unwrap()) / 1e6 - 0.04;
    let (lon, lat) = (town.lon + away(), town.lat + away());
    Venue {
        town,
        village,
        name: fill(&building.fi),
        other: fill(&building.other),
        short: building.short.clone(),
        name_sv: fill(&building.sv),
        street: rng.pick(&STREETS),
        number: 1 + rng.below(60),
        postal: town.postal.clone(),
        lon,
        lat,
    }
}

fn organisation(rng: &mut Rng) -> Organisation {
    let town = town(rng);
    let village = rng.pick(&VILLAGES);
    let body = rng.pick(&BODIES);
    let fill = |pattern: &str| filled(pattern, village, town);
    let name = fill(&body.fi);
    let host = folded(name.trim_end_matches(" ry"));
    Organisation {
        town,
        short: fill(&body.short),
        name_sv: fill(&body.sv),
        name_en: fill(&body.en),
        host: format!("{host}.example"),
        business_id: business_id(rng),
        phone: format!("0{}{:07}", ["40", "44", "50", "45"][rng.below(4)], rng.below(10_000_000)),
        name,
        home: 0,
    }
}

/// With the check digit that the Finnish Tax Administration defines.
fn business_id(rng: &mut Rng) -> String {
    const WEIGHTS: [usize; 7] = [7, 9, 10, 5, 8, 4, 2];
    loop {
        let digits: Vec<usize> = (0..7).map(|_| rng.below(10)).collect();
        let sum: usize = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        let check = match sum % 11 {
            0 => 0,
            1 => continue,
            rest => 11 - rest,
        };
        let digits: String = digits.iter().map(ToString::to_string).collect();
        return format!("{digits}-{check}");
    }
}

fn filled(pattern: &str, village: &Village, town: &Town) -> String {
    let first = |name: &str| name.chars().take(1).collect::<String>();
    pattern
        .replace("{N}", &village.name)
        .replace("{G}", &village.genitive)
        .replace("{T}", &town.genitive)
        .replace("{S}", &town.sv)
        .replace("{A}", &first(&village.name))
        .replace("{B}", &first(&town.fi))
}

/// As in an address on the web.
pub(crate) fn folded(name: &str) -> String {
    let letter = |c: char| match c {
        'ä' | 'å' => 'a',
        'ö' => 'o',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    name.to_lowercase().chars().map(letter).collect()
}
