//! A file is no YAML, or not the YAML of records.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A file that is not UTF-8 text or not YAML, or that uses what records do without.
    ///
    /// Records are written without anchors, aliases, tags and directives, one record per file. For a second colon in
    /// a line, for a value that begins with `@` or a backtick, and for curly quotes around a value, the finding shows
    /// the corrected line. A merge conflict is one finding, and the rest of the file is read with the own version. The
    /// level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// Nothing of such a file can be read. The others are checked all the same, but rules that compare files
    /// say less while one is missing.
    ///
    /// ## Evidence
    /// The text of the file. The place is where the mistake begins, where that is known: where a bracket or a quote
    /// opens that is never closed, and the line of a tab; else it is where the reader had to stop.
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
    /// ## Mend
    /// Do what the finding says; mostly a value wants quotes, or a text of several lines a `|` after its key. Curly
    /// quotes that are to be printed around a whole text go inside straight ones.
    Files, Error, Problem(ProblemKind::Syntax)
}
