//! What processes cost: the time that they had of a processor, which others on the machine disturb
//! least.

use std::path::Path;
use std::process::{Command, Stdio};

/// The core for servers, and the one for those who ask.
pub(crate) const SERVER_CORE: &str = "0";
pub(crate) const CLIENT_CORE: &str = "1";

/// As `sysconf(_SC_CLK_TCK)` has it on every Linux.
const TICKS: f64 = 100.0;

/// A program with arguments, held to one core.
pub(crate) fn pinned(core: &str, program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", core]).arg(program);
    command
}

/// Seconds of a process so far, in user code and in the kernel (proc_pid_stat(5)).
pub(crate) fn seconds(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name may hold anything, and ends with the last parenthesis.
    let after = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks = |at: usize| -> f64 { fields[at].parse().unwrap() };
    (ticks(11) + ticks(12)) / TICKS
}

/// Of this process, while `work` is done.
pub(crate) fn own(work: impl FnOnce()) -> f64 {
    let before = seconds("self");
    work();
    seconds("self") - before
}

/// Of a program from its start to its end.
pub(crate) fn whole(program: &Path, arguments: &[&Path]) -> f64 {
    let mut command = Command::new("bash");
    command.args(["-c", "TIMEFORMAT='%U %S'; time \"$@\" 2>&1 >/dev/null", "bash"]);
    command.arg(program).args(arguments).stdin(Stdio::null());
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}: {said}{told}", program.display());
    let last = told.trim_end().lines().next_back().unwrap_or_default();
    last.split(' ').map(|seconds| seconds.parse::<f64>().unwrap()).sum()
}
