//! What speaks for and against two profiles being one activity.

use std::collections::BTreeSet;

use super::cluster::Times;
use super::description::Overlap;
use super::organiser::Kinship;
use super::place::Whereabouts;
use super::profile::{Profile, Slot};
use super::reach::{Common, Emails, Links, Phones};
use super::score::Score;
use super::setting::Manner;
use super::timetable::{ClockLikeness, DateLikeness};
use super::title::{self, Family, MarkKind, Memory, Remainder};
use super::weights::{PRIOR, weight};
use crate::listing::Ages;

/// One finding; what it is worth stands in `weights`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    Words(Words),
    /// Which of the titles tells what the other does not.
    Remainder(Remainder),
    /// The one title is what the other names before its own subject.
    Under,
    /// Both name the same before their subjects, and these differ.
    Siblings,
    /// Only one of the titles tells this.
    OneSided(MarkKind),
    Dates(DateLikeness),
    Clock(ClockLikeness),
    Manner(Manner),
    Place(Whereabouts),
    Organiser(Kinship),
    Link(Links),
    Phone(Phones),
    Email(Emails),
    Description(Overlap),
}

/// How alike the words of two titles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Words {
    Same,
    Close,
    Alike,
    Somewhat,
    Hardly,
    /// In different languages, and not enough of the words are known.
    Foreign,
}

/// What two can never have if they are one, whatever else is alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veto {
    OtherDates,
    OtherWeekday,
    OtherHours,
    OtherTown,
    OtherRoom,
    OtherSetting,
    OtherAges,
    OtherGender,
    Title(MarkKind),
}

impl Veto {
    pub const ALL: [Self; 19] = [
        Self::OtherDates,
        Self::OtherWeekday,
        Self::OtherHours,
        Self::OtherTown,
        Self::OtherRoom,
        Self::OtherSetting,
        Self::OtherAges,
        Self::OtherGender,
        Self::Title(MarkKind::Level),
        Self::Title(MarkKind::Group),
        Self::Title(MarkKind::Ages),
        Self::Title(MarkKind::Audience),
        Self::Title(MarkKind::Sex),
        Self::Title(MarkKind::Part),
        Self::Title(MarkKind::Number),
        Self::Title(MarkKind::Mode),
        Self::Title(MarkKind::Language),
        Self::Title(MarkKind::Setting),
        Self::Title(MarkKind::DayPart),
    ];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub score: Score,
    pub veto: Option<Veto>,
    pub evidence: Vec<Evidence>,
    pub complementary: bool,
    pub times: Times,
}

/// Symmetric.
#[must_use]
pub fn judge(a: &Profile, b: &Profile, memory: &Memory) -> Judgement {
    weigh(a, b, memory, &Around::of(a, b))
}

/// The same, where they may come to `least`: of most that cannot it is found out before their titles are
/// compared word by word, which takes longest.
#[must_use]
pub fn judge_likely(a: &Profile, b: &Profile, memory: &Memory, least: Score) -> Option<Judgement> {
    let around = Around::of(a, b);
    let most = PRIOR + Titles::at_most(a, b, memory) + around.score();
    (most >= least).then(|| weigh(a, b, memory, &around))
}

fn weigh(a: &Profile, b: &Profile, memory: &Memory, around: &Around) -> Judgement {
    let titles = Titles::best(a, b, memory);
    let Around { meeting, reach, evidence } = around;
    let mut evidence: Vec<_> =
        [Evidence::Words(titles.words), Evidence::Remainder(titles.remainder)]
            .into_iter()
            .chain(*evidence)
            .collect();
    evidence.extend(titles.family);
    evidence.extend(titles.one_sided.iter().copied().map(Evidence::OneSided));
    let of_time =
        |veto: Veto| matches!(veto, Veto::OtherDates | Veto::OtherWeekday | Veto::OtherHours);
    // Within one source all times are told alike, right or wrong.
    let shifted = a.origin == b.origin && meeting.clock == ClockLikeness::UtcShift;
    let veto = titles.veto.or_else(|| contradiction(a, b)).or_else(|| meeting.veto());
    let veto = veto.or(shifted.then_some(Veto::OtherHours));
    let same_desk = reach.phone == Phones::Same || reach.email == Emails::Same;
    let other_organiser = evidence.contains(&Evidence::Organiser(Kinship::Other)) && !same_desk;
    // What one source lists in parts it titles alike; of two sources the third tells that they mean one.
    let one_name = match a.origin == b.origin {
        true => titles.words == Words::Same && titles.remainder == Remainder::None,
        false => titles.remainder != Remainder::Both,
    };
    Judgement {
        score: PRIOR + evidence.iter().map(|one| weight(*one)).sum::<Score>(),
        veto,
        complementary: one_name
            && !other_organiser
            && meeting.place_agrees()
            && veto.is_some_and(of_time),
        times: meeting.times(),
        evidence,
    }
}

