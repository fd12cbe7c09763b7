//! What changed of each activity in each of the last months, out of the change log.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::activity::Field;
use crate::id::ActivityId;
use crate::month::Month;

/// An edition in which nothing was edited shares them with the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Arc<BTreeMap<ActivityId, BTreeMap<Month, BTreeSet<Field>>>>);

impl Edits {
    /// So many months before that of an edition are told.
    pub const MONTHS: u32 = 12;

    /// Empty where nothing of it changed in that month, or that is longer ago than is told.
    #[must_use]
    pub fn of(&self, id: &ActivityId, month: Month) -> BTreeSet<Field> {
        self.0.get(id).and_then(|months| months.get(&month)).cloned().unwrap_or_default()
    }

    /// With what was edited in a month. The order decides nothing.
    #[must_use]
    pub fn with<'a>(
        mut self,
        edited: impl IntoIterator<Item = (&'a ActivityId, Month, &'a BTreeSet<Field>)>,
    ) -> Self {
        for (id, month, fields) in edited {
            if !fields.is_empty() {
                let months = Arc::make_mut(&mut self.0).entry(id.clone()).or_default();
                months.entry(month).or_default().extend(fields);
                months.retain(|told, _| *told >= month.before(Self::MONTHS));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::key;

    #[test]
    fn what_was_edited_in_a_month_is_together_and_what_is_old_leaves() {
        let id = ActivityId::derive(&key("41001"), 0);
        let month = |text: &str| Month::parse(text).unwrap();
        let fields = |all: &[Field]| all.iter().copied().collect::<BTreeSet<_>>();
        let (name, price) = (fields(&[Field::Name]), fields(&[Field::Price]));
        let edits = Edits::default().with([
            (&id, month("2026-01"), &name),
            (&id, month("2026-02"), &name),
            (&id, month("2026-02"), &price),
            (&id, month("2026-03"), &BTreeSet::new()),
        ]);
        let of = |edits: &Edits, text: &str| edits.of(&id, month(text));
        assert_eq!(of(&edits, "2026-02"), fields(&[Field::Name, Field::Price]));
        assert_eq!(of(&edits, "2026-03"), fields(&[]));
        let later = edits.with([(&id, month("2027-02"), &price)]);
        assert_eq!(of(&later, "2026-01"), fields(&[]));
        assert_eq!(of(&later, "2026-02"), fields(&[Field::Name, Field::Price]));
    }
}
