//! A `#` cuts off the end of a text.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A comment of YAML that looks like a part of the text before it: a letter or a digit is right after its `#`.
    ///
    /// Found are comments on the line of a value without quotes, comments in place of a value, and comments in
    /// brackets or braces that hide the closing one. A comment with a space after its `#`, a comment on a line of
    /// its own, a comment after a closing quote or bracket, and a `#` in a block of text after `|` are fine. The
    /// level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// In YAML a `#` after a space begins a comment, so a sentence that cites an issue loses its end, and the
    /// minutes are sent without it.
    ///
    /// ## Evidence
    /// The text of the file.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 259
    ///     update: Overlap with #63 to be settled
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 259, update: Overlap with #63 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: #63
    /// owners: MTN
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 259 # a comment
    ///     update: "Overlap with #63 to be settled"
    /// aob: |
    ///   The next call treats #63.
    /// ```
    ///
    /// ## Mend
    /// Put the whole value in quotes, or write the text as a block after `|`. Where the comment is meant as one, put
    /// a space after its `#`.
    Files, Error, Problem(ProblemKind::HashComment)
}
