//! Likeness in log-odds, and where the bands lie.

/// Hundredths of the natural logarithm of the odds that two are one activity. Whole numbers, so that
/// sums are the same in any order and on any machine.
pub type Score = i32;

/// From here on two are one activity.
pub const MERGE: Score = 0;
/// From here on they may be, and a person is asked.
pub const POSSIBLE: Score = -250;
/// Two of one data source are much alike only from here on: most sources list much that is.
pub const ODD: Score = 200;
/// Two of one data source are one activity only from here on.
pub const REPOST: Score = 450;
/// What two companies must reach in the mean over all pairs.
pub const LIKELY: Score = -100;
