use proptest::prelude::*;

use super::*;
use crate::source::fixtures;

#[test]
fn each_page_is_read_as_far_as_it_can_be() {
    fixtures::each_page("ptv", parse);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _refused_or_not = parse(&body);
    }

    #[test]
    fn any_entry_is_read_or_refused(entry in fixtures::any_entry(&["id", "sourceId", "serviceNames", "type",
        "language", "value", "areas", "areaCodes", "municipalities", "code", "addresses", "streetAddress",
        "street", "latitude", "targetGroups", "name", "phoneNumbers", "organizations", "organization"])) {
        let body = format!(r#"{{"itemList":[{entry},{{"id":"a","serviceNames":[{{"type":"Name","language":"fi","value":"Apu"}}]}}]}}"#);
        let page = parse(body.as_bytes()).unwrap();
        prop_assert_eq!(page.items.len() + page.rejections.len() + page.tombstones.len(), 2);
        prop_assert!(!page.items.is_empty(), "one broken entry costs only itself");
    }
}
