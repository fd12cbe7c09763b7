//! A request's query: what is asked for, where in the list to begin, and what to tell of each.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Cursor, Filter, FilterError, Form, parse};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub filter: Filter,
    pub start: Start,
    /// `None` = all of them; the id is always among them.
    pub fields: Option<BTreeSet<&'static str>>,
    /// Whether each time is to be an event of its own.
    pub expand: bool,
    /// Of single times: which of them are over.
    pub ends_after: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// When it is asked.
    Now,
    At(DateTime<Utc>),
}

/// Where a list begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    #[default]
    First,
    /// From 1; the first one is `First`.
    Page(usize),
    After(Cursor),
}

impl Moment {
    /// `now` is when it is asked.
    #[must_use]
    pub fn within(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Now => now,
            Self::At(at) => at,
        }
    }
}

impl Query {
    /// How many a list has that names no limit.
    const LIMIT: usize = 100;

    /// From a query string that is not decoded yet. `base` is the filter of the feed that is asked; what
    /// makes no difference beside it is left out.
    pub fn parse(raw: &str, form: Form, base: &Filter) -> Result<Self, FilterError> {
        let pairs = url::form_urlencoded::parse(raw.as_bytes());
        let asked = parse::read(pairs, form)?;
        let mut filter = asked.filter.beside(base);
        if let Form::List(_) | Form::Agenda(_) | Form::Directory(_) | Form::One(_) = form {
            // In JSON a language leaves out the others, so that Finnish is not what comes without one.
            filter.lang = filter.lang.filter(|lang| base.lang.as_ref() != Some(lang));
        } else {
            filter.lang = filter.lang.filter(|lang| lang != base.lang());
        }
        if let Form::List(_) | Form::Agenda(_) | Form::Directory(_) | Form::One(_) | Form::News =
            form
        {
            let size = base.and(&filter).within(filter.limit.unwrap_or(Self::LIMIT)).limit;
            filter.limit = size.filter(|_| size != base.within(Self::LIMIT).limit);
        } else {
            filter.limit = filter.limit.filter(|size| base.limit.is_none_or(|own| *size < own));
        }
        let start = match asked.start {
            parse::Start::First => Start::First,
            parse::Start::Page(number) => Start::Page(number),
            parse::Start::After(text) => {
                let filter = base.and(&filter);
                let cursor = match form {
                    Form::Agenda(_) => Cursor::parse_time(&text, &filter),
                    _ => Cursor::parse(&text, &filter),
                };
                Start::After(cursor.ok_or_else(parse::no_cursor)?)
            }
        };
        let parse::Asked { fields, expand, ends_after, .. } = asked;
        Ok(Self { filter, start, fields, expand, ends_after })
    }

    /// What a page of a list holds at most, all in all.
    #[must_use]
    pub fn page(&self, base: &Filter) -> Filter {
        base.and(&self.filter).within(self.filter.limit.unwrap_or(Self::LIMIT))
    }

    /// The same for what follows a page after which `cursor` leads on.
    #[must_use]
    pub fn following(&self, cursor: &Cursor) -> Self {
        let start = match self.start {
            Start::Page(number) => Start::Page(number + 1),
            Start::First | Start::After(_) => Start::After(cursor.clone()),
        };
        Self { start, ..self.clone() }
    }
}
