//! Ratios that are kept or not.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use kooste::dedupe::index::{Changes, Index};

#[derive(Debug, Default)]
pub(crate) struct Limits {
    broken: Vec<String>,
}

impl Limits {
    /// `found` may be `most`, and no more.
    pub(crate) fn at_most(&mut self, name: &str, found: f64, most: f64) {
        let kept = found <= most;
        println!("{} {name}: {found:.3}, at most {most}", if kept { "ok   " } else { "BROKEN" });
        if !kept {
            self.broken.push(name.to_owned());
        }
    }

    pub(crate) fn verdict(self) -> ExitCode {
        match self.broken.as_slice() {
            [] => ExitCode::SUCCESS,
            broken => {
                println!("broken: {}", broken.join("; "));
                ExitCode::FAILURE
            }
        }
    }
}

/// What it takes when nothing else is in the way: the shortest of several times. What `set_up` makes and
/// what `run` leaves behind is not counted.
pub(crate) fn shortest<S, T>(
    runs: usize,
    mut set_up: impl FnMut() -> S,
    mut run: impl FnMut(&mut S) -> T,
) -> Duration {
    let one = |_| {
        let mut state = set_up();
        let start = Instant::now();
        let left = run(&mut state);
        let took = start.elapsed();
        drop((left, state));
        took
    };
    (0..runs).map(one).min().unwrap_or_default()
}

/// What it takes to take the changes in.
pub(crate) fn timed(index: &mut Index, changes: &Changes<'_>) -> Duration {
    let start = Instant::now();
    let outcome = index.apply(changes);
    let took = start.elapsed();
    drop(outcome);
    took
}
