//! The municipalities of Finland in 2026, with their welfare regions.
//!
//! `municipalities.csv` holds facts of Statistics Finland's classifications of municipalities and of
//! wellbeing services counties in 2026 (CC BY 4.0).

mod wellbeing_area;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::localized::Lang;

pub use wellbeing_area::WellbeingArea;

#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    name_fi: String,
    name_sv: String,
    wellbeing_fi: String,
    wellbeing_sv: String,
    wellbeing_en: String,
    region_fi: String,
}

/// In order of their codes.
static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let bytes: &[u8] = include_bytes!("municipalities.csv");
    csv::Reader::from_reader(bytes).into_deserialize().filter_map(Result::ok).collect()
});

/// In small letters; Finnish and Swedish ones are never of two municipalities.
static BY_NAME: LazyLock<BTreeMap<String, Municipality>> = LazyLock::new(|| {
    let names = |m: Municipality| [&m.0.name_fi, &m.0.name_sv].map(|name| (name.to_lowercase(), m));
    Municipality::all().flat_map(names).collect()
});

static BY_REGION: LazyLock<BTreeMap<String, BTreeSet<Municipality>>> = LazyLock::new(|| {
    let mut regions: BTreeMap<String, BTreeSet<Municipality>> = BTreeMap::new();
    for municipality in Municipality::all() {
        regions.entry(municipality.0.region_fi.to_lowercase()).or_default().insert(municipality);
    }
    regions
});

/// One of the 308 municipalities.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Municipality(&'static Row);

impl Municipality {
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// By Statistics Finland's three-digit code, "564".
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        let found = TABLE.binary_search_by(|row| row.code.as_str().cmp(code));
        TABLE.get(found.ok()?).map(Self)
    }

    /// By its Finnish or Swedish name, in any case: "OULU", "Uleåborg".
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        BY_NAME.get(&name.trim().to_lowercase()).copied()
    }

    /// All municipalities of a region (maakunta), by its Finnish name: "Pohjois-Pohjanmaa".
    #[must_use]
    pub fn of_region(name: &str) -> BTreeSet<Self> {
        BY_REGION.get(&name.trim().to_lowercase()).cloned().unwrap_or_default()
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        &self.0.code
    }

    /// Its name; in every language but Swedish the Finnish one is used.
    #[must_use]
    pub fn name(self, lang: &Lang) -> &'static str {
        if *lang == Lang::SV { &self.0.name_sv } else { &self.0.name_fi }
    }

    /// The name of its wellbeing services county, or of who has its duties: the City of Helsinki, Åland.
    #[must_use]
    pub fn wellbeing_area(self, lang: &Lang) -> &'static str {
        match lang.as_str() {
            "sv" => &self.0.wellbeing_sv,
            "en" => &self.0.wellbeing_en,
            _ => &self.0.wellbeing_fi,
        }
    }
}

impl PartialEq for Municipality {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for Municipality {}

impl PartialOrd for Municipality {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Municipality {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Debug for Municipality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.code, self.0.name_fi)
    }
}

impl TryFrom<String> for Municipality {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::by_code(&code).ok_or_else(|| format!("{code:?} is no municipality's code"))
    }
}

impl From<Municipality> for String {
    fn from(municipality: Municipality) -> Self {
        municipality.code().to_owned()
    }
}

#[cfg(test)]
mod tests;
