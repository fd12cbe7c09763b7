//! What a filter finds in a segment.

use chrono::{NaiveDate, NaiveDateTime};
use roaring::RoaringBitmap;

use super::filter::area::Point;
use super::filter::clause::{ActivityClause, SessionClause, Years};
use super::filter::{Days, Filter};
use super::parts::Part;
use super::runs::first_since;
use super::segment::{Circumstance, Segment, Slot, SlotKind, Trait};

/// A filter's clauses as bitmaps, as far as there are some; what is left is asked slot by slot.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) segment: &'a Segment,
    dead: &'a RoaringBitmap,
    /// Entries; `None` = all.
    about: Option<RoaringBitmap>,
    /// Slots; `None` = all.
    held: Option<RoaringBitmap>,
    /// Boxes and circles.
    areas: Vec<SessionClause>,
    days: Days,
    /// The day from which instances are to come.
    since: NaiveDate,
}

impl<'a> Search<'a> {
    pub(super) fn new(part: &'a Part, filter: &Filter, as_of: NaiveDate) -> Self {
        Self::leaving_out(part, filter, as_of, "")
    }

    /// Without what the filter asks under one name.
    pub(super) fn leaving_out(
        part: &'a Part,
        filter: &Filter,
        as_of: NaiveDate,
        name: &str,
    ) -> Self {
        let segment: &Segment = &part.segment;
        let about = filter.activity_clauses().filter(|clause| clause.name() != name);
        let held = || filter.session_clauses().filter(|clause| clause.name() != name);
        let is_area =
            |c: &&SessionClause| matches!(c, SessionClause::Box(_) | SessionClause::Near(_));
        let days = filter.days(as_of);
        Self {
            segment,
            dead: &part.dead,
            about: about.filter_map(|c| entries(segment, c)).reduce(|all, one| all & one),
            held: held().filter_map(|c| slots(segment, c)).reduce(|all, one| all & one),
            areas: held().filter(is_area).cloned().collect(),
            days,
            since: days.from.map_or(as_of, |from| from.max(as_of)),
        }
    }

    /// Numbers of the entries of which any slot is chosen, in order.
    pub(super) fn entries(&self) -> Vec<u32> {
        let asked = |entry: &u32| self.any_slot(*entry);
        match (&self.about, &self.held) {
            (Some(about), Some(held)) if held.len() < about.len() => {
                let owned = self.owners(held);
                owned.into_iter().filter(|entry| about.contains(*entry)).filter(asked).collect()
            }
            (Some(about), _) => about.iter().filter(asked).collect(),
            (None, Some(held)) => self.owners(held).into_iter().filter(asked).collect(),
            (None, None) => (0..).take(self.segment.len()).filter(asked).collect(),
        }
    }

    /// Those of an entry that are chosen.
    pub(super) fn slots(&self, entry: u32) -> impl Iterator<Item = (u32, &'a Slot)> {
        self.segment.slots_of(entry).filter(|(number, slot)| self.wants(*number, slot))
    }

    /// Start and last day of the first instance to come of the chosen slots of an entry.
    pub(super) fn next(&self, entry: u32) -> Option<(NaiveDateTime, NaiveDate)> {
        let slots = self.slots(entry);
        slots.filter_map(|(_, slot)| first_since(self.segment.runs(slot), self.since)).min()
    }

    /// How far the nearest of the chosen slots of an entry is.
    pub(super) fn nearest(&self, entry: u32, centre: Point) -> Option<f64> {
        let positions = self.slots(entry).filter_map(|(_, slot)| slot.position);
        positions.map(|position| centre.metres_to(Point::of(position))).min_by(f64::total_cmp)
    }

    fn any_slot(&self, entry: u32) -> bool {
        !self.dead.contains(entry) && self.slots(entry).next().is_some()
    }

