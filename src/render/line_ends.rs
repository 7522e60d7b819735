//! Generated files in a working copy where git converts line feeds to CRLF.

use std::borrow::Cow;

/// Whether two texts differ in nothing but their line ends.
pub fn is_same_text(one: &str, other: &str) -> bool {
    one == other || ((one.contains('\r') || other.contains('\r')) && with_line_feeds(one) == with_line_feeds(other))
}

/// A text with the line ends of the file that it replaces, which are those of the file's first line.
pub fn with_line_ends_of<'t>(file: &str, text: &'t str) -> Cow<'t, str> {
    let text = with_line_feeds(text);
    match line_end(file) {
        "\n" => text,
        end => Cow::Owned(text.replace('\n', end)),
    }
}

/// The line end of the first line of a text.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(end) if text[..end].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_line_ends_are_the_same() {
        assert!(is_same_text("a\r\nb\r\n", "a\nb\n") && is_same_text("a\n", "a\r\n"));
        assert!(!is_same_text("a\rb", "a\nb") && !is_same_text("a\r\n", "b\n"));
    }

    #[test]
    fn a_text_gets_the_line_ends_of_the_file() {
        assert_eq!(with_line_ends_of("x\r\ny\n", "a\nb\r\nc"), "a\r\nb\r\nc");
        assert_eq!(with_line_ends_of("x\ny\r\n", "a\nb\r\nc"), "a\nb\nc");
        assert_eq!(with_line_ends_of("", "a\n"), "a\n");
    }
}
