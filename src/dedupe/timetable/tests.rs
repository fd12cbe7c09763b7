use super::ClockLikeness::{
    Close, Near, Other, SameBoth, SameStart, UtcShift, Within as WithinHours,
};
use super::DateLikeness::{Disjoint, Few, Half, Most, OneOfMany, Same, Spanned, Unknown, Within};
use super::*;
use crate::sample::date;

/// "2027-01-12 +7 x15": fifteen dates a week apart. "2027-01-12 .. 2027-04-30": a span.
fn dates(text: &str) -> Dates {
    if let Some((from, to)) = text.split_once("..") {
        let end = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(date);
        return Dates::Between(end(from), end(to));
    }
    let mut words = text.split(' ');
    let first = date(words.next().unwrap());
    let mut number =
        |sign: char| words.next().map_or(1, |word| word.trim_start_matches(sign).parse().unwrap());
    let (step, count): (u64, u64) = (number('+'), number('x'));
    Dates::Each((0..count).map(|n| first + Days::new(n * step)).collect())
}

#[test]
fn dates_compare_by_what_the_fewer_share_with_the_others() {
    let check = |a: &str, b: &str, wanted: DateLikeness| {
        let (left, right) = (dates(a), dates(b));
        assert_eq!(left.against(&right), wanted, "{a} against {b}");
        assert_eq!(right.against(&left), wanted, "{b} against {a}");
    };
    check("2027-01-12", "2027-01-12", Same);
    check("2027-01-12", "2027-01-13", Disjoint);
    check("2027-01-12 +7 x15", "2027-01-12 +7 x15", Same);
    check("2027-01-12 +7 x15", "2027-01-19 +7 x14", Same);
    check("2027-01-12 +7 x15", "2027-01-12 +7 x5", Most);
    check("2027-01-12 +7 x16", "2027-01-12 +14 x8", Most);
    check("2027-01-12 +7 x10", "2027-02-16 +7 x10", Half);
    check("2027-01-12 +7 x10", "2027-03-09 +7 x10", Few);
    check("2027-01-12 +7 x15", "2027-01-14 +7 x15", Disjoint);
    check("2027-01-12 +7 x15", "2027-01-26", OneOfMany);
    check("2027-01-12 +7 x15", "2027-01-12 .. 2027-04-20", Spanned);
    check("2027-01-12 +7 x15", "2027-01-05 .. 2027-04-20", Spanned);
    check("2027-01-12 +7 x15", "2027-01-12 .. 2027-04-30", Within);
    check("2027-01-12 +7 x15", "2027-09-01 .. 2027-12-30", Disjoint);
    check("2027-01-12 +7 x15", "2027-01-12 ..", Within);
    check("2027-01-12 +7 x15", "..", Unknown);
    check("2027-01-12 .. 2027-04-30", "2027-01-13 .. 2027-04-29", Same);
    check("2027-01-01 .. 2027-12-31", "2027-01-12 .. 2027-04-30", Few);
    check("2027-01-01 .. 2027-05-31", "2027-08-12 .. 2027-12-30", Disjoint);
}

#[test]
fn clocks_compare_on_the_day() {
    let clock = |text: &str| {
        let mut times = text.split('-').map(|time| {
            let (hour, minute) = time.split_once(':').unwrap();
            hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
        });
        Clock { start: times.next().unwrap(), end: times.next() }
    };
    let check = |a: &str, b: &str, on: &str, wanted: ClockLikeness| {
        assert_eq!(clock(a).against(clock(b), Some(date(on))), wanted, "{a} against {b}");
        assert_eq!(clock(b).against(clock(a), Some(date(on))), wanted, "{b} against {a}");
    };
    check("18:00-19:30", "18:00-19:30", "2027-01-12", SameBoth);
    check("18:00-19:30", "18:00", "2027-01-12", SameStart);
    check("18:00-19:30", "18:00-20:00", "2027-01-12", SameStart);
    check("18:00-19:30", "18:15", "2027-01-12", Near);
    check("18:00-19:30", "18:30-19:30", "2027-01-12", Near);
    check("18:00-19:30", "18:30", "2027-01-12", Close);
    check("18:00-19:00", "19:00-20:00", "2027-01-12", Other);
    check("18:00-19:30", "16:00-17:30", "2027-01-12", UtcShift);
    check("18:00-19:30", "15:00-16:30", "2027-06-15", UtcShift);
    check("18:00-19:30", "15:00-16:30", "2027-01-12", Other);
    check("09:00-15:00", "12:00-13:00", "2027-06-15", UtcShift);
    check("09:00-15:00", "12:30-13:00", "2027-06-15", WithinHours);
}

#[test]
fn a_series_is_its_dates() {
    use crate::when::{Rule, Series, SeriesParts, Weekdays};
    let series = Series::try_from(SeriesParts {
        zone: Helsinki,
        rule: Rule::Weeks {
            interval: 1.try_into().unwrap(),
            weekdays: Weekdays::try_from(std::collections::BTreeSet::from([2u8
                .try_into()
                .unwrap()]))
            .unwrap(),
        },
        hours: Some(Hours { start: NaiveTime::from_hms_opt(18, 0, 0).unwrap(), end: None }),
        first: date("2027-01-12"),
        until: Some(date("2027-02-09")),
        exdates: [date("2027-01-26")].into(),
        rdates: [].into(),
        overrides: [].into(),
    })
    .unwrap();
    let table = Timetable::of(&When::Series(Box::new(series)));
    let wanted = ["2027-01-12", "2027-01-19", "2027-02-02", "2027-02-09"].map(date);
    assert_eq!(table.dates, Dates::Each(wanted.into()));
    assert_eq!(table.dates.weekdays(), 0b10);
}
