//! A configuration that is read anew while everybody is served.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use serde_json::Value;

use crate::http::{Answer, Ask};
use crate::kooste::{Daemon, Kooste, NOW, PATIENCE, configuration, head, source_table};
use crate::lahella::{Lahella, events, page};
use crate::upstream::{Reply, json};

const PUBLISH: &str = "[publish]\nuid_domain = \"kooste.example\"\n";

fn reload(daemon: &Daemon) -> Answer {
    daemon.admin("POST", "/reload", None)
}

fn told(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["told"].as_str().unwrap().to_owned()
}

/// Without headers: an edition's time is not told before it has come, so it may grow by a second.
fn bodies(daemon: &Daemon) -> [String; 2] {
    let feeds = daemon.feeds();
    [feeds.ics.body, feeds.json.body]
}

fn uids(daemon: &Daemon) -> Vec<String> {
    let ics = daemon.feeds().ics.body;
    ics.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
}

#[test]
fn every_answer_while_configurations_change_is_whole_and_of_one_of_them() {
    let lahella = Lahella::listing(events(40));
    let named = |name: &str| {
        let feed = format!(
            "[[feed]]\nname = \"oulu\"\ntitle = {{ fi = \"{name}\" }}\nfilter = {{ municipality = \"Oulu\" }}\n"
        );
        configuration(&lahella, PUBLISH, &feed)
            .replace("https://kooste.example", &format!("https://{name}.example"))
    };
    let kooste = Kooste::configured(&named("aamu"));
    let daemon = kooste.serve().settled();
    let mut seen = [0, 0];
    std::thread::scope(|scope| {
        let reloading = scope.spawn(|| {
            for round in 0..12 {
                kooste.configure(&named(if round % 2 == 0 { "ilta" } else { "aamu" }));
                let told = told(&reload(&daemon));
                assert_eq!(told, "feeds changed: oulu; changed: [server]");
            }
        });
        while !reloading.is_finished() {
            for path in ["/feeds/oulu.ics", "/api/v1/activities", "/"] {
                let answer = daemon.get(path);
                assert_eq!(answer.status, 200, "{path}: {answer:?}");
                let names = ["aamu", "ilta"].map(|name| {
                    answer.body.contains(&format!("https://{name}.example"))
                        || answer.body.contains(&format!("X-WR-CALNAME:{name}"))
                });
                match names {
                    [true, false] => seen[0] += 1,
                    [false, true] => seen[1] += 1,
                    _ => panic!("{path} is of both, or of none: {}", answer.body),
                }
            }
        }
    });
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn a_hangup_takes_up_sources_that_came_and_hides_those_that_went() {
    let lahella = Lahella::listing(events(3));
    let (head, one) = (head(&lahella, 10), source_table(&lahella, "lahella", ""));
    let two = source_table(&lahella, "toinen", "/toinen");
    let other = page(&[crate::lahella::event("x", "Muu kerho", "2026-12-09")], 0, 100);
    lahella.fails(move |request| request.target().starts_with("/toinen").then(|| json(&other)));
    let kooste = Kooste::configured(&(head.clone() + &one));
    let daemon = kooste.serve().settled();
    let before = uids(&daemon);
    assert_eq!(before.len(), 3);

    kooste.configure(&format!("{head}{one}{two}"));
    daemon.hang_up();
    daemon.wait_for("the new source's entry", || (uids(&daemon).len() == 4).then_some(()));
    let taken = "the configuration was read anew: sources added: toinen";
    assert!(daemon.log().contains(taken), "{}", daemon.log());

    kooste.configure(&format!("{head}{two}"));
    assert_eq!(told(&reload(&daemon)), "sources removed: lahella");
    assert_eq!(uids(&daemon).len(), 1);
    assert_eq!(daemon.admin("POST", "/sources/lahella/resync", None).status, 404);

    kooste.configure(&format!("{head}{one}"));
    assert_eq!(told(&reload(&daemon)), "sources added: lahella; sources removed: toinen");
    assert_eq!(uids(&daemon), before);
    assert_eq!(kooste.say(&["reload"]), "nothing differs\n");
    assert_eq!(uids(&daemon), before);
}

#[test]
fn a_run_under_way_ends_as_it_began_and_is_published_under_the_new_configuration() {
    let lahella = Lahella::listing(events(3));
    let kooste = Kooste::configured(&configuration(&lahella, PUBLISH, ""));
    let daemon = kooste.serve().settled();
    lahella.lists(events(5));
    let late = Duration::from_millis(1500);
    let body = page(&events(5), 0, 100);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    lahella.fails(move |_| Some(Reply::bytes(head.clone()).pause(late).then(body.clone())));
    let before = lahella.asked();
    let run = daemon.admin("POST", "/sources/lahella/resync", None).json()["run"].clone();
    daemon.wait_for("the question", || (lahella.asked() > before).then_some(()));

    let changed = configuration(&lahella, PUBLISH, "schedule = \"0 3 * * *\"\n");
    kooste.configure(&changed.replace("https://kooste.example", "https://uusi.example"));
    assert_eq!(told(&reload(&daemon)), "sources changed: lahella; changed: [server]");
    let state = daemon.admin("GET", &format!("/runs/{run}"), None).json()["state"].clone();
    assert_eq!(state, "running");
    let run = daemon.ended(&run);
    assert_eq!((&run["state"], &run["report"]["counts"]["added"]), (&"applied".into(), &2.into()));
    let served = daemon.feeds();
    assert_eq!(served.json.json()["meta"]["count"], 5);
    assert!(!served.json.body.contains("https://kooste.example"), "{}", served.json.body);
}

#[test]
fn a_configuration_that_is_not_in_order_changes_nothing_and_all_of_it_is_told() {
    let lahella = Lahella::listing(events(3));
    let good = configuration(&lahella, "", "");
    let kooste = Kooste::configured(&good);
    let daemon = kooste.serve().settled();
    let before = bodies(&daemon);
    let lines = good.lines().count();
    kooste.configure(&format!("{good}shedule = \"0 3 * * *\"\npage_size = 0\n"));
    let places =
        [format!("kooste.toml:{}:1: ", lines + 1), format!("kooste.toml:{}:13: ", lines + 2)];

    let refused = reload(&daemon);
    assert_eq!(refused.status, 409, "{refused:?}");
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    daemon.hang_up();
    let twice = || {
        daemon
            .log_lines()
            .iter()
            .filter(|line| line.to_string().contains("stays as it was"))
            .count()
            == 2
    };
    daemon.wait_for("a word on the hangup", || twice().then_some(()));
    let by_hand = kooste.run(&["reload"]);
    assert_eq!(by_hand.status.code(), Some(1));
    for place in places {
        assert!(detail.contains(&place), "{place} is not in {detail}");
        assert!(by_hand.err.contains(&place), "{place} is not in {by_hand:?}");
        assert!(daemon.log().contains(&place), "{place} is not in {}", daemon.log());
    }

    fs::remove_file(kooste.path("kooste.toml")).unwrap();
    assert!(reload(&daemon).json()["detail"].as_str().unwrap().contains("No such file"));
    kooste.configure(&good);
    assert!(bodies(&daemon) == before, "what is served is another");
    assert_eq!(daemon.resync("")["state"], "unchanged");
    assert_eq!(told(&reload(&daemon)), "nothing differs");
}

#[test]
fn what_takes_a_restart_is_refused_in_a_sentence_for_each_of_it() {
    let lahella = Lahella::listing(events(3));
    let good = configuration(&lahella, "", "");
    let kooste = Kooste::configured(&good);
    let daemon = kooste.serve().settled();
    let before = bodies(&daemon);
    let other = good.replace("127.0.0.1:0", "127.0.0.1:9").replace("\"json\"", "\"text\"");
    kooste.configure(&format!("[store]\npath = \"other.db\"\n{other}"));
    let refused = reload(&daemon);
    assert_eq!(refused.status, 409);
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    for sentence in [
        "[server] listen is 127.0.0.1:0 and would be 127.0.0.1:9: that takes a restart",
        "/other.db: that takes a restart",
        "[log] format is json and would be text: that takes a restart",
    ] {
        assert!(detail.contains(sentence), "{sentence:?} is not in {detail}");
    }
    assert!(bodies(&daemon) == before, "what is served is another");
    assert!(!kooste.path("other.db").exists());
}

#[test]
fn a_reload_is_for_admins_and_needs_somebody_who_runs() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let alone = kooste.run(&["reload"]);
    assert!(alone.err.contains("no Kooste is running on "), "{alone:?}");
    let daemon = kooste.serve().settled();
    let ask = Ask { method: "POST", path: "/admin/api/v1/reload", ..Ask::default() };
    assert_eq!(daemon.ask(&ask).status, 403);
    let token = kooste.say(&["token", "new", "aino"]);
    let bearer = format!("Bearer {}", token.trim());
    let headers = [("Authorization", bearer.as_str())];
    assert_eq!(told(&daemon.ask(&Ask { headers: &headers, ..ask })), "nothing differs");
}

