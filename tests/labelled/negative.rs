//! Hard negatives: activities that look alike and are not the same.

use serde::{Deserialize, Serialize};

use super::activity::{Activity, Fact, ROOMS};
use super::modifier::{Modifier, THEME_COUNT, UMBRELLA_COUNT};
use super::rng::Rng;
use super::schedule::{Schedule, Season};
use super::setting::Setting;
use super::vocabulary::{Rhythm, TOPICS, Topic};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Negative {
    Level,
    NumberedGroup,
    LetteredGroup,
    Ages,
    Gender,
    ChildOrAdult,
    SpokenLanguage,
    Weekday,
    Season,
    Year,
    OtherPlace,
    ThemeLecture,
    SecondSession,
    ParallelSession,
    PartOfUmbrella,
    OnlineVersion,
    ReplacedDate,
    OtherOrganiser,
    OtherTopicSameHour,
}

impl Negative {
    pub(crate) const ALL: [Self; 19] = [
        Self::Level,
        Self::NumberedGroup,
        Self::LetteredGroup,
        Self::Ages,
        Self::Gender,
        Self::ChildOrAdult,
        Self::SpokenLanguage,
        Self::Weekday,
        Self::Season,
        Self::Year,
        Self::OtherPlace,
        Self::ThemeLecture,
        Self::SecondSession,
        Self::ParallelSession,
        Self::PartOfUmbrella,
        Self::OnlineVersion,
        Self::ReplacedDate,
        Self::OtherOrganiser,
        Self::OtherTopicSameHour,
    ];

    fn rhythm(self) -> Option<Rhythm> {
        match self {
            Self::Year | Self::ThemeLecture | Self::PartOfUmbrella | Self::ReplacedDate => {
                Some(Rhythm::Single)
            }
            Self::SecondSession
            | Self::ParallelSession
            | Self::OtherPlace
            | Self::OnlineVersion => None,
            _ => Some(Rhythm::Weekly),
        }
    }

    fn size(self, rng: &mut Rng) -> usize {
        match self {
            Self::ThemeLecture | Self::PartOfUmbrella => 3 + rng.below(2),
            Self::Level | Self::NumberedGroup | Self::LetteredGroup | Self::Ages => {
                2 + rng.below(2)
            }
            _ => 2,
        }
    }

    /// Activities of which each two are such a pair, from one that might be alone.
    pub(crate) fn family(self, rng: &mut Rng, setting: &Setting, number: usize) -> Vec<Activity> {
        let mut first = Activity::any(rng, setting, number);
        if let Some(rhythm) = self.rhythm() {
            first.topic = topic(rng, rhythm);
            first.schedule = super::activity::schedule(rng, rhythm);
        }
        first.own_page();
        let choice = rng.below(64);
        let alike = rng.below(100);
        let mut family: Vec<Activity> = Vec::new();
        for place in 0..self.size(rng) {
            let before = family.last().unwrap_or(&first);
            let mut next = Activity { number: number + place, ..before.clone() };
            if place > 0 {
                next.remarks = [(); 3].map(|()| rng.below(super::vocabulary::SENTENCES.len()));
                if alike < 60 {
                    next.remarks = first.remarks;
                }
                // An association has one page for all its groups as often as one for each.
                if alike.is_multiple_of(2) {
                    next.own_page();
                }
            }
            self.set_apart(&mut next, &first, place, choice, rng, setting);
            family.push(next);
        }
        family
    }

