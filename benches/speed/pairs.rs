//! Two things measured in turn, so that what else the machine does weighs on both.

use crate::table::{Row, Unit, median};

/// Seconds, one a round.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub(crate) ours: Vec<f64>,
    pub(crate) theirs: Vec<f64>,
}

/// What is allowed, and what is hoped for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) most: f64,
    pub(crate) aim: f64,
}

/// One begins the even rounds, the other the odd ones.
pub(crate) fn pairs(
    rounds: usize,
    mut ours: impl FnMut() -> f64,
    mut theirs: impl FnMut() -> f64,
) -> Pairs {
    let mut pairs = Pairs::default();
    for round in 0..rounds {
        if round % 2 == 0 {
            pairs.ours.push(ours());
            pairs.theirs.push(theirs());
        } else {
            pairs.theirs.push(theirs());
            pairs.ours.push(ours());
        }
    }
    pairs
}

impl Pairs {
    pub(crate) fn row(&self, measure: &str, against: &'static str, limits: Limits) -> Row {
        let ratio = |(ours, theirs): (&f64, &f64)| ours / theirs;
        Row {
            measure: measure.to_owned(),
            against,
            found: self.ours.iter().zip(&self.theirs).map(ratio).collect(),
            unit: Unit::Ratio,
            most: limits.most,
            aim: limits.aim,
            costs: format!("{} : {}", time(median(&self.ours)), time(median(&self.theirs))),
        }
    }
}

pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.1} µs", s * 1e6),
        s if s < 1.0 => format!("{:.1} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}
