//! How good predicted clusters are. Standard definitions, written from them: pairs, and B-cubed (Bagga and
//! Baldwin, 1998) over the sources' own ids.
//!
//! The headline is over raw ids, because that is what anybody computes who has but the two lists. There a series
//! told as ninety entries weighs as 4,005 pairs, so the same is given over *listings*: all that one source
//! holds of one activity counts as one, and two such count as found where any of their entries are together.

mod kept;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::truth::{Cluster, Member, Truth};

pub(crate) use kept::{Kept, kept};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rate {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
}

impl Rate {
    pub(crate) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// Found of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) hit: usize,
    pub(crate) of: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.hit += usize::from(hit);
        self.of += 1;
    }

    pub(crate) fn rate(self) -> f64 {
        if self.of == 0 { 1.0 } else { float(self.hit) / float(self.of) }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Score {
    pub(crate) pairs: Rate,
    pub(crate) b_cubed: Rate,
    /// Pairs of listings, as said above.
    pub(crate) listings: Rate,
    /// Hard negatives of which any two entries are together; by kind.
    pub(crate) merged: Share,
    pub(crate) merged_by_kind: BTreeMap<String, Share>,
    /// Pairs of listings of one activity that are apart, by what befell either of them.
    pub(crate) missed_by_corruption: BTreeMap<String, Share>,
    /// Listings of one activity in one source whose entries are not all together.
    pub(crate) torn: Share,
}

/// What is predicted and not in the truth counts nowhere: an event that stands for a series is none of its
/// dates. What is in the truth and not predicted is alone.
pub(crate) fn score(truth: &Truth, predicted: &[Cluster]) -> Score {
    let found = Found::new(truth, predicted);
    let (merged, merged_by_kind) = merged(truth, &found);
    Score {
        pairs: pairs(truth, &found),
        b_cubed: b_cubed(truth, &found),
        listings: listings(truth, &found),
        merged,
        merged_by_kind,
        missed_by_corruption: missed(truth, &found),
        torn: torn(truth, &found),
    }
}

/// The number of the predicted cluster of each member of the truth.
struct Found {
    cluster: HashMap<Member, usize>,
}

impl Found {
    fn new(truth: &Truth, predicted: &[Cluster]) -> Self {
        let mut cluster = HashMap::new();
        let told: HashMap<&Member, usize> = predicted
            .iter()
            .enumerate()
            .flat_map(|(number, cluster)| {
                cluster.members.iter().map(move |member| (member, number))
            })
            .collect();
        let mut alone = predicted.len();
        for member in truth.clusters.iter().flat_map(|cluster| cluster.members()) {
            let number = told.get(&member).copied().unwrap_or_else(|| {
                alone += 1;
                alone
            });
            cluster.insert(member, number);
        }
        Self { cluster }
    }

    fn of(&self, member: &Member) -> usize {
        self.cluster[member]
    }

    /// How many members of each true cluster are in each predicted one.
    fn shared(&self, truth: &Truth) -> HashMap<(usize, usize), usize> {
        let mut shared = HashMap::new();
        for cluster in &truth.clusters {
            for member in cluster.members() {
                *shared.entry((cluster.activity, self.of(&member))).or_default() += 1;
            }
        }
        shared
    }
}

fn pairs(truth: &Truth, found: &Found) -> Rate {
    let shared = found.shared(truth);
    let two_of = |count: usize| count * count.saturating_sub(1) / 2;
    let together: usize = shared.values().copied().map(two_of).sum();
    let (mut by_truth, mut by_found) = (HashMap::new(), HashMap::new());
    for ((activity, cluster), count) in &shared {
        *by_truth.entry(activity).or_insert(0) += count;
        *by_found.entry(cluster).or_insert(0) += count;
    }
    let said: usize = by_found.into_values().map(two_of).sum();
    let true_ones: usize = by_truth.into_values().map(two_of).sum();
    Rate { precision: ratio(together, said), recall: ratio(together, true_ones) }
}

/// Of each entry: how much of its predicted cluster belongs to it, and how much of what belongs to it is there.
fn b_cubed(truth: &Truth, found: &Found) -> Rate {
    let shared = found.shared(truth);
    let (mut by_truth, mut by_found, mut all) = (HashMap::new(), HashMap::new(), 0);
    for ((activity, cluster), count) in &shared {
        *by_truth.entry(activity).or_insert(0) += count;
        *by_found.entry(cluster).or_insert(0) += count;
        all += count;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((activity, cluster), count) in &shared {
        let squared = float(count * count);
        precision += squared / float(by_found[cluster]);
        recall += squared / float(by_truth[activity]);
    }
    Rate { precision: precision / float(all), recall: recall / float(all) }
}

/// The predicted clusters of what a source holds of an activity.
fn clusters_of(truth: &Truth, found: &Found) -> Vec<(usize, String, HashSet<usize>)> {
    let mut all = Vec::new();
    for cluster in &truth.clusters {
        for copy in &cluster.copies {
            let numbers = copy.members().map(|member| found.of(&member)).collect();
            all.push((cluster.activity, copy.source.clone(), numbers));
        }
    }
    all
}

fn listings(truth: &Truth, found: &Found) -> Rate {
    let all = clusters_of(truth, found);
    let mut by_cluster: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, (_, _, numbers)) in all.iter().enumerate() {
        for number in numbers {
            by_cluster.entry(*number).or_default().push(at);
        }
    }
    let mut said: HashSet<(usize, usize)> = HashSet::new();
    for together in by_cluster.values() {
        for (at, a) in together.iter().enumerate() {
            said.extend(together[at + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let right = said.iter().filter(|(a, b)| all[*a].0 == all[*b].0).count();
    let true_ones: usize = truth
        .clusters
        .iter()
        .map(|cluster| cluster.copies.len())
        .map(|n| n * n.saturating_sub(1) / 2)
        .sum();
    Rate { precision: ratio(right, said.len()), recall: ratio(right, true_ones) }
}

fn merged(truth: &Truth, found: &Found) -> (Share, BTreeMap<String, Share>) {
    let mut numbers: HashMap<usize, HashSet<usize>> = HashMap::new();
    for cluster in &truth.clusters {
        let of = numbers.entry(cluster.activity).or_default();
        of.extend(cluster.members().map(|member| found.of(&member)));
    }
    let (mut all, mut by_kind) = (Share::default(), BTreeMap::<String, Share>::new());
    for pair in &truth.hard_negatives {
        let together = !numbers[&pair.a].is_disjoint(&numbers[&pair.b]);
        all.count(together);
        by_kind.entry(pair.kind.clone()).or_default().count(together);
    }
    (all, by_kind)
}

fn missed(truth: &Truth, found: &Found) -> BTreeMap<String, Share> {
    let mut missed = BTreeMap::<String, Share>::new();
    for cluster in &truth.clusters {
        for (at, a) in cluster.copies.iter().enumerate() {
            let here: HashSet<usize> = a.members().map(|member| found.of(&member)).collect();
            for b in &cluster.copies[at + 1..] {
                let apart = b.members().all(|member| !here.contains(&found.of(&member)));
                for corruption in a.corruptions.union(&b.corruptions) {
                    missed.entry(corruption.clone()).or_default().count(apart);
                }
            }
        }
    }
    missed
}

fn torn(truth: &Truth, found: &Found) -> Share {
    let mut torn = Share::default();
    for copy in truth.clusters.iter().flat_map(|cluster| &cluster.copies) {
        let numbers: HashSet<usize> = copy.members().map(|member| found.of(&member)).collect();
        if copy.ids.len() > 1 {
            torn.count(numbers.len() > 1);
        }
    }
    torn
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { float(part) / float(whole) }
}

/// Counts here stay far below 2^32.
pub(crate) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}
