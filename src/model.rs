//! The records of a group: plain data, as stated in its files.

pub mod action;
pub mod by_key;
pub mod digest;
pub mod former;
pub mod github;
pub mod github_terms;
pub mod github_url;
pub mod group;
pub mod keys;
pub mod legal_form;
pub mod mail;
pub mod meeting;
pub mod organization;
pub mod page_url;
pub mod proposal;
pub mod record;
pub mod reference;
pub mod schedule;
pub mod slug;
pub mod spelling;
pub mod stage;
pub mod suggestions;
pub mod typed_reference;
pub mod when;
pub mod wording;
pub mod workgroup;
