//! The expansion against another implementation's: `fixtures/when/oracle/README.md`.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Occurrence, Span, Window, occurrences};
use crate::when::SeriesParts;
use crate::when::samples::when;

#[derive(Deserialize)]
struct Case {
    series: SeriesParts,
    window: Days,
    expected: Vec<Value>,
}

#[derive(Deserialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

#[test]
fn every_case_expands_as_dateutil_and_zoneinfo_expand_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/when/oracle");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let cases: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "json")).collect();
    assert!(cases.len() >= 60, "only {} cases found", cases.len());
    for path in cases {
        let case: Case = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let window = Window { from: case.window.from, to: case.window.to };
        let found: Vec<_> = occurrences(&when(case.series), window).iter().map(told).collect();
        assert_eq!(found, case.expected, "{}", path.display());
    }
}

fn told(occurrence: &Occurrence) -> Value {
    let Occurrence { original, span, cancelled } = occurrence;
    match span {
        Span::Timed { start, end } => json!({
            "original": original,
            "start": start.fixed_offset().to_rfc3339(),
            "end": end.map(|end| end.fixed_offset().to_rfc3339()),
            "cancelled": cancelled,
        }),
        Span::AllDay { first, last } => {
            json!({ "original": original, "first": first, "last": last, "cancelled": cancelled })
        }
    }
}