/// Whether times, places, ages or sexes contradict each other, which is sooner found out than all the
/// rest and true of most pairs.
#[must_use]
pub fn exclude(a: &Profile, b: &Profile) -> bool {
    let mut pairs = a.slots.iter().flat_map(|x| b.slots.iter().map(move |y| (x, y))).peekable();
    contradiction(a, b).is_some()
        || pairs.peek().is_some()
            && pairs.all(|(x, y)| parted(x, y) || Meeting::of(x, y).veto().is_some())
}

/// What is sooner found out than all else that a meeting would be vetoed for.
fn parted(a: &Slot, b: &Slot) -> bool {
    a.setting.against(&b.setting) == Manner::Other
        || matches!((a.town(), b.town()), (Some(a), Some(b)) if a != b)
        || a.times.dates.against(&b.times.dates) == DateLikeness::Disjoint
}

fn contradiction(a: &Profile, b: &Profile) -> Option<Veto> {
    let sexes_differ = !a.genders.is_empty()
        && !b.genders.is_empty()
        && !a.genders.iter().any(|one| b.genders.contains(one));
    if !ages_meet(a.ages, b.ages) {
        Some(Veto::OtherAges)
    } else {
        sexes_differ.then_some(Veto::OtherGender)
    }
}

fn ages_meet(a: Ages, b: Ages) -> bool {
    let below = |a: Ages, b: Ages| matches!((a.max, b.min), (Some(max), Some(min)) if max < min);
    !below(a, b) && !below(b, a)
}

/// All that is found of two besides what their titles tell.
struct Around {
    meeting: Meeting,
    reach: Common,
    evidence: [Evidence; 9],
}

impl Around {
    fn of(a: &Profile, b: &Profile) -> Self {
        let meeting = Meeting::best(a, b);
        let reach = a.reach.against(&b.reach);
        let evidence = [
            Evidence::Dates(meeting.dates),
            Evidence::Clock(meeting.clock),
            Evidence::Manner(meeting.manner),
            Evidence::Place(meeting.place),
            Evidence::Organiser(a.body.against(&b.body)),
            Evidence::Link(reach.link),
            Evidence::Phone(reach.phone),
            Evidence::Email(reach.email),
            Evidence::Description(a.descriptions.against(&b.descriptions)),
        ];
        Self { meeting, reach, evidence }
    }

    fn score(&self) -> Score {
        self.evidence.iter().map(|one| weight(*one)).sum()
    }
}

/// How two titles compare where they compare best.
struct Titles {
    words: Words,
    remainder: Remainder,
    family: Option<Evidence>,
    one_sided: BTreeSet<MarkKind>,
    veto: Option<Veto>,
}

impl Titles {
    /// What they can add to a score: all else that titles tell only lowers it.
    fn at_most(a: &Profile, b: &Profile, memory: &Memory) -> Score {
        let pairs = a.titles.iter().flat_map(|x| b.titles.iter().map(move |y| (x, y)));
        let words = pairs.map(|(x, y)| match title::spelt_alike(x, y, memory) {
            None => Words::Same,
            told => Words::of(told),
        });
        let most = words.map(|words| weight(Evidence::Words(words))).max();
        most.unwrap_or_default() + weight(Evidence::Remainder(Remainder::None))
    }

