//! The entry of a step, as JSON.

use crate::store::layout::{FileUse, file_use};
use crate::store::save::FileChange;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a step is, apart from the files that it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLabel {
    /// The arguments of the command, without the name of the program.
    pub command: Vec<String>,
    /// When it was made.
    pub moment: DateTime<Utc>,
    /// What is written again and again in one step, such as a text that grows: a step with the key of the one before
    /// continues that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether it sent something, which cannot be taken back: a mail, or a text on GitHub.
    #[serde(default, alias = "sends_mail", skip_serializing_if = "std::ops::Not::not")]
    pub has_sent: bool,
}

/// The texts of a file before and after a change; `None` where it does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextChange {
    /// From the root.
    pub path: String,
    /// The text before.
    pub before: Option<String>,
    /// The text after.
    pub after: Option<String>,
}

impl TextChange {
    /// The change of a file; `None` if it is not text.
    pub fn from_file(change: &FileChange) -> Option<Self> {
        let decode = |bytes: &Option<Vec<u8>>| bytes.clone().map(String::from_utf8).transpose().ok();
        Some(Self { path: change.path.clone(), before: decode(&change.before)?, after: decode(&change.after)? })
    }

    /// The change of the file.
    pub fn to_file(&self) -> FileChange {
        let encode = |text: &Option<String>| text.clone().map(String::into_bytes);
        FileChange { path: self.path.clone(), before: encode(&self.before), after: encode(&self.after) }
    }
}

/// The entry of a step.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    #[serde(flatten)]
    pub label: StepLabel,
    /// `None` where the texts are too large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<TextChange>>,
}

impl Entry {
    /// Reads an entry, or says why it is damaged, as a lower-case phrase.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let entry: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let is_record = |change: &&TextChange| file_use(&change.path) == FileUse::Record;
        match entry.files.iter().flatten().find(|change| !is_record(change)) {
            Some(other) => Err(format!("it has a file that is not a record: {}", other.path)),
            None => Ok(entry),
        }
    }

    /// The bytes of the entry, if they are not more than the limit; otherwise those without the texts, and `false`.
    pub fn to_bytes(&self, limit: usize) -> (Vec<u8>, bool) {
        let encode = |entry: &Self| serde_json::to_vec(entry).unwrap_or_default();
        let whole = encode(self);
        match self.files.is_some() && whole.len() <= limit {
            true => (whole, true),
            false => (encode(&Self { label: self.label.clone(), files: None }), false),
        }
    }
}
