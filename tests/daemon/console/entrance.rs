//! Who gets in, for how long, and whose forms are taken.

use super::PAGES;
use super::browser::{Browser, encoded};
use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, event, events};

fn serving() -> (Lahella, Kooste, Daemon) {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    (lahella, kooste, daemon)
}

const FORMS: [&str; 9] = [
    "/admin/sign-out",
    "/admin/resync",
    "/admin/sources/lahella/resync",
    "/admin/sources/lahella/held",
    "/admin/rulings",
    "/admin/rulings/undo",
    "/admin/suppressions",
    "/admin/tokens",
    "/admin/tokens/revoke",
];

#[test]
fn without_a_session_nothing_is_read_and_nothing_is_done() {
    let (_lahella, kooste, daemon) = serving();
    let runs = daemon.runs().len();
    let closed = Browser::of(&daemon).get("/admin");
    assert_eq!(closed.status, 200);
    closed.says("kooste token new");
    assert!(!closed.text.contains("<form"), "{}", closed.text);

    let slash = Browser::of(&daemon).get("/admin/");
    assert_eq!((slash.status, slash.location.as_deref()), (308, Some("../admin")));

    kooste.say(&["token", "new", "aino"]);
    let mut stranger = Browser::of(&daemon);
    for cookie in ["", "Cookie: __Secure-kooste-admin=\r\n", "Cookie: __Secure-kooste-admin=00\r\n"]
    {
        stranger.lines = cookie.to_owned();
        for path in PAGES.iter().chain(&["/admin/runs/1", "/admin/runs/1/events", "/admin/nothing"])
        {
            let answer = stranger.get(path);
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location.unwrap().starts_with("/admin?then="), "{path}");
            assert_eq!(answer.text, "", "{path}");
        }
        for path in FORMS {
            let answer =
                stranger.send("POST", path, &encoded(&[("name", "mallory"), ("form", "")]));
            assert_eq!(
                (answer.status, answer.location.as_deref()),
                (303, Some("/admin")),
                "{path}"
            );
        }
    }
    assert_eq!(daemon.runs().len(), runs);
    assert!(!daemon.admin("GET", "/tokens", None).body.contains("mallory"));
}

