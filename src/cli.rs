//! The command line: parse, run, print. The only place with clock, environment, terminal and exit.

mod action;
mod add_organization;
mod add_person;
mod add_proposal;
mod add_slot;
mod agenda;
mod approve;
mod ask;
mod attend;
mod calendar;
mod call;
mod cancel;
mod changes;
mod check;
mod close;
mod command;
mod complete;
mod completions;
mod confluence;
mod decide;
mod edit;
mod exception;
mod explain;
mod fix;
mod format;
mod former;
mod github;
mod github_access;
mod help;
mod import;
mod init;
mod line;
mod list;
mod live;
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
mod proxy;
mod recap;
mod reissue;
mod rename;
mod render;
mod schema;
mod send;
mod session;
mod set;
mod show;
mod site;
mod stage;
mod status;
mod support;
mod sync;
mod table;
#[cfg(test)]
mod tests;
mod topic;
mod undo;

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

    /// Print only results, warnings and errors
    #[arg(short, long, global = true, display_order = 103)]
    quiet: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

/// Declares the commands by what they are for, each with the module of its arguments: `Writing` ones have the flag of a
/// dry run.
macro_rules! commands {
    ($($heading:literal { $($(#[$attribute:meta])* $name:ident($kind:ident $module:ident),)* })*) => {
        #[derive(Subcommand)]
        enum Command {
            $($($(#[$attribute])* $name(command::$kind<$module::Args>),)*)*
        }

        impl Command {
            /// The headings of the help, each with the number of its commands.
            const GROUPS: &[(&str, usize)] = &[$(($heading, [$(stringify!($name)),*].len())),*];

            fn run(self, session: &mut Session) -> Result<ExitStatus, Error> {
                match self {
                    $($(Self::$name(args) => $module::run(args.start(session)?, session),)*)*
                }
            }
        }
    };
}

commands! {
    "Start" {
        Init(Plain init),
        Import(Plain import),
        AddOrganization(Writing add_organization),
        AddPerson(Writing add_person),
        AddSlot(Writing add_slot),
        Set(Writing set),
    }
    "Proposals" {
        AddProposal(Writing add_proposal),
        Sync(Writing sync),
        List(Plain list),
        Show(Plain show),
        Stage(Writing stage),
        Owner(Writing owner),
        Support(Writing support),
        Rename(Writing rename),
        Close(Writing close),
    }
    "Before a call" {
        NewMeeting(Writing new_meeting),
        #[command(alias = "move")]
        MoveMeeting(Writing move_call),
        #[command(alias = "cancel")]
        CancelMeeting(Writing cancel),
        Agenda(Plain agenda),
    }
    "In the call" {
        Live(Plain live),
        Attend(Writing attend),
        Note(Writing note),
        Decide(Writing decide),
        Action(Plain action),
        Topic(Writing topic),
        Recap(Writing recap),
        Approve(Writing approve),
        Edit(Writing edit),
    }
    "Review" {
        Status(Plain status),
        Check(Plain check),
        Changes(Plain changes),
        Explain(Plain explain),
        Undo(Writing undo),
    }
    "Publish" {
        Render(Plain render),
        Minutes(Plain minutes),
        Table(Plain table),
        Calendar(Plain calendar),
        Site(Writing site),
        Mail(Plain mail),
        Github(Plain github),
        Confluence(Plain confluence),
    }
    "Other" {
        Schema(Plain schema),
        Completions(Plain completions),
        Man(Plain man),
    }
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
    let mut out = Out::for_process(cli.color);
    out.quiet = cli.quiet;
    let mut session = Session::new(out, cli.directory, cli.today);
    session.arguments = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let is_bare = cli.command.is_none();
    if is_bare && session.find_root().is_err() {
        let help = help::with_groups(Cli::command()).render_help();
        let help = if session.out.has_stderr_color() { help.ansi().to_string() } else { help.to_string() };
        session.out.print_message_painted(&help);
        return ExitCode::from(2);
    }
    let result = session.take_today_from_environment().and_then(|()| match cli.command {
        Some(command) => command.run(&mut session),
        None => status::run(status::Args::default(), &mut session),
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
        | Error::Github { .. }
        | Error::Confluence { .. }
        | Error::NotRecorded { .. } => 2,
        // What a shell reports of a program that Ctrl-C ended.
        Error::Interrupted => 130,
    }
}
