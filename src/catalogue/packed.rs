//! An activity in few bytes: what is asked of all of them is looked up in a segment, and so is what a
//! calendar says, so that only what one answer shows is ever unpacked.

use std::cell::RefCell;
use std::sync::Arc;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::activity::Activity;

/// The JSON in which it is stored, deflated. Equal ones are of equal activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packed {
    deflated: Arc<[u8]>,
    /// Of the JSON, in bytes.
    length: usize,
}

/// What most have in common, in the form and the order in which it is written: a third less with it.
const USUAL: &str = include_str!("packed/usual.json");

/// More takes twice the time and saves a fifth.
const LEVEL: Compression = Compression::fast();

thread_local! {
    /// Their hundreds of kilobytes are asked for once a thread: between entries that stay, they would leave
    /// holes that nothing else fills.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch {
        deflate: Compress::new(LEVEL, false),
        inflate: Decompress::new(false),
        bytes: Vec::new(),
    });
}

struct Scratch {
    deflate: Compress,
    inflate: Decompress,
    bytes: Vec<u8>,
}

impl Packed {
    #[expect(clippy::expect_used, reason = "there is room for all, and an activity is JSON")]
    pub(super) fn new(activity: &Activity) -> Self {
        let json = serde_json::to_vec(activity).expect("an activity has names for keys");
        let deflated = SCRATCH.with_borrow_mut(|Scratch { deflate, bytes, .. }| {
            deflate.reset();
            deflate.set_dictionary(USUAL.as_bytes()).expect("nothing was written yet");
            bytes.clear();
            // What cannot be deflated grows by five bytes in each sixteen thousand.
            bytes.reserve(json.len() + json.len() / 64 + 256);
            let end = deflate.compress_vec(&json, bytes, FlushCompress::Finish);
            assert_eq!(end.expect("nothing is written after the end"), Status::StreamEnd);
            Arc::from(bytes.as_slice())
        });
        Self { deflated, length: json.len() }
    }

    #[expect(clippy::expect_used, reason = "it was packed above")]
    pub(super) fn unpack(&self) -> Activity {
        SCRATCH.with_borrow_mut(|Scratch { inflate, bytes, .. }| {
            inflate.reset(false);
            inflate.set_dictionary(USUAL.as_bytes()).expect("nothing was read yet");
            bytes.clear();
            bytes.reserve(self.length);
            inflate
                .decompress_vec(&self.deflated, bytes, FlushDecompress::Finish)
                .expect("what was deflated can be inflated");
            serde_json::from_slice(bytes).expect("what was written can be read")
        })
    }

    /// The same, held once by both where they are equal.
    pub(super) fn shared_with(&mut self, earlier: &Self) {
        if self == earlier {
            *self = earlier.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::published::any_activity;

    proptest! {
        #[test]
        fn what_was_packed_comes_out_as_it_was(activity in any_activity()) {
            let packed = Packed::new(&activity);
            prop_assert_eq!(packed.unpack(), activity.clone());
            prop_assert_eq!(packed, Packed::new(&activity));
        }
    }

    /// Where a member was added or renamed, it is to be written there as well.
    #[test]
    fn what_is_usual_is_written_as_activities_are() {
        let usual: Activity = serde_json::from_str(USUAL).unwrap();
        assert_eq!(serde_json::to_string(&usual).unwrap(), USUAL);
        assert!(Packed::new(&usual).deflated.len() < USUAL.len() / 20);
    }
}
