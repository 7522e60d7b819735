//! A key appears twice.

use super::rule;
use crate::finding::ProblemKind;

rule! {
    /// A key that appears twice in one record, or twice in one part of it.
    ///
    /// This includes an organization that appears twice in the attendance, since it is a key there. The level is fixed,
    /// and the rule cannot be waived.
    ///
    /// ## Why
    /// One of the two values would be dropped without notice, and YAML readers do not agree on which.
    ///
    /// ## Evidence
    /// The keys of each mapping in the file.
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
    /// ## Fix
    /// Keep one of the two, or merge their values under one key.
    "duplicate-key", Files, Error, Problem(ProblemKind::DuplicateKey)
}