    fn owners(&self, slots: &RoaringBitmap) -> Vec<u32> {
        let owners = slots.iter().filter_map(|slot| Some(self.segment.slot(slot)?.owner));
        let mut owners: Vec<u32> = owners.collect();
        owners.dedup();
        owners
    }

    pub(super) fn owners_of(&self, slots: &RoaringBitmap) -> RoaringBitmap {
        self.owners(slots).into_iter().collect()
    }

    fn wants(&self, number: u32, slot: &Slot) -> bool {
        let timely = match slot.kind {
            SlotKind::Over => return false,
            SlotKind::Bare => self.days.are_all(),
            SlotKind::Session => {
                self.days.are_all()
                    || self.segment.runs(slot).iter().any(|run| run.touches(self.days))
            }
        };
        timely
            && self.held.as_ref().is_none_or(|held| held.contains(number))
            && self.areas.iter().all(|clause| is_within(clause, slot))
    }
}

fn is_within(clause: &SessionClause, slot: &Slot) -> bool {
    let point = slot.position.map(Point::of);
    point.is_some_and(|point| match clause {
        SessionClause::Box(bounds) => bounds.holds(point),
        SessionClause::Near(circle) => circle.holds(point),
        SessionClause::Accessible(_)
        | SessionClause::Channel(_)
        | SessionClause::Municipality(_)
        | SessionClause::Region(_)
        | SessionClause::Status(_) => true,
    })
}

/// `None` = all.
fn entries(segment: &Segment, clause: &ActivityClause) -> Option<RoaringBitmap> {
    let traits = &segment.traits;
    Some(match clause {
        ActivityClause::Age(years) => for_age(segment, *years),
        ActivityClause::Audience(terms)
        | ActivityClause::Format(terms)
        | ActivityClause::Language(terms)
        | ActivityClause::Theme(terms)
        | ActivityClause::Type(terms) => traits.any(terms.iter().copied().map(Trait::Term)),
        ActivityClause::Free(cost) => traits.any([Trait::Cost(*cost)]),
        ActivityClause::ModifiedSince(at) => segment.changed_since(*at),
        ActivityClause::Organisation(wanted) => {
            traits.any(wanted.iter().cloned().map(Trait::Organisation))
        }
        ActivityClause::Source(ids) => traits.any(ids.iter().cloned().map(Trait::Source)),
        ActivityClause::Words(words) => return segment.texts.find(&words.query()),
    })
}

fn for_age(segment: &Segment, years: Years) -> RoaringBitmap {
    let suits = |fact: &Trait| match fact {
        Trait::Ages(ages) => ages.iter().any(|(min, max)| years.overlap(*min, *max)),
        Trait::Term(_)
        | Trait::Cost(_)
        | Trait::Organisation(_)
        | Trait::Source(_)
        | Trait::Pictured => false,
    };
    let found = segment.traits.iter().filter(|(fact, _)| suits(fact));
    found.fold(RoaringBitmap::new(), |all, (_, numbers)| all | numbers)
}

/// `None` = all, or asked slot by slot.
fn slots(segment: &Segment, clause: &SessionClause) -> Option<RoaringBitmap> {
    use Circumstance::{Accessible, Anywhere, Channel, Municipality, Status};
    let held = &segment.circumstances;
    Some(match clause {
        SessionClause::Accessible(terms) => held.all(terms.iter().copied().map(Accessible)),
        SessionClause::Box(_) | SessionClause::Near(_) => return None,
        SessionClause::Channel(set) => held.any(set.iter().copied().map(Channel)),
        SessionClause::Municipality(set) => {
            held.any(set.iter().copied().map(Municipality).chain([Anywhere]))
        }
        SessionClause::Region(areas) => {
            let inside = areas.iter().flat_map(|area| area.municipalities());
            held.any(inside.copied().map(Municipality).chain([Anywhere]))
        }
        SessionClause::Status(set) => held.any(set.iter().copied().map(Status)),
    })
}
