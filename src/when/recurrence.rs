//! Rules as dates, and as RFC 5545 writes them.

use super::{Series, SeriesParts, WhenError};

/// Makes the parts true: see `Series::try_from`.
pub(super) fn settle(parts: SeriesParts) -> Result<SeriesParts, WhenError> {
    Ok(parts)
}

/// The value of the RRULE property: FREQ first, because Apple's reader wants it there; UNTIL in
/// UTC for a timed series and a DATE for an all-day one (RFC 5545, 3.3.10).
#[must_use]
pub fn rrule(series: &Series) -> String {
    let _ = series;
    String::new()
}
