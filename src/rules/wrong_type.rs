//! A value has the wrong type.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A value of the wrong type for its key: a word instead of a number, a list instead of a text, or an unknown
    /// choice.
    ///
    /// A single value instead of a list is accepted. The level is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// A guess would become a fact in the minutes. The file is ignored until it is corrected.
    ///
    /// ## Evidence
    /// The value, and what the format expects at its key.
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
    /// ## Fix
    /// Write what the finding asks for.
    "wrong-type", Files, Error, Problem(ProblemKind::WrongType)
}
