//! An activity: what is the same in all of its sessions.

use chrono::NaiveDate;
use serde_json::Value;

use super::node::{self, Node};
use super::{event, offer, people, service};
use crate::activity::{Activity, HeldSession};
use crate::listing::{Image, Status};
use crate::localized::Lang;
use crate::publish::credit;
use crate::publish::words::Word;
use crate::site::Site;
use crate::vocabulary::Term;
use crate::when::When;
use crate::when::occurrences::last_day;

#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) activity: &'a Activity,
    pub(super) site: &'a Site,
    pub(super) as_of: NaiveDate,
    pub(super) lang: &'a Lang,
}

impl<'a> Subject<'a> {
    pub(super) fn node(self) -> Node {
        match self.to_come().as_slice() {
            [] => service::of(self),
            [only] => event::in_whole(self, self.event("Event"), only),
            several => {
                let parts: Vec<Value> =
                    several.iter().map(|held| event::part(self, held).into()).collect();
                let whole = event::of_all(self, self.event("EventSeries"), several);
                whole.with("eventStatus", event::status(self.status())).with("subEvent", parts)
            }
        }
    }

    /// The sessions with times that are not over; all of these where all are.
    fn to_come(self) -> Vec<&'a HeldSession> {
        let timed = |held: &&HeldSession| !matches!(held.session.when, When::Ongoing(_));
        let over = |held: &&HeldSession| {
            last_day(&held.session.when).is_some_and(|last| last < self.as_of)
        };
        let all = || self.activity.sessions.iter().filter(timed);
        let open: Vec<_> = all().filter(|held| !over(held)).collect();
        if open.is_empty() { all().collect() } else { open }
    }

    /// Cancelled when nothing of it is left.
    fn status(self) -> Status {
        let mut statuses = self.activity.sessions.iter().map(|held| held.session.status);
        let cancelled = statuses.all(|status| status == Status::Cancelled);
        if cancelled { Status::Cancelled } else { Status::Scheduled }
    }

    pub(super) fn page(self) -> String {
        self.site.page(&self.activity.id)
    }

    fn event(self, kind: &str) -> Node {
        let content = &self.activity.content;
        let languages: Vec<_> = content.languages.iter().map(|language| language.code()).collect();
        self.described(kind)
            .with("keywords", self.keywords())
            .with("inLanguage", languages)
            .with("typicalAgeRange", people::age_range(content))
            .with("isAccessibleForFree", offer::is_free(content.price.kind))
            .with("organizer", people::organiser(content, self.lang))
    }

    /// What an event and a service have in common.
    pub(super) fn described(self, kind: &str) -> Node {
        let content = &self.activity.content;
        let links: Vec<_> = self.links().collect();
        Node::of(kind)
            .with("@id", self.page())
            .with("identifier", self.activity.id.as_str())
            .with("name", node::text(&content.name, self.lang))
            .with("disambiguatingDescription", node::plain(&content.summary, self.lang))
            .with("description", node::plain(&content.description, self.lang))
            .with("url", self.page())
            .with("sameAs", links)
            .with("image", content.image.as_ref().map(|image| self.picture(image)))
            .with("audience", people::audience(content, self.lang))
            .with("subjectOf", self.sources())
    }

    /// Its pages at the sources.
    fn links(self) -> impl Iterator<Item = &'a str> {
        let links = self.activity.members.iter().filter_map(|member| member.credit.link.as_ref());
        links.map(|link| link.as_str())
    }

    pub(super) fn picture(self, image: &Image) -> Node {
        Node::of("ImageObject")
            .with("url", image.url.as_str())
            .with("caption", node::text(&image.alt, self.lang))
    }

    pub(super) fn keywords(self) -> Vec<&'static str> {
        let content = &self.activity.content;
        let terms = content.kind.iter().chain(&content.themes).chain(&content.formats);
        terms.map(|term: &Term| term.label(self.lang)).collect()
    }

    /// Whence it comes. Only works of people can be credited in schema.org, and these are pages.
    fn sources(self) -> Vec<Value> {
        let page = |line: String| {
            let address = line.rsplit(", ").next().unwrap_or_default().to_owned();
            Node::of("WebPage").with("url", address).with("creditText", line).into()
        };
        credit::lines(self.activity, self.site, self.lang).into_iter().map(page).collect()
    }

    pub(super) fn word(self, word: Word) -> &'static str {
        word.text(self.lang)
    }
}
