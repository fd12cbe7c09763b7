//! What is kept of one edition, within a number of bytes.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use crate::catalogue::Catalogue;
use crate::http::conditional::Rendered;

/// One answer, and the template of the route that gave it.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) rendered: Arc<Rendered>,
    pub(super) route: Arc<str>,
}

/// A full shelf pushes the one below out, and what was used in between stands above: what is asked
/// for often stays, however many odd things are asked for once.
#[derive(Debug)]
pub(super) struct Shelves {
    edition: Weak<Catalogue>,
    upper: Shelf,
    lower: Shelf,
    /// Of each of the two.
    bytes: usize,
}

#[derive(Debug, Default)]
struct Shelf {
    by_target: HashMap<Box<str>, Kept>,
    /// Addresses that are written differently and mean the same have the same answer: it is there once.
    by_tag: HashMap<Box<str>, Arc<Rendered>>,
    bytes: usize,
}

/// For the maps and the headers.
const BESIDES: usize = 1024;

impl Shelves {
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            edition: Weak::new(),
            upper: Shelf::default(),
            lower: Shelf::default(),
            bytes: bytes / 2,
        }
    }

    pub(super) fn find(&mut self, target: &str, current: &Arc<Catalogue>) -> Option<Kept> {
        self.turn_to(current);
        if let Some(kept) = self.upper.by_target.get(target) {
            return Some(kept.clone());
        }
        let kept = self.lower.by_target.get(target)?.clone();
        self.put(target, &kept.route, Arc::clone(&kept.rendered), current);
        Some(kept)
    }

    pub(super) fn put(
        &mut self,
        target: &str,
        route: &str,
        rendered: Arc<Rendered>,
        current: &Arc<Catalogue>,
    ) {
        self.turn_to(current);
        if rendered.weight() + target.len() + BESIDES > self.bytes {
            return;
        }
        let same = [&self.upper, &self.lower].iter().find_map(|shelf| shelf.same(&rendered));
        self.upper.put(target, route, same.unwrap_or(rendered));
        if self.upper.bytes > self.bytes {
            self.lower = std::mem::take(&mut self.upper);
        }
    }

    fn turn_to(&mut self, current: &Arc<Catalogue>) {
        if !std::ptr::eq(self.edition.as_ptr(), Arc::as_ptr(current)) {
            let bytes = self.bytes * 2;
            *self = Self { edition: Arc::downgrade(current), ..Self::new(bytes) };
        }
    }
}

impl Shelf {
    fn same(&self, rendered: &Rendered) -> Option<Arc<Rendered>> {
        self.by_tag.get(rendered.tag()).filter(|other| other.is_same(rendered)).cloned()
    }

    fn put(&mut self, target: &str, route: &str, rendered: Arc<Rendered>) {
        if self.same(&rendered).is_none() {
            self.bytes += rendered.weight();
            self.by_tag.insert(rendered.tag().into(), Arc::clone(&rendered));
        }
        let kept = Kept { rendered, route: route.into() };
        if self.by_target.insert(target.into(), kept).is_none() {
            self.bytes += target.len() + BESIDES;
        }
    }
}

#[cfg(test)]
mod tests;
