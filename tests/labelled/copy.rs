//! Which feeds list an activity, and how each of them does.

use chrono::{Datelike, NaiveDate, Weekday};

use super::activity::Activity;
use super::corruption::{self, Corruption};
use super::face::{Face, Shape};
use super::rng::{Rng, mixed_with, opaque};
use super::source::Source;

/// An activity as one feed lists it: one entry or many.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    /// Of `World::activities`.
    pub(crate) activity: usize,
    pub(crate) source: Source,
    /// What its ids are made of.
    pub(crate) key: u64,
    pub(crate) face: Face,
    pub(crate) corruptions: Vec<Corruption>,
}

/// An entry that a feed holds for a copy, and that counts as one of the sources' own ids.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: String,
    /// `None` = the entry tells all of it.
    pub(crate) date: Option<NaiveDate>,
    pub(crate) weekday: Option<Weekday>,
}

impl Copy {
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let times = &self.face.times;
        match times.shape {
            Shape::Singles | Shape::Linked => {
                let dates = times.dates().into_iter();
                dates
                    .map(|date| Entry { id: self.id(Some(date)), date: Some(date), weekday: None })
                    .collect()
            }
            Shape::RulePerWeekday => {
                let weekdays = times.weekdays.iter();
                let first = |weekday: Weekday| {
                    times.first.iter_days().find(|date| date.weekday() == weekday)
                };
                weekdays
                    .map(|weekday| Entry {
                        id: self.id(first(*weekday)),
                        date: None,
                        weekday: Some(*weekday),
                    })
                    .collect()
            }
            _ => vec![Entry { id: self.id(None), date: None, weekday: None }],
        }
    }

    /// Of what stands for all dates, or of one date's entry.
    pub(crate) fn id(&self, date: Option<NaiveDate>) -> String {
        let day = date.map_or(0, |date| u64::from(date.num_days_from_ce().unsigned_abs()));
        let number = mixed_with(self.key, day);
        match self.source {
            Source::Lahella => format!("71{:011}", number % 100_000_000_000),
            Source::Libraries => format!("kirjastot:{}", number % 100_000_000_000),
            Source::Region => format!("pohjola:{}", opaque(number)),
            Source::Municipal => format!("{}@google.com", opaque(number)),
            Source::Club => {
                // The plug-in makes it of the post and the start, so a move makes another.
                let times = &self.face.times;
                let start = date.unwrap_or(times.first).and_time(times.start);
                format!(
                    "{}-{}@seurakalenteri.example",
                    self.key % 10_000_000,
                    start.and_utc().timestamp()
                )
            }
        }
    }
}

pub(crate) fn all_of(rng: &mut Rng, at: usize, activity: &Activity) -> Vec<Copy> {
    let weekly_twice = activity.schedule.weekdays.len() > 1;
    let mut copies: Vec<Copy> = Vec::new();
    for source in sources(rng, weekly_twice) {
        let own = copies.is_empty();
        let mut copy = copy(rng, at, activity, source, own);
        if own && weekly_twice {
            copy.face.times.shape = Shape::Rule;
            copy.corruptions.retain(|known| *known != Corruption::SeriesAsRange);
        }
        copies.push(copy);
    }
    if rng.chance(3) {
        let mut repost = copy(rng, at, activity, copies[0].source, true);
        repost.corruptions.push(Corruption::Reposted);
        copies.push(repost);
    }
    copies
}

fn copy(rng: &mut Rng, at: usize, activity: &Activity, source: Source, own: bool) -> Copy {
    let mut face = Face::of(activity, source, rng);
    let shaped = corruption::shape(rng, activity, source, &mut face);
    let befallen = corruption::befall(rng, activity, source, own, &mut face);
    let corruptions = shaped.into_iter().chain(befallen).collect();
    Copy { activity: at, source, key: rng.next(), face, corruptions }
}

/// Who meets on two weekdays tells so at least once, in Lähellä.
fn sources(rng: &mut Rng, weekly_twice: bool) -> Vec<Source> {
    let count = 1 + rng.weighted(&[22, 40, 27, 11]);
    let mut chosen = if weekly_twice { vec![Source::Lahella] } else { Vec::new() };
    while chosen.len() < count {
        let source = Source::ALL[rng.weighted(&[42, 12, 18, 20, 8])];
        if !chosen.contains(&source) {
            chosen.push(source);
        }
    }
    chosen
}
