//! Which units were last found to be one activity.

use std::collections::HashMap;

use crate::dedupe::name::Name;

/// Most units are alone.
#[derive(Debug, Default)]
pub(super) struct Companies {
    /// For each unit, by name, one that stands for its company.
    head: Vec<Option<Name>>,
    /// By their heads, those of more than one.
    shared: HashMap<Name, Vec<Name>>,
}

impl Companies {
    /// Takes all of them out of no company.
    pub(super) fn form(&mut self, units: &[Name]) {
        let Some(head) = units.first() else { return };
        for name in units {
            if self.head.len() <= name.at() {
                self.head.resize(name.at() + 1, None);
            }
            if let Some(place) = self.head.get_mut(name.at()) {
                *place = Some(*head);
            }
        }
        if units.len() > 1 {
            self.shared.insert(*head, units.to_vec());
        }
    }

    pub(super) fn leave(&mut self, name: Name) {
        let Some(head) = self.head.get_mut(name.at()).and_then(Option::take) else { return };
        if let Some(units) = self.shared.get_mut(&head) {
            units.retain(|unit| *unit != name);
            if units.is_empty() {
                self.shared.remove(&head);
            }
        }
    }

    /// All that are one with it, itself among them; none where it is in no company.
    pub(super) fn of(&self, name: Name) -> Vec<Name> {
        let Some(head) = self.head(name) else { return Vec::new() };
        self.shared.get(&head).cloned().unwrap_or_else(|| vec![name])
    }

    pub(super) fn are_one(&self, a: Name, b: Name) -> bool {
        self.head(a) == self.head(b)
    }

    /// It stands for its company.
    pub(super) fn leads(&self, name: Name) -> bool {
        self.head(name) == Some(name)
    }

    fn head(&self, name: Name) -> Option<Name> {
        *self.head.get(name.at())?
    }
}