    /// What makes the one at `place` another than those before it.
    fn set_apart(
        self,
        next: &mut Activity,
        first: &Activity,
        place: usize,
        choice: usize,
        rng: &mut Rng,
        setting: &Setting,
    ) {
        let titled = |next: &mut Activity, modifier| next.modifiers = vec![modifier];
        match self {
            Self::Level => titled(next, Modifier::Level(place)),
            Self::NumberedGroup => titled(next, Modifier::Numbered(place)),
            Self::LetteredGroup => titled(next, Modifier::Lettered(place)),
            Self::Gender => titled(next, Modifier::Gender(place)),
            Self::ChildOrAdult => titled(next, Modifier::Audience(place)),
            Self::SpokenLanguage => titled(next, Modifier::Spoken(place)),
            Self::Ages => {
                let from = u8::try_from(4 + 3 * place).unwrap();
                titled(next, Modifier::Ages(from, from + 2));
            }
            Self::ThemeLecture => titled(next, Modifier::Theme((choice + place) % THEME_COUNT)),
            Self::PartOfUmbrella if place == 0 => {
                titled(next, Modifier::Umbrella(choice % UMBRELLA_COUNT));
                next.umbrella = Some(next.number);
            }
            Self::PartOfUmbrella => {
                next.topic = topic(rng, Rhythm::Single);
                let told = rng.chance(60);
                next.modifiers =
                    if told { vec![Modifier::PartOf(choice % UMBRELLA_COUNT)] } else { vec![] };
            }
            Self::Year => titled(next, Modifier::Year(2026 + i32::try_from(place).unwrap())),
            Self::OnlineVersion if place == 1 => {
                titled(next, Modifier::Online);
                next.online =
                    Some(format!("https://etana.example/{}", next.number * 7919 % 99_991));
            }
            Self::OtherOrganiser if place == 1 => {
                next.organiser = setting.another(rng, &first.organiser);
                next.phone = next.organiser.phone.clone();
                next.email = format!("info@{}", next.organiser.host);
                next.own_page();
            }
            Self::OtherTopicSameHour if place == 1 => {
                next.topic = other_topic(rng, first.topic);
                next.room = Some(ROOMS[1]);
                next.own_page();
            }
            Self::ParallelSession => next.room = Some(ROOMS[place]),
            Self::OtherPlace if place == 1 => next.venue = setting.elsewhere(rng, &first.venue),
            _ => {}
        }
        self.another_time(next, first, place, choice, rng);
        next.keeps.extend(self.facts());
        // A week later and not called off would be the next time of a series.
        if self == Self::ReplacedDate && matches!(choice % 6, 2 | 3 | 5) {
            next.keeps.insert(Fact::Status);
        }
    }

    fn another_time(
        self,
        next: &mut Activity,
        first: &Activity,
        place: usize,
        choice: usize,
        rng: &mut Rng,
    ) {
        if place == 0 {
            if self == Self::Season {
                next.schedule =
                    Schedule::weekly(rng, Season::Autumn, next.schedule.weekdays.clone());
            }
            next.cancelled = self == Self::ReplacedDate;
            return;
        }
        let days = u64::try_from(place).unwrap();
        let before = next.schedule.clone();
        next.schedule = match self {
            Self::Level
            | Self::NumberedGroup
            | Self::LetteredGroup
            | Self::Ages
            | Self::Gender
            | Self::ChildOrAdult => match choice % 4 {
                0 => before,
                1 => before.moved(days),
                _ => before.other_hours(rng),
            },
            Self::SecondSession | Self::OtherOrganiser => before.other_hours(rng),
            Self::Weekday => before.moved(1 + days),
            Self::OtherPlace if choice.is_multiple_of(2) => {
                before.moved(if before.is_weekly() { 1 } else { 3 })
            }
            Self::ThemeLecture => before.moved(7 * [1, 2, 4][choice % 3]),
            Self::PartOfUmbrella if choice.is_multiple_of(2) => before.moved(days - 1),
            Self::PartOfUmbrella => before.other_hours(rng),
            Self::Year => first.schedule.moved(364),
            Self::ReplacedDate => before.moved([1, 3, 7, 7, 10, 14][choice % 6]),
            Self::Season => {
                let spring = Schedule::weekly(rng, Season::Spring, before.weekdays.clone());
                Schedule { start: before.start, minutes: before.minutes, ..spring }
            }
            _ => before,
        };
        next.cancelled = false;
    }

    /// What tells them apart besides the words in the title.
    fn facts(self) -> Vec<Fact> {
        match self {
            Self::Weekday => vec![Fact::Weekday, Fact::Dates],
            Self::Season | Self::Year | Self::ThemeLecture => vec![Fact::Dates],
            Self::ReplacedDate => vec![Fact::Dates],
            Self::OtherPlace => vec![Fact::Place],
            Self::SecondSession => vec![Fact::Hours],
            Self::ParallelSession => vec![Fact::Room],
            Self::OtherOrganiser => vec![Fact::Organiser, Fact::Hours],
            Self::OtherTopicSameHour => vec![Fact::Room, Fact::Language],
            Self::PartOfUmbrella => vec![Fact::Language],
            _ => Vec::new(),
        }
    }
}

fn topic(rng: &mut Rng, rhythm: Rhythm) -> &'static Topic {
    let of_kind: Vec<&Topic> = TOPICS.iter().filter(|topic| topic.kind == rhythm).collect();
    of_kind[rng.below(of_kind.len())]
}

fn other_topic(rng: &mut Rng, than: &Topic) -> &'static Topic {
    loop {
        let topic = topic(rng, than.kind);
        if topic.fi != than.fi {
            return topic;
        }
    }
}
