//! The monthly letter: what is new, changed, ending and coming in a month.
//!
//! - **New**: first shown in the month.
//! - **Changed**: shown before it, and in the month something changed that one plans by: what it is, when,
//!   where, for whom, at what price, how to take part. Another picture or theme is no news.
//! - **Ending**: what is held more than once or goes on for days, and has its last day in the month.
//! - **Coming**: what has a time in the month that is not cancelled and begins on the day of the letter or
//!   later, or goes on from a day in it.
//!
//! Each stands once, under the first of these that holds, and of what is not served any more nothing is told.

mod item;
mod months;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::activity::{Activity, Field};
use crate::catalogue::{Catalogue, Chosen, Filter};
use crate::id::SessionId;
use crate::month::Month;
use crate::vocabulary::Term;

pub use item::{Item, Time};
pub use months::months;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    New,
    Changed,
    Ending,
    Coming,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub month: Month,
    /// Of each heading its topics, of which none is empty; what has none comes last.
    pub sections: Vec<(Heading, Vec<Group>)>,
}

/// What belongs to one topic: a theme, of several the first, or the type of what has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub topic: Option<Term>,
    /// By their first times in the month, then by their names.
    pub items: Vec<Item>,
}

/// An activity as it is asked for.
#[derive(Clone, Debug)]
pub struct Told {
    pub activity: Arc<Activity>,
    /// Those of its sessions that are asked for.
    pub sessions: BTreeSet<SessionId>,
    /// What of it changed in the month.
    pub edited: BTreeSet<Field>,
}

impl Letter {
    /// Of what `filter` asks for in a catalogue, as of its own date.
    #[must_use]
    pub fn of(catalogue: &Catalogue, filter: &Filter, month: Month) -> Self {
        let selection = catalogue.select(&filter.without_limit());
        let told = selection.chosen.iter().map(|chosen| told(catalogue, chosen, month));
        Self::from_told(told, month, catalogue.edition.as_of)
    }

    /// Written on the day `as_of`. The order of what is told decides nothing.
    #[must_use]
    pub fn from_told(told: impl IntoIterator<Item = Told>, month: Month, as_of: NaiveDate) -> Self {
        let mut found: BTreeMap<Heading, BTreeMap<_, Vec<Item>>> = BTreeMap::new();
        for told in told {
            if let Some((heading, item)) = item::item(told, month, as_of) {
                let content = &item.activity.content;
                let topic = content.themes.first().copied().or(content.kind);
                found
                    .entry(heading)
                    .or_default()
                    .entry((topic.is_none(), topic))
                    .or_default()
                    .push(item);
            }
        }
        let group = |((_, topic), mut items): ((bool, Option<Term>), Vec<Item>)| {
            items.sort_by_cached_key(Item::place);
            Group { topic, items }
        };
        let sections = found
            .into_iter()
            .map(|(heading, groups)| (heading, groups.into_iter().map(group).collect()))
            .collect();
        Self { month, sections }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }
}

fn told(catalogue: &Catalogue, chosen: &Chosen<'_>, month: Month) -> Told {
    let activity = Arc::new(chosen.entry.activity());
    Told {
        edited: catalogue.edits().of(&activity.id, month),
        sessions: chosen.sessions.iter().map(|session| session.id).collect(),
        activity,
    }
}

#[cfg(test)]
mod tests;
