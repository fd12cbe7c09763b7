//! Ratios, whether they are kept, and whether what is aimed at is met.

use std::process::ExitCode;

#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Row>);

/// One comparison.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) measure: String,
    pub(crate) against: &'static str,
    /// One a round.
    pub(crate) found: Vec<f64>,
    pub(crate) unit: Unit,
    pub(crate) most: f64,
    pub(crate) aim: f64,
    /// What each of the two cost.
    pub(crate) costs: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Ours in theirs.
    Ratio,
    Milliseconds,
    Mebibytes,
}

impl Table {
    /// Tells it at once: the whole takes minutes.
    pub(crate) fn add(&mut self, row: Row) {
        println!("{}", row.line());
        self.0.push(row);
    }

    /// By the medians.
    pub(crate) fn verdict(self) -> ExitCode {
        println!("\n| measure | against | min – median – max | at most | aim | | costs |");
        println!("|---|---|---|---|---|---|---|");
        for row in &self.0 {
            println!("{}", row.line());
        }
        let of = |state| self.0.iter().filter(|row| row.state() == state).count();
        let (met, kept, missed) = (of("aim met"), of("kept"), of("MISSED"));
        println!("\n{met} aims met, {kept} kept, {missed} missed");
        if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl Row {
    fn state(&self) -> &'static str {
        match median(&self.found) {
            found if found <= self.aim => "aim met",
            found if found <= self.most => "kept",
            _ => "MISSED",
        }
    }

    fn line(&self) -> String {
        let shown = |value: f64| self.unit.shown(value);
        let (least, most) = (self.found.iter().copied(), self.found.iter().copied());
        format!(
            "| {} | {} | {} – {} – {} | {} | {} | {} | {} |",
            self.measure,
            self.against,
            shown(least.fold(f64::INFINITY, f64::min)),
            shown(median(&self.found)),
            shown(most.fold(f64::NEG_INFINITY, f64::max)),
            shown(self.most),
            shown(self.aim),
            self.state(),
            self.costs
        )
    }
}

impl Unit {
    fn shown(self, value: f64) -> String {
        match self {
            Self::Ratio if value > 0.0 && value < 0.1 => format!("1/{:.0}", 1.0 / value),
            Self::Ratio => format!("{value:.2}"),
            Self::Milliseconds => format!("{value:.2} ms"),
            Self::Mebibytes => format!("{value:.0} MiB"),
        }
    }
}

/// Of an even number the lower one of the two in the middle.
pub(crate) fn median(found: &[f64]) -> f64 {
    let mut sorted = found.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}
