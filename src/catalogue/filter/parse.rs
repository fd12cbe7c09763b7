//! From names and values as written to a query.

mod value;

use std::collections::{BTreeMap, BTreeSet};

use super::area::{BoundingBox, Circle};
use super::clause::{ActivityClause, Channel, Cost, SessionClause, StatusName, Years};
use super::error::{meant, one_of};
use super::parameter::{Form, Many, Means, Parameter};
use super::query::Moment;
use super::text::Words;
use super::{Fault, Filter, FilterError, Sort};
use crate::localized::Lang;
use crate::near::near;

/// What is written, where nothing is known yet of the feed that it is asked of.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) filter: Filter,
    pub(super) start: Start,
    pub(super) fields: Option<BTreeSet<&'static str>>,
    pub(super) expand: bool,
    pub(super) ends_after: Option<Moment>,
}

#[derive(Debug, Default)]
pub(super) enum Start {
    #[default]
    First,
    Page(usize),
    After(String),
}

type Given = BTreeMap<&'static str, (&'static Parameter, Vec<String>)>;

pub(super) fn read<N, V>(
    pairs: impl IntoIterator<Item = (N, V)>,
    form: Form,
) -> Result<Asked, FilterError>
where
    N: AsRef<str>,
    V: AsRef<str>,
{
    let mut given = Given::new();
    for (name, value) in pairs {
        let parameter = known(name.as_ref(), form)?;
        let (_, values) = given.entry(parameter.name).or_insert((parameter, Vec::new()));
        values.push(value.as_ref().trim().to_owned());
    }
    let mut asked = Asked::default();
    for (parameter, values) in given.values() {
        value::check_size(parameter, values)?;
        match parameter.many {
            Many::List => asked.take_list(parameter, values, form)?,
            Many::One => {
                let [value] = values.as_slice() else {
                    let name = parameter.name;
                    let problem = "is given more than once";
                    return Err(FilterError::new(name, Fault::Repeated, problem, "one value"));
                };
                asked.take_one(parameter, value)?;
            }
        }
    }
    asked.take_together(&given)?;
    Ok(asked)
}

/// For a cursor that leads nowhere in the list that is asked for.
pub(super) fn no_cursor() -> FilterError {
    let problem = "is none, or is of a list with another filter or order";
    let expected = "what stands in `next`, with the same filter and order";
    FilterError::new("cursor", Fault::Elsewhere, problem, expected)
}

fn known(name: &str, form: Form) -> Result<&'static Parameter, FilterError> {
    let found = Parameter::named(name);
    if let Some(parameter) = found.filter(|parameter| form.takes(parameter)) {
        return Ok(parameter);
    }
    let names = || form.parameters().map(|parameter| parameter.name);
    let shown: String = name.chars().take(80).collect();
    // What is known elsewhere is no slip of the pen.
    let (problem, near) = match found {
        Some(_) => ("is not taken here", Vec::new()),
        None => ("is no parameter", near(&shown, names())),
    };
    let expected = meant(&near, &one_of(names()));
    Err(FilterError::new(&shown, Fault::NoParameter, problem, &expected))
}

impl Asked {
    fn take_list(
        &mut self,
        parameter: &'static Parameter,
        values: &[String],
        form: Form,
    ) -> Result<(), FilterError> {
        use ActivityClause as About;
        use SessionClause as Held;
        let terms = || value::terms(parameter, values);
        match parameter.means {
            Means::Type => self.about(About::Type(terms()?)),
            Means::Theme => self.about(About::Theme(terms()?)),
            Means::Format => self.about(About::Format(terms()?)),
            Means::Audience => self.about(About::Audience(terms()?)),
            Means::Language => self.about(About::Language(terms()?)),
            Means::Organisation => {
                self.about(About::Organisation(value::organisations(parameter, values)?));
            }
            Means::Source => self.about(About::Source(value::sources(parameter, values)?)),
            Means::Municipality => {
                self.held(Held::Municipality(value::municipalities(parameter, values)?));
            }
            Means::Region => self.held(Held::Region(value::regions(parameter, values)?)),
            Means::Accessible => self.held(Held::Accessible(terms()?)),
            Means::Channel => {
                self.held(Held::Channel(value::choices(parameter, values, Channel::parse)?));
            }
            Means::Status => {
                self.held(Held::Status(value::choices(parameter, values, StatusName::parse)?));
            }
            Means::Fields => {
                self.fields = Some(value::fields(parameter, values, form.members())?);
            }
            // Those that take one value, and come to `take_one`.
            Means::Age
            | Means::Free
            | Means::Words
            | Means::Box
            | Means::Near
            | Means::From
            | Means::To
            | Means::ModifiedSince
            | Means::Sort
            | Means::Limit
            | Means::Page
            | Means::Cursor
            | Means::Lang
            | Means::Expand
            | Means::EndsAfter => {}
        }
        Ok(())
    }

