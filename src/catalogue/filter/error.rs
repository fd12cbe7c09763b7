//! Why a filter cannot be read: in the words of whoever wrote it.

use super::Parameter;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; expected {expected}")]
pub struct FilterError {
    pub name: String,
    pub problem: String,
    pub expected: String,
}

impl FilterError {
    pub(super) fn new(name: &str, problem: &str, expected: &str) -> Self {
        Self { name: name.into(), problem: problem.into(), expected: expected.into() }
    }

    /// `value` is not written as the parameter wants it.
    pub(super) fn unreadable(parameter: &Parameter, value: &str) -> Self {
        let problem = format!("{value:?} cannot be read");
        Self::new(parameter.name, &problem, &parameter.expected())
    }

    /// `value` is none of those that there are: `all`. `near` is what may have been meant.
    pub(super) fn unknown(parameter: &Parameter, value: &str, near: &[&str], all: &str) -> Self {
        let problem = format!("{value:?} is not known");
        Self::new(parameter.name, &problem, &meant(near, all))
    }
}

pub(super) fn meant(near: &[&str], all: &str) -> String {
    match near {
        [] => all.to_owned(),
        near => format!("{all}; did you mean {}?", near.join(" or ")),
    }
}

pub(super) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().collect();
    if names.is_empty() { "none".to_owned() } else { format!("one of {}", names.join(", ")) }
}
