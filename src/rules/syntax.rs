//! A file is no YAML, or not the YAML of records.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A file that is not UTF-8 text or not YAML, or that uses what records do without.
    ///
    /// Records are written without anchors, aliases, tags and directives, one record a file. A second colon in a
    /// line, and a value that begins with `@` or a backtick, are told with the mended line. The level is fixed,
    /// and nothing waives it.
    ///
    /// ## Why
    /// Nothing of such a file can be read. The others are checked all the same, but rules that compare files
    /// say less while one is missing.
    ///
    /// ## Evidence
    /// The text of the file; the place is where the reader had to stop.
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
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Vodafone: ["@Eric Murray"]
    /// aob: "Next steps: none"
    /// ```
    ///
    /// ## Mend
    /// Do what the finding says; mostly a value wants quotes, or a text of several lines a `|` after its key.
    Files, Error, Problem(ProblemKind::Syntax)
}
