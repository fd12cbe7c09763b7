//! The order of names.

/// A text by which names stand in the order of the Finnish and Swedish alphabet, whose last letters are å, ä
/// and ö.
#[must_use]
pub fn alphabetical(name: &str) -> String {
    let place = |c: char| match c {
        'å' => '{',
        'ä' => '|',
        'ö' => '}',
        other => other,
    };
    name.to_lowercase().chars().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letters_of_the_alphabet_are_last() {
        let mut names = ["Örebro", "Äänekoski", "Åbo", "Zoo", "abc", "Ii"];
        names.sort_by_cached_key(|name| alphabetical(name));
        assert_eq!(names, ["abc", "Ii", "Zoo", "Åbo", "Äänekoski", "Örebro"]);
    }
}
