//! The wellbeing services counties, and the two that have the duties of one: Helsinki and Åland.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use super::Municipality;
use crate::localized::Lang;

/// What stands in addresses, where the region (maakunta) has several: the Finnish name of the county and
/// its slug. Elsewhere it is the region's name.
const IN_UUSIMAA: [(&str, &str); 5] = [
    ("Helsingin kaupunki", "helsinki"),
    ("Itä-Uudenmaan hyvinvointialue", "ita-uusimaa"),
    ("Keski-Uudenmaan hyvinvointialue", "keski-uusimaa"),
    ("Länsi-Uudenmaan hyvinvointialue", "lansi-uusimaa"),
    ("Vantaan ja Keravan hyvinvointialue", "vantaa-kerava"),
];

#[derive(Debug)]
struct Area {
    slug: String,
    /// In order of their codes; at least one.
    municipalities: BTreeSet<Municipality>,
    any: Municipality,
}

static TABLE: LazyLock<Vec<Area>> = LazyLock::new(|| {
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for any in Municipality::all() {
        let slug = slug_of(any);
        let area = Area { slug: slug.clone(), municipalities: BTreeSet::new(), any };
        areas.entry(slug).or_insert(area).municipalities.insert(any);
    }
    areas.into_values().collect()
});

/// One of the 23.
#[derive(Clone, Copy)]
pub struct WellbeingArea(&'static Area);

impl WellbeingArea {
    /// In order of their slugs.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// By its slug, or by its name in Finnish, Swedish or English, in any case: `pohjois-pohjanmaa`,
    /// "Pohjois-Pohjanmaan hyvinvointialue", "North Ostrobothnia".
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        const SUFFIX: &str = " wellbeing services county";
        let wanted = slug(text);
        let called = |area: &Self| {
            let names = Lang::OURS.map(|lang| area.name(&lang));
            let short = area.name(&Lang::EN).trim_end_matches(SUFFIX);
            area.slug() == wanted || names.iter().chain([&short]).any(|name| slug(name) == wanted)
        };
        Self::all().find(called)
    }

    /// Its name in small letters without dots and rings, for addresses: `ita-uusimaa`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        &self.0.slug
    }

    #[must_use]
    pub fn name(self, lang: &Lang) -> &'static str {
        self.0.any.wellbeing_area(lang)
    }

    #[must_use]
    pub fn municipalities(self) -> &'static BTreeSet<Municipality> {
        &self.0.municipalities
    }
}

fn slug_of(municipality: Municipality) -> String {
    let county = municipality.wellbeing_area(&Lang::FI);
    let own = IN_UUSIMAA.iter().find(|(name, _)| *name == county);
    own.map_or_else(|| slug(&municipality.0.region_fi), |(_, slug)| (*slug).to_owned())
}

fn slug(text: &str) -> String {
    let plain = |c: char| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        ' ' => '-',
        other => other,
    };
    text.trim().to_lowercase().chars().map(plain).collect()
}

impl PartialEq for WellbeingArea {
    fn eq(&self, other: &Self) -> bool {
        self.slug() == other.slug()
    }
}

impl Eq for WellbeingArea {}

impl PartialOrd for WellbeingArea {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WellbeingArea {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.slug().cmp(other.slug())
    }
}

impl fmt::Debug for WellbeingArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_municipality_is_in_one_of_the_23() {
        assert_eq!(WellbeingArea::all().count(), 23);
        let sum: usize = WellbeingArea::all().map(|area| area.municipalities().len()).sum();
        assert_eq!(sum, 308);
        for area in WellbeingArea::all() {
            let names: BTreeSet<_> =
                area.municipalities().iter().map(|m| m.wellbeing_area(&Lang::FI)).collect();
            assert_eq!(names.len(), 1, "{area:?}: {names:?}");
        }
    }

    #[test]
    fn it_is_found_by_its_slug_and_by_its_names() {
        for (text, slug) in [
            ("pohjois-pohjanmaa", "pohjois-pohjanmaa"),
            ("Pohjois-Pohjanmaa", "pohjois-pohjanmaa"),
            ("Pohjois-Pohjanmaan hyvinvointialue", "pohjois-pohjanmaa"),
            ("NORRA ÖSTERBOTTENS VÄLFÄRDSOMRÅDE", "pohjois-pohjanmaa"),
            ("north ostrobothnia", "pohjois-pohjanmaa"),
            ("Itä-Uusimaa", "ita-uusimaa"),
            ("Helsingfors stad", "helsinki"),
            ("Åland", "ahvenanmaa"),
        ] {
            assert_eq!(WellbeingArea::find(text).map(WellbeingArea::slug), Some(slug), "{text}");
        }
        for text in ["", "uusimaa", "pohde", "Oulu"] {
            assert_eq!(WellbeingArea::find(text), None, "{text}");
        }
    }
}
