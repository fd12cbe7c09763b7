use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::publish::json::{activity, undated};
use crate::sample::published::{any_activity, at, choir, day, eventful, site};

#[test]
fn a_page_tells_what_is_there_and_what_is_not_any_more() {
    let choir = choir(vec![at(eventful())]);
    let data = undated(&choir, None, &site());
    let items = vec![
        Item::updated(&choir.id, Revision(7), data.clone()),
        Item::deleted(&choir.id, Revision(8)),
    ];
    let whole =
        page(&Page { next: "https://a.example/?a=1&b=2", items, license: "https://b.example/" });
    let whole: Value = serde_json::from_str(&whole).unwrap();
    let data: Value = serde_json::from_str(&data).unwrap();
    let id = choir.id.as_str();
    assert_eq!(
        whole,
        json!({
            "next": "https://a.example/?a=1&b=2",
            "items": [
                { "state": "updated", "kind": "Activity", "id": id, "modified": 7, "data": data },
                { "state": "deleted", "kind": "Activity", "id": id, "modified": 8 },
            ],
            "license": "https://b.example/",
        })
    );
}

proptest! {
    #[test]
    fn what_is_told_of_changes_is_the_activity_without_what_follows_from_the_day(of in any_activity()) {
        let mut dated: Value =
            serde_json::from_str(&activity(&of, None, &site(), day("2026-11-24"))).unwrap();
        for session in dated["sessions"].as_array_mut().unwrap() {
            session.as_object_mut().unwrap().remove("next").unwrap();
        }
        let undated: Value = serde_json::from_str(&undated(&of, None, &site())).unwrap();
        prop_assert_eq!(undated, dated);
    }
}

#[test]
fn a_licence_is_told_where_all_give_what_they_have_under_the_same() {
    let by = Some("https://creativecommons.org/licenses/by/4.0/");
    let check = |stated: &[Option<&str>], expected: Option<&str>| {
        assert_eq!(licence(stated.iter().copied()).as_deref(), expected, "{stated:?}");
    };
    check(&[Some("CC BY 4.0")], by);
    check(&[Some("cc-by-4.0")], by);
    check(&[Some("CC BY 4.0"), Some("CC BY 4.0")], by);
    check(&[Some("https://licence.example/x")], Some("https://licence.example/x"));
    check(&[Some("CC BY 4.0"), Some("CC0")], None);
    check(&[Some("CC BY 4.0"), None], None);
    check(&[Some("ask us")], None);
    check(&[], None);
}
