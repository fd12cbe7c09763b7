//! Times that come again.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{Datelike, NaiveDate};

use super::period::Period;
use super::{Said, TimeError, hours};
use crate::listing::{Decision, Note};
use crate::when::{
    Hours, IsoWeekday, MonthDay, Ordinal, Rule, Series, SeriesParts, Weekdays, When, WhenError,
};

impl Said {
    /// One series for each of the distinct hours. A series that turns out to have no instance is
    /// noted; that costs the event only where it was the last one.
    pub(super) fn repeated(
        &self,
        period: Period,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Vec<When>, TimeError> {
        let mut whens = Vec::new();
        let mut fault = None;
        for (hours, weekdays) in hours::grouped(&self.days) {
            for (first, rule) in self.rules(period, weekdays.as_ref(), notes)? {
                match self.series(first, rule, hours) {
                    Ok(series) => whens.push(When::Series(Box::new(series))),
                    Err(error) => fault = Some(error),
                }
            }
        }
        match fault {
            Some(error) if whens.is_empty() => return Err(error.into()),
            Some(error) => notes.insert(Note::UnreadableTime(TimeError::When(error).to_string())),
            None => false,
        };
        Ok(whens)
    }

    fn series(
        &self,
        first: NaiveDate,
        rule: Rule,
        hours: Option<Hours>,
    ) -> Result<Series, WhenError> {
        SeriesParts {
            zone: self.zone,
            rule,
            hours,
            first,
            until: self.end,
            exdates: self.excluded.clone(),
            rdates: BTreeSet::new(),
            overrides: [].into(),
        }
        .try_into()
    }

    /// The rules of a period on the given weekdays, each with the date it counts from. `None` = no
    /// weekday is given.
    fn rules(
        &self,
        period: Period,
        weekdays: Option<&BTreeSet<IsoWeekday>>,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Vec<(NaiveDate, Rule)>, TimeError> {
        Ok(match (period, weekdays) {
            (Period::Days(interval), None) => vec![(self.start, Rule::Days { interval })],
            (Period::Days(interval), Some(weekdays)) => {
                vec![(self.start, daily_on(weekdays, interval, notes)?)]
            }
            (Period::Weeks(interval), weekdays) => {
                let weekdays =
                    weekdays.cloned().unwrap_or_else(|| [IsoWeekday::of(self.start)].into());
                vec![(self.start, weekly(weekdays, interval, notes)?)]
            }
            (Period::EachDayOfWeeks(interval), weekdays) => {
                let weekdays = weekdays.cloned().unwrap_or_else(hours::all_weekdays);
                vec![(self.start, weekly(weekdays, interval, notes)?)]
            }
            (Period::Months(interval), None) => {
                notes.insert(Note::Decided(Decision::MonthlyByDay));
                let day = MonthDay::try_from(u8::try_from(self.start.day()).unwrap_or(u8::MAX))?;
                vec![(self.start, Rule::MonthsByDay { interval, day })]
            }
            (Period::Months(interval), Some(weekdays)) => {
                notes.insert(Note::Decided(Decision::MonthlyByWeekday));
                let rule = |weekday: &IsoWeekday| self.monthly_on(*weekday, interval);
                weekdays.iter().map(rule).collect::<Result<_, _>>()?
            }
        })
    }

    /// "The second Tuesday" if the first Tuesday from `start` on is a second one. Months are counted
    /// from that date, which may lie in the month after `start`.
    fn monthly_on(
        &self,
        weekday: IsoWeekday,
        interval: NonZeroU16,
    ) -> Result<(NaiveDate, Rule), TimeError> {
        let first = self.start.iter_days().find(|date| IsoWeekday::of(*date) == weekday);
        let first = first.ok_or(WhenError::OutOfRange)?;
        let ordinal = Ordinal::try_from(i8::try_from(first.day0() / 7 + 1).unwrap_or(i8::MAX))?;
        Ok((first, Rule::MonthsByWeekday { interval, ordinal, weekday }))
    }
}

fn weekly(
    weekdays: BTreeSet<IsoWeekday>,
    interval: NonZeroU16,
    notes: &mut BTreeSet<Note>,
) -> Result<Rule, WhenError> {
    if interval.get() > 1 {
        notes.insert(Note::Decided(Decision::FortnightFromStart));
    }
    Ok(Rule::Weeks { interval, weekdays: Weekdays::try_from(weekdays)? })
}

fn daily_on(
    weekdays: &BTreeSet<IsoWeekday>,
    interval: NonZeroU16,
    notes: &mut BTreeSet<Note>,
) -> Result<Rule, TimeError> {
    if *weekdays == hours::all_weekdays() {
        return Ok(Rule::Days { interval });
    }
    if interval.get() > 1 {
        return Err(TimeError::SparseDaysOnWeekdays);
    }
    notes.insert(Note::Decided(Decision::DailyOnListedWeekdays));
    Ok(weekly(weekdays.clone(), interval, notes)?)
}
