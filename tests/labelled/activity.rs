//! What there really is: an activity as its organiser knows it, before anybody lists it.

use std::collections::BTreeSet;

use super::modifier::Modifier;
use super::rng::{Rng, mixed_with, opaque};
use super::schedule::{Schedule, Season, weekdays};
use super::setting::{Organisation, Setting, Venue};
use super::vocabulary::{Rhythm, SENTENCES, TOPICS, Topic};

#[derive(Clone, Debug)]
pub(crate) struct Activity {
    pub(crate) number: usize,
    pub(crate) topic: &'static Topic,
    /// What tells it from others of its kind, all of it in the title.
    pub(crate) modifiers: Vec<Modifier>,
    /// The village stands in the title.
    pub(crate) names_village: bool,
    pub(crate) organiser: Organisation,
    pub(crate) venue: Venue,
    pub(crate) room: Option<&'static str>,
    /// Where it is held on the web, and only there.
    pub(crate) online: Option<String>,
    pub(crate) schedule: Schedule,
    /// The umbrella over it, or itself where it is one.
    pub(crate) umbrella: Option<usize>,
    pub(crate) cancelled: bool,
    pub(crate) free: bool,
    /// The page that the organiser made for it; a group of them may share one.
    pub(crate) page: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    /// Of `SENTENCES`: what its organiser adds to the description.
    pub(crate) remarks: [usize; 3],
    /// What must survive in every listing of it, or nobody could tell it from its neighbours.
    pub(crate) keeps: BTreeSet<Fact>,
}

/// What tells two activities apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fact {
    Hours,
    Weekday,
    Dates,
    Place,
    Room,
    Organiser,
    Status,
    /// In which languages it is told.
    Language,
}

pub(crate) const ROOMS: [&str; 5] = ["Sali 1", "Sali 2", "Kokoushuone", "Alakerta", "Takkahuone"];

impl Activity {
    pub(crate) fn any(rng: &mut Rng, setting: &Setting, number: usize) -> Self {
        let organiser = rng.pick(&setting.organisations).clone();
        let venue = setting.venue_of(rng, &organiser);
        let topic = rng.pick(&TOPICS);
        let mut activity = Self {
            number,
            topic,
            modifiers: Vec::new(),
            names_village: rng.chance(15),
            room: rng.chance(15).then(|| *rng.pick(&ROOMS)),
            online: None,
            schedule: schedule(rng, topic.kind),
            umbrella: None,
            cancelled: false,
            free: rng.chance(70),
            page: String::new(),
            phone: organiser.phone.clone(),
            email: format!("info@{}", organiser.host),
            remarks: [(); 3].map(|()| rng.below(SENTENCES.len())),
            keeps: BTreeSet::new(),
            organiser,
            venue,
        };
        if activity.schedule.weekdays.len() > 1 {
            // Two groups on two weekdays look the same if no listing tells both.
            activity.keeps.insert(Fact::Weekday);
        }
        activity.own_page();
        activity
    }

    /// After its number, organiser or topic changed.
    pub(crate) fn own_page(&mut self) {
        let number = u64::try_from(self.number).unwrap();
        let topic = super::setting::folded(self.topic.fi.split(':').next().unwrap());
        let id = opaque(mixed_with(number, 77) % 1_000_000);
        self.page = format!("https://www.{}/{topic}-{id}", self.organiser.host);
    }

    pub(crate) fn title(&self, lang: &str) -> String {
        let topic = match lang {
            "sv" => &self.topic.sv,
            "en" => &self.topic.en,
            _ => &self.topic.fi,
        };
        self.titled(topic, lang)
    }

    /// With other words for the topic.
    pub(crate) fn titled(&self, topic: &str, lang: &str) -> String {
        let village = match lang {
            _ if !self.names_village => String::new(),
            "fi" => format!(" {}", self.venue.village.inessive),
            _ => format!(" ({})", self.venue.village.name),
        };
        let mut title = format!("{topic}{village}");
        for modifier in &self.modifiers {
            title = modifier.on(&title, lang);
        }
        title
    }

    /// What it is about and what its organiser adds; `rewritten` says the first in other words.
    pub(crate) fn description(&self, lang: &str, rewritten: bool) -> Vec<String> {
        let about = match lang {
            "sv" => &self.topic.sv1,
            "en" => &self.topic.en1,
            _ if rewritten => &self.topic.fi2,
            _ => &self.topic.fi1,
        };
        let remark = |at: &usize| match lang {
            "sv" => SENTENCES[*at].sv.clone(),
            "en" => SENTENCES[*at].en.clone(),
            _ => SENTENCES[*at].fi.clone(),
        };
        let remarks = if rewritten { &self.remarks[2..] } else { &self.remarks[..] };
        std::iter::once(about.clone()).chain(remarks.iter().map(remark)).collect()
    }
}

pub(crate) fn schedule(rng: &mut Rng, rhythm: Rhythm) -> Schedule {
    match rhythm {
        Rhythm::Single => Schedule::once(rng),
        Rhythm::Weekly => {
            let season = *rng.pick(&[Season::Autumn, Season::Autumn, Season::Year, Season::Spring]);
            let weekdays = weekdays(rng);
            Schedule::weekly(rng, season, weekdays)
        }
    }
}
