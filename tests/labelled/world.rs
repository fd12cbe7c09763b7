//! The whole set: activities, how feeds list them, and what is true of them.

use std::collections::BTreeSet;

use super::activity::Activity;
use super::copy::{self, Copy};
use super::negative::Negative;
use super::rng::Rng;
use super::setting::Setting;
use super::source::Source;
use super::truth::{HardNegative, TrueCluster, TrueCopy, Truth};
use super::{ical, lahella, linked_events};

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) activities: Vec<Activity>,
    pub(crate) copies: Vec<Copy>,
    pub(crate) pairs: Vec<(Negative, usize, usize)>,
}

/// How large a set is to be; it comes out a little larger, because families stay together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extent {
    Activities(usize),
    /// Activities as listed, whatever the number of their dates.
    Copies(usize),
    /// Entries of feeds: each date that is told as an entry counts.
    Entries(usize),
}

/// The feeds' bodies by the names of the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Feeds {
    pub(crate) lahella: String,
    pub(crate) linked_events: String,
    pub(crate) municipal: String,
    pub(crate) club: String,
}

impl Feeds {
    /// Each with the name of a file that holds it.
    pub(crate) fn files(&self) -> [(&'static str, &str); 4] {
        [
            ("lahella.json", &self.lahella),
            ("linked-events.json", &self.linked_events),
            ("kuntakalenteri.ics", &self.municipal),
            ("seurakalenteri.ics", &self.club),
        ]
    }
}

impl World {
    pub(crate) fn make(seed: u64, extent: Extent) -> Self {
        let activities = match extent {
            Extent::Activities(count) => count,
            Extent::Copies(count) => count / 2,
            Extent::Entries(count) => count / 10,
        };
        let setting = Setting::new(&mut Rng::new(seed, 0), activities);
        let mut world = Self { activities: Vec::new(), copies: Vec::new(), pairs: Vec::new() };
        let (mut people, mut clerks) = (Rng::new(seed, 1), Rng::new(seed, 2));
        let (mut entries, mut known) = (0, BTreeSet::new());
        for round in 0.. {
            let full = match extent {
                Extent::Activities(count) => world.activities.len() >= count,
                Extent::Copies(count) => world.copies.len() >= count,
                Extent::Entries(count) => entries >= count,
            };
            if full {
                break;
            }
            let before = world.copies.len();
            world.settle(&mut people, &mut clerks, &setting, round, &mut known);
            entries +=
                world.copies[before..].iter().map(|copy| copy.entries().len()).sum::<usize>();
        }
        world
    }

    /// One family or one activity more, in turn, so that every kind of pair is there.
    fn settle(
        &mut self,
        people: &mut Rng,
        clerks: &mut Rng,
        setting: &Setting,
        round: usize,
        known: &mut BTreeSet<(String, &'static str)>,
    ) {
        let number = self.activities.len();
        let kind = (round % 20 < 9)
            .then(|| Negative::ALL[(round / 20 * 9 + round % 20) % Negative::ALL.len()]);
        let mut family = any(people, setting, number, kind);
        // Who offers one thing twice must be told apart by something that every listing keeps, and that
        // is seen to within a family alone.
        while family.iter().any(|activity| known.contains(&offer(activity))) {
            family = any(people, setting, number, kind);
        }
        if let Some(kind) = kind {
            for b in 0..family.len() {
                self.pairs.extend((0..b).map(|a| (kind, number + a, number + b)));
            }
        }
        for activity in family {
            known.insert(offer(&activity));
            self.copies.extend(copy::all_of(clerks, self.activities.len(), &activity));
            self.activities.push(activity);
        }
    }

    pub(crate) fn feeds(&self) -> Feeds {
        let of = |sources: &[Source]| -> Vec<(&Copy, &Activity)> {
            let copies = self.copies.iter().filter(|copy| sources.contains(&copy.source));
            copies.map(|copy| (copy, &self.activities[copy.activity])).collect()
        };
        Feeds {
            lahella: lahella::page(&of(&[Source::Lahella])),
            linked_events: linked_events::page(&of(&[Source::Libraries, Source::Region])),
            municipal: ical::calendar(&of(&[Source::Municipal])),
            club: ical::calendar(&of(&[Source::Club])),
        }
    }

    pub(crate) fn truth(&self) -> Truth {
        let numbers = self.activities.iter().map(|activity| activity.number);
        let mut clusters: Vec<TrueCluster> =
            numbers.map(|activity| TrueCluster { activity, copies: Vec::new() }).collect();
        for copy in &self.copies {
            clusters[copy.activity].copies.push(TrueCopy {
                source: copy.source.id().to_owned(),
                ids: copy.entries().into_iter().map(|entry| entry.id).collect(),
                corruptions: copy.corruptions.iter().map(|corruption| corruption.name()).collect(),
            });
        }
        let name =
            |kind: Negative| serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned();
        let pairs = self.pairs.iter();
        let hard_negatives =
            pairs.map(|(kind, a, b)| HardNegative { kind: name(*kind), a: *a, b: *b });
        Truth { clusters, hard_negatives: hard_negatives.collect() }
    }
}

fn any(
    people: &mut Rng,
    setting: &Setting,
    number: usize,
    kind: Option<Negative>,
) -> Vec<Activity> {
    match kind {
        Some(kind) => kind.family(people, setting, number),
        None => vec![Activity::any(people, setting, number)],
    }
}

fn offer(activity: &Activity) -> (String, &'static str) {
    let organiser = &activity.organiser;
    (format!("{} {}", organiser.name, organiser.town.fi), activity.topic.fi.as_str())
}
