//! How many connections the process can open without starving what else needs files.

/// The database, its log, the runs' own connections, and what the runtime holds.
const FOR_ALL_ELSE: usize = 64;

/// Of so many connections, those that the limit on open files leaves room for.
pub(super) fn affordable(wanted: usize) -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    // Where it cannot be read, what is configured is taken at its word.
    soft_limit(&limits).map_or(wanted, |files| wanted.min(share(files)))
}

fn share(files: usize) -> usize {
    files.saturating_sub(FOR_ALL_ELSE).max(files / 4)
}

/// `Max open files            1024                 524288               files`
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_left_for_all_else() {
        for (files, connections) in [(1_048_576, 1_048_512), (1024, 960), (64, 16), (8, 2)] {
            assert_eq!(share(files), connections, "{files}");
        }
    }

    #[test]
    fn the_soft_limit_is_read_out_of_what_the_kernel_writes() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
            Max processes             63432                63432                processes\n\
            Max open files            1024                 524288               files\n";
        assert_eq!(soft_limit(limits), Some(1024));
        let none = "Max open files            unlimited            unlimited            files\n";
        assert_eq!(soft_limit(none), None);
        assert_eq!(soft_limit(""), None);
    }
}
