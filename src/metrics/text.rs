//! Prometheus' own text format (0.0.4). The crate writes OpenMetrics, in which a counter is described
//! without the `_total` that its samples have; promtool, and all that reads the older format, then finds
//! samples that nobody describes.

use std::collections::BTreeSet;

pub(super) fn of_prometheus(open_metrics: &str) -> String {
    let counters: BTreeSet<&str> = open_metrics.lines().filter_map(counter).collect();
    let lines = open_metrics.lines().filter_map(|line| {
        let mut words = line.splitn(4, ' ');
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some("#"), Some("EOF" | "UNIT"), _, _) => None,
            (Some("#"), Some(word), Some(name), Some(rest)) if counters.contains(name) => {
                Some(format!("# {word} {name}_total {rest}\n"))
            }
            _ => Some(format!("{line}\n")),
        }
    });
    lines.collect()
}

fn counter(line: &str) -> Option<&str> {
    line.strip_prefix("# TYPE ")?.strip_suffix(" counter")
}
