//! Pages for people, as browsers and frames get them.

use crate::kooste::{Daemon, Kooste, configuration};
use crate::lahella::{Lahella, event, events};
use crate::raw::{Reply, asked, get};

const STRICT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src https: data: 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

pub(crate) fn serving(top: &str) -> (Lahella, Kooste, Daemon) {
    let mut items = events(40);
    items.push(event("cancelled-one", "PERUTTU: Laulu & <b>soitto</b>", "2026-11-20"));
    let lahella = Lahella::listing(items);
    let kooste = Kooste::configured(&configuration(&lahella, top, ""));
    kooste.sync();
    let daemon = kooste.serve_at("2026-11-02T10:00:00Z");
    (lahella, kooste, daemon)
}

pub(crate) fn ask(daemon: &Daemon, path: &str, lines: &str) -> Reply {
    asked(daemon.address, get(path, lines)).unwrap()
}

pub(crate) fn page(daemon: &Daemon, path: &str) -> String {
    let reply = ask(daemon, path, "");
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    reply.text()
}

/// What stands between the two, the first time that they do.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

#[test]
fn a_page_may_load_its_own_files_and_nothing_else() {
    let (_lahella, _kooste, daemon) = serving("");
    let id = daemon.get("/api/v1/activities?limit=1").json();
    let activity = format!("/activity/{}", id["data"][0]["id"].as_str().unwrap());
    for path in ["/", "/?theme=nothing", "/docs", "/nothing", &activity] {
        let reply = ask(&daemon, path, "Accept: text/html\r\n");
        let policy = reply.header("content-security-policy");
        assert_eq!(policy, Some(&*format!("{STRICT}'none'")), "{path}");
        let html = reply.text();
        for inline in ["<style", " style=\"", " onclick=", "<script>"] {
            assert!(!html.contains(inline), "{path}: {inline}");
        }
        let style = between(&html, "<link rel=\"stylesheet\" href=\"", "\"");
        let file = ask(&daemon, style, "");
        assert_eq!(file.status, 200, "{style}");
    }
}

#[test]
fn a_file_is_kept_for_good_where_its_address_has_its_hash() {
    let (_lahella, _kooste, daemon) = serving("");
    let html = page(&daemon, "/");
    let style = between(&html, "<link rel=\"stylesheet\" href=\"", "\"").to_owned();
    let script = between(&html, "<script src=\"", "\"").to_owned();
    for (address, kind) in
        [(&style, "text/css; charset=utf-8"), (&script, "text/javascript; charset=utf-8")]
    {
        let reply = ask(&daemon, address, "");
        assert_eq!(reply.header("content-type"), Some(kind), "{address}");
        let forever = Some("public, max-age=31536000, immutable");
        assert_eq!(reply.header("cache-control"), forever, "{address}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{address}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{address}");
        let tag = reply.header("etag").unwrap();
        let again = ask(&daemon, address, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.header("cache-control")), (304, forever), "{address}");
        let (plain, _) = address.split_once('?').unwrap();
        for other in [plain.to_owned(), format!("{plain}?v=0123456789abcdef")] {
            let reply = ask(&daemon, &other, "");
            assert_eq!(reply.status, 200, "{other}");
            assert!(reply.header("cache-control").unwrap().contains("max-age=300"), "{other}");
        }
    }
    for path in ["/assets/", "/assets/nothing.css", "/assets/..%2FCargo.toml", "/assets/kooste"] {
        assert_eq!(ask(&daemon, path, "").status, 404, "{path}");
    }
}

#[test]
fn whose_address_names_no_language_gets_that_of_the_browser_each_for_himself() {
    let (_lahella, _kooste, daemon) = serving("");
    for path in ["/", "/embed", "/docs"] {
        for _ in 0..2 {
            for (accepted, lang) in [("", "fi"), ("sv-FI,sv;q=0.9", "sv"), ("de,en;q=0.5", "en")] {
                let reply = ask(&daemon, path, &format!("Accept-Language: {accepted}\r\n"));
                assert_eq!(reply.header("content-language"), Some(lang), "{path} {accepted}");
                let vary = reply.header("vary");
                assert_eq!(vary, Some("Accept-Encoding, Accept-Language"), "{path} {accepted}");
                assert!(
                    reply.text().contains(&format!("<html lang=\"{lang}\"")),
                    "{path} {accepted}"
                );
            }
        }
        let reply = ask(&daemon, &format!("{path}?lang=en"), "Accept-Language: sv\r\n");
        assert_eq!(reply.header("content-language"), Some("en"), "{path}");
        assert_eq!(reply.header("vary"), Some("Accept-Encoding"), "{path}");
    }
}

