//! The region's own table of organisers, for sources that do not name them.

use std::path::Path;

use crate::normalise::{self, Misplaced};
use crate::source::RawOrganiser;
use crate::source::organisers::{self, OrganisersError, Told};

/// Why nothing of it is believed.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
    #[error(transparent)]
    NoTable(#[from] OrganisersError),
    #[error("{}", told(.0))]
    Rows(Vec<(u64, Misplaced)>),
}

pub fn read(path: &Path) -> Result<Vec<RawOrganiser>, TableError> {
    parse(&std::fs::read(path)?)
}

pub(super) fn parse(bytes: &[u8]) -> Result<Vec<RawOrganiser>, TableError> {
    let rows = organisers::parse(bytes)?;
    let misplaced = |row: &Told| Some((row.line, normalise::misplaced(&row.organiser)?));
    let faults: Vec<_> = rows.iter().filter_map(misplaced).collect();
    if faults.is_empty() {
        Ok(rows.into_iter().map(|row| row.organiser).collect())
    } else {
        Err(TableError::Rows(faults))
    }
}

fn told(faults: &[(u64, Misplaced)]) -> String {
    const MOST: usize = 5;
    let mut told: Vec<_> =
        faults.iter().take(MOST).map(|(line, what)| format!("line {line}: {what}")).collect();
    if faults.len() > MOST {
        told.push(format!("and so in {} more lines", faults.len() - MOST));
    }
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_that_cannot_be_meant_is_told_with_its_line() {
        let table = "id,name,y_tunnus,www\n1,Kylätalo ry,0112038-9,\n2,0112038-9,,\n3,Seura ry,,0112038-9\n";
        let error = parse(table.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            error,
            "line 3: the name \"0112038-9\" is a Y-tunnus; does each column stand under its name?; \
             line 4: the www \"0112038-9\" is no address of a website"
        );
        let many = format!("id,name\n{}", "1,0112038-9\n".repeat(8));
        let error = parse(many.as_bytes()).unwrap_err().to_string();
        assert!(
            error.contains("line 6: ") && error.ends_with("; and so in 3 more lines"),
            "{error}"
        );
    }
}
