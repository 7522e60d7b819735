//! `backlog set`: set facts of a proposal, a call or the group that have no command of their own.

use super::ask::TextFile;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, proposal};
use crate::error::Error;
use crate::model::when::parse_day;
use crate::model::wording::join_with_and;
use crate::record::set::key::SettableKey;
use crate::record::set::{Fact, call, group, key, parse_assignments, set_proposal_facts};
use std::sync::LazyLock;

/// What the command sets, with the keys of each record.
static LONG_ABOUT: LazyLock<String> = LazyLock::new(|| {
    format!(
        "Set facts of a proposal, a call or the group\n\nKEY of a proposal is one of {}. Of the group: {}. Of a call: {}.",
        join_with_and(key::KEYS.iter().map(|key| key.name)),
        join_with_and(group::KEYS.iter()),
        join_with_and(call::KEYS.iter())
    )
});

/// Set facts of a proposal, a call or the group
#[derive(clap::Args)]
#[command(long_about = LONG_ABOUT.as_str(), after_help = "Examples:
  backlog set 63 template.pr=64 template.merged=2023-10-12
  backlog set 63 related=41,camaraproject/DeviceIdentifier#12
  backlog set 63 closed=
  backlog set 2026-02-12 minutes-sent=2026-02-13
  backlog set 2026-02-26 join=https://meet.example/api-backlog
  backlog set workgroup reviewer.mail=tsc@lists.example.org
  backlog set workgroup zones=America/New_York,Asia/Tokyo")]
pub struct Args {
    /// Issue, slug or name of a proposal, the day of a call, or `workgroup` for the group
    issue: Option<String>,

    /// Facts to set; KEY= removes one. Separate the values of a list by commas; summary=- reads FILE, or standard
    /// input. When an issue or a pull request is replaced, the former one is kept
    #[arg(value_name = "KEY=VALUE")]
    facts: Vec<String>,

    #[command(flatten)]
    file: TextFile,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let reads_file = |fact: &String| key::KEYS.iter().any(|key| key.is_prose() && *fact == format!("{}=-", key.name));
    if args.file.is_given() && !args.facts.iter().any(reads_file) {
        return Err(Error::usage("no fact reads the file", "Add summary=-, or remove --file."));
    }
    if args.issue.as_deref() == Some(group::NAME) {
        let facts = group::parse_facts(&args.facts)?;
        return session.record(Needs::AllRecords, |views, _| group::set_group_facts(&facts, views));
    }
    if let Some(date) = args.issue.as_deref().and_then(parse_day) {
        let facts = call::parse_facts(date, &args.facts)?;
        return session.record(Needs::AllRecords, |views, _| call::set_call_facts(date, &facts, views));
    }
    let missing = Error::usage("a proposal is required", "Add it: `backlog set ISSUE KEY=VALUE`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let facts = read_facts(args.facts, &args.file, session)?;
    session.record(Needs::AllRecords, |views, _| set_proposal_facts(&issue, &facts, views))
}

/// The facts to set: given, or prompted for.
fn read_facts(given: Vec<String>, file: &TextFile, session: &Session) -> Result<Vec<Fact>, Error> {
    let given = match given.is_empty() {
        false => given,
        true => {
            let missing = || Error::usage("a fact is required", "Add it: `backlog set ISSUE KEY=VALUE`.");
            let line = |key: &SettableKey| (key.name.to_owned(), key.name.to_owned());
            let known: Vec<_> = key::KEYS.iter().map(line).collect();
            let key = ask::choose_one_of("Key", &known, session, missing())?;
            let value = ask::ask_text(None, "Value", session, missing())?;
            vec![format!("{key}={value}")]
        }
    };
    let fact = |(key, text): (&'static SettableKey, &str)| {
        let text = if key.is_prose() && text == "-" { file.read_or_stdin()? } else { text.to_owned() };
        Ok(Fact { key, text: text.trim().to_owned() })
    };
    parse_assignments(&given, key::find_key, |key| key.name)?.into_iter().map(fact).collect()
}
