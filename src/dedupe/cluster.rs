//! Which of several units are one activity: best pairs first, and nothing joined that contradicts
//! anything already in the company.

use std::collections::BTreeMap;

use super::score::{LIKELY, MERGE, REPOST, Score};

/// A unit by its place in the component.
pub type At = usize;

/// What stands between two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// A person said that they are one.
    Together,
    /// A person said that they are not.
    Apart,
    /// They contradict each other; `complementary` if they may be two parts of what a third tells as
    /// one: the same but on other weekdays or at other hours.
    Vetoed {
        rivals: bool,
        complementary: bool,
    },
    Scored(Tie),
}

impl Relation {
    /// Nobody need vouch for them.
    fn is_alike(self) -> bool {
        matches!(self, Self::Scored(tie) if !tie.rivals && tie.score >= LIKELY)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    pub score: Score,
    /// Both are of one data source, which seldom lists one thing twice.
    pub rivals: bool,
    /// They may be two parts of what a third tells as one: the same but on other weekdays or at
    /// other hours.
    pub complementary: bool,
    pub times: Times,
}

/// Whether the dates and hours of one are those of the other, or among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Same,
    /// But for the hours that one is ahead, all told as UTC.
    Shifted,
    Other,
}

/// A pair that is alike enough and yet was not joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    pub pair: (At, At),
    /// The two that stand against it: the pair itself, or others of their companies.
    pub because: Because,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    Ruling(At, At),
    Veto(At, At),
    /// One data source would be in it twice.
    Rivals(At, At),
    /// On the whole the two companies are not alike.
    UnlikeCompany,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    /// Sorted, each by its smallest.
    pub clusters: Vec<Vec<At>>,
    pub refused: Vec<Refused>,
}

/// `pairs` are those to be considered, with no pair twice; ties between equal scores go to the units
/// that come first. `relation` is asked of any two and is symmetric.
pub fn partition(
    units: usize,
    mut pairs: Vec<(At, At, Score)>,
    mut relation: impl FnMut(At, At) -> Relation,
) -> Partition {
    pairs.sort_by_key(|(a, b, score)| (std::cmp::Reverse(*score), *a, *b));
    let mut company = Company::of_each(units);
    let mut refused = Vec::new();
    for together in [true, false] {
        for (a, b, score) in &pairs {
            let ruled = relation(*a, *b) == Relation::Together;
            if ruled != together || (!ruled && *score < MERGE) || company.one(*a, *b) {
                continue;
            }
            match company.objection(*a, *b, ruled, &mut relation) {
                None => company.join(*a, *b),
                Some(because) => refused.push(Refused { pair: (*a, *b), because }),
            }
        }
    }
    refused.retain(|refused| !company.one(refused.pair.0, refused.pair.1));
    Partition { clusters: company.all(), refused }
}

/// Who is with whom.
struct Company {
    head: BTreeMap<At, At>,
    members: BTreeMap<At, Vec<At>>,
}

impl Company {
    fn of_each(units: usize) -> Self {
        Self {
            head: (0..units).map(|at| (at, at)).collect(),
            members: (0..units).map(|at| (at, vec![at])).collect(),
        }
    }

    fn head(&self, at: At) -> At {
        self.head.get(&at).copied().unwrap_or(at)
    }

    fn one(&self, a: At, b: At) -> bool {
        self.head(a) == self.head(b)
    }

    fn with(&self, at: At) -> &[At] {
        self.members.get(&self.head(at)).map_or(&[], Vec::as_slice)
    }

    fn join(&mut self, a: At, b: At) {
        let (into, from) = (self.head(a).min(self.head(b)), self.head(a).max(self.head(b)));
        let moved = self.members.remove(&from).unwrap_or_default();
        for at in &moved {
            self.head.insert(*at, into);
        }
        let members = self.members.entry(into).or_default();
        members.extend(moved);
        members.sort_unstable();
    }

    fn all(self) -> Vec<Vec<At>> {
        self.members.into_values().collect()
    }

    /// What stands against joining the companies of `a` and `b`. Where a person joins the two, only
    /// another word of a person does.
    fn objection(
        &self,
        a: At,
        b: At,
        ruled: bool,
        relation: &mut impl FnMut(At, At) -> Relation,
    ) -> Option<Because> {
        let (mut sum, mut count) = (0, 0);
        for x in self.with(a) {
            for y in self.with(b) {
                let found = relation(*x, *y);
                match found {
                    Relation::Apart => return Some(Because::Ruling(*x, *y)),
                    Relation::Together => {}
                    _ if ruled || (!found.is_alike() && self.vouched(*x, *y, relation)) => {}
                    Relation::Vetoed { rivals, complementary }
                        if !(complementary && self.bridged(*x, *y, rivals, relation)) =>
                    {
                        return Some(Because::Veto(*x, *y));
                    }
                    Relation::Vetoed { .. } => {}
                    Relation::Scored(tie) if tie.rivals && tie.score < REPOST => {
                        if !(tie.complementary && self.bridged(*x, *y, true, relation)) {
                            return Some(Because::Rivals(*x, *y));
                        }
                    }
                    Relation::Scored(tie) => {
                        sum += i64::from(tie.score);
                        count += 1;
                    }
                }
            }
        }
        let unlike = !ruled && sum < i64::from(LIKELY) * count;
        unlike.then_some(Because::UnlikeCompany)
    }

    /// Whether a person said of one that it is the same as a third, which the other one is by all
    /// likeness: who joins a third's activity with another one means the whole of it.
    fn vouched(&self, x: At, y: At, relation: &mut impl FnMut(At, At) -> Relation) -> bool {
        let mut vouches = |third, said, alike| {
            let score = |found| matches!(found, Relation::Scored(tie) if tie.score >= MERGE);
            relation(third, said) == Relation::Together && score(relation(third, alike))
        };
        let thirds = self.with(x).iter().chain(self.with(y));
        let mut thirds = thirds.filter(|third| ![x, y].contains(*third));
        thirds.any(|third| vouches(*third, x, y) || vouches(*third, y, x))
    }

    /// Whether one of their companies has the times of both: it tells as one what they tell in parts.
    /// One source tells all its parts right, or all of them shifted.
    fn bridged(
        &self,
        x: At,
        y: At,
        rivals: bool,
        relation: &mut impl FnMut(At, At) -> Relation,
    ) -> bool {
        let mut times = |a, b| match relation(a, b) {
            Relation::Scored(tie) if !tie.rivals => tie.times,
            _ => Times::Other,
        };
        self.with(x).iter().chain(self.with(y)).any(|third| {
            let (of_x, of_y) = (times(*third, x), times(*third, y));
            let told = ![of_x, of_y].contains(&Times::Other) && (of_x == of_y || !rivals);
            told && ![x, y].contains(third)
        })
    }
}

#[cfg(test)]
mod tests;
