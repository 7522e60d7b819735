//! A required key is missing.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A record, or a part of one, without a required key.
    ///
    /// Required are, for example, the name of a proposal and the date of a call. An item of a call needs an issue, a
    /// PR, a proposal or at least a title. The level is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// Without the key, nobody can know what the record is about. The file is ignored until it is corrected.
    ///
    /// ## Evidence
    /// The keys in the file. A key without a value counts as missing, and so does an empty file.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { who: Telefónica }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, who: Telefónica }
    /// ```
    ///
    /// ## Fix
    /// Add the key that the finding names.
    "missing-key", Files, Error, Problem(ProblemKind::MissingKey)
}
