//! When an activity takes place.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::rng::Rng;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// Empty for what happens once, on `first`.
    pub(crate) weekdays: Vec<Weekday>,
    pub(crate) start: NaiveTime,
    pub(crate) minutes: i64,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    /// Weeks without it.
    pub(crate) skipped: Vec<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Autumn,
    Spring,
    /// From autumn to spring.
    Year,
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl Season {
    fn span(self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Autumn => (day(2026, 8, 31), day(2026, 12, 13)),
            Self::Spring => (day(2027, 1, 11), day(2027, 5, 16)),
            Self::Year => (day(2026, 8, 31), day(2027, 5, 16)),
        }
    }
}

impl Schedule {
    pub(crate) fn weekly(rng: &mut Rng, season: Season, weekdays: Vec<Weekday>) -> Self {
        let (from, to) = season.span();
        let first = on_or_after(from + Days::new(7 * week(rng, 3)), &weekdays);
        let last = to - Days::new(7 * week(rng, 3));
        let mut schedule = Self {
            weekdays,
            start: start(rng),
            minutes: *rng.pick(&[45, 60, 60, 90, 90, 120, 120, 180]),
            first,
            last,
            skipped: Vec::new(),
        };
        let holiday = |date: &NaiveDate| {
            let christmas = (day(2026, 12, 21)..=day(2027, 1, 6)).contains(date);
            let autumn = (day(2026, 10, 19)..=day(2026, 10, 25)).contains(date);
            let skiing = (day(2027, 3, 1)..=day(2027, 3, 7)).contains(date);
            (christmas, autumn || skiing)
        };
        let closes = rng.chance(40);
        let dates = schedule.dates().into_iter();
        schedule.skipped =
            dates.filter(|date| holiday(date).0 || (closes && holiday(date).1)).collect();
        schedule.last = schedule.dates().last().copied().unwrap_or(last);
        schedule
    }

    pub(crate) fn once(rng: &mut Rng) -> Self {
        let (from, length) =
            if rng.chance(75) { (day(2026, 9, 10), 100) } else { (day(2027, 1, 9), 130) };
        let first = from + Days::new(u64::try_from(rng.below(length)).unwrap());
        Self {
            weekdays: Vec::new(),
            start: start(rng),
            minutes: *rng.pick(&[60, 90, 120, 120, 180, 240]),
            first,
            last: first,
            skipped: Vec::new(),
        }
    }

    pub(crate) fn is_weekly(&self) -> bool {
        !self.weekdays.is_empty()
    }

    pub(crate) fn dates(&self) -> Vec<NaiveDate> {
        let days = self.first.iter_days().take_while(|date| *date <= self.last);
        days.filter(|date| self.weekdays.is_empty() || self.weekdays.contains(&date.weekday()))
            .filter(|date| !self.skipped.contains(date))
            .collect()
    }

    /// The same, so many minutes later that they do not overlap; earlier where the day is over.
    pub(crate) fn other_hours(&self, rng: &mut Rng) -> Self {
        let later = chrono::TimeDelta::minutes(self.minutes + *rng.pick(&[0, 0, 15, 30]));
        let (after, wrapped) = self.start.overflowing_add_signed(later);
        let ends_late = after >= NaiveTime::from_hms_opt(21, 0, 0).unwrap() || wrapped != 0;
        let start = if ends_late { self.start - later } else { after };
        Self { start, ..self.clone() }
    }

    /// The same so many days later, weekday and all.
    pub(crate) fn moved(&self, days: u64) -> Self {
        let days = Days::new(days);
        let weekdays = self.weekdays.iter();
        let shift = |weekday: &Weekday| {
            let date = on_or_after(self.first, &[*weekday]) + days;
            date.weekday()
        };
        let weekdays: Vec<Weekday> = weekdays.map(shift).collect();
        let skipped = self.skipped.iter().map(|date| *date + days).collect();
        Self { weekdays, first: self.first + days, last: self.last + days, skipped, ..self.clone() }
    }
}

fn week(rng: &mut Rng, bound: usize) -> u64 {
    u64::try_from(rng.below(bound)).unwrap()
}

fn on_or_after(date: NaiveDate, weekdays: &[Weekday]) -> NaiveDate {
    date.iter_days().find(|date| weekdays.contains(&date.weekday())).unwrap()
}

fn start(rng: &mut Rng) -> NaiveTime {
    const HOURS: [u32; 14] = [9, 10, 10, 11, 12, 13, 14, 16, 17, 17, 18, 18, 18, 19];
    let minute = *rng.pick(&[0, 0, 0, 0, 30, 30, 15]);
    NaiveTime::from_hms_opt(*rng.pick(&HOURS), minute, 0).unwrap()
}

pub(crate) fn weekdays(rng: &mut Rng) -> Vec<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let one = *rng.pick(&[Mon, Tue, Tue, Wed, Wed, Thu, Thu, Fri, Sat, Sun, Mon]);
    match rng.below(100) {
        0..88 => vec![one],
        88..96 => vec![Mon, Thu],
        _ => vec![Mon, Wed, Fri],
    }
}
