//! A key stands twice.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A key that stands twice in one record, or twice in one part of it.
    ///
    /// An organisation that stands in the attendance twice is found as well, since it is a key there. The level
    /// is fixed, and nothing waives it.
    ///
    /// ## Why
    /// Of two values one would be dropped in silence, and readers of YAML do not agree which.
    ///
    /// ## Evidence
    /// The keys of each map in the file.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// issue: 64
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
    /// Keep one of the two, or join their values under one key.
    Files, Error, Problem(ProblemKind::DuplicateKey)
}
