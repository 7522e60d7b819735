//! The changes of a command to a file, line by line.

use similar::TextDiff;

/// The lines that differ with three lines of context, in the unified format; empty if there are none. CRLF is shown as
/// LF.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let plain = |text: &str| text.replace("\r\n", "\n");
    let (old, new) = (plain(old), plain(new));
    TextDiff::from_lines(&old, &new).unified_diff().header(path, path).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_lines_are_shown_with_context() {
        let diff = unified_diff("x.yaml", "a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\r\nb: 4\r\nc: 3\r\n");
        assert_eq!(diff, "--- x.yaml\n+++ x.yaml\n@@ -1,3 +1,3 @@\n a: 1\n-b: 2\n+b: 4\n c: 3\n");
        assert_eq!(unified_diff("x.yaml", "a: 1\n", "a: 1\n"), "");
    }
}
