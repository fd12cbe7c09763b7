//! What a filter chooses as one calendar: the same at its address and on the command line.

mod instances;
mod name;
mod size;

use chrono::{DateTime, Utc};

use crate::catalogue::{Catalogue, Chosen, Filter, Query, Time};
use crate::feed::Feed;
use crate::fragment::{CancelledPolicy, Fragment};
use crate::publish::ical;
use crate::site::Site;

pub use size::{Notice, Size};

/// Whose calendar it is.
#[derive(Clone, Copy, Debug)]
pub struct Outlet<'a> {
    pub site: &'a Site,
    /// `None` = everything.
    pub feed: Option<&'a Feed>,
    /// What is asked beside the feed's own filter.
    pub asked: &'a Filter,
    pub form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A session is an event with its rule.
    Series,
    /// Each time of a session is an event.
    Instances,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub text: String,
    /// Where it is more than many readers take.
    pub notice: Option<Notice>,
}

impl Outlet<'_> {
    #[must_use]
    pub fn calendar(&self, catalogue: &Catalogue) -> Calendar {
        let filter = self.filter();
        match self.form {
            Form::Series => {
                let selection = catalogue.select(&filter);
                let fragments = fragments(&selection.chosen, self.cancelled(), &filter);
                self.framed(catalogue, &fragments, changed(&selection.chosen))
            }
            Form::Instances => {
                let found = instances::of(catalogue, &filter);
                let rendered = instances::rendered(&found, self.site, self.cancelled(), &filter);
                let changed = found.iter().map(Time::changed).max();
                let one = |text| Fragment { text, events: 1 };
                let fragments: Vec<Fragment<'_>> = rendered.iter().map(|t| one(t)).collect();
                self.framed(catalogue, &fragments, changed)
            }
        }
    }

    /// How large it is, without making it.
    #[must_use]
    pub fn size(&self, catalogue: &Catalogue) -> Size {
        let filter = self.filter();
        let selection = catalogue.select(&filter);
        Size::of(&fragments(&selection.chosen, self.cancelled(), &filter))
    }

    /// The feed's own title or the site's name, and what is asked beside it.
    #[must_use]
    pub fn name(&self) -> String {
        let filter = self.filter();
        let lang = filter.lang();
        let own = self.feed.and_then(|feed| feed.title.best(lang));
        let title = own.or_else(|| self.site.name.best(lang)).map_or("Kooste", |(_, title)| title);
        name::of(title, self.asked, lang)
    }

    fn filter(&self) -> Filter {
        self.feed.map_or_else(|| self.asked.clone(), |feed| feed.filter.and(self.asked))
    }

    fn cancelled(&self) -> CancelledPolicy {
        self.feed.map_or(CancelledPolicy::Mark, |feed| feed.cancelled)
    }

    /// Where it is read, with this filter and in this form.
    fn address(&self, asked: &Filter) -> String {
        let path = self.feed.map_or("calendar.ics".to_owned(), |f| format!("feeds/{}.ics", f.name));
        let expand = self.form == Form::Instances;
        let query = Query { filter: asked.clone(), expand, ..Query::default() }.to_string();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", self.site.address(&path))
    }

    fn framed(
        &self,
        catalogue: &Catalogue,
        fragments: &[Fragment<'_>],
        changed: Option<DateTime<Utc>>,
    ) -> Calendar {
        let name = self.name();
        let narrower = size::narrower(self.asked, catalogue.edition.as_of);
        let narrower = narrower.map(|asked| self.address(&asked));
        let notice = Notice::of(Size::of(fragments), narrower);
        let filter = self.filter();
        let told = notice.as_ref().map(|notice| notice.sentence(filter.lang()));
        let description = [Some(name.clone()), told].into_iter().flatten().collect::<Vec<_>>();
        let frame = ical::Frame {
            name: Some(&name),
            description: &description.join("\n"),
            source: &self.address(self.asked),
            changed,
        };
        Calendar { text: ical::calendar(&frame, fragments.iter().map(|one| one.text)), notice }
    }
}

fn fragments<'a>(
    chosen: &[Chosen<'a>],
    policy: CancelledPolicy,
    filter: &Filter,
) -> Vec<Fragment<'a>> {
    let sessions = chosen.iter().flat_map(|chosen| chosen.sessions.iter().copied());
    sessions.filter_map(|session| session.vevent(policy, filter.lang())).collect()
}

/// Of what is shown: what left it changes the bytes, and the HTTP header of the same name.
fn changed(chosen: &[Chosen<'_>]) -> Option<DateTime<Utc>> {
    chosen.iter().flat_map(|chosen| &chosen.sessions).map(|session| session.changed).max()
}

#[cfg(test)]
mod tests;
