//! The examples in the help: each is run as it stands.

use std::process::Command;

use crate::daemon::Daemon;
use crate::program::Kooste;

const POHDE: &str = include_str!("../../config/kooste.toml");

/// The commands under "Example:".
fn examples(kooste: &Kooste, verb: &[&str]) -> Vec<String> {
    let help = kooste.run(&[verb, &["--help"]].concat()).ok();
    let (_, after) = help.split_once("Example:\n").unwrap_or_else(|| panic!("{verb:?}: {help}"));
    let lines = after.lines().map(str::trim).take_while(|line| !line.is_empty());
    let examples: Vec<_> = lines.map(str::to_owned).collect();
    assert!(!examples.is_empty(), "{help}");
    examples
}

fn verbs(kooste: &Kooste) -> Vec<String> {
    let help = kooste.run(&["--help"]).ok();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

fn as_written(kooste: &Kooste, example: &str) -> Command {
    let words: Vec<_> = example.split_whitespace().collect();
    let ["kooste", arguments @ ..] = words.as_slice() else { panic!("{example}") };
    kooste.command(arguments)
}

fn run(kooste: &Kooste, example: &str) {
    if example.contains(" serve") {
        let mut daemon = Daemon::start(as_written(kooste, example));
        assert_eq!(daemon.stop(), Some(0), "{example}");
        return;
    }
    let output = as_written(kooste, example).output().unwrap();
    assert!(output.status.success(), "{example}: {output:?}");
}

#[test]
fn every_verb_s_help_has_an_example_that_works_as_it_stands() {
    let kooste = Kooste::new();
    kooste.run(&["sync"]).ok();
    kooste.write("config/kooste.toml", POHDE);
    kooste.write("calendar.ics", &kooste.run(&["export", "ics"]).ok());
    let verbs = verbs(&kooste);
    assert!(verbs.len() >= 7, "{verbs:?}");
    for example in examples(&kooste, &[]) {
        run(&kooste, &example);
    }
    for verb in verbs {
        let running = verb == "healthcheck" || verb == "reload";
        let daemon = running.then(|| Daemon::start(kooste.command(&["serve"])));
        for example in examples(&kooste, &[&verb]) {
            assert!(example.starts_with(&format!("kooste {verb}")), "{verb}: {example}");
            run(&kooste, &example);
        }
        drop(daemon);
    }
}
