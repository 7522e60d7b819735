//! A value is not what its key wants.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A value of another kind than its key wants: a word for a number, a list for a text, a word that is none
    /// of those to choose from.
    ///
    /// One value where a list is meant is accepted. The level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// A guess at what was meant would stand in the minutes as a fact; so the file is left out until it is
    /// mended.
    ///
    /// ## Evidence
    /// The value, and what the format wants at its key.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: sixty-three
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// stages: [under-discusion]
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, pr: 64 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages: under-discussion
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, treated: false }
    /// ```
    ///
    /// ## Mend
    /// Write what the finding asks for.
    Files, Error, Problem(ProblemKind::WrongType)
}
