//! Turns what a user records into edits: for each request, a function from the views of a group to [`changes::Changes`],
//! or a refusal. Nothing here knows the command line, prints, prompts or reads the clock.

pub mod action;
pub mod add_organization;
pub mod add_person;
pub mod add_proposal;
pub mod add_slot;
pub mod agenda;
pub mod approve;
pub mod attend;
pub mod call;
pub mod call_text;
pub mod changes;
pub mod close;
pub mod correct;
pub mod day;
pub mod decide;
pub mod demo;
pub mod exception;
pub mod item;
pub mod mail;
pub mod matching;
pub mod new_group;
pub mod new_meeting;
pub mod note;
pub mod organization;
pub mod owner;
pub mod proposal;
pub mod recap;
pub mod reference;
pub mod rename;
pub mod set;
pub mod sheet;
pub mod stage;
pub mod step;
pub mod support;
pub mod topic;
