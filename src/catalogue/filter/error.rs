//! Why a filter cannot be read: in words for whoever wrote it, and as what others put into theirs.

use super::Parameter;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem}; expected {expected}")]
pub struct FilterError {
    pub name: String,
    pub problem: String,
    pub expected: String,
    pub fault: Fault,
}

/// What kind of mistake it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such parameter, or none that is taken here.
    NoParameter,
    /// The value is none of those that there are. `near` is what may have been meant.
    Unknown { value: String, near: Vec<String> },
    /// The value is not written as it is to be.
    Unreadable { value: String },
    /// It stands there more than once and takes one value.
    Repeated,
    /// Too much, or nothing at all.
    Size,
    /// The last day is before the first.
    Backwards,
    /// It goes on with another list, or does not go with what stands beside it.
    Elsewhere,
}

impl FilterError {
    pub fn new(name: &str, fault: Fault, problem: &str, expected: &str) -> Self {
        Self { name: name.into(), problem: problem.into(), expected: expected.into(), fault }
    }

    /// `value` is not written as the parameter wants it.
    pub(super) fn unreadable(parameter: &Parameter, value: &str) -> Self {
        let problem = format!("{value:?} cannot be read");
        let fault = Fault::Unreadable { value: value.to_owned() };
        Self::new(parameter.name, fault, &problem, &parameter.expected())
    }

    /// `value` is none of those that there are: `all`. `near` is what may have been meant.
    pub(super) fn unknown(parameter: &Parameter, value: &str, near: &[&str], all: &str) -> Self {
        let problem = format!("{value:?} is not known");
        let near_by = near.iter().map(|&value| value.to_owned()).collect();
        let fault = Fault::Unknown { value: value.to_owned(), near: near_by };
        Self::new(parameter.name, fault, &problem, &meant(near, all))
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
