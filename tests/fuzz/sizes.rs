//! Bodies that are hostile by how much there is in them, each as large as an entry or a body may be before
//! it is refused for its size alone.

use super::{LONG, targets};

fn check(kind: &str, what: &str, body: &str) {
    let target = targets::ALL.into_iter().find(|target| target.name == kind).unwrap();
    println!("{kind}: {what}, {} bytes", body.len());
    target.check(body.as_bytes(), LONG);
}

fn many(count: usize, of: impl Fn(usize) -> String) -> String {
    (0..count).map(of).collect()
}

#[test]
fn calendars() {
    let whole = |inside: &str| format!("BEGIN:VCALENDAR\r\n{inside}END:VCALENDAR\r\n");
    let event = |inside: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261124T180000\r\nSUMMARY:Kuoro\r\n{inside}END:VEVENT\r\n"
        )
    };
    let one = |inside: &str| whole(&event(inside));
    let part =
        |n: usize| event(&format!("RECURRENCE-ID:202{}\r\nLOCATION:Huone {n}\r\n", 60_101 + n));
    let rules = many(6_000, |n| format!("RRULE:FREQ=YEARLY;BYMONTHDAY={}\r\n", n % 31 + 1));
    let exdates = many(9_000, |n| format!("2026{:04},", n % 1300));
    let numbered =
        |n| format!("BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20261124\r\nSUMMARY:{n}\r\nEND:VEVENT\r\n");
    for (what, body) in [
        ("events", whole(&many(200, numbered))),
        ("instances elsewhere", whole(&many(1_000, part))),
        ("rules", one(&rules)),
        ("rules and exceptions", one(&format!("{rules}EXDATE:{exdates}\r\n"))),
        ("extra dates", one(&format!("RDATE:{exdates}\r\n"))),
        ("one line", one(&format!("DESCRIPTION:{}\r\n", "x".repeat(250_000)))),
        ("folds", one(&format!("DESCRIPTION:{}\r\n", "\r\n x".repeat(60_000)))),
        ("escapes", one(&format!("DESCRIPTION:{}\r\n", "\\n".repeat(120_000)))),
        ("parameters", one(&format!("DESCRIPTION{}:x\r\n", ";A=b".repeat(60_000)))),
        ("open components", whole(&"BEGIN:VEVENT\r\nBEGIN:X\r\n".repeat(9_000))),
        ("alarms", one(&"BEGIN:VALARM\r\n".repeat(15_000))),
        ("categories", one(&format!("CATEGORIES:{}\r\n", "a,".repeat(120_000)))),
    ] {
        check("ical", what, &body);
    }
}