#[test]
fn what_is_chosen_is_counted_and_every_address_of_it_answers() {
    let (_lahella, _kooste, daemon) = serving("");
    // As a browser sends the form: with its empty fields.
    let html = page(
        &daemon,
        "/?lang=fi&q=kerho&from=2026-11-01&to=&municipality=564&theme=culture&theme=nature&free=",
    );
    let total = between(&html, "role=\"status\" data-live>", " ilmoitusta</p>");
    let found = daemon
        .get("/api/v1/activities?q=kerho&from=2026-11-01&municipality=Oulu&theme=culture,nature");
    assert_eq!(total, found.json()["meta"]["count"].to_string());
    for id in ["address-ical", "address-json", "address-rss"] {
        let address = between(&html, &format!("<input id=\"{id}\" type=\"text\" value=\""), "\"");
        let address = address.replace("&amp;", "&");
        let query = "from=2026-11-01&municipality=564&q=kerho&theme=culture,nature";
        assert!(address.ends_with(&format!("?{query}")), "{address}");
        let path = address.splitn(4, '/').nth(3).unwrap();
        assert_eq!(ask(&daemon, &format!("/{path}"), "").status, 200, "{address}");
    }
    assert!(html.contains("value=\"culture\" checked"), "{html}");
}

#[test]
fn a_choice_that_cannot_be_read_is_told_on_the_page() {
    let (_lahella, _kooste, daemon) = serving("");
    for (query, says) in [
        ("from=2026-13-01&lang=sv", "Ange dagen i formen"),
        ("from=2026-12-01&to=2026-11-01&lang=en", "The last day cannot be before"),
        ("municipality=Oulo&lang=en", "Did you mean: Oulu?"),
        ("nothing=%3Cscript%3E&lang=en", "has an unknown part “nothing”"),
        ("lang=xx", "Valintaa ei ymmärretty"),
    ] {
        for path in ["/", "/embed"] {
            let reply = ask(&daemon, &format!("{path}?{query}"), "");
            assert_eq!(reply.status, 400, "{path}?{query}");
            assert_eq!(reply.header("cache-control"), Some("no-store"), "{path}?{query}");
            let html = reply.text();
            assert!(path == "/embed" || html.contains(says), "{path}?{query}: {html}");
            assert!(!html.contains("<script>"), "{path}?{query}");
        }
    }
}

#[test]
fn an_embedded_calendar_may_stand_where_the_configuration_says() {
    let (_lahella, _kooste, daemon) = serving("");
    let reply = ask(&daemon, "/embed", "");
    assert_eq!(reply.header("content-security-policy"), Some(&*format!("{STRICT}*")));
    assert_eq!(reply.header("set-cookie"), None);
    let origins = "[publish]\nframe_ancestors = [\"https://www.kunta.example\", \"self\"]\n";
    let (_lahella, _kooste, daemon) = serving(origins);
    let reply = ask(&daemon, "/embed?look=dark", "");
    let policy = format!("{STRICT}https://www.kunta.example 'self'");
    assert_eq!(reply.header("content-security-policy"), Some(&*policy));
    assert!(reply.text().contains("data-theme=\"dark\""));
}

#[test]
fn an_embedded_list_goes_on_and_back_and_keeps_what_was_asked() {
    let (_lahella, _kooste, daemon) = serving("");
    let first = page(&daemon, "/embed?municipality=Oulu&limit=10&switch=theme&lang=fi");
    assert_eq!(first.matches("class=\"when\"").count(), 10, "{first}");
    assert!(!first.contains("rel=\"prev\""));
    let next = between(&first, "<a href=\"", "\" rel=\"next\"");
    let next = next.rsplit_once('"').map_or(next, |(_, last)| last).replace("&amp;", "&");
    assert_eq!(next, "/embed?lang=fi&limit=10&municipality=564&page=2&switch=theme");
    let second = page(&daemon, &next);
    assert_eq!(second.matches("class=\"when\"").count(), 10);
    assert!(second.contains(
        "href=\"/embed?lang=fi&amp;limit=10&amp;municipality=564&amp;switch=theme\" rel=\"prev\""
    ));
    // What the form sends besides the visitor's own choice.
    for (name, value) in
        [("lang", "fi"), ("limit", "10"), ("municipality", "564"), ("switch", "theme")]
    {
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert!(second.contains(&field), "{field} in {second}");
    }
    assert!(second.contains("<select name=\"theme\">") && !second.contains("name=\"page\""));
}

#[test]
fn an_embedded_month_leads_to_its_days() {
    let (_lahella, _kooste, daemon) = serving("");
    let month = page(&daemon, "/embed?view=month&month=2026-11&lang=en");
    assert!(month.contains("<caption>November 2026</caption>"), "{month}");
    // 1 November 2026 is a Sunday, so that its weeks are six.
    assert_eq!(month.matches("<tr>").count(), 1 + 6, "{month}");
    assert!(month.contains("<td aria-current=\"date\">"));
    let day = "/embed?lang=en&amp;day=2026-11-20";
    assert!(month.contains(&format!("<a class=\"date\" href=\"{day}\"")), "{month}");
    let list = page(&daemon, &day.replace("&amp;", "&"));
    assert!(list.contains("CANCELLED</strong>"), "{list}");
    assert!(list.contains("Laulu &amp; "), "{list}");
    assert!(
        list.contains("rel=\"prev\"") && list.contains("day=2026-11-21\" rel=\"next\""),
        "{list}"
    );
    assert!(list.contains("month=2026-11&amp;view=month"), "{list}");
}
