//! Of every filter: it is written one way, and that way is read as the same filter.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Filter, Form, Kind, Many, PARAMETERS, Parameter, Query};
use crate::localized::Lang;
use crate::municipality::{Municipality, WellbeingArea};

const LIST: Form = Form::List(&["id", "name", "sessions"]);

fn value(parameter: &'static Parameter) -> BoxedStrategy<String> {
    if let Some(choices) = parameter.choices() {
        // A distance needs a place besides; a table of `tests` has it.
        let choices: Vec<_> = choices.into_iter().filter(|c| !c.ends_with("distance")).collect();
        return select(choices).prop_map(str::to_owned).boxed();
    }
    match (parameter.kind, parameter.name) {
        (Kind::Whole(least, most), _) => (least..=most).prop_map(|n| n.to_string()).boxed(),
        (Kind::Day, _) => {
            prop_oneof!["2026-0[1-9]-[0-2][1-8]", "today[+ -][0-9]{1,3}", Just("today".to_owned())]
                .boxed()
        }
        (Kind::Instant, _) => {
            let clock = "T[01][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+ -]0[0-9]:30)";
            ("20[0-9]{2}-0[1-9]-[0-2][1-8]", prop_oneof![Just(String::new()), clock])
                .prop_map(|(date, clock)| date + &clock)
                .boxed()
        }
        (Kind::Moment, _) => prop_oneof!["now", "20[0-9]{2}-0[1-9]-[0-2][1-8]"].boxed(),
        (_, "municipality") => {
            let names = Municipality::all().flat_map(|m| [m.code(), m.name(&Lang::SV)]);
            select(names.collect::<Vec<_>>()).prop_map(str::to_owned).boxed()
        }
        (_, "region") => {
            let names = WellbeingArea::all().flat_map(|a| [a.slug(), a.name(&Lang::EN)]);
            select(names.collect::<Vec<_>>()).prop_map(str::to_owned).boxed()
        }
        (_, "age") => prop_oneof!["[0-9]{1,2}", "[0-4][0-9]-[5-9][0-9]"].boxed(),
        (_, "organisation") => {
            prop_oneof!["[0-9]{7}-[0-9]", "\\PC{0,40}[a-zåäö]", "[A-ZÅÄÖ a-z,&+%#=-]{0,40}[a-z]"]
                .boxed()
        }
        (_, "source") => "[a-z0-9-]{1,40}".boxed(),
        (_, "q") => prop_oneof!["[a-zÅÄÖéİß \"*%_'()-]{0,40}[a-z]", "\\PC{0,60}[a-z]"].boxed(),
        (_, "bbox") => {
            "-?[0-9]{1,2}\\.[0-9]{0,9},-[0-8]?[0-9],1?[0-7][0-9],[0-8][0-9]?(\\.[0-9]{0,6})?"
                .boxed()
        }
        (_, "near") => "-?1?[0-7][0-9]\\.[0-9]{1,8},-?[0-8]?[0-9],[1-9][0-9]{0,4}".boxed(),
        (_, "fields") => select(vec!["id", "name", "sessions"]).prop_map(str::to_owned).boxed(),
        (kind, name) => panic!("no values of {name}: {kind:?}"),
    }
}

/// As somebody may send them: repeated and joined, in any order.
fn pairs() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let some = LIST.parameters().filter(|parameter| parameter.name != "cursor");
    let given = |parameter: &'static Parameter| {
        let most = match parameter.many {
            Many::One => 1,
            Many::List => 3,
        };
        vec(value(parameter), 1..=most)
            .prop_map(|values| values.into_iter().map(|v| (parameter.name, v)).collect::<Vec<_>>())
    };
    let each: Vec<_> = some
        .map(|parameter| prop_oneof![2 => Just(Vec::new()), 1 => given(parameter)].boxed())
        .collect();
    each.prop_map(|given| given.concat()).prop_shuffle()
}

fn written(pairs: &[(&str, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_a_filter_is_written_as_is_read_as_the_same_filter(pairs in pairs()) {
        let nothing = Filter::default();
        let raw = written(&pairs);
        let Ok(query) = Query::parse(&raw, LIST, &nothing) else {
            // Days the wrong way round, and more words than may be asked for.
            let days = ["from", "to"].iter().all(|name| pairs.iter().any(|(n, _)| n == name));
            prop_assert!(days || pairs.iter().any(|(name, _)| *name == "q"), "{pairs:?}");
            return Ok(());
        };
        let canonical = query.to_string();
        let again = Query::parse(&canonical, LIST, &nothing);
        prop_assert_eq!(again.as_ref(), Ok(&query));
        let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~,:%=&".contains(c);
        prop_assert!(canonical.chars().all(unreserved), "{}", canonical);
        let reversed: Vec<_> = pairs.iter().rev().cloned().collect();
        prop_assert_eq!(Query::parse(&written(&reversed), LIST, &nothing).unwrap().to_string(), canonical);
    }

    #[test]
    fn whatever_is_sent_is_read_or_refused(raw in "(\\PC|[&=%+,]){0,200}") {
        for form in [Form::Feed, Form::Calendar, Form::News, LIST, Form::Page, Form::Nothing] {
            if let Err(error) = Query::parse(&raw, form, &Filter::default()) {
                prop_assert!(!error.problem.is_empty() && !error.expected.is_empty());
            }
        }
    }

    #[test]
    fn any_value_of_any_parameter_is_read_or_refused_by_its_name(
        at in 0..PARAMETERS.len(),
        value in "\\PC{0,30}|[0-9,.+-]{0,30}|today.{0,6}|20..-..-..(T.{0,12})?",
    ) {
        let parameter = &PARAMETERS[at];
        let raw = written(&[(parameter.name, value)]);
        match Query::parse(&raw, LIST, &Filter::default()) {
            Ok(query) => {
                let canonical = query.to_string();
                let again = Query::parse(&canonical, LIST, &Filter::default());
                prop_assert_eq!(again, Ok(query), "{}", canonical);
            }
            Err(error) => prop_assert_eq!(error.name, parameter.name),
        }
    }
}
