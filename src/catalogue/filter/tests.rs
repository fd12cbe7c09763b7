//! How filters are written, and what is said of those that cannot be read.

use super::{Filter, Form, PARAMETERS, Parameter, Query};
use crate::localized::Lang;

const LIST: Form = Form::List(&["id", "name", "sessions"]);

fn query(raw: &str, form: Form) -> Result<Query, String> {
    Query::parse(raw, form, &Filter::default()).map_err(|error| error.to_string())
}

fn filter(raw: &str) -> Filter {
    query(raw, Form::Feed).unwrap().filter
}

#[track_caller]
fn check_written(raw: &str, canonical: &str) {
    let asked = query(raw, LIST).unwrap();
    assert_eq!(asked.to_string(), canonical);
    assert_eq!(query(canonical, LIST).unwrap(), asked);
}

#[track_caller]
fn check_refused(raw: &str, form: Form, parts: &[&str]) {
    let error = query(raw, form).unwrap_err();
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[test]
fn the_same_wish_is_written_one_way() {
    for (raw, canonical) in [
        ("", ""),
        ("municipality=Oulu", "municipality=564"),
        ("municipality=Ule%C3%A5borg,RAAHE&municipality=564", "municipality=564,678"),
        (
            "region=Pohjois-Pohjanmaa&region=Norra+Karelens+v%C3%A4lfärdsomr%C3%A5de",
            "region=pohjois-karjala,pohjois-pohjanmaa",
        ),
        ("theme=sports&theme=nature", "theme=nature,sports"),
        ("theme=sports, nature,sports", "theme=nature,sports"),
        ("audience=women,seniors", "audience=seniors,women"),
        ("format=group,camp", "format=camp,group"),
        ("age=10-10", "age=10"),
        ("age=07-12", "age=7-12"),
        ("free=true", "free=true"),
        ("accessible=wheelchair,induction-loop", "accessible=induction-loop,wheelchair"),
        ("channel=place,hybrid", "channel=hybrid,place"),
        ("organisation=7654321-0,1234567-8", "organisation=1234567-8,7654321-0"),
        (
            "organisation=Kuoro,  Oulu ry&organisation=1234567-8",
            "organisation=1234567-8&organisation=kuoro,%20oulu%20ry",
        ),
        ("source=b,a", "source=a,b"),
        ("q=Yhdess%C3%A4+kuoro+KUORO", "q=kuoro%20yhdess%C3%A4"),
        ("q=a%CC%8A-%22%25*", "q=%C3%A5"),
        ("bbox=25.30,64.9000001,25.8,65", "bbox=25.3,64.9,25.8,65"),
        ("near=25.4651,65.0121,05000", "near=25.4651,65.0121,5000"),
        ("from=today&to=today%2B14", "from=today&to=today%2B14"),
        ("from=today-07&to=today+14", "from=today-7&to=today%2B14"),
        ("status=scheduled,cancelled", "status=cancelled,scheduled"),
        ("modified_since=2026-11-24", "modified_since=2026-11-23T22:00:00Z"),
        ("modified_since=2026-11-24T00:00:00+02:00", "modified_since=2026-11-23T22:00:00Z"),
        ("sort=start&limit=100&page=1", ""),
        ("sort=-start&limit=20&page=2", "limit=20&page=2&sort=-start"),
        ("near=25,65,10&sort=distance", "near=25,65,10&sort=distance"),
        ("fields=sessions,name", "fields=id,name,sessions"),
        ("lang=fi", "lang=fi"),
        (
            "to=2026-12-31&type=hobby&from=2026-11-24&limit=20&lang=sv&language=fi,fse",
            "from=2026-11-24&lang=sv&language=fi,fse&limit=20&to=2026-12-31&type=hobby",
        ),
    ] {
        check_written(raw, canonical);
    }
}

#[test]
fn what_cannot_be_read_is_named_with_what_is_expected() {
    for (raw, parts) in [
        (
            "municipality=Oula",
            &["municipality: \"Oula\" is not known", "564", "did you mean Oulu?"][..],
        ),
        ("municipality=", &["municipality: is empty"]),
        ("region=pohjois-pohjanma", &["region: ", "did you mean pohjois-pohjanmaa?"]),
        ("region=Oulu", &["region: \"Oulu\"", "ahvenanmaa, etela-karjala", "vantaa-kerava"]),
        ("type=hoby", &["type: ", "hobby, support, voluntary", "did you mean hobby?"]),
        ("theme=nature,,sports", &["theme: is empty, or has a value that is"]),
        ("audience=culture", &["audience: \"culture\"", "seniors", "women"]),
        ("language=suomi", &["language: \"suomi\"", "fi, sv, en"]),
        ("munisipality=Oulu", &["munisipality: is no parameter", "did you mean municipality?"]),
        ("lang=de", &["lang: \"de\"", "one of fi, sv, en"]),
        ("lang=fi&lang=sv", &["lang: is given more than once"]),
        ("limit=1&limit=1", &["limit: is given more than once"]),
        ("from=2026-12-01&to=2026-11-30", &["to: is before from"]),
        ("from=today&to=today-1", &["to: is before from"]),
        ("free=yes", &["free: \"yes\"", "true, false"]),
        ("free=true,false", &["free: \"true,false\""]),
        ("channel=tele", &["channel: ", "place, online, phone, hybrid"]),
        ("status=moved", &["status: ", "scheduled, cancelled, postponed"]),
        ("source=L%C3%A4hell%C3%A4", &["source: "]),
        ("sort=size", &["sort: \"size\"", "start, name, modified"]),
        ("sort=distance", &["sort: ", "near"]),
        ("page=2&cursor=x.y", &["cursor: "]),
        ("cursor=x", &["cursor: is none", "next"]),
        (
            "fields=nam",
            &["fields: \"nam\" is not known", "id, name, sessions", "did you mean name?"],
        ),
        ("q=%22*%22", &["q: \"\\\"*\\\"\" cannot be read", "1 to 10 words"]),
        ("q=a+b+c+d+e+f+g+h+i+j+k", &["q: ", "1 to 10 words"]),
    ] {
        check_refused(raw, LIST, parts);
    }
}

#[test]
fn a_value_out_of_its_bounds_is_none() {
    for (name, values) in [
        ("limit", &["0", "-1", "%2B5", "1001", "ten", "", "99999999999999999999"][..]),
        ("page", &["0", "100001", "1.0"]),
        ("from", &["24.11.2026", "2026-11-31", "2026-1-05", "", "2026-11-24T00:00", "0026-11-24"]),
        ("to", &["tomorrow", "today%2B", "today%2B1000", "today14", "today--1", "TODAY"]),
        (
            "modified_since",
            &["2026-11-24T06:00", "yesterday", "0000-01-01T00:00:00Z", "2026-11-24ä"],
        ),
        ("age", &["121", "12-7", "-3", "7-", "a", "1-2-3", "%2B7"]),
        (
            "bbox",
            &[
                "1,2,3",
                "1,2,3,4,5",
                "25,66,26,65",
                "181,0,182,1",
                "1e1,0,11,1",
                "NaN,0,1,1",
                "inf,0,1,1",
                "25,,26,65",
                ".5,0,1,1",
                "--1,0,1,1",
            ],
        ),
        ("near", &["25,65", "25,65,0", "25,65,200001", "25,91,5", "25,65,1.5", "25,65,%2B5"]),
    ] {
        for value in values {
            check_refused(&format!("{name}={value}"), LIST, &[&format!("{name}: ")]);
        }
    }
}

#[test]
fn no_value_is_endless() {
    let many = vec!["Oulu"; 309].join(",");
    check_refused(&format!("municipality={many}"), LIST, &["municipality: has more than 308"]);
    let long = "ä".repeat(201);
    for name in ["organisation", "q", "theme", "from", "source", "bbox"] {
        let refused = format!("{name}: has a value of more than 200 characters");
        check_refused(&format!("{name}={long}"), LIST, &[&refused]);
    }
    assert!(query(&format!("organisation={}", "ä".repeat(200)), LIST).is_ok());
    let error = query(&format!("{}=1", "x".repeat(5_000)), LIST).unwrap_err();
    assert!(error.len() < 1_000, "what was sent is not sent back whole");
}

#[test]
fn a_form_takes_its_own_parameters_alone() {
    for raw in ["page=2", "cursor=x", "fields=name"] {
        let name = raw.split_once('=').unwrap().0;
        for form in [Form::Feed, Form::Calendar] {
            check_refused(raw, form, &[&format!("{name}: is not taken here"), "municipality"]);
        }
    }
    check_refused("expand=1", LIST, &["expand: is not taken here"]);
    check_refused("ends_after=now", LIST, &["ends_after: is not taken here"]);
    check_refused("ends_after=now", Form::Directory(&[]), &["ends_after: is not taken here"]);
    check_refused("ends_after=soon", Form::Agenda(&[]), &["expected now, a time as in"]);
    check_refused("fields=name", Form::News, &["fields: is not taken here"]);
    check_refused("limit=1", Form::Page, &["limit: is not taken here; expected one of lang"]);
    check_refused("lang=fi", Form::Nothing, &["lang: is not taken here; expected none"]);
    check_refused("a=1", Form::Nothing, &["a: is no parameter; expected none"]);
}

#[test]
fn every_parameter_has_a_name_of_its_own_and_an_example_that_can_be_read() {
    for parameter in &PARAMETERS {
        assert_eq!(Parameter::named(parameter.name), Some(parameter), "{}", parameter.name);
        assert!(parameter.says.ends_with('.'), "{}", parameter.says);
        if parameter.name != "cursor" {
            let pairs = [(parameter.name, parameter.example)];
            let raw =
                url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            let forms = [LIST, Form::Calendar, Form::Agenda(&[])];
            let form = forms.into_iter().find(|form| form.takes(parameter)).unwrap();
            let read = query(&raw, form).unwrap();
            assert_ne!(read, Query::default(), "{raw} asks for nothing");
        }
    }
}

#[test]
fn both_filters_hold_where_they_are_joined() {
    let feed = filter("theme=nature&from=2026-11-01&to=2026-12-31&limit=100&lang=sv&sort=name");
    let request = filter("theme=sports&from=2026-12-01&limit=20");
    let both = feed.and(&request);
    let canonical = "from=2026-11-01&from=2026-12-01&lang=sv&limit=20&sort=name\
                     &theme=nature&theme=sports&to=2026-12-31";
    assert_eq!(both.to_string(), canonical);
    assert_eq!(request.and(&feed).to_string(), canonical);
    let days = both.days("2026-11-24".parse().unwrap());
    assert_eq!(days.from, "2026-12-01".parse().ok(), "the later one");
    assert_eq!(feed.and(&filter("lang=en")).lang(), &Lang::EN);
    assert_eq!(feed.and(&Filter::default()), feed);
    assert_eq!(feed.without_limit().limit(), None);
}

#[test]
fn days_are_counted_from_the_day_of_the_edition() {
    let days = filter("from=today-7&to=today%2B14").days("2026-12-24".parse().unwrap());
    assert_eq!((days.from, days.to), ("2026-12-17".parse().ok(), "2027-01-07".parse().ok()));
}

#[test]
fn what_makes_no_difference_beside_the_feed_is_left_out() {
    let feed = filter("theme=nature&limit=50&lang=sv&sort=name");
    let written = |raw: &str, form| Query::parse(raw, form, &feed).unwrap().to_string();
    let repeated = "theme=nature&limit=70&lang=sv&sort=name";
    assert_eq!(written(repeated, Form::Calendar), "");
    assert_eq!(written(repeated, LIST), "");
    let other = "lang=fi&limit=20&sort=start&theme=sports";
    assert_eq!(written(other, Form::Calendar), other);
    assert_eq!(written(other, LIST), other);
    let plain = |raw: &str| query(raw, Form::Calendar).unwrap().to_string();
    assert_eq!(plain("lang=fi&sort=start&limit=100"), "limit=100");
    assert_eq!(plain("expand=0"), "");
    assert_eq!(plain("theme=sports&expand=1"), "expand=1&theme=sports");
    let news = query("lang=fi&limit=100&page=2", Form::News).unwrap();
    assert_eq!(news.to_string(), "page=2");
}

#[test]
fn a_page_holds_a_hundred_where_nothing_else_is_named() {
    let size = |feed: &str, raw: &str| {
        let feed = filter(feed);
        Query::parse(raw, LIST, &feed).unwrap().page(&feed).limit().unwrap()
    };
    for (feed, raw, expected) in [
        ("", "", 100),
        ("", "limit=1000", 1_000),
        ("limit=20", "", 20),
        ("limit=20", "limit=50", 20),
        ("limit=500", "", 100),
        ("limit=500", "limit=300", 300),
        ("limit=500", "limit=900", 500),
    ] {
        assert_eq!(size(feed, raw), expected, "{feed} {raw}");
    }
}
