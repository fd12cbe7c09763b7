//! How filters are written, and what is said of those that cannot be read.

use super::Filter;
use crate::localized::Lang;

fn parse(query: &str) -> Result<Filter, String> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap());
    Filter::parse(pairs).map_err(|error| error.to_string())
}

#[track_caller]
fn check_written(query: &str, canonical: &str) {
    let filter = parse(query).unwrap();
    assert_eq!(filter.to_string(), canonical);
    assert_eq!(parse(canonical).unwrap(), filter);
}

#[track_caller]
fn check_refused(query: &str, parts: &[&str]) {
    let error = parse(query).unwrap_err();
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in {error:?}");
    }
}

#[test]
fn the_same_wish_is_written_one_way() {
    check_written("", "");
    check_written("municipality=Oulu", "municipality=564");
    check_written("municipality=Uleåborg,RAAHE&municipality=564", "municipality=564,678");
    check_written("theme=sports&theme=nature", "theme=nature,sports");
    check_written("theme=sports, nature", "theme=nature,sports");
    check_written("audience=women,seniors", "audience=seniors,women");
    check_written(
        "to=2026-12-31&type=hobby&from=2026-11-24&limit=20&lang=sv&language=fi,fse",
        "from=2026-11-24&lang=sv&language=fi,fse&limit=20&to=2026-12-31&type=hobby",
    );
}

#[test]
fn what_cannot_be_read_is_named_with_what_is_expected() {
    check_refused("municipality=Oula", &["municipality: \"Oula\"", "564", "did you mean Oulu?"]);
    check_refused("municipality=", &["municipality: \"\" is no municipality"]);
    check_refused("type=hoby", &["type: ", "hobby, support, voluntary", "did you mean hobby?"]);
    check_refused("theme=nature,,sports", &["theme: \"\""]);
    check_refused("audience=culture", &["audience: \"culture\"", "seniors", "women"]);
    check_refused("language=suomi", &["language: \"suomi\"", "fi, sv, en"]);
    check_refused(
        "munisipality=Oulu",
        &["munisipality: is no filter", "did you mean municipality?"],
    );
    check_refused("page=2", &["page: is no filter", "municipality, type, theme"]);
    check_refused("lang=de", &["lang: \"de\"", "one of fi, sv, en"]);
    check_refused("lang=fi&lang=sv", &["lang: is given more than once"]);
    check_refused("limit=1&limit=1", &["limit: is given more than once"]);
    for limit in ["0", "-1", "+5", "1001", "ten", "", "99999999999999999999"] {
        check_refused(&format!("limit={limit}"), &["limit: ", "from 1 to 1000"]);
    }
    for date in ["24.11.2026", "2026-11-31", "2026-1-05", "today", "", "2026-11-24T00:00"] {
        check_refused(&format!("from={date}"), &["from: ", "2026-11-24"]);
    }
    check_refused("from=2026-12-01&to=2026-11-30", &["to: is before from"]);
}

#[test]
fn both_filters_hold_where_they_are_joined() {
    let feed = parse("theme=nature&from=2026-11-01&to=2026-12-31&limit=100&lang=sv").unwrap();
    let request = parse("theme=sports&from=2026-12-01&limit=20").unwrap();
    let both = feed.and(&request);
    let canonical = "from=2026-12-01&lang=sv&limit=20&theme=nature&theme=sports&to=2026-12-31";
    assert_eq!(both.to_string(), canonical);
    assert_eq!(request.and(&feed).to_string(), canonical);
    assert_eq!(feed.and(&parse("lang=en").unwrap()).lang(), &Lang::EN);
    assert_eq!(feed.and(&Filter::default()), feed);
    assert_eq!(feed.without_limit().limit(), None);
}
