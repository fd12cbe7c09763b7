//! Entries as hostile as they come, all on one page: each costs itself at most, and what is served
//! stays well-formed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use serde_json::{Value, json};

use crate::kooste::Kooste;
use crate::lahella::{Lahella, event};
use crate::upstream::json as answer;

const DAY: &str = "2026-11-24";

/// An ordinary event with `change` made to it.
fn odd(id: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut item = event(id, &format!("Nimi {id}"), DAY);
    change(&mut item);
    item.to_string()
}

fn titled(id: &str, title: &str) -> String {
    odd(id, |item| item["traits"]["translations"]["fi"]["name"] = title.into())
}

fn timed(id: &str, time: &Value) -> String {
    odd(id, |item| item["traits"]["channels"][0]["events"] = json!([time]))
}

/// The ordinary event with one piece of its text replaced: for what no JSON library writes.
fn raw(id: &str, from: &str, to: &str) -> String {
    let text = odd(id, |_| {});
    assert!(text.contains(from));
    text.replacen(from, to, 1)
}

fn hours() -> Value {
    json!([{ "weekday": 2, "startTime": "18:00", "endTime": "19:00" }])
}

/// Entries that are refused, with the reason that is told.
fn victims() -> Vec<(&'static str, String)> {
    let start = crate::lahella::midnight(DAY);
    vec![
        ("no_id", odd("x", |item| item["_key"] = Value::Null)),
        ("no_id", odd("x", |item| item["_key"] = "".into())),
        ("no_id", odd("x", |item| drop(item.as_object_mut().unwrap().remove("_key")))),
        ("bad_id", odd("x", |item| item["_key"] = "k".repeat(300).into())),
        ("bad_id", odd("x", |item| item["_key"] = json!(["a"]))),
        ("bad_id", odd("x", |item| item["_key"] = json!({ "$oid": "1" }))),
        ("too_large", odd("x", |item| item["_key"] = "k".repeat(1 << 20).into())),
        ("too_large", titled("huge-title", &"A".repeat(1 << 20))),
        ("no_title", titled("empty-title", "")),
        ("no_title", titled("blank-title", " \u{a0}\u{200b}\n")),
        ("no_title", odd("no-traits", |item| drop(item.as_object_mut().unwrap().remove("traits")))),
        ("no_title", odd("null-texts", |item| item["traits"]["translations"] = Value::Null)),
        ("wrong_shape", odd("texts-list", |item| item["traits"]["translations"] = json!([1]))),
        ("wrong_shape", titled("name-number", "").replace("\"name\":\"\"", "\"name\":[7]")),
        ("wrong_shape", "null".to_owned()),
        ("wrong_shape", "\"text\"".to_owned()),
        ("wrong_shape", "[[]]".to_owned()),
        ("wrong_shape", raw("twice", "\"status\":", "\"status\":\"draft\",\"status\":")),
        ("wrong_shape", raw("surrogate", "Tule mukaan", "\\ud800")),
        ("wrong_shape", raw("beyond-f64", &start.to_string(), "1e400")),
        ("wrong_shape", {
            let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
            raw("deep", "\"<p>Tule mukaan.</p>\"", &nested)
        }),
        ("no_readable_time", timed("seconds", &json!({ "start": start / 1000, "type": "1" }))),
        ("no_readable_time", timed("overflow", &json!({ "start": i64::MAX, "type": "1" }))),
        (
            "no_readable_time",
            timed("far-past", &json!({ "start": -9_000_000_000_000_000_i64, "type": "1" })),
        ),
        (
            "no_readable_time",
            timed(
                "backwards",
                &json!({ "start": start, "type": "4",
            "recurrence": { "period": "P1W", "end": start - 999_999_999, "daySpecificTimes": hours() } }),
            ),
        ),
        ("no_readable_time", timed("no-time", &json!({ "start": "huomenna", "type": "1" }))),
        (
            "no_readable_time",
            timed(
                "no-hour",
                &json!({ "start": start, "type": "1",
            "recurrence": { "daySpecificTimes": [{ "weekday": 2, "startTime": "25:99" }] } }),
            ),
        ),
    ]
}

