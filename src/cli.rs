//! The command line: parse, run, print. The only place with clock, environment, terminal and exit.

mod action;
mod add_organization;
mod add_person;
mod add_proposal;
mod agenda;
mod approve;
mod ask;
mod attend;
mod calendar;
mod call;
mod cancel;
mod check;
mod close;
mod complete;
mod completions;
mod decide;
mod exception;
mod explain;
mod fix;
mod help;
mod import;
mod init;
mod line;
mod list;
mod mail;
mod man;
mod minutes;
mod mode;
mod modeline;
mod move_call;
mod new_meeting;
mod note;
mod organization;
mod out;
mod owner;
mod proposal;
mod recap;
mod reissue;
mod rename;
mod render;
mod schema;
mod send;
mod session;
mod set;
mod show;
mod stage;
mod status;
mod support;
mod table;
mod topic;

use crate::error::Error;
use crate::model::when::When;
use crate::record::day::{parse_day, parse_moment};
use crate::report::inert;
use clap::builder::Styles;
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use out::{ColorWhen, Out};
use session::Session;
use std::path::PathBuf;
use std::process::ExitCode;

/// The outcome of a command, from which its exit status follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done, with nothing to report.
    Clean,
    /// Findings of level error, or stale output.
    Findings,
}

/// Keep a working group's proposals and calls as YAML, check them against its procedure, and render minutes and the
/// backlog table
#[derive(Parser)]
#[command(name = "backlog", version, max_term_width = 100)]
#[command(after_help = "Examples:
  backlog init my-group          create the repository of a group
  backlog status                 show what to do today
  backlog new-meeting            create the file of the next call
  backlog minutes 2026-02-12     print the minutes of a call, or their draft
  backlog check                  check all records against the procedure")]
