//! `[metrics]`.

use crate::config::Exposure;
use crate::config::problem::Problem;
use crate::config::section::Section;

pub(super) fn metrics(section: Option<Section<'_, '_>>, problems: &mut Vec<Problem>) -> Exposure {
    let Some(mut section) = section else { return Exposure::default() };
    let exposure = section.parsed("read_by", problems, |text| match text {
        "token" => Ok(Exposure::WithToken),
        "anyone" => Ok(Exposure::Public),
        _ => Err("is to be \"token\" or \"anyone\""),
    });
    section.finish(problems);
    exposure.unwrap_or_default()
}
