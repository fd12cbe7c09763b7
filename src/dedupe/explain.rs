//! Why two are one activity, may be, or are not: for people and programs.

use serde::Serialize;

use super::judge::Judgement;
use super::score::{MERGE, POSSIBLE, Score};
use super::weights::{PRIOR, weight};
use super::words::{self, Told};

/// Numbers are in log-odds: the natural logarithm of how much likelier one is than the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// What is known of any two that are compared.
    pub prior: f64,
    /// The strongest first.
    pub findings: Vec<Finding>,
    pub total: f64,
    pub band: Band,
    /// What they could not have if they were one, whatever the total.
    pub veto: Option<Told>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Finding {
    #[serde(flatten)]
    pub told: Told,
    pub log_odds: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    One,
    Possible,
    Apart,
}

impl Comparison {
    #[must_use]
    pub fn of(judgement: &Judgement) -> Self {
        let mut worth: Vec<(Score, Told)> = judgement
            .evidence
            .iter()
            .filter_map(|one| Some((weight(*one), words::evidence(*one)?)))
            .collect();
        worth.sort_by_key(|(score, told)| (-score.abs(), told.code));
        let finding = |(score, told): (Score, Told)| Finding { told, log_odds: log_odds(score) };
        Self {
            prior: log_odds(PRIOR),
            findings: worth.into_iter().map(finding).collect(),
            total: log_odds(judgement.score),
            band: Band::of(judgement),
            veto: judgement.veto.map(words::veto),
        }
    }
}

impl Band {
    fn of(judgement: &Judgement) -> Self {
        match judgement.score {
            _ if judgement.veto.is_some() => Self::Apart,
            MERGE.. => Self::One,
            POSSIBLE.. => Self::Possible,
            _ => Self::Apart,
        }
    }
}

#[must_use]
pub fn log_odds(score: Score) -> f64 {
    f64::from(score) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::judge;
    use crate::dedupe::profile::Profile;
    use crate::dedupe::title::Memory;
    use crate::sample::{finnish, listing, once};

    fn compared(a: &str, b: &str) -> Comparison {
        let profile = |title: &str| {
            let mut made = listing("1", title);
            made.content.name = finnish(title);
            made.sessions = vec![once("2026-11-25 18:00")];
            Profile::of(&made)
        };
        Comparison::of(&judge::judge(&profile(a), &profile(b), &Memory::default()))
    }

    #[test]
    fn what_is_told_adds_up_to_the_total() {
        for (a, b) in [
            ("Neulekahvila", "Neulekahvila"),
            ("Neulekahvila", "Shakkikerho"),
            ("Jooga: selkä", "Jooga: niska"),
        ] {
            let found = compared(a, b);
            let told: f64 = found.findings.iter().map(|finding| finding.log_odds).sum();
            assert!((found.total - found.prior - told).abs() < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn a_veto_parts_whatever_the_total() {
        let found = compared("Jooga, alkeet", "Jooga, jatko");
        assert_eq!(found.band, Band::Apart);
        assert_eq!(found.veto.map(|told| told.code), Some("title_level"));
    }
}
