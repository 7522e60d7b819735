//! The marks around a text of ours on GitHub, by which it is found again. What people write around them stays.

use std::ops::Range;

const START: &str = "<!-- backlog: ";
const END: &str = "<!-- backlog: end -->";

/// What a text of ours is about: `agenda 2026-02-26`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its beginning, which those of all texts of its kind have.
    kind: String,
    about: String,
}

impl Marker {
    /// The marker of a document; its words must not end a comment.
    pub fn new(document: &str, about: &str) -> Self {
        let about: String = about.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
        Self { kind: format!("{START}{document} "), about: about.replace("--", "-") }
    }

    fn start(&self) -> String {
        format!("{}{} -->", self.kind, self.about)
    }

    /// A text between its marks. Marks in it, of any text of ours, would end it too early, and are taken out.
    pub fn enclose(&self, text: &str) -> String {
        let mut text = text.trim_end().to_owned();
        let mut from = 0;
        while let Some(start) = text[from..].find(START).map(|at| from + at) {
            let line = text[start..].lines().next().unwrap_or_default();
            match line.split_once("-->") {
                Some((mark, _)) => {
                    text.replace_range(start..start + mark.len() + "-->".len(), "");
                    // What is around it may be a mark now.
                    from = 0;
                }
                None => from = start + START.len(),
            }
        }
        format!("{}\n{}\n\n{END}\n", self.start(), text.trim_end())
    }

    /// Whether a text on GitHub has the mark.
    pub fn is_in(&self, text: &str) -> bool {
        text.lines().any(|line| line.trim_end() == self.start())
    }

    /// A text on GitHub with what is between marks of this kind replaced by an enclosed text. `None` if it has no such
    /// marks. What they are about may differ, such as the day of a call that moved.
    pub fn replace_in(&self, text: &str, enclosed: &str) -> Option<String> {
        let text = text.replace("\r\n", "\n");
        let Range { start, end } = self.find_in(&text)?;
        Some(format!("{}{}{}", &text[..start], enclosed.trim_end(), &text[end..]))
    }

    fn find_in(&self, text: &str) -> Option<Range<usize>> {
        let start = text.find(&self.kind)?;
        let end = text[start..].find(END)?;
        Some(start..start + end + END.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_around_it_stays() {
        let marker = Marker::new("agenda", "2026-02-26");
        let first = marker.enclose("One.\n");
        assert_eq!(first, "<!-- backlog: agenda 2026-02-26 -->\nOne.\n\n<!-- backlog: end -->\n");
        let edited = format!("Before.\r\n{}\r\nAfter.\r\n", first.trim_end().replace('\n', "\r\n"));
        let second = marker.replace_in(&edited, &marker.enclose("Two.")).unwrap();
        assert_eq!(second, "Before.\n<!-- backlog: agenda 2026-02-26 -->\nTwo.\n\n<!-- backlog: end -->\nAfter.\n");
        assert_eq!(marker.replace_in(&first, &first).unwrap(), first);
    }

    #[test]
    fn marks_in_a_text_are_taken_out() {
        let marker = Marker::new("agenda", "2026-02-26");
        let text = "`<!-- backlog: `\nOne.<!-- backlog: end -->\n<!-- back<!-- backlog: agenda 2026-02-26 -->log: end -->Two.<!-- backlog: end";
        let first = marker.enclose(text);
        assert_eq!(first, marker.enclose("`<!-- backlog: `\nOne.\nTwo.<!-- backlog: end"));
        assert_eq!(marker.replace_in(&first, &first).unwrap(), first);
        assert_eq!(marker.enclose("A.\n\n<!-- backlog: end -->"), marker.enclose("A."));
    }

    #[test]
    fn another_mark_is_not_ours() {
        let marker = Marker::new("agenda", "2026-02-26");
        let other = Marker::new("agenda", "2026-02-12").enclose("x");
        assert!(!marker.is_in(&other) && !marker.is_in(&format!("> {}", marker.enclose("x"))));
        assert_eq!(marker.replace_in(&other, &marker.enclose("y")).unwrap(), marker.enclose("y"), "the call moved");
        assert_eq!(marker.replace_in(&Marker::new("stage", "a").enclose("x"), "y"), None);
        assert_eq!(marker.replace_in("no marks", "x"), None);
        assert_eq!(marker.replace_in("<!-- backlog: agenda 2026-02-26 -->\nno end", "x"), None);
        assert_eq!(Marker::new("onboarding", "a-->b--c"), Marker::new("onboarding", "a-b-c"));
    }
}
