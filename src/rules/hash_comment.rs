//! A `#` cuts off the end of a text.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A YAML comment that was probably meant as part of the text before it: a letter or a digit follows its `#`
    /// directly.
    ///
    /// The rule finds such comments on the line of an unquoted value, in place of a value, and inside brackets or
    /// braces, where they hide the closing one. A comment with a space after its `#`, a comment on its own line or
    /// after a closing quote or bracket, and a `#` in a block of text after `|` are fine. The level is fixed, and the
    /// rule cannot be waived.
    ///
    /// ## Why
    /// In YAML, a `#` after a space begins a comment. A sentence that mentions an issue loses its end, and the minutes
    /// are sent without it.
    ///
    /// ## Evidence
    /// The text of the file.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 259
    ///     notes: Overlap with #63 to be settled
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 259, notes: Overlap with #63 }
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
    ///     notes: "Overlap with #63 to be settled"
    /// aob: |
    ///   The next call treats #63.
    /// ```
    ///
    /// ## Fix
    /// Quote the whole value, or write the text as a block after `|`. If the comment is intended, put a space after its
    /// `#`.
    "hash-comment", Files, Error, Problem(ProblemKind::HashComment)
}
