//! What is written, line by line.

use chrono::{NaiveDate, Utc};

use super::*;
use crate::catalogue::Edition;
use crate::id::{Revision, SourceId};
use crate::plan::Completeness;
use crate::report::{Counts, RejectionCount, Report, RunState};
use crate::source::RejectionReason;

fn nothing_stands() -> Standing {
    let published: chrono::DateTime<Utc> = "2026-11-25T08:00:00Z".parse().unwrap();
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    Standing {
        sources: Vec::new(),
        edition: Edition { revision: Revision(7), as_of, published },
        activities: 3,
        gone: 2,
        possible_duplicates: 1,
        database_bytes: 4096,
        resident_bytes: None,
    }
}

#[track_caller]
fn check(metrics: &Metrics, lines: &[&str]) {
    let text = metrics.text(&nothing_stands());
    for line in lines {
        assert!(text.lines().any(|written| written == *line), "{line} is not in\n{text}");
    }
}

#[test]
fn what_stands_is_told_with_its_unit() {
    check(
        &Metrics::default(),
        &[
            "kooste_activities 3.0",
            "kooste_gone 2.0",
            "kooste_possible_duplicates 1.0",
            "kooste_edition_revision 7.0",
            "kooste_edition_published_timestamp_seconds 1795593600.0",
            "kooste_database_size_bytes 4096.0",
            "# HELP kooste_panics_total Requests and runs that panicked.",
            "# TYPE kooste_panics_total counter",
            "kooste_panics_total 0",
        ],
    );
}

#[test]
fn a_run_is_counted_by_its_source_and_what_it_found() {
    let metrics = Metrics::default();
    let source = SourceId::parse("lahella").unwrap();
    let unreadable =
        RejectionCount { reason: RejectionReason::NoTitle, count: 4, examples: Vec::new() };
    let report = Report {
        completeness: Completeness::Complete,
        counts: Counts { pages: 2, added: 5, rejected: 4, ..Counts::default() },
        rejections: vec![unreadable],
        ..Report::default()
    };
    let run = |state, report| Outcome { source: &source, state, report, seconds: 3.0 };
    metrics.run_ended(&run(RunState::Applied, Some(&report)));
    metrics.run_ended(&run(RunState::Failed, None));
    check(
        &metrics,
        &[
            r#"kooste_runs_total{source="lahella",outcome="applied"} 1"#,
            r#"kooste_runs_total{source="lahella",outcome="failed"} 1"#,
            r#"kooste_pages_total{source="lahella"} 2"#,
            r#"kooste_entries_total{source="lahella",change="added"} 5"#,
            r#"kooste_entries_total{source="lahella",change="rejected"} 4"#,
            r#"kooste_rejections_total{source="lahella",reason="no_title"} 4"#,
            r#"kooste_run_duration_seconds_count{source="lahella"} 2"#,
            r#"kooste_run_duration_seconds_bucket{le="2.0",source="lahella"} 0"#,
            r#"kooste_run_duration_seconds_bucket{le="10.0",source="lahella"} 2"#,
        ],
    );
}

#[test]
fn an_invented_method_is_no_label_of_its_own() {
    let metrics = Metrics::default();
    metrics.answered("/calendar.ics", "GET", 304, 0.0002);
    metrics.answered("none", "BREW", 404, 0.0002);
    check(
        &metrics,
        &[
            r#"kooste_http_requests_total{route="/calendar.ics",method="GET",code="304"} 1"#,
            r#"kooste_http_requests_total{route="none",method="other",code="404"} 1"#,
        ],
    );
}
