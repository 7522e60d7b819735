//! A file is not valid YAML, or uses more of YAML than records do.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A file that is not UTF-8 or not valid YAML, or that uses features that records do without.
    ///
    /// Records have no anchors, aliases, tags and directives, and there is one record per file. For a second colon in a
    /// line, for a value that begins with `@` or a backtick, and for curly quotes around a value, the finding shows the
    /// corrected line. A merge conflict is one finding, and the rest of the file is read with your own version. The
    /// level is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// Such a file cannot be read at all. The other files are still checked, but rules that compare files report less
    /// while one is missing.
    ///
    /// ## Evidence
    /// The text of the file. The finding points to the beginning of the mistake if that is known: an unclosed bracket
    /// or quote, or the line of a tab. Otherwise it points to where the parser stopped.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// aob: Next steps: none
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Vodafone: [@Eric Murray]
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: &day 2026-02-12
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// <<<<<<< HEAD
    /// aob: No other business.
    /// =======
    /// aob: The next call is moved.
    /// >>>>>>> minutes
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// start: “09:30”
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// start: "09:30"
    /// attendance:
    ///   Vodafone: ["@Eric Murray"]
    /// discussion: It is called “edge” there.
    /// aob: "Next steps: none"
    /// ```
    ///
    /// ## Fix
    /// Follow the help of the finding. Usually a value needs quotes, or a text of several lines needs a `|` after its
    /// key. To print curly quotes around a whole text, put them inside straight ones.
    "syntax", Files, Error, Problem(ProblemKind::Syntax)
}