#[test]
fn a_right_token_opens_every_page_until_the_sign_out() {
    let (_lahella, kooste, daemon) = serving();
    let token = kooste.say(&["token", "new", "aino"]);
    let mut browser = Browser::of(&daemon);
    let wrong = browser.sign_in("kooste_0");
    assert_eq!(wrong.status, 422);
    wrong.says("Tunnus on väärä");
    assert!(wrong.reply.header("set-cookie").is_none() && !wrong.text.contains("kooste_0"));

    let entered = browser.sign_in(token.trim());
    assert_eq!((entered.status, entered.location.as_deref()), (303, Some("/admin/sources")));
    let cookie = entered.reply.header("set-cookie").unwrap();
    let (id, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/admin; HttpOnly; SameSite=Strict; Secure");
    assert_eq!(id.strip_prefix("__Secure-kooste-admin=").unwrap().len(), 64);
    for path in PAGES {
        let page = browser.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        page.says("<strong>aino</strong>");
        let header = |name| page.reply.header(name).unwrap_or_default();
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(
            header("content-security-policy").starts_with("default-src 'none'; style-src 'self'")
        );
        assert!(page.reply.header("access-control-allow-origin").is_none());
        assert!(!page.text.contains(" style=") && !page.text.contains("<style"), "{path}");
    }
    assert_eq!(browser.get("/admin").location.as_deref(), Some("/admin/sources"));
    let missing = browser.get("/admin/nothing");
    assert_eq!(missing.status, 404);
    missing.says("<h1>Sitä ei ole</h1>");
    assert_eq!(browser.get("/admin/sign-out").status, 405);

    let left = browser.does("/admin/sources", "/admin/sign-out", &[]);
    left.says("Olet kirjautunut ulos");
    assert_eq!(browser.get("/admin/sources").status, 303, "the cookie is of no use any more");
    for line in daemon.log_lines() {
        assert!(!line.to_string().contains(token.trim()));
    }
}

#[test]
fn after_signing_in_one_is_where_one_wanted_to_be_and_nowhere_else() {
    let (_lahella, kooste, daemon) = serving();
    let token = kooste.say(&["token", "new", "aino"]);
    let browser = Browser::of(&daemon);
    let away = browser.get("/admin/why?q=lahella:id-0").location.unwrap();
    browser.get(&away).says(r#"name="then" value="why?q=lahella:id-0""#);
    for (then, place) in [
        ("why?q=lahella:id-0", "/admin/why?q=lahella:id-0"),
        ("//elsewhere.example/", "/admin/sources"),
        ("https://elsewhere.example/", "/admin/https://elsewhere.example/"),
        ("\\elsewhere.example", "/admin/sources"),
    ] {
        let form = encoded(&[("token", token.trim()), ("then", then)]);
        let entered = browser.send("POST", "/admin/sign-in", &form);
        assert_eq!((entered.status, entered.location.as_deref()), (303, Some(place)), "{then}");
    }
}

#[test]
fn guesses_are_slowed_down_and_the_right_token_still_gets_in() {
    let (_lahella, kooste, daemon) = serving();
    let token = kooste.say(&["token", "new", "aino"]);
    let mut browser = Browser::of(&daemon);
    let statuses: Vec<u16> =
        (0..60).map(|n| browser.sign_in(&format!("kooste_{n:064x}")).status).collect();
    assert_eq!(statuses[..10], [422; 10]);
    assert_eq!(statuses[10..], [429; 50]);
    let slow = browser.sign_in("kooste_");
    let seconds: u64 = slow.reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert_eq!(browser.sign_in(token.trim()).status, 303);
    let warned = daemon.log().matches("a wrong token was sent").count();
    assert_eq!(warned, 10);
    let audit = browser.get("/admin/audit").text;
    assert_eq!(audit.matches("<code>sign-in/wrong</code>").count(), 10);
    assert!(audit.contains("kirjautui sisään <code>sign-in</code>"), "{audit}");
    assert!(!audit.contains("kooste_"), "{audit}");
}

#[test]
fn a_session_ends_by_itself() {
    let Some(library) = glob::glob("/usr/lib/*/faketime/libfaketimeMT.so.1").unwrap().next() else {
        panic!("libfaketime is missing; on Debian: apt-get install faketime");
    };
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let minutes_on = |minutes: u32| {
        std::fs::write(kooste.path("offset.new"), format!("+{minutes}m\n")).unwrap();
        std::fs::rename(kooste.path("offset.new"), kooste.path("offset")).unwrap();
    };
    minutes_on(0);
    // Sessions are timed by the clock that is never set back, which is moved here as well.
    let mut command = kooste.command(&["serve"]);
    command
        .env("LD_PRELOAD", library.unwrap())
        .env("FAKETIME_TIMESTAMP_FILE", kooste.path("offset"))
        .env("FAKETIME_NO_CACHE", "1");
    let daemon = kooste.start(&mut command).settled();
    let mut browser = Browser::signed_in(&kooste, &daemon, "aino");
    let status = |browser: &Browser| browser.get("/admin/sources").status;
    minutes_on(29);
    assert_eq!(status(&browser), 200);
    minutes_on(29 + 31);
    assert_eq!(status(&browser), 303, "half an hour without a request");

    let token = kooste.say(&["token", "new", "eero"]);
    assert_eq!(browser.sign_in(token.trim()).status, 303);
    for minutes in (0..12 * 60).step_by(20) {
        minutes_on(60 + minutes);
        assert_eq!(status(&browser), 200, "{minutes} minutes");
    }
    minutes_on(60 + 12 * 60);
    assert_eq!(status(&browser), 303, "half a day");
}

#[test]
fn a_token_that_is_revoked_ends_its_sessions_and_no_others() {
    let (_lahella, kooste, daemon) = serving();
    let aino = Browser::signed_in(&kooste, &daemon, "aino");
    let eero = Browser::signed_in(&kooste, &daemon, "eero");
    kooste.say(&["token", "revoke", "aino"]);
    assert_eq!(aino.get("/admin/sources").status, 303);
    assert_eq!(eero.get("/admin/sources").status, 200);
    // Another of the same name is another one.
    kooste.say(&["token", "new", "aino"]);
    assert_eq!(aino.get("/admin/sources").status, 303);

    let told = eero.does("/admin/tokens", "/admin/tokens/revoke", &[("name", "eero")]);
    assert_eq!(told.status, 303, "who revokes their own token is out");
}

#[test]
fn forms_of_other_pages_are_refused() {
    let (_lahella, kooste, daemon) = serving();
    let mut browser = Browser::signed_in(&kooste, &daemon, "aino");
    let secret = browser.get("/admin/sources").secret().unwrap();
    assert_eq!(secret.len(), 64);
    let runs = daemon.runs().len();
    for path in FORMS {
        for form in ["", "form=", "form=00", &format!("form={}0", &secret[1..])] {
            let answer = browser.send("POST", path, form);
            assert_eq!(answer.status, 403, "{path} {form}");
        }
    }
    let form = format!("form={secret}");
    for line in [
        "Origin: https://elsewhere.example\r\n",
        "Origin: null\r\n",
        "Origin: https://kooste.example\r\nSec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Sec-Fetch-Site: none\r\n",
    ] {
        browser.lines = line.to_owned();
        for path in FORMS.iter().chain(&["/admin/sign-in"]) {
            assert_eq!(browser.send("POST", path, &form).status, 403, "{path} {line}");
        }
    }
    assert_eq!(daemon.runs().len(), runs);
    for line in
        ["Origin: https://kooste.example\r\n", "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n"]
    {
        browser.lines = line.to_owned();
        assert_eq!(browser.send("POST", "/admin/sources/lahella/resync", &form).status, 303);
    }
    browser.lines = "Content-Type: text/plain\r\n".to_owned();
    assert_eq!(browser.send("POST", "/admin/resync", &form).status, 415);
    browser.lines.clear();
    let long = format!("{form}&name={}", "a".repeat(70_000));
    assert_eq!(browser.send("POST", "/admin/tokens", &long).status, 413);
}

#[test]
fn the_language_is_that_of_the_browser_until_another_is_chosen() {
    let (_lahella, kooste, daemon) = serving();
    let mut browser = Browser::signed_in(&kooste, &daemon, "aino");
    browser.get("/admin/sources").says("<h1>Lähteet</h1>");
    browser.lines = "Accept-Language: de, en;q=0.9\r\n".to_owned();
    browser.get("/admin/sources?lang=sv").says(r#"<html lang="sv">"#);
    browser.get("/admin/runs").says("<h1>Hämtningar</h1>");
    let mut other = Browser::of(&daemon);
    other.lines = browser.lines.clone();
    other.get("/admin").says("<h1>Sign in</h1>");
}

#[test]
fn whatever_a_source_says_stays_text() {
    let script = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let mut hostile = event("<b>\"id'&", &format!("Kerho {script}"), "2026-11-24");
    hostile["traits"]["region"] = serde_json::json!([format!("city/FI/{script}")]);
    let mut broken = event(script, "", "2026-11-24");
    broken["traits"]["translations"] = serde_json::json!({ "fi": { "name": [script] } });
    let lahella = Lahella::listing(vec![hostile, broken]);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "a<i>no");
    let asked = url::form_urlencoded::byte_serialize(script.as_bytes()).collect::<String>();
    let run = daemon.runs()[0]["id"].clone();
    let more = [
        format!("/admin/search?q={asked}"),
        format!("/admin/why?q={asked}"),
        "/admin/why?q=lahella:%3Cb%3E%22id%27%26".to_owned(),
        format!("/admin/suppressions?subject={asked}"),
        format!("/admin/runs/{run}"),
        format!("/admin/sources/lahella?x={asked}"),
        format!("/admin/sources/{asked}"),
    ];
    let mut told = 0;
    for path in PAGES.iter().map(|path| (*path).to_owned()).chain(more) {
        let page = browser.get(&path);
        for bad in ["<script>", "<img", "<b>\"", "<i>", "onerror=alert(1)>\""] {
            assert!(!page.text.contains(bad), "{path}: {bad}: {}", page.text);
        }
        told += usize::from(page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
    assert!(told >= 5, "it is told where it belongs: {told}");
}