    fn take_one(&mut self, parameter: &'static Parameter, text: &str) -> Result<(), FilterError> {
        use ActivityClause as About;
        use SessionClause as Held;
        let refused = || FilterError::unreadable(parameter, text);
        match parameter.means {
            Means::Age => self.about(About::Age(Years::parse(text).ok_or_else(refused)?)),
            Means::Free => {
                let cost =
                    if value::choice(parameter, text)? == "true" { Cost::Free } else { Cost::Paid };
                self.about(About::Free(cost));
            }
            Means::Words => self.about(About::Words(Words::parse(text).ok_or_else(refused)?)),
            Means::ModifiedSince => {
                self.about(About::ModifiedSince(value::instant(text).ok_or_else(refused)?));
            }
            Means::Box => self.held(Held::Box(BoundingBox::parse(text).ok_or_else(refused)?)),
            Means::Near => self.held(Held::Near(Circle::parse(text).ok_or_else(refused)?)),
            Means::From => {
                self.filter.from.insert(value::day(parameter, text)?);
            }
            Means::To => {
                self.filter.to.insert(value::day(parameter, text)?);
            }
            Means::Limit => self.filter.limit = Some(value::whole(parameter, text)?),
            Means::Lang => {
                let code = value::choice(parameter, text)?;
                self.filter.lang = Lang::OURS.into_iter().find(|lang| lang.as_str() == code);
            }
            Means::Expand => self.expand = value::choice(parameter, text)? == "1",
            Means::EndsAfter => {
                self.ends_after = Some(value::moment(text).ok_or_else(refused)?);
            }
            Means::Page => match value::whole(parameter, text)? {
                1 => {}
                number => self.start = Start::Page(number),
            },
            Means::Cursor => self.start = Start::After(text.to_owned()),
            // With `near`, in `take_together`.
            Means::Sort => {}
            Means::Municipality
            | Means::Region
            | Means::Type
            | Means::Theme
            | Means::Format
            | Means::Audience
            | Means::Language
            | Means::Accessible
            | Means::Channel
            | Means::Organisation
            | Means::Source
            | Means::Status
            | Means::Fields => {}
        }
        Ok(())
    }

    /// What depends on several.
    fn take_together(&mut self, given: &Given) -> Result<(), FilterError> {
        if let Some((parameter, values)) = given.get("sort") {
            let name = value::choice(parameter, &values.concat())?;
            let centre = self.filter.held.iter().find_map(|clause| match clause {
                SessionClause::Near(circle) => Some(circle.centre),
                _ => None,
            });
            self.filter.sort = Some(Sort::parse(name, centre).ok_or_else(|| {
                let problem = "is a distance from nowhere";
                FilterError::new("sort", Fault::Elsewhere, problem, "`near` beside it")
            })?);
        }
        if given.contains_key("page") && given.contains_key("cursor") {
            return Err(FilterError::new(
                "cursor",
                Fault::Elsewhere,
                "is given together with page",
                "one of the two",
            ));
        }
        let (from, to) = (self.filter.from.first(), self.filter.to.first());
        if from.zip(to).is_some_and(|(from, to)| to.is_before(*from)) {
            let expected = "a day that is not before from";
            return Err(FilterError::new("to", Fault::Backwards, "is before from", expected));
        }
        Ok(())
    }

    fn about(&mut self, clause: ActivityClause) {
        self.filter.about.insert(clause);
    }

    fn held(&mut self, clause: SessionClause) {
        self.filter.held.insert(clause);
    }
}
