use std::io::Read;

use axum::body::to_bytes;
use axum::http::{HeaderName, HeaderValue, header};
use chrono::TimeZone;

use super::*;

fn representation(body: &str) -> Representation {
    let last_modified = Utc.with_ymd_and_hms(2026, 11, 24, 10, 0, 0).unwrap();
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).unwrap();
    let body = body.to_owned();
    let asked = Asked { now, until_tick: 3600 };
    Representation::new("text/calendar; charset=utf-8", body, last_modified, asked)
}

fn asked(headers: &[(&'static str, &str)]) -> Response {
    let pairs = headers.iter().map(|(name, value)| {
        (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
    });
    let body = "BEGIN:VCALENDAR\r\n".repeat(100);
    representation(&body).answer(&pairs.collect())
}

fn tag(headers: &[(&'static str, &str)]) -> String {
    asked(headers).headers()[header::ETAG].to_str().unwrap().to_owned()
}

#[test]
fn the_asker_gets_304_where_it_has_the_same() {
    let plain = tag(&[]);
    let packed = tag(&[("accept-encoding", "gzip")]);
    let weak = format!("W/{plain}");
    let among = format!("\"a\", {plain}");
    let later = "Wed, 25 Nov 2026 10:00:00 GMT";
    let same = "Tue, 24 Nov 2026 10:00:00 GMT";
    let earlier = "Tue, 24 Nov 2026 09:59:59 GMT";
    let old_form = "Tue Nov 24 10:00:00 2026";
    let table: &[(&[(&str, &str)], u16)] = &[
        (&[], 200),
        (&[("if-none-match", &plain)], 304),
        (&[("if-none-match", &weak)], 304),
        (&[("if-none-match", &among)], 304),
        (&[("if-none-match", "*")], 304),
        (&[("if-none-match", "\"other\"")], 200),
        (&[("if-none-match", &packed)], 200),
        (&[("if-none-match", &packed), ("accept-encoding", "gzip")], 304),
        (&[("if-none-match", &plain), ("accept-encoding", "gzip")], 200),
        (&[("if-modified-since", same)], 304),
        (&[("if-modified-since", later)], 304),
        (&[("if-modified-since", earlier)], 200),
        (&[("if-modified-since", "yesterday")], 200),
        (&[("if-modified-since", old_form)], 304),
        (&[("if-none-match", "\"other\""), ("if-modified-since", later)], 200),
        (&[("if-none-match", &plain), ("if-modified-since", earlier)], 304),
        (&[("if-none-match", ""), ("if-modified-since", later)], 200),
        (&[("if-match", &plain)], 200),
        (&[("if-match", "*")], 200),
        (&[("if-match", &among)], 200),
        (&[("if-match", &plain), ("if-none-match", &plain)], 304),
        (&[("if-match", &plain), ("if-unmodified-since", earlier)], 200),
        (&[("if-unmodified-since", same)], 200),
        (&[("if-unmodified-since", later)], 200),
        (&[("if-unmodified-since", "yesterday")], 200),
        (&[("if-unmodified-since", same), ("if-modified-since", same)], 304),
        (&[("range", "bytes=0-9")], 200),
        (&[("range", "bytes=0-0,2-2,4-4"), ("if-range", &plain)], 200),
    ];
    for (headers, status) in table {
        let pairs: Vec<_> = headers.iter().map(|(name, value)| (*name, *value)).collect();
        let pairs: Vec<(&'static str, &str)> =
            pairs.iter().map(|(name, value)| (leak(name), *value)).collect();
        let response = asked(&pairs);
        assert_eq!(response.status().as_u16(), *status, "{headers:?}");
        for must in
            ["etag", "last-modified", "cache-control", "vary", "access-control-allow-origin"]
        {
            assert!(response.headers().contains_key(must), "{must} with {headers:?}");
        }
    }
}

#[tokio::test]
async fn what_is_not_as_the_asker_wants_it_is_refused() {
    let plain = tag(&[]);
    let weak = format!("W/{plain}");
    let earlier = "Tue, 24 Nov 2026 09:59:59 GMT";
    let table: &[(&[(&'static str, &str)], u16)] = &[
        (&[("if-match", "\"other\"")], 412),
        // Strong comparison: what may differ in its bytes is not the same.
        (&[("if-match", &weak)], 412),
        (&[("if-match", "\"other\""), ("if-none-match", &plain)], 412),
        (&[("if-match", &plain), ("accept-encoding", "gzip")], 412),
        (&[("if-unmodified-since", earlier)], 412),
        (&[("accept-encoding", "identity;q=0")], 406),
    ];
    for (headers, status) in table {
        let response = asked(headers);
        assert_eq!(response.status().as_u16(), *status, "{headers:?}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

#[tokio::test]
async fn a_packed_answer_unpacks_to_the_same_and_has_a_tag_of_its_own() {
    let plain = to_bytes(asked(&[]).into_body(), usize::MAX).await.unwrap();
    for (accept, packed) in
        [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("identity", false)]
    {
        let response = asked(&[("accept-encoding", accept)]);
        assert_eq!(response.headers().contains_key("content-encoding"), packed, "{accept}");
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let mut unpacked = Vec::new();
        if packed {
            flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut unpacked).unwrap();
        } else {
            unpacked = body.to_vec();
        }
        assert_eq!(unpacked, plain, "{accept}");
    }
    assert_ne!(tag(&[]), tag(&[("accept-encoding", "gzip")]));
}

#[test]
fn two_that_came_to_be_in_one_second_are_told_apart_by_their_time_alone() {
    let second = |second| Utc.with_ymd_and_hms(2026, 11, 24, 10, 0, second).unwrap();
    let told = |last_modified, now, since: Option<&str>| {
        let asked = Asked { now, until_tick: 3600 };
        let representation = Representation { last_modified, asked, ..representation("x") };
        let since =
            since.map(|since| (header::IF_MODIFIED_SINCE, HeaderValue::from_str(since).unwrap()));
        let answer = representation.answer(&since.into_iter().collect());
        let last_modified = answer.headers()[header::LAST_MODIFIED].to_str().unwrap().to_owned();
        (answer.status().as_u16(), last_modified)
    };
    let (at_0, at_1) = ("Tue, 24 Nov 2026 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:01 GMT");
    // The first of the second, then the next one, in the same second and after it.
    assert_eq!(told(second(0), second(0), None), (200, at_0.to_owned()));
    assert_eq!(told(second(1), second(0), Some(at_0)), (200, at_0.to_owned()));
    assert_eq!(told(second(1), second(1), Some(at_0)), (200, at_1.to_owned()));
    assert_eq!(told(second(1), second(9), Some(at_1)), (304, at_1.to_owned()));
}

#[test]
fn what_tells_what_is_over_is_fresh_until_its_quarter_ends_and_shown_no_longer() {
    let at = |minute, second| Utc.with_ymd_and_hms(2026, 11, 24, 12, minute, second).unwrap();
    let quarter = Quarter::of(at(0, 0));
    let told = |now| {
        let plain = representation("x");
        let asked = Asked { now, ..plain.asked };
        let answer = Representation { asked, ..plain }.in_quarter(quarter);
        let answer = answer.answer(&HeaderMap::new());
        let header = |name| answer.headers()[name].to_str().unwrap().to_owned();
        let over = answer.extensions().get::<Reusable>().unwrap().rendered.is_over(now);
        (header(header::CACHE_CONTROL), header(header::LAST_MODIFIED), over)
    };
    let caching = |seconds: u32| format!("public, max-age={seconds}, stale-if-error=86400");
    // Though the edition came to be two hours before.
    let changed = "Tue, 24 Nov 2026 12:00:00 GMT";
    assert_eq!(told(at(0, 0)), (caching(300), changed.to_owned(), false));
    assert_eq!(told(at(14, 57)), (caching(3), changed.to_owned(), false));
    assert_eq!(told(at(15, 0)), (caching(0), changed.to_owned(), true));
}

#[test]
fn nothing_is_fresh_beyond_its_own_age_or_the_end_of_the_day() {
    let caching = |seconds: Option<u64>, until_tick| {
        let plain = representation("x");
        let asked = Asked { until_tick, ..plain.asked };
        let aged = Representation { asked, ..plain };
        let aged = match seconds {
            Some(seconds) => aged.fresh_for(seconds),
            None => aged,
        };
        let answer = aged.answer(&HeaderMap::new());
        let text = answer.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned();
        text.split(", ").nth(1).unwrap().to_owned()
    };
    assert_eq!(caching(None, 3600), "max-age=300");
    assert_eq!(caching(None, 17), "max-age=17");
    assert_eq!(caching(Some(10), 3600), "max-age=10");
    assert_eq!(caching(Some(10), 0), "max-age=0");
    assert_eq!(caching(Some(900), 3600), "max-age=300");
}
