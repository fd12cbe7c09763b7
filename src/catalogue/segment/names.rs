//! Which name comes before which.

use std::sync::{Arc, OnceLock};

use crate::catalogue::Entry;
use crate::catalogue::filter::key::Key;
use crate::localized::Lang;

/// Ranks of the entries by their names in each of our languages, made when somebody first asks for
/// them: few sort by name, and a segment of all takes a while.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Names([OnceLock<Box<[Option<u32>]>>; Lang::OURS.len()]);

impl Names {
    /// Those of equal names are equal.
    pub(super) fn ranks(&self, entries: &[Arc<Entry>], lang: &Lang) -> &[Option<u32>] {
        let place = Lang::OURS.iter().position(|ours| ours == lang).unwrap_or(0);
        self.0.get(place).map_or(&[], |ranks| ranks.get_or_init(|| made(entries, lang)))
    }
}

/// `None` where there is no name at all.
pub(in crate::catalogue) fn key(entry: &Entry, lang: &Lang) -> Option<Key> {
    entry.activity.content.name.best(lang).map(|(_, name)| Key::name(name))
}

fn made(entries: &[Arc<Entry>], lang: &Lang) -> Box<[Option<u32>]> {
    let keys: Vec<_> = entries.iter().map(|entry| key(entry, lang)).collect();
    let mut order: Vec<&Key> = keys.iter().flatten().collect();
    order.sort_unstable();
    order.dedup();
    let rank = |key: &Key| order.binary_search(&key).ok().map(super::number);
    keys.iter().map(|key| rank(key.as_ref()?)).collect()
}