struct Cli {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true, display_order = 100)]
    directory: Option<PathBuf>,

    /// Act as if today were DATE, a day or a moment [env: BACKLOG_TODAY]
    #[arg(long, value_name = "DATE", global = true, value_parser = parse_moment, display_order = 101)]
    today: Option<When>,

    /// Color the output
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_default_value = true,
        display_order = 102
    )]
    color: ColorWhen,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    AddOrganization(add_organization::Args),
    AddPerson(add_person::Args),
    AddProposal(add_proposal::Args),
    NewMeeting(new_meeting::Args),
    #[command(alias = "move")]
    MoveMeeting(move_call::Args),
    #[command(alias = "cancel")]
    CancelMeeting(cancel::Args),
    Agenda(agenda::Args),
    Attend(attend::Args),
    Note(note::Args),
    Decide(decide::Args),
    Topic(topic::Args),
    Recap(recap::Args),
    Action(action::Args),
    Approve(approve::Args),
    Stage(stage::Args),
    Close(close::Args),
    Set(set::Args),
    Owner(owner::Args),
    Support(support::Args),
    Rename(rename::Args),
    Status(status::Args),
    List(list::Args),
    Show(show::Args),
    Check(check::Args),
    Explain(explain::Args),
    Minutes(minutes::Args),
    Table(table::Args),
    Mail(mail::Args),
    Calendar(calendar::Args),
    Render(render::Args),
    Import(import::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    if let Some(code) = complete::answer_shell(Cli::command) {
        return code;
    }
    let color = help::with_groups(Cli::command()).color(ColorChoice::Auto);
    let cli = match color.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            print_usage_error(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let out = Out::for_process(cli.color);
    let mut session = Session::new(out, cli.directory, cli.today);
    let is_bare = cli.command.is_none();
    if is_bare && session.find_root().is_err() {
        let help = help::with_groups(Cli::command()).render_help();
        let help = if session.out.has_stderr_color() { help.ansi().to_string() } else { help.to_string() };
        session.out.print_message_painted(&help);
        return ExitCode::from(2);
    }
    let result = session.take_today_from_environment().and_then(|()| {
        match cli.command.unwrap_or(Command::Status(status::Args::default())) {
            Command::Init(args) => init::run(args, &mut session),
            Command::AddOrganization(args) => add_organization::run(args, &mut session),
            Command::AddPerson(args) => add_person::run(args, &mut session),
            Command::AddProposal(args) => add_proposal::run(args, &mut session),
            Command::NewMeeting(args) => new_meeting::run(args, &mut session),
            Command::MoveMeeting(args) => move_call::run(args, &mut session),
            Command::CancelMeeting(args) => cancel::run(args, &mut session),
            Command::Agenda(args) => agenda::run(args, &mut session),
            Command::Attend(args) => attend::run(args, &mut session),
            Command::Note(args) => note::run(args, &mut session),
            Command::Decide(args) => decide::run(args, &mut session),
            Command::Topic(args) => topic::run(args, &mut session),
            Command::Recap(args) => recap::run(args, &mut session),
            Command::Action(args) => action::run(args, &mut session),
            Command::Approve(args) => approve::run(args, &mut session),
            Command::Stage(args) => stage::run(args, &mut session),
            Command::Close(args) => close::run(args, &mut session),
            Command::Set(args) => set::run(args, &mut session),
            Command::Owner(args) => owner::run(args, &mut session),
            Command::Support(args) => support::run(args, &mut session),
            Command::Rename(args) => rename::run(args, &mut session),
            Command::Status(args) => status::run(&args, &mut session),
            Command::List(args) => list::run(&args, &mut session),
            Command::Show(args) => show::run(&args, &mut session),
            Command::Check(args) => check::run(&args, &mut session),
            Command::Explain(args) => explain::run(&args, &mut session),
            Command::Minutes(args) => minutes::run(&args, &mut session),
            Command::Table(args) => table::run(&args, &mut session),
            Command::Mail(args) => mail::run(&args, &mut session),
            Command::Calendar(args) => calendar::run(&args, &mut session),
            Command::Render(args) => render::run(&args, &mut session),
            Command::Import(args) => import::run(args, &mut session),
            Command::Schema(args) => schema::run(&args, &mut session),
            Command::Completions(args) => completions::run(&args, &mut session),
            Command::Man(args) => man::run(&args, &mut session),
        }
    });
    let code = match result {
        Ok(ExitStatus::Clean) => 0,
        Ok(ExitStatus::Findings) => 1,
        Err(error) => session.report_error(error),
    };
    if is_bare && code == 0 {
        session.out.print_message("`backlog --help` lists the commands");
    }
    session.out.flush_output();
    ExitCode::from(match session.out.take_error() {
        None => code,
        Some(source) => session.report_error(Error::Io { action: "write", path: "the output".into(), source }),
    })
}

/// Prints what is wrong with the command line, or the requested help. Where the command line has control characters,
/// the message is printed without colors and with these characters escaped, so that nobody mistakes them for colors.
fn print_usage_error(error: &clap::Error) {
    let are_inert = std::env::args_os().all(|word| inert::is_inert(&word.to_string_lossy()));
    if are_inert {
        // A pipe that is closed early is not the user's mistake.
        let _ = error.print();
        return;
    }
    let plain = help::with_groups(Cli::command().styles(Styles::plain())).try_get_matches();
    let message = plain.and_then(|matches| Cli::from_arg_matches(&matches).map(|_| ())).err();
    if let Some(error) = message {
        let mut out = Out::for_process(ColorWhen::Never);
        out.print_message_painted(&inert::escape_invisible(&error.render().ansi().to_string()));
    }
}

/// The exit status of an error: 1 when the records or the rules refuse, 2 when the command could not run.
fn exit_code(error: &Error) -> u8 {
    match error {
        Error::Refused { .. } | Error::NotAllowed { .. } | Error::NotEditable { .. } => 1,
        Error::Exists(_) | Error::Changed(_) | Error::Outside(_) => 1,
        Error::NoRepository(_)
        | Error::Misnamed { .. }
        | Error::Io { .. }
        | Error::Unusable { .. }
        | Error::NotExpressible { .. }
        | Error::Revision { .. }
        | Error::Locked(_)
        | Error::Usage { .. }
        | Error::Template { .. }
        | Error::NotSent { .. }
        | Error::NotRecorded { .. } => 2,
        // What a shell reports of a program that Ctrl-C ended.
        Error::Interrupted => 130,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands_about_a_call_take_it_by_a_flag() {
        const COMMANDS: &str = "action add, action close, action update, agenda, approve, attend, cancel-meeting, close, decide, \
                                mail agenda, mail minutes, minutes, move-meeting, new-meeting, note, recap, show, stage, topic";
        for path in COMMANDS.split(", ") {
            let mut command = Cli::command();
            for word in path.split(' ') {
                command = command.find_subcommand(word).cloned().unwrap();
            }
            let flag = command.get_arguments().find(|argument| argument.get_long() == Some("meeting"));
            assert!(flag.is_some_and(|flag| flag.get_value_names().is_some_and(|names| names == ["DATE"])), "{path}");
        }
    }
}
