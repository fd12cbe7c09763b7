//! What differs between two configurations.

use std::fmt;

use secrecy::ExposeSecret;
use serde::Serialize;

use super::{Config, Origin, Source};

/// What another configuration brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// By id.
    pub sources: Difference,
    /// By name.
    pub feeds: Difference,
    /// Other tables of the file with anything different in them.
    pub tables: Vec<&'static str>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub changed: Vec<String>,
}

impl Changes {
    #[must_use]
    pub fn between(old: &Config, new: &Config) -> Self {
        let name = |source: &Source| source.id.to_string();
        let sources = Difference::between(&old.sources, &new.sources, name, source_wording);
        let feeds = Difference::between(
            &old.feeds,
            &new.feeds,
            |f| f.name.to_string(),
            |f| format!("{f:?}"),
        );
        // It stands in [server].
        let base_url = |config: &Config| config.publish.site.base_url.clone();
        let mut publish = new.publish.clone();
        publish.site.base_url = base_url(old);
        let server = |config: &Config| format!("{:?} {}", config.server, base_url(config));
        let tables = [
            ("server", server(old) != server(new)),
            ("region", format!("{:?}", old.region) != format!("{:?}", new.region)),
            ("publish", format!("{:?}", old.publish) != format!("{publish:?}")),
            ("fetch", format!("{:?}", old.fetch) != format!("{:?}", new.fetch)),
            ("metrics", format!("{:?}", old.metrics) != format!("{:?}", new.metrics)),
        ];
        let tables =
            tables.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect();
        Self { sources, feeds, tables }
    }
}

impl Difference {
    fn between<T>(
        old: &[T],
        new: &[T],
        name: impl Fn(&T) -> String,
        wording: impl Fn(&T) -> String,
    ) -> Self {
        let mut difference = Self::default();
        for item in new {
            match old.iter().find(|other| name(other) == name(item)) {
                None => difference.added.push(name(item)),
                Some(other) if wording(other) != wording(item) => {
                    difference.changed.push(name(item));
                }
                Some(_) => {}
            }
        }
        let gone = |item: &&T| !new.iter().any(|other| name(other) == name(item));
        difference.removed = old.iter().filter(gone).map(&name).collect();
        difference
    }
}

/// Everything of it, secrets too: for comparison alone, never to be shown.
fn source_wording(source: &Source) -> String {
    let mut wording = format!("{source:?}");
    if let Origin::Http(http) = &source.origin {
        let headers = http.headers.iter().map(|header| &header.value);
        for secret in headers.chain(http.secret_query.iter().map(|(_, value)| value)) {
            wording.push('\n');
            wording += secret.expose_secret();
        }
    }
    wording
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        for (what, difference) in [("sources", &self.sources), ("feeds", &self.feeds)] {
            let Difference { added, removed, changed } = difference;
            for (how, names) in [("added", added), ("removed", removed), ("changed", changed)] {
                if !names.is_empty() {
                    parts.push(format!("{what} {how}: {}", names.join(", ")));
                }
            }
        }
        if !self.tables.is_empty() {
            parts.push(format!("changed: [{}]", self.tables.join("], [")));
        }
        f.write_str(&if parts.is_empty() { "nothing differs".to_owned() } else { parts.join("; ") })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::Environment;
    use super::*;

    const OLD: &str = "[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"https://a.example\"\n\
        secret_headers = { Cookie = \"SECRET\" }\n\
        [[source]]\nid = \"b\"\nkind = \"lahella\"\nurl = \"https://b.example\"\n\
        [[feed]]\nname = \"oulu\"\nfilter = { municipality = \"Oulu\" }\n";

    fn config(text: &str, secret: &str) -> Config {
        let environment = Environment::from([("SECRET".to_owned(), secret.to_owned())]);
        Config::parse(Path::new("kooste.toml"), text, &environment).unwrap()
    }

    fn check(new: &str, secret: &str, told: &str) {
        let changes = Changes::between(&config(OLD, "x"), &config(new, secret));
        assert_eq!(changes.to_string(), told);
    }

    #[test]
    fn what_came_went_and_differs_is_told_by_name() {
        check(OLD, "x", "nothing differs");
        check(&OLD.replace("\"b\"", "\"c\""), "x", "sources added: c; sources removed: b");
        check(&OLD.replace("https://b.", "https://d."), "x", "sources changed: b");
        check(OLD, "another secret", "sources changed: a");
        check(&OLD.replace("= \"Oulu\"", "= \"Kuusamo\""), "x", "feeds changed: oulu");
        let more = "[publish]\npast_days = 3\n[fetch]\npause_milliseconds = 7\n";
        check(&format!("{OLD}{more}"), "x", "changed: [publish], [fetch]");
    }
}
