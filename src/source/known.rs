//! Entries that were read before. The same bytes, read in the same way, tell the same: they need not be
//! read again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::RawOrganiser;
use super::organisers::index;
use crate::id::ItemId;
use crate::listing::{Mark, Reading};

/// An entry that is as it was when it was read to what is stored of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    pub id: ItemId,
    /// The source's id of who arranges it.
    pub organiser: Option<String>,
    pub mark: Mark,
}

/// All that was read of a source.
#[derive(Clone, Debug, Default)]
pub struct Known {
    way: String,
    /// Told by the region's own file.
    own: BTreeMap<String, RawOrganiser>,
    entries: HashMap<[u8; 32], Arc<Same>>,
}

impl Reading {
    /// `way` stands for all that decides how a source is read; `organiser` is what is known of who
    /// arranges the entry, besides what it says itself.
    #[must_use]
    pub fn of(way: &str, organiser: Option<&RawOrganiser>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(way.as_bytes());
        if let Some(RawOrganiser { id, name, business_id, url, email }) = organiser {
            for part in [id, name, business_id, url, email] {
                let length = part
                    .as_ref()
                    .map_or(u64::MAX, |text| u64::try_from(text.len()).unwrap_or(u64::MAX));
                hasher.update(&length.to_le_bytes());
                hasher.update(part.as_deref().unwrap_or_default().as_bytes());
            }
        }
        let mut short = [0; 16];
        hasher.finalize_xof().fill(&mut short);
        Self(short)
    }
}

impl Known {
    #[must_use]
    pub fn new(
        way: &str,
        own: impl IntoIterator<Item = RawOrganiser>,
        entries: impl IntoIterator<Item = Same>,
    ) -> Self {
        let entries = entries.into_iter().map(|same| (same.mark.bytes, Arc::new(same)));
        Self { way: way.to_owned(), own: index(own), entries: entries.collect() }
    }

    /// On a page that tells of these organisers beside its entries.
    pub(super) fn on_page(&self, told: &[RawOrganiser]) -> OnPage<'_> {
        let told = if self.entries.is_empty() { &[] } else { told };
        OnPage { known: self, told: index(told.iter().cloned()), readings: HashMap::new() }
    }
}

pub(super) struct OnPage<'a> {
    known: &'a Known,
    told: BTreeMap<String, RawOrganiser>,
    /// By the organisers' ids.
    readings: HashMap<Option<&'a str>, Reading>,
}

impl<'a> OnPage<'a> {
    /// An organiser who is called otherwise now makes another entry of the same bytes.
    pub(super) fn same(&mut self, raw: &str) -> Option<Arc<Same>> {
        if self.known.entries.is_empty() {
            return None;
        }
        let same = self.known.entries.get(blake3::hash(raw.as_bytes()).as_bytes())?;
        let organiser = same.organiser.as_deref();
        let reading = match self.readings.get(&organiser) {
            Some(reading) => *reading,
            None => self.reading(organiser),
        };
        (reading == same.mark.reading).then(|| Arc::clone(same))
    }

    fn reading(&mut self, organiser: Option<&'a str>) -> Reading {
        let own = organiser.and_then(|id| self.known.own.get(id));
        let told = organiser.and_then(|id| self.told.get(id));
        let reading = match (own.cloned(), told) {
            (Some(own), Some(told)) => {
                Reading::of(&self.known.way, Some(&own.completed(told.clone())))
            }
            (own, told) => Reading::of(&self.known.way, own.as_ref().or(told)),
        };
        self.readings.insert(organiser, reading);
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organiser(id: &str, name: &str) -> RawOrganiser {
        RawOrganiser {
            id: Some(id.to_owned()),
            name: Some(name.to_owned()),
            ..RawOrganiser::default()
        }
    }

    #[test]
    fn an_entry_is_the_same_where_its_bytes_and_its_organiser_are() {
        let raw = r#"{"_key":"1","group":"7"}"#;
        let choir = organiser("7", "Kuoro ry");
        let mark = Mark {
            bytes: *blake3::hash(raw.as_bytes()).as_bytes(),
            reading: Reading::of("so", Some(&choir)),
        };
        let id = ItemId::parse("1").unwrap();
        let same = Same { id, organiser: Some("7".to_owned()), mark };
        let is_same = |way: &str, own: &[RawOrganiser], told: &[RawOrganiser], raw: &str| {
            let known = Known::new(way, own.to_vec(), [same.clone()]);
            known.on_page(told).same(raw).is_some()
        };
        let others = [organiser("8", "Seura ry"), choir.clone()];
        assert!(is_same("so", &[], &others, raw));
        assert!(is_same("so", std::slice::from_ref(&choir), &[], raw));
        assert!(is_same("so", std::slice::from_ref(&choir), &[organiser("7", "Toinen nimi")], raw));
        assert!(!is_same("so", &[], &[organiser("7", "Toinen nimi")], raw));
        assert!(!is_same("so", &[], &[], raw));
        assert!(!is_same("otherwise", &[], &others, raw));
        assert!(!is_same("so", &[], &others, r#"{"_key":"1","group":"7" }"#));
    }
}
