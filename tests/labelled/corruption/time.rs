//! Times.

use chrono::TimeDelta;

use super::Corruption as C;
use crate::labelled::face::{Clock, Face, Shape};
use crate::labelled::rng::Rng;

pub(super) fn apply(corruption: C, rng: &mut Rng, face: &mut Face) -> bool {
    let times = &mut face.times;
    let weekly = !times.weekdays.is_empty();
    let timed = !matches!(times.shape, Shape::Range | Shape::AllDay);
    match corruption {
        C::UtcShift if timed => times.clock = *rng.pick(&[Clock::LocalAsUtc, Clock::UtcAsLocal]),
        C::EndMissing if timed => times.minutes = None,
        C::AllDay if times.shape == Shape::Once => times.shape = Shape::AllDay,
        C::FirstWeekMissed if weekly => times.first += TimeDelta::weeks(1),
        C::DatesNotSkipped if weekly && timed => times.skipped.clear(),
        C::DateCalledOff if weekly && timed => {
            let dates = times.dates();
            if dates.len() > 3 {
                times.called_off = vec![dates[1 + rng.below(dates.len() - 2)]];
            }
        }
        // Doors, or when coffee is served.
        C::StartOff if timed => {
            let minutes = *rng.pick(&[-15, 15, 30]);
            times.start += TimeDelta::minutes(minutes);
            times.minutes = times.minutes.map(|length| length - minutes);
        }
        _ => return false,
    }
    true
}
