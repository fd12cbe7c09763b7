//! `kooste lint`.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::daemon::Daemon;
use crate::program::{Kooste, NOW, Ran};

/// Without DTSTAMP, and with a title that would colour a terminal.
const WRONG: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Esimerkki//FI\r\n\
    BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261124T160000Z\r\nSUMMARY:Kuoro, \u{1b}[31milta\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

fn piped(kooste: &Kooste, arguments: &[&str], input: &str) -> Ran {
    let mut command = kooste.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::from(child.wait_with_output().unwrap())
}

#[test]
fn a_calendar_in_a_file_is_told_with_line_rule_and_what_would_be_right() {
    let kooste = Kooste::new();
    kooste.write("wrong.ics", WRONG);
    let ran = kooste.run(&["lint", "wrong.ics"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    let told = "wrong.ics:4: error: missing-property: VEVENT has no DTSTAMP\n    add it; ";
    assert!(ran.stdout.starts_with(told), "{}", ran.stdout);
    let told = "wrong.ics:7: error: unescaped: SUMMARY has no backslash before , \\u{1b}[31milta\n";
    assert!(ran.stdout.contains(told), "{}", ran.stdout);
    assert!(ran.stdout.contains(" (RFC 5545, 3.3.11)\n"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("wrong.ics: 3 errors, 0 warnings\n"), "{}", ran.stdout);
    kooste.run(&["lint", "nothing.ics"]).fails("nothing.ics: ");
}

#[test]
fn standard_input_is_told_to_programs() {
    let kooste = Kooste::new();
    let ran = piped(&kooste, &["lint", "--json", "-"], WRONG);
    assert_eq!(ran.code, Some(1));
    let told: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&told["errors"], &told["warnings"]), (&3.into(), &0.into()));
    let first = &told["findings"][0];
    assert_eq!((&first["line"], &first["rule"]), (&4.into(), &"missing-property".into()));
    assert_eq!((&first["severity"], &first["clause"]), (&"error".into(), &"RFC 5545, 3.6".into()));
}

#[test]
fn a_calendar_at_an_address_is_fetched_where_that_is_allowed() {
    let kooste = Kooste::synced();
    let _daemon = Daemon::start(kooste.command(&["serve", "--now", NOW]));
    let url = format!("http://{}/calendar.ics", kooste.listen);
    kooste.run(&["lint", &url]).fails("127.0.0.1, a loopback address, which is asked only where");
    let config = format!(
        "[fetch]\nallow_private = [{:?}]\n[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"demo:\"\n",
        kooste.listen
    );
    kooste.write("allowing.toml", &config);
    let told = kooste.run(&["lint", "--config", "allowing.toml", &url]).ok();
    assert_eq!(told, format!("{url}: 0 errors, 0 warnings\n"));
}
