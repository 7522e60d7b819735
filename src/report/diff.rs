//! What a command would change in a file, line by line.

use similar::TextDiff;

/// The lines that differ with three around them, in the unified format; empty where none does. Line ends of
/// Windows are shown as plain ones.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let (old, new) = (plain(old), plain(new));
    TextDiff::from_lines(&old, &new).unified_diff().header(path, path).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_shown_with_those_around_them() {
        let told = unified_diff("x.yaml", "a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\r\nb: 4\r\nc: 3\r\n");
        assert_eq!(told, "--- x.yaml\n+++ x.yaml\n@@ -1,3 +1,3 @@\n a: 1\n-b: 2\n+b: 4\n c: 3\n");
        assert_eq!(unified_diff("x.yaml", "a: 1\n", "a: 1\n"), "");
    }
}
