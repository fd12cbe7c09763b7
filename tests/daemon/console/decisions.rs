//! What admins decide in the console, and look up before they do.

use super::browser::Browser;
use crate::kooste::{Daemon, Kooste};
use crate::lahella::{Lahella, event, events};
use crate::removals::public_id;
use crate::several::{announced, id};

const HELD: &str = "/admin/sources/lahella/held";

/// Twelve of twenty are gone, and wait.
fn holding() -> (Lahella, Kooste, Daemon, Browser) {
    let lahella = Lahella::listing(events(20));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    lahella.lists(events(8));
    daemon.resync("");
    assert_eq!(daemon.resync("")["state"], "held");
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    (lahella, kooste, daemon, browser)
}

fn digest(browser: &Browser) -> String {
    let text = browser.get(HELD).text;
    let (_, rest) = text.split_once("name=\"digest\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn removals_that_wait_are_seen_one_by_one_and_approved() {
    let (_lahella, _kooste, daemon, browser) = holding();
    browser.get("/admin/sources").says("odottaa päätöstä");
    let page = browser.get(HELD);
    for number in 8..20 {
        page.says(&format!("Kerho {number}"));
    }
    assert!(!page.text.contains("Kerho 7<"));
    page.says("puuttui kahdesta täydestä luettelosta");

    let other = browser.post(HELD, HELD, &[("digest", "0"), ("decision", "approve")]);
    assert_eq!(other.status, 409, "another set than the one that was seen");
    let digest = digest(&browser);
    let wrong = browser.post(HELD, HELD, &[("digest", &digest), ("decision", "perhaps")]);
    assert_eq!(wrong.status, 400);
    let told = browser.does(HELD, HELD, &[("digest", &digest), ("decision", "approve")]);
    told.says("12 ilmoitusta poistettu.");
    assert_eq!(daemon.get("/api/v1/activities").json()["meta"]["count"], 8);
    browser.get(HELD).says("Mikään ei odota päätöstä");
    let audit = browser.get("/admin/audit");
    audit.says("hyväksyi poistot <code>held/approve</code>");
    audit.says("aino");
    let source = browser.get("/admin/sources/lahella").text;
    assert!(!source.contains("class=\"problem\""), "nothing is to be done any more: {source}");
    for page in ["/admin/sources/lahella", "/admin/runs", "/admin/runs/3"] {
        browser.get(page).says("poistot hyväksytty: aino, ");
    }
}

#[test]
fn removals_that_are_refused_stay_and_can_still_be_approved() {
    let (_lahella, _kooste, daemon, browser) = holding();
    let digest = digest(&browser);
    let told = browser.does(HELD, HELD, &[("digest", &digest), ("decision", "refuse")]);
    told.says("Ilmoitukset pysyvät näkyvissä");
    assert_eq!(daemon.get("/api/v1/activities").json()["meta"]["count"], 20);
    browser.get(HELD).says("Nämä on jo päätetty pitää");
    browser.get(HELD).says("12 / 20 voimassa olevista");
    let source = browser.get("/admin/sources/lahella");
    source.says("Näkyvissä pidetyt");
    source.says("ilmoitukset pidetty näkyvissä: aino, ");
}

#[test]
fn what_is_not_known_is_hidden_only_after_a_second_question() {
    let lahella = Lahella::listing(events(2));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    let (page, subject) = ("/admin/suppressions", ("subject", "lahella:id-2"));
    let question = browser.post(page, page, &[subject, ("reason", "tulossa")]);
    assert_eq!(question.status, 422);
    question.says("Tällaista ilmoitusta ei ole koskaan luettu.");
    question.says(r#"name="reason" value="tulossa""#);
    browser.get(page).says("Mitään ei ole piilotettu.");
    let told = browser.does(page, page, &[subject, ("reason", "tulossa"), ("sure", "true")]);
    told.says("Piilotettu: lahella:id-2");
    lahella.lists(events(3));
    daemon.resync("");
    assert_eq!(daemon.get("/api/v1/activities").json()["meta"]["count"], 2);
}

#[test]
fn an_activity_that_two_entries_hide_is_shown_when_both_are_let_go() {
    let (_first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    let pair = "/admin/duplicates/pair?a=lahella:1&b=toinen:1";
    let both = [("a", "lahella:1"), ("b", "toinen:1"), ("ruling", "together"), ("reason", "sama")];
    browser.does(pair, "/admin/rulings", &both);
    let page = "/admin/suppressions";
    let hide = |subject| browser.does(page, page, &[("subject", subject), ("reason", "pyydetty")]);
    hide("lahella:1");
    let found = browser.get("/admin/search?q=:1");
    found.says("voimassa, <strong>piilotettu</strong>");
    found.says("voimassa, <strong>piilossa toisen ilmoituksen mukana</strong>");
    assert!(!found.text.contains("Piilota pysyvästi"), "{}", found.text);
    hide("toinen:1");
    let let_go =
        |subject| browser.does(page, "/admin/suppressions/let-go", &[("subject", subject)]);
    let_go("lahella:1").says("koska myös tämä on piilotettu: toinen:1");
    browser.get("/admin/why?q=lahella:1").says("Se ei näy.");
    let_go("toinen:1").says("Palautettu näkyviin: toinen:1");
    browser.get("/admin/why?q=lahella:1").says("Se näkyy.");
}

#[test]
fn an_entry_is_found_asked_about_hidden_and_let_go() {
    let mut items = events(3);
    items.push(event("ilta", "Äitien ilta", "2026-12-01"));
    let lahella = Lahella::listing(items);
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    let public = public_id(&daemon, "id-1");
    let names = ["Kerho 0", "Kerho 1", "Kerho 2", "Äitien ilta"];
    for (text, found) in [
        ("KERHO 1", &names[1..2]),
        ("id-1", &names[1..2]),
        (&public, &names[1..2]),
        ("äitien ILTA", &names[3..]),
        ("lahella:", &names[..]),
        ("kuoro", &[]),
    ] {
        let asked = url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let page = browser.get(&format!("/admin/search?q={asked}")).text;
        let shown = names.into_iter().filter(|name| page.contains(&format!("<div>{name}")));
        assert_eq!(shown.collect::<Vec<_>>(), found, "{text}: {page}");
    }
    browser.get("/admin/why?q=lahella:id-1").says("Se näkyy.");
    browser.get(&format!("/admin/why?q={public}")).says("Se näkyy.");
    browser.get("/admin/why?q=lahella:nothing").says("Siitä ei tiedetä mitään");
    browser.get("/admin/why?q=nothing").says("Tämä ei ole tunniste");

    let form = "/admin/suppressions?subject=lahella:id-1";
    let hide = |subject, reason| {
        browser.post(form, "/admin/suppressions", &[("subject", subject), ("reason", reason)])
    };
    assert_eq!(hide("lahella:id-1", " ").status, 400);
    assert_eq!(hide("lahella", "x").status, 400);
    let unknown = hide("other:id-1", "x");
    assert_eq!(unknown.status, 404);
    unknown.says("Tämännimistä lähdettä ei ole.");
    assert_eq!(hide("lahella:id-1", "Pyydetty puhelimessa").status, 303);
    let list = browser.get("/admin/suppressions");
    for said in ["Piilotettu: lahella:id-1", "Pyydetty puhelimessa", "aino"] {
        list.says(said);
    }
    let page = format!("/api/v1/activities/{public}");
    assert_eq!(daemon.get(&page).status, 410);
    browser.get("/admin/why?q=lahella:id-1").says("Se ei näy.");

    let let_go = "/admin/suppressions/let-go";
    let told = browser.does("/admin/suppressions", let_go, &[("subject", "lahella:id-1")]);
    told.says("Palautettu näkyviin: lahella:id-1");
    assert_eq!(daemon.get(&page).status, 200);
    let audit = browser.get("/admin/audit").text;
    assert!(audit.contains("unsuppress") && audit.contains("Pyydetty puhelimessa"), "{audit}");
}

#[test]
fn two_are_looked_at_side_by_side_merged_parted_and_left_alone_again() {
    let (_first, _second, kooste) = announced();
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    let ids = || [id(&kooste, "lahella", "1"), id(&kooste, "toinen", "1")];
    let before = ids();
    let pair = "/admin/duplicates/pair?a=lahella:1&b=toinen:1";
    let page = browser.get(pair);
    for said in ["fi: Kuoro", "fi: Laulajat", "<strong>eroaa</strong>", "Rantatie 1", ">sama<"] {
        page.says(said);
    }
    let rule = |ruling, reason| {
        let fields =
            [("a", "lahella:1"), ("b", "toinen:1"), ("ruling", ruling), ("reason", reason)];
        browser.post(pair, "/admin/rulings", &fields)
    };
    assert_eq!(rule("together", "").status, 400);
    assert_eq!(rule("perhaps", "x").status, 400);
    assert_eq!(rule("together", "sama kuoro").status, 303);
    let list = browser.get("/admin/duplicates");
    for said in ["Ne ovat nyt yksi toiminta", "sama kuoro", "aino"] {
        list.says(said);
    }
    let [a, b] = ids();
    assert_eq!(a, b);
    let page = browser.get(pair);
    page.says("Miksi ne voivat olla samat");
    page.says("sama kuoro");

    let fields = [("a", "lahella:1"), ("b", "toinen:1")];
    let told = browser.does(pair, "/admin/rulings/undo", &fields);
    told.says("Päätös on peruttu");
    assert_eq!(ids(), before);
    assert_eq!(rule("apart", "eri kuoro").status, 303);
    browser.get("/admin/duplicates").says("Niitä ei yhdistetä koskaan");
    for (path, status) in [
        ("/admin/duplicates/pair?a=lahella:1&b=lahella:1", 400),
        ("/admin/duplicates/pair?a=lahella:1", 400),
        ("/admin/duplicates/pair?a=lahella:1&b=toinen:9", 404),
    ] {
        assert_eq!(browser.get(path).status, status, "{path}");
    }
}

#[test]
fn a_token_that_is_made_is_shown_once_and_opens() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let daemon = kooste.serve().settled();
    let browser = Browser::signed_in(&kooste, &daemon, "aino");
    let tokens = "/admin/tokens";
    let page = browser.does(tokens, tokens, &[("name", "eero")]);
    let (_, rest) = page.text.split_once("kooste_").unwrap();
    let token = format!("kooste_{}", rest.split('<').next().unwrap());
    assert!(!browser.get(tokens).text.contains("kooste_"), "it is shown once");
    assert_eq!(Browser::of(&daemon).sign_in(&token).status, 303);
    for name in ["eero", "", "\u{1}"] {
        assert!([400, 409].contains(&browser.post(tokens, tokens, &[("name", name)]).status));
    }
    let told = browser.does(tokens, "/admin/tokens/revoke", &[("name", "eero")]);
    told.says("Tunnus on mitätöity: eero");
    assert_eq!(Browser::of(&daemon).sign_in(&token).status, 422);
    let audit = browser.get("/admin/audit").text;
    assert!(audit.contains("token/new") && audit.contains("token/revoke"), "{audit}");
}