/// Entries that are served, each by what it is called upstream.
fn survivors() -> Vec<(String, String)> {
    let start = crate::lahella::midnight(DAY);
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |id: &str, item: String| all.push((id.to_owned(), item));
    for id in [
        "../../etc/passwd",
        "'; DROP TABLE listing; --",
        "a\"b\\c",
        "Abc",
        "abc",
        "k\u{e4}",
        "ka\u{308}",
        "%2e%2e%2f",
        "line\r\nbreak",
        "nul\u{0}",
        "{id}",
        "https://elsewhere.example/",
    ] {
        add(id, odd(id, |_| {}));
    }
    add("4711", odd("x", |item| item["_key"] = json!(4711)));
    for (index, title) in [
        "Kontrolli \u{0}\u{1}\u{7}\u{1b}[31m",
        "K\u{e4}\u{e4}nn\u{f6}s \u{202e}txt.exe\u{202c}",
        &format!("Z{}", "\u{308}".repeat(500)),
        "Nimi\r\nATTENDEE:mailto:uhri@victim.example\r\nX-BAD:1",
        "Nimi\u{2028}X-BAD:2\u{2029}X-BAD:3\u{85}X-BAD:4",
        "Nimi\\nX-BAD:5\nEND:VEVENT\nBEGIN:VEVENT",
        "\";X-BAD=\"6\":,;\\",
        "<script>alert(1)</script>Kerho",
        "<img src=x onerror=alert(1)>Kerho",
        "&lt;script&gt;alert(1)&lt;/script&gt; Kerho",
        "{{7*7}} ${7*7} <%= 7 %>",
        "]]></script><script>alert(1)</script>x",
        &"Pitk\u{e4} nimi ".repeat(2000),
    ]
    .iter()
    .enumerate()
    {
        add(&format!("title-{index}"), titled(&format!("title-{index}"), title));
    }
    let html = "<a href=\"javascript:alert(1)\">a</a><a href=\"JaVa\tScRiPt:alert(1)\">b</a>\
                <a href=\"data:text/html,x\">c</a><svg><script>alert(1)</script></svg>\
                <math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph>\
                </table></mtext></math><p onclick=alert(1) style=\"x:expression(1)\">teksti</p>";
    add(
        "html",
        odd("html", |item| {
            item["traits"]["translations"]["fi"]["description"] = html.into();
            item["traits"]["translations"]["fi"]["summary"] = html.into();
        }),
    );
    add(
        "links",
        odd("links", |item| {
            item["traits"]["photo"] = "javascript:alert(1)".into();
            item["traits"]["contacts"] = json!([
            { "type": "www", "value": "javascript:alert(1)" },
            { "type": "www", "value": " java\nscript:alert(1)" },
            { "type": "www", "value": "data:text/html,<script>alert(1)</script>" },
            { "type": "email", "value": "a@b.example\r\nBcc: c@d.example" },
            { "type": "phone", "value": "javascript:alert(1)" }]);
            item["traits"]["channels"][0]["registrationUrl"] = "javascript:alert(1)".into();
            item["traits"]["channels"][0]["www"] = "vbscript:x".into();
        }),
    );
    add(
        "address",
        odd("address", |item| {
            let address = &mut item["traits"]["channels"][0]["translations"]["fi"]["address"];
            address["street"] = "Katu 1\r\nX-BAD:7\u{2028}X-BAD:8".into();
            address["postalCode"] = "90100;X-BAD=9".into();
        }),
    );
    add(
        "codes",
        odd("codes", |item| {
            item["traits"]["type"] = "jokin\r\nX-BAD:10".into();
            item["traits"]["theme"] = json!(["ht_uusi", "ht_kulttuuri"]);
            item["traits"]["locale"] = json!(["xx-XX"]);
            item["traits"]["demographic"] = json!(["ageGroup/range:0-200"]);
            item["traits"]["region"] = json!(["city/FI/Oulu", "planet/Mars"]);
            item["uusi"] = json!({ "kentt\u{e4}": [1, 2, 3] });
        }),
    );
    add(
        "types",
        odd("types", |item| {
            item["group"] = json!(7);
            item["tags"] = json!("x");
            item["traits"]["theme"] = json!(5);
            item["traits"]["contacts"] = json!("x");
            item["traits"]["pricing"] = json!({ "a": 1 });
            item["traits"]["photoAlt"] = json!([1]);
            item["traits"]["channels"][0]["accessibility"] = json!(1);
            item["traits"]["channels"][0]["map"] = json!([]);
        }),
    );
    add(
        "swedish",
        odd("swedish", |item| {
            item["traits"]["translations"] = json!({ "fi": null, "en": {}, "sv": { "name": "Bara svenska", "description": null } });
        }),
    );
    for (index, center) in [
        json!([0, 0]),
        json!([999, -999]),
        json!(["a", "b"]),
        json!([65.01, 25.47]),
        json!([25.47]),
        json!({ "x": 1 }),
        json!([1e300, 1e300]),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("place-{index}");
        add(
            &id,
            odd(&id, |item| {
                item["traits"]["channels"][0]["map"] =
                    json!({ "center": { "type": "Point", "coordinates": center } });
            }),
        );
    }
    let once = |hours: Value| {
        json!({ "start": start, "type": "1", "timeZone": "Europe/Helsinki",
        "recurrence": { "daySpecificTimes": [hours] } })
    };
    add("zero", timed("zero", &once(json!({ "startTime": "18:00", "endTime": "18:00" }))));
    add(
        "over-midnight",
        timed("over-midnight", &once(json!({ "startTime": "22:00", "endTime": "02:00" }))),
    );
    add("no-end", timed("no-end", &once(json!({ "startTime": "18:00" }))));
    for zone in ["Mars/Olympus", "FLE Standard Time", "", "UTC", "America/New_York"] {
        let id = format!("zone-{zone}");
        let mut time = once(json!({ "startTime": "18:00", "endTime": "19:00" }));
        time["timeZone"] = zone.into();
        add(&id, timed(&id, &time));
    }
    for day in ["2027-03-28", "2026-10-25"] {
        let id = format!("clock-{day}");
        let mut time = once(json!({ "startTime": "03:30", "endTime": "04:30" }));
        time["start"] = crate::lahella::midnight(day).into();
        add(&id, timed(&id, &time));
    }
    add(
        "for-ever",
        timed(
            "for-ever",
            &json!({ "start": start, "type": "4", "recurrence": {
        "period": "P1D", "end": 253_402_207_200_000_i64, "daySpecificTimes": hours() } }),
        ),
    );
    add(
        "one-of-two",
        odd("one-of-two", |item| {
            let bad = json!({ "start": 1, "type": "9" });
            item["traits"]["channels"][0]["events"].as_array_mut().unwrap().push(bad);
        }),
    );
    all
}

