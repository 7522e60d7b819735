//! A key that the format does not have.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A key that means nothing where it stands.
    ///
    /// The file is left out until it is mended. The level is fixed, and nothing waives it.
    ///
    /// ## Why
    /// A mistyped key would be read as an absent one: `onwers` would leave a proposal without an owner, and
    /// nobody would see why.
    ///
    /// ## Evidence
    /// The keys of the format, which the finding lists where no other is near.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// onwers: MTN
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    ///
    /// ## Mend
    /// Mend the key. Prose for which there is none goes into `sections`.
    Files, Error, Problem(ProblemKind::UnknownKey)
}
