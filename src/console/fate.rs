//! What became of the removals that a run held back.

use chrono::{DateTime, Utc};

use super::words::pages as say;
use super::{Frame, moment, runs};
use crate::report::{Mode, Run, RunState};
use crate::store::decisions::AuditLine;
use crate::store::held::Held;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    Waits,
    Approved {
        by: String,
        at: DateTime<Utc>,
    },
    Kept {
        by: String,
        at: DateTime<Utc>,
    },
    /// The set is not that any more: its source tells of them again, or of still fewer.
    Passed,
}

impl Fate {
    /// `None` where it held nothing. `decided` are the decisions on removals of its source, the oldest
    /// first; `waiting` is what waits there now.
    #[must_use]
    pub fn of(run: &Run, decided: &[AuditLine], waiting: Option<&Held>) -> Option<Self> {
        // What a preview would hold back waits for nobody.
        if run.state != RunState::Held || run.mode == Mode::DryRun {
            return None;
        }
        let ended = run.ended?;
        let of_source = |line: &&AuditLine| line.subject == run.source.as_str() && line.at >= ended;
        let next = decided.iter().find(of_source);
        let same = waiting.is_some_and(|held| held.since <= ended);
        Some(match next.map(|line| (line.action.as_str(), line)) {
            Some(("held/approve", line)) => Self::Approved { by: line.actor.clone(), at: line.at },
            Some((_, line)) => Self::Kept { by: line.actor.clone(), at: line.at },
            None if same => Self::Waits,
            None => Self::Passed,
        })
    }

    pub(super) fn told(&self, frame: &Frame<'_>) -> String {
        let by = |words, by: &str, at: &DateTime<Utc>| {
            let who = runs::who(frame, by);
            format!("{}: {who}, {}", frame.say(words), moment::written(*at, frame.lang))
        };
        match self {
            Self::Waits => frame.say(say::WAITS).to_owned(),
            Self::Approved { by: who, at } => by(say::WAS_APPROVED, who, at),
            Self::Kept { by: who, at } => by(say::WAS_KEPT, who, at),
            Self::Passed => frame.say(say::HAS_PASSED).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::HoldReason;
    use crate::report::Trigger;

    fn at(hour: u32) -> DateTime<Utc> {
        format!("2026-11-25T{hour:02}:00:00Z").parse().unwrap()
    }

    fn run(hour: u32) -> Run {
        Run {
            id: crate::id::RunId(1),
            source: crate::id::SourceId::parse("kunta").unwrap(),
            mode: Mode::Normal,
            trigger: Trigger::Schedule,
            state: RunState::Held,
            queued: at(hour),
            started: None,
            ended: Some(at(hour)),
            revision: None,
            error: None,
            failure: None,
            report: None,
        }
    }

    fn said(action: &str, source: &str, hour: u32) -> AuditLine {
        AuditLine {
            at: at(hour),
            actor: "aino".to_owned(),
            action: action.to_owned(),
            subject: source.to_owned(),
            detail: String::new(),
        }
    }

    #[test]
    fn a_decision_is_that_on_the_runs_before_it() {
        let approved = Some(Fate::Approved { by: "aino".to_owned(), at: at(5) });
        let kept = |hour| Some(Fate::Kept { by: "aino".to_owned(), at: at(hour) });
        let waiting = |hour| Held {
            digest: String::new(),
            removals: [].into(),
            reason: HoldReason::Many,
            since: at(hour),
            run: crate::id::RunId(1),
            rejected: false,
        };
        let both = [said("held/reject", "kunta", 3), said("held/approve", "kunta", 5)];
        assert_eq!(Fate::of(&run(2), &both, None), kept(3));
        assert_eq!(Fate::of(&run(4), &both, None), approved);
        assert_eq!(Fate::of(&run(6), &both, Some(&waiting(6))), Some(Fate::Waits));
        assert_eq!(Fate::of(&run(6), &both, Some(&waiting(7))), Some(Fate::Passed));
        assert_eq!(Fate::of(&run(6), &both, None), Some(Fate::Passed));
        let other = [said("held/approve", "lahella", 5)];
        assert_eq!(Fate::of(&run(2), &other, Some(&waiting(1))), Some(Fate::Waits));
        let applied = Run { state: RunState::Applied, ..run(2) };
        assert_eq!(Fate::of(&applied, &both, None), None);
    }
}
