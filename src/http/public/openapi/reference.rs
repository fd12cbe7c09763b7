//! The same tables for people.

use super::operations::{OPERATIONS, Operation, Own, Place};
use super::schemas;
use crate::catalogue::filter::{Form, Group, PARAMETERS, Parameter};
use crate::publish::page::{Described, Input, Reference};
use crate::site::Site;

pub(in crate::http::public) fn reference(site: &Site) -> Reference {
    let machine = ["openapi.json".to_owned()].into_iter();
    let schemas = schemas::FILES.iter().map(|(name, _)| format!("schema/{name}"));
    Reference {
        operations: OPERATIONS.iter().map(|operation| described(operation, site)).collect(),
        parameters: PARAMETERS.iter().map(shared).collect(),
        files: machine.chain(schemas).map(|path| site.address(&path)).collect(),
    }
}

fn described(operation: &Operation, site: &Site) -> Described {
    Described {
        path: operation.path.to_owned(),
        summary: operation.summary.to_owned(),
        example: example(operation, site),
        own: operation.own.iter().map(own).collect(),
        shared: operation.form.parameters().map(|one| one.name.to_owned()).collect(),
    }
}

/// With the examples of what stands in the path, and one filter where filters are taken.
fn example(operation: &Operation, site: &Site) -> String {
    let places = operation.own.iter().filter(|own| own.place == Place::Path);
    let path = places.fold(operation.path.to_owned(), |path, own| {
        path.replace(&format!("{{{}}}", own.name), own.example)
    });
    let query = PARAMETERS.iter().find(|one| chosen(operation.form, one));
    let query = query.map(|one| format!("?{}={}", one.name, one.example)).unwrap_or_default();
    format!("{}{query}", site.address(&path))
}

fn chosen(form: Form, parameter: &Parameter) -> bool {
    form.takes(parameter) && parameter.group == Group::Filter
}

fn own(own: &Own) -> Input {
    Input {
        name: own.name.to_owned(),
        says: own.says.to_owned(),
        expected: String::new(),
        example: own.example.to_owned(),
    }
}

fn shared(parameter: &Parameter) -> Input {
    Input {
        name: parameter.name.to_owned(),
        says: parameter.says.to_owned(),
        expected: format!("Expected: {}", parameter.expected()),
        example: parameter.example.to_owned(),
    }
}
