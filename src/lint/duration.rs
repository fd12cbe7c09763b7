//! DURATION values (RFC 5545, 3.3.6).

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration {
    pub(super) seconds: i64,
    /// Whether it is told in days or weeks alone.
    pub(super) whole_days: bool,
}

const DAY: i64 = 86_400;

impl Duration {
    /// `P7W`, `P1DT2H30M`, `-PT15M`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let negative = text.starts_with('-');
        let text = text.strip_prefix(['+', '-']).unwrap_or(text).strip_prefix('P')?;
        let (days, time) = match text.split_once('T') {
            Some((days, time)) => (days, Some(time)),
            None => (text, None),
        };
        let weeks = days.contains('W');
        let units = if weeks { &[('W', 7 * DAY)] } else { &[('D', DAY)] };
        let mut seconds = sum(days, units)?;
        if let Some(time) = time {
            let nothing = weeks || time.is_empty();
            let time = (!nothing).then(|| sum(time, &[('H', 3_600), ('M', 60), ('S', 1)]))?;
            seconds = seconds.checked_add(time?)?;
        } else if days.is_empty() {
            return None;
        }
        let seconds = if negative { -seconds } else { seconds };
        Some(Self { seconds, whole_days: time.is_none() })
    }
}

/// Of numbers each with its unit, each unit at most once and in this order.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut sum = 0_i64;
    for (unit, seconds) in units {
        if let Some((number, rest)) = text.split_once(*unit) {
            let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let number = digits.then(|| number.parse::<i64>().ok())??;
            sum = sum.checked_add(number.checked_mul(*seconds)?)?;
            text = rest;
        }
    }
    text.is_empty().then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_the_rfc_writes_them() {
        let read = |text| Duration::parse(text).map(|d| (d.seconds, d.whole_days));
        assert_eq!(read("P15DT5H0M20S"), Some((15 * 86_400 + 5 * 3_600 + 20, false)));
        assert_eq!(read("P7W"), Some((49 * 86_400, true)));
        assert_eq!(read("-PT15M"), Some((-900, false)));
        assert_eq!(read("P1D"), Some((86_400, true)));
        for wrong in [
            "",
            "P",
            "PT",
            "1H",
            "PT1",
            "PT1M1H",
            "P1W2D",
            "P1WT1H",
            "VALUE=DURATION:PT1H",
            "PT99999999999999999999S",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
