//! The municipalities of the region, and how much there is in each.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{JSON, Now, query};
use crate::catalogue::{Filter, FilterError, Form};
use crate::http::Context;
use crate::http::error::Problem;
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::publish::json::{self, InTown};

pub(super) async fn all(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    query(raw.as_deref(), Form::Nothing)?;
    let now = Now::of(&context);
    let towns = municipalities(&now).into_iter().map(|one| in_town(&now, one));
    let towns = towns.collect::<Result<Vec<_>, _>>()?;
    let meta = now.meta(towns.len(), None);
    Ok(now.represent(JSON, json::municipalities(&meta, &towns)).answer(&headers))
}

/// Where no region is configured, those in which there is anything. By their Finnish names, in which å, ä
/// and ö come last as they do in the code of characters.
fn municipalities(now: &Now<'_>) -> Vec<Municipality> {
    let mut found: Vec<Municipality> = match &now.context.config.region {
        Some(region) => region.municipalities.iter().copied().collect(),
        None => {
            let facets = now.catalogue.facets(&Filter::default());
            let codes = facets.get("municipality").into_iter().flatten();
            codes.filter_map(|(code, _)| Municipality::by_code(code)).collect()
        }
    };
    found.sort_by_key(|one| one.name(&Lang::FI));
    found
}

fn in_town(now: &Now<'_>, municipality: Municipality) -> Result<InTown, FilterError> {
    let filter = Filter::parse([("municipality", municipality.code())])?.within(1);
    let count = u64::try_from(now.catalogue.select(&filter).total).unwrap_or(u64::MAX);
    Ok(InTown { municipality, count })
}
