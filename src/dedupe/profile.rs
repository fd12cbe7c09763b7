//! What recognising knows of a listing, made once and quick to compare.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::dedupe::block::Key;
use crate::dedupe::description::Descriptions;
use crate::dedupe::organiser::{self, Body};
use crate::dedupe::place::Spot;
use crate::dedupe::reach::Reach;
use crate::dedupe::series::Single;
use crate::dedupe::setting::Setting;
use crate::dedupe::text::fold;
use crate::dedupe::timetable::{Dates, Timetable};
use crate::dedupe::title::{self, Context, Title};
use crate::id::{ListingKey, SourceId};
use crate::listing::{Ages, Listing, Place, Session, Status};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::vocabulary::Term;

mod keys;
mod pool;

pub(super) use pool::Pool;

/// More ways to take part than these are not looked at.
const MAX_SLOTS: usize = 16;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub origin: Arc<Origin>,
    /// One a language, without repeats.
    pub titles: Box<[Title]>,
    /// At least one.
    pub slots: Box<[Slot]>,
    pub body: Arc<Body>,
    /// Of its name, folded; of nothing where it is not told.
    organiser: Key,
    pub reach: Reach,
    pub descriptions: Descriptions,
    pub ages: Ages,
    pub genders: Box<[Term]>,
    /// Where it is one date, what it shares with the other dates of its series.
    pub family: Option<Family>,
}

/// A data source: some feeds hold entries of several, told by what stands before the colon of an id
/// ("tprek:8123", "kulke:5561").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    source: SourceId,
    part: Option<String>,
}

/// Times at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub times: Timetable,
    pub setting: Setting,
    pub spot: Option<Arc<Spot>>,
    /// Of its name and street, folded; of nothing where they are not told.
    place: Key,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    pub key: Key,
    pub single: Single,
}

impl Origin {
    fn of(key: &ListingKey) -> Self {
        let part = key.id.as_str().split_once(':').map(|(part, _)| part.to_owned());
        Self { source: key.source.clone(), part }
    }
}

impl Profile {
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        let content = &listing.content;
        let slots = slots(&listing.sessions);
        let towns: BTreeSet<Municipality> =
            slots.iter().filter_map(|slot| slot.spot.as_ref()?.town()).collect();
        let municipalities: Vec<_> = towns.into_iter().collect();
        let said = organiser::named_in(content);
        let organiser = said.or(content.organiser.name.as_deref());
        let mut titles: Vec<Title> = Vec::new();
        for (_, name) in content.name.iter() {
            let context = Context { organiser, municipalities: &municipalities };
            let title = title::read_within(name, context);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        titles.iter_mut().for_each(Title::forget_facts);
        let mut profile = Self {
            origin: Arc::new(Origin::of(&listing.key)),
            titles: titles.into_boxed_slice(),
            slots,
            body: Arc::new(Body::of(&content.organiser, said, &listing.key.source)),
            organiser: Key::of(organiser.map(fold).unwrap_or_default()),
            reach: Reach::of(listing),
            descriptions: Descriptions::of(content),
            ages: content.ages,
            genders: content.genders.iter().copied().collect(),
            family: None,
        };
        profile.family = profile.family(&listing.sessions);
        profile
    }

    /// With the dates of another of its family.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        if let ([slot], [more]) = (&mut *self.slots, &*other.slots) {
            slot.times = slot.times.clone().and(&more.times);
        }
        self.family = None;
        self
    }

    fn family(&self, sessions: &[Session]) -> Option<Family> {
        let ([slot], [session]) = (&*self.slots, sessions) else { return None };
        let Dates::Each(dates) = &slot.times.dates else { return None };
        let [date] = &**dates else { return None };
        let single = Single { date: *date, off: session.status != Status::Scheduled };
        Some(Family { key: self.family_key(slot), single })
    }
}

impl Slot {
    pub(super) fn town(&self) -> Option<Municipality> {
        self.spot.as_ref()?.town()
    }
}

/// Sessions at the same hours and place as one.
fn slots(sessions: &[Session]) -> Box<[Slot]> {
    let mut slots: Vec<Slot> = Vec::new();
    for session in sessions {
        let slot = Slot {
            times: Timetable::of(&session.when),
            setting: Setting::of(&session.venue),
            spot: session.venue.place().map(|place| spot(place, session)),
            place: Key::of(session.venue.place().map(written).unwrap_or_default()),
        };
        let dated = |slot: &Slot| matches!(slot.times.dates, Dates::Each(_));
        let same = slots.iter().position(|other| {
            dated(other)
                && dated(&slot)
                && other.times.clock == slot.times.clock
                && (&other.setting, &other.spot) == (&slot.setting, &slot.spot)
        });
        if let Some(same) = same.and_then(|at| slots.get_mut(at)) {
            same.times = same.times.clone().and(&slot.times);
        } else if slots.len() < MAX_SLOTS {
            slots.push(slot);
        }
    }
    slots.into_boxed_slice()
}

fn spot(place: &Place, session: &Session) -> Arc<Spot> {
    Arc::new(Spot::of(place).with_info(&session.info))
}

fn written(place: &Place) -> String {
    let name = place.name.best(&Lang::FI).map_or("", |(_, name)| name);
    let address = place.address.best(&Lang::FI).map(|(_, address)| address.one_line());
    fold(&format!("{name} {}", address.unwrap_or_default()))
}