    fn best(a: &Profile, b: &Profile, memory: &Memory) -> Self {
        let pairs = a.titles.iter().flat_map(|x| b.titles.iter().map(move |y| (x, y)));
        let mut best: Option<(Score, Words, Remainder)> = None;
        let (mut family, mut veto) = (None, None);
        for (x, y) in pairs {
            let found = title::compare_with(x, y, memory);
            let words = Words::of(found.likeness);
            family = family.or(match found.family {
                Family::None => None,
                Family::Under => Some(Evidence::Under),
                Family::Siblings => Some(Evidence::Siblings),
            });
            let worth =
                weight(Evidence::Words(words)) + weight(Evidence::Remainder(found.remainder));
            let better = best.is_none_or(|(other, words_then, remainder_then)| {
                (worth, words_then, remainder_then) > (other, words, found.remainder)
            });
            if better {
                best = Some((worth, words, found.remainder));
            }
            veto = veto.or_else(|| title::contradiction(&x.marks, &y.marks).map(Veto::Title));
        }
        let kinds = |profile: &Profile| -> BTreeSet<MarkKind> {
            profile.titles.iter().flat_map(|title| title.marks.kinds()).collect()
        };
        let one_sided = kinds(a).symmetric_difference(&kinds(b)).copied().collect();
        let (_, words, remainder) = best.unwrap_or((0, Words::Foreign, Remainder::None));
        Self { words, remainder, family, one_sided, veto }
    }
}

impl Words {
    fn of(likeness: Option<f32>) -> Self {
        match likeness {
            None => Self::Foreign,
            Some(likeness) if likeness >= 0.98 => Self::Same,
            Some(likeness) if likeness >= 0.8 => Self::Close,
            Some(likeness) if likeness >= 0.6 => Self::Alike,
            Some(likeness) if likeness >= 0.4 => Self::Somewhat,
            Some(_) => Self::Hardly,
        }
    }
}

/// How the times and places of two compare where they compare best.
struct Meeting {
    dates: DateLikeness,
    clock: ClockLikeness,
    place: Whereabouts,
    manner: Manner,
    weekdays_meet: bool,
}

impl Meeting {
    fn best(a: &Profile, b: &Profile) -> Self {
        let pairs = a.slots.iter().flat_map(|x| b.slots.iter().map(move |y| (x, y)));
        let all = pairs.map(|(x, y)| Self::of(x, y));
        all.max_by_key(Self::worth).unwrap_or(Self {
            dates: DateLikeness::Unknown,
            clock: ClockLikeness::Unknown,
            place: Whereabouts::Unknown,
            manner: Manner::Unknown,
            weekdays_meet: true,
        })
    }

    fn of(a: &Slot, b: &Slot) -> Self {
        let clock = match (a.times.clock, b.times.clock) {
            (Some(x), Some(y)) => x.against(y, a.times.dates.first().max(b.times.dates.first())),
            _ => ClockLikeness::Unknown,
        };
        let place = match (&a.spot, &b.spot) {
            (Some(x), Some(y)) => x.against(y),
            _ => Whereabouts::Unknown,
        };
        let dates = a.times.dates.against(&b.times.dates);
        let weekdays_meet = dates != DateLikeness::Disjoint || {
            let (x, y) = (a.times.dates.weekdays(), b.times.dates.weekdays());
            x == 0 || y == 0 || x & y != 0
        };
        Self { dates, clock, place, manner: a.setting.against(&b.setting), weekdays_meet }
    }

    fn worth(&self) -> (bool, Score) {
        let worth = weight(Evidence::Dates(self.dates))
            + weight(Evidence::Clock(self.clock))
            + weight(Evidence::Place(self.place))
            + weight(Evidence::Manner(self.manner));
        (self.veto().is_none(), worth)
    }

    fn veto(&self) -> Option<Veto> {
        if self.manner == Manner::Other {
            return Some(Veto::OtherSetting);
        }
        match self.dates {
            DateLikeness::Disjoint if self.weekdays_meet => Some(Veto::OtherDates),
            DateLikeness::Disjoint => Some(Veto::OtherWeekday),
            _ if self.place == Whereabouts::OtherTown => Some(Veto::OtherTown),
            _ if self.place == Whereabouts::OtherRoom => Some(Veto::OtherRoom),
            _ if self.clock == ClockLikeness::Other => Some(Veto::OtherHours),
            _ => None,
        }
    }

    fn times(&self) -> Times {
        match (self.dates, self.clock) {
            (DateLikeness::Same | DateLikeness::Most, ClockLikeness::UtcShift) => Times::Shifted,
            (
                DateLikeness::Same | DateLikeness::Most,
                ClockLikeness::SameBoth | ClockLikeness::SameStart,
            ) => Times::Same,
            _ => Times::Other,
        }
    }

    /// As far as both tell one.
    fn place_agrees(&self) -> bool {
        !matches!(
            self.place,
            Whereabouts::OtherRoom
                | Whereabouts::OtherNumber
                | Whereabouts::OtherPlace
                | Whereabouts::OtherTown
        )
    }
}
