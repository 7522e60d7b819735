//! A key that has to be there is not.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A record, or a part of one, without a key that it cannot do without.
    ///
    /// The name of a proposal and the day of a call are such keys, and an item of a call names an issue, a PR,
    /// a proposal or at least a title. The level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// Without it nobody can say what the record is about, so the file is left out until it is mended.
    ///
    /// ## Evidence
    /// The keys in the file. A key without a value counts as absent, and so does an empty file.
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
    /// ## Mend
    /// Add the key that the finding names.
    Files, Error, Problem(ProblemKind::MissingKey)
}