#[test]
fn each_victim_costs_itself_alone_and_what_is_served_is_well_formed() {
    let (victims, survivors) = (victims(), survivors());
    let twins = [titled("twin", "Ensimm\u{e4}inen"), titled("twin", "Toinen")];
    let same = [titled("same", "Sama"), titled("same", "Sama")];
    let entries: Vec<&str> = victims
        .iter()
        .map(|(_, item)| item.as_str())
        .chain(survivors.iter().map(|(_, item)| item.as_str()))
        .chain(twins.iter().chain(&same).map(String::as_str))
        .collect();
    let body = format!(
        "{{\"items\":[{}],\"total\":{},\"hasMore\":false}}",
        entries.join(","),
        entries.len()
    );
    let lahella = Lahella::listing(Vec::new());
    lahella.fails(move |_| Some(answer(&body)));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let id = daemon.runs()[0]["id"].clone();
    let run = daemon.ended(&id);
    assert_eq!(run["state"], "applied", "{run}");

    let mut expected: BTreeMap<&str, usize> = BTreeMap::from([("duplicate_id", 1)]);
    for (reason, _) in &victims {
        *expected.entry(reason).or_default() += 1;
    }
    let told: BTreeMap<&str, usize> = run["report"]["rejections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["reason"].as_str().unwrap(), r["count"].as_u64().unwrap().try_into().unwrap()))
        .collect();
    assert_eq!(told, expected, "{}", run["report"]["rejections"]);

    let feeds = daemon.feeds();
    let all = feeds.json.json();
    let served = all["data"].as_array().unwrap();
    // Two that differ by their ids alone are one activity, and both are named.
    let sources = |activity: &'_ Value| activity["sources"].as_array().unwrap().clone();
    let sources: Vec<Value> = served.iter().flat_map(sources).collect();
    let ids: BTreeSet<&str> = sources.iter().map(|source| source["id"].as_str().unwrap()).collect();
    let wanted: BTreeSet<&str> =
        survivors.iter().map(|(id, _)| id.as_str()).chain(["twin", "same"]).collect();
    assert_eq!(ids, wanted);

    well_formed(&feeds.ics.body);
    harmless("ics", &feeds.ics.body);
    harmless("json", &feeds.json.body);
    for activity in served {
        let page = daemon.get(&format!("/activity/{}", activity["id"].as_str().unwrap()));
        assert_eq!(page.status, 200);
        harmless(&activity["name"].to_string(), &page.body);
        inert(&page.body);
    }
    inert(&daemon.get("/").body);

    let run = daemon.resync("?full=true");
    assert_eq!(run["state"], "unchanged", "{run}");
    assert_eq!(daemon.feeds(), feeds);
}

/// Every content line is one of ours, short enough, and no event ends before it starts.
fn well_formed(calendar: &str) {
    const NAMES: [&str; 42] = [
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "NAME",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
        "X-WR-TIMEZONE",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
        "SOURCE",
        "TZID",
        "DTSTART",
        "RRULE",
        "TZNAME",
        "TZOFFSETFROM",
        "TZOFFSETTO",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "CREATED",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "STATUS",
        "TRANSP",
        "DTEND",
        "LOCATION",
        "GEO",
        "CATEGORIES",
        "EXDATE",
        "RDATE",
        "RECURRENCE-ID",
        "CONTACT",
        "COMMENT",
        "ORGANIZER",
        "CLASS",
        "PRIORITY",
        "DURATION",
        "IMAGE",
    ];
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    for line in calendar.split("\r\n") {
        assert!(line.len() <= 75, "{line:?}");
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = calendar.replace("\r\n ", "");
    assert!(!unfolded.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')));
    let (mut begun, mut ends) = (0, [None; 2]);
    for line in unfolded.lines() {
        let name = line.split([':', ';']).next().unwrap();
        assert!(NAMES.contains(&name), "{line:?}");
        begun += i32::from(line == "BEGIN:VEVENT") - i32::from(line == "END:VEVENT");
        assert!((0..=1).contains(&begun), "{line:?}");
        let time = line.rsplit(':').next().unwrap();
        let time = NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%S").ok();
        match name {
            "DTSTART" => ends[0] = time,
            "DTEND" => ends[1] = time,
            "BEGIN" => ends = [None; 2],
            "END" => assert!(ends[1].is_none() || ends[0] < ends[1], "{ends:?}"),
            _ => {}
        }
    }
    assert_eq!(unfolded.matches("\r\nBEGIN:VEVENT").count(), unfolded.matches("\r\nUID:").count());
}

fn harmless(what: &str, text: &str) {
    let text = text.to_lowercase();
    // As a link. Within plain words it is only words.
    for live in ["href=\"javascript:", "\"javascript:", "url:javascript:", "\"data:", "\"vbscript:"]
    {
        assert!(!text.contains(live), "{live} in {what}");
    }
    assert!(!text.contains("onclick=alert") && !text.contains("expression("), "{what}");
}

fn inert(page: &str) {
    // The page's own files: no entry has a say in their addresses.
    let page = page.to_lowercase().replace("<script src=\"/assets/", "");
    let page = without_linked_data(&page);
    for live in ["<script", "<img src=x", "<svg", "<math", "<style><img", "javascript:"] {
        assert!(!page.contains(live), "{live} in {page}");
    }
}

/// The page's own JSON-LD is no script that runs, as long as nothing in it ends the element.
fn without_linked_data(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<script type=\"application/ld+json\">") else {
        return page.to_owned();
    };
    let (data, after) = rest.split_once("</script>").unwrap();
    assert!(!data.contains('<'), "{data}");
    format!("{before}{after}")
}