/// What systemd hears, as far as it has come.
struct Ear(UnixDatagram);

impl Ear {
    fn hear(&self) -> String {
        let mut heard = [0; 512];
        let length = self.0.recv(&mut heard).expect("nothing more was said");
        String::from_utf8(heard[..length].to_vec()).unwrap()
    }

    fn hear_until(&self, wanted: &str) -> Vec<String> {
        let mut heard = Vec::new();
        while heard.last().is_none_or(|last: &String| !last.contains(wanted)) {
            heard.push(self.hear());
        }
        heard
    }
}

#[test]
fn systemd_hears_when_it_is_ready_reloads_lives_and_stops() {
    let lahella = Lahella::listing(events(1));
    let kooste = Kooste::reading(&lahella);
    let ear = Ear(UnixDatagram::bind(kooste.path("notify")).unwrap());
    ear.0.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut command = kooste.command(&["serve", "--now", NOW]);
    command.env("NOTIFY_SOCKET", kooste.path("notify")).env("WATCHDOG_USEC", "300000");
    let mut daemon = kooste.start(&mut command);
    let ready = |heard: &[String]| heard.iter().filter(|one| *one == "READY=1\n").count();
    assert_eq!(ready(&ear.hear_until("READY=1")), 1);
    // Life shows, and goes on to show.
    ear.hear_until("WATCHDOG=1");
    ear.hear_until("WATCHDOG=1");
    daemon.hang_up();
    ear.hear_until("RELOADING=1\nMONOTONIC_USEC=");
    ear.hear_until("READY=1");
    daemon.terminate();
    ear.hear_until("STOPPING=1");
    assert!(daemon.exit().success());
    let silent: Vec<Value> =
        daemon.log_lines().into_iter().filter(|line| line["level"] == "WARN").collect();
    assert!(silent.is_empty(), "{silent:?}");
}
