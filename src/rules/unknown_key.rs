//! A key does not exist in the format.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A key that does not exist in the format.
    ///
    /// The file is ignored until it is corrected. The level is fixed, and the rule cannot be waived.
    ///
    /// ## Why
    /// A mistyped key would count as missing: `onwers` would leave a proposal without an owner, and nobody would see
    /// why.
    ///
    /// ## Evidence
    /// The keys of the format. The finding suggests a similar key, or lists all of them.
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
    /// ## Fix
    /// Correct the key. Prose that has no key of its own goes into `sections`.
    "unknown-key", Files, Error, Problem(ProblemKind::UnknownKey)
}