#[test]
fn json() {
    let page = |items: &str| format!(r#"{{"items":[{items}],"total":1,"hasMore":false}}"#);
    let item = |n: usize, traits: &str| {
        format!(
            r#"{{"_key":"{n}","traits":{{"type":"hobby","translations":{{"fi":{{"name":"Kuoro"}}}}{traits}}}}}"#
        )
    };
    let event = |n: usize| {
        format!(
            r#"{{"start":{},"type":"1","timeZone":"Europe/Helsinki","recurrence":{{"daySpecificTimes":[{{"startTime":"18:00"}}]}}}},"#,
            1_795_500_000_000_usize + n * 86_400_000
        )
    };
    let channel = |events: &str| format!(r#"{{"type":["place"],"events":[{events}]}},"#);
    let channels = |all: &str| item(1, &format!(r#","channels":[{}]"#, all.trim_end_matches(',')));
    let contact = |n| format!(r#"{{"type":"email","value":"a{n}@seura.example"}},"#);
    for (what, body) in [
        ("items", page(many(200, |n| item(n, "") + ",").trim_end_matches(','))),
        ("one key", page(many(200, |_| item(1, "") + ",").trim_end_matches(','))),
        ("depth", page(&"[".repeat(500_000))),
        ("depth of objects", page(&r#"{"a":"#.repeat(200_000))),
        ("times", page(&channels(&channel(many(2_000, event).trim_end_matches(','))))),
        ("channels", page(&channels(&many(2_000, |n| channel(event(n).trim_end_matches(',')))))),
        (
            "contacts",
            page(&item(
                1,
                &format!(r#","contacts":[{}]"#, many(4_000, contact).trim_end_matches(',')),
            )),
        ),
        (
            "themes",
            page(&item(
                1,
                &format!(r#","theme":[{}"x"]"#, many(15_000, |n| format!(r#""t{n}","#))),
            )),
        ),
        (
            "regions",
            page(&item(
                1,
                &format!(r#","region":[{}"x"]"#, many(9_000, |n| format!(r#""city/FI/Oulu{n}","#))),
            )),
        ),
        ("digits", page(&item(1, &format!(r#","x":{}"#, "9".repeat(250_000))))),
    ] {
        check("lahella", what, &body);
    }
}

/// Of the same text in hexadecimal some are redacted, which `feed` decides by the hash of an entry.
#[test]
fn texts() {
    for salt in ["a", "b"] {
        for (what, part) in [
            ("elements", "<b>"),
            ("blocks", "<div>"),
            ("lists", "<ul><li>"),
            ("tables", "<table><tr><td>"),
            ("links", "<a href=x>"),
            ("attributes", "<a b"),
            ("an attribute each", "<i b=c "),
            ("open comments", "<!--"),
            ("comments", "<!-- <!-- -->"),
            ("scripts", "<script>"),
            ("svg", "<svg><math>"),
            ("entities", "&amp;"),
            ("half entities", "&am"),
            ("escaped", "&lt;p&gt;"),
            ("closing", "</p>"),
            ("formatting", "<b><i><u></b>"),
            ("addresses", "a@b.fi "),
            ("half addresses", "a@"),
            ("dots", "a.b."),
            ("numbers", "040 1234567 "),
            ("digits", "0"),
            ("phone signs", "+(-"),
            ("names", "Maija Mallikas "),
            ("blanks", " "),
            ("no-break spaces", "\u{a0}"),
            ("line ends", "\\n"),
            ("combining", "e\u{301}"),
            ("direction", "\u{202e}"),
            ("web", "https://a.fi/"),
            ("www", "www."),
        ] {
            let text = part.repeat(20_000 / part.len());
            let text = text.replace('"', "'");
            let fields: String =
                ["summary", "description"].map(|name| format!(r#","{name}":"{text}""#)).concat();
            let body = format!(
                r#"{{"items":[{{"_key":"{salt}","traits":{{"type":"hobby","translations":{{"fi":{{"name":"Kuoro"{fields}}}}}}}}}],"total":1}}"#
            );
            check("lahella", what, &body);
        }
    }
}

#[test]
fn feeds() {
    let item =
        "<item><guid>1</guid><title>Kuoro</title><ev:startdate>2026-11-24T18:00</ev:startdate>";
    let feed = |inside: &str| {
        format!(
            "<rss version=\"2.0\" xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\"><channel>{inside}</channel></rss>"
        )
    };
    let one = |inside: &str| feed(&format!("{item}{inside}</item>"));
    let entities = many(2_000, |n| format!("<!ENTITY a{n} \"{}\">", "&a;".repeat(50)));
    for (what, body) in [
        ("items", feed(&many(200, |n| item.replace("<guid>1", &format!("<guid>{n}")) + "</item>"))),
        (
            "attributes",
            one(&format!("<description {}/>", many(20_000, |n| format!("a{n}=\"b\" ")))),
        ),
        (
            "namespaces",
            one(&format!("<description {}/>", many(9_000, |n| format!("xmlns:a{n}=\"b\" ")))),
        ),
        ("elements", one(&many(40_000, |_| "<a>".to_owned()))),
        ("comments", one(&"<!-- -->".repeat(30_000))),
        ("open comments", one(&"<!-- ".repeat(50_000))),
        ("texts", one(&"<![CDATA[a]]>".repeat(18_000))),
        ("references", one(&format!("<description>{}</description>", "&amp;".repeat(40_000)))),
        (
            "unknown references",
            one(&format!("<description>{}</description>", "&a;".repeat(40_000))),
        ),
        ("a document type", format!("<!DOCTYPE rss [{entities}]>{}", one("&a1;"))),
        ("angle brackets", one(&"<".repeat(200_000))),
        ("categories", one(&"<category>a</category>".repeat(11_000))),
    ] {
        check("rss", what, &body);
    }
}

#[test]
fn pages() {
    let script = r#"<script type="application/ld+json">"#;
    let event = r#"{"@type":"Event","name":"Kuoro","startDate":"2026-11-24T18:00"#;
    let nested = |open: &str| format!("{script}{}", open.repeat(100_000));
    for (what, body) in [
        ("scripts", many(200, |n| format!("{script}{event}\",\"url\":\"/{n}\"}}</script>"))),
        ("open scripts", script.repeat(30_000)),
        ("ends of scripts", format!("{script}{}", "</scrip".repeat(60_000))),
        ("comments", "<!-- ".repeat(100_000)),
        ("angle brackets", "<".repeat(400_000)),
        ("attributes", format!("<a {}>", many(40_000, |n| format!("b{n}=c ")))),
        ("quotes", "<a b=\"".repeat(60_000)),
        ("links", many(15_000, |n| format!("<a href=\"/tapahtumat/{n}\">x</a>"))),
        ("raw text", "<textarea>".repeat(40_000)),
        ("lists", nested("[")),
        ("objects", nested(r#"{"@graph":["#)),
        (
            "line ends in a text",
            format!("{script}{event}\",\"description\":\"{}\"}}</script>", "\n".repeat(200_000)),
        ),
        (
            "parts",
            format!(
                "{script}{event}\",\"subEvent\":[{}{{}}]}}</script>",
                many(3_000, |n| format!("{event}:{:02}\"}},", n % 60))
            ),
        ),
        (
            "references",
            format!(
                "{script}[{}{{}}]</script>",
                many(3_000, |n| format!(
                    r#"{{"@id":"{n}","@type":"Event","name":"a","startDate":"2026-11-24","location":{{"@id":"{}"}}}},"#,
                    n + 1
                ))
            ),
        ),
        (
            "a schedule",
            format!(
                "{script}{event}\",\"eventSchedule\":{{\"repeatFrequency\":\"P1D\",\"byDay\":[{}\"MO\"],\"startDate\":\"2026-11-24\",\"endDate\":\"9999-12-31\"}}}}</script>",
                many(9_000, |_| "\"TU\",".to_owned())
            ),
        ),
    ] {
        check("json_ld", what, &body);
    }
}
