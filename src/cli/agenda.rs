//! `backlog agenda`: each item of a call with its verdict; what is put on and taken off.

mod add;
mod entry;
mod remove;

use super::session::Session;
use super::{Status, call};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::report::columns::{padded, width};
use crate::view::Views;
use crate::view::agenda::Section;
use crate::view::calendar::Call;
use crate::view::moment::spoken;
use crate::view::on_day;
use chrono::{Datelike, NaiveDate};

/// Show the agenda of a call, each item with its verdict; put items on it, take them off
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda
  backlog agenda add 63
  backlog agenda remove 63")]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,

    /// The day of the call; without it the running or next one
    #[arg(long, value_name = "DATE", global = true, value_parser = super::parse_day)]
    call: Option<NaiveDate>,
}

#[derive(clap::Subcommand)]
enum Action {
    /// Show the agenda (what happens without a word, too)
    Show,
    Add(add::Args),
    Remove(remove::Args),
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    match args.action {
        Some(Action::Add(add)) => add::run(add, args.call, session),
        Some(Action::Remove(remove)) => remove::run(remove, args.call, session),
        Some(Action::Show) | None => show(args.call, session),
    }
}

fn show(date: Option<NaiveDate>, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = meant(date, &views, session)?;
    session.out.print_visible(&told(meeting, &views));
    Ok(Status::Clean)
}

/// The call whose agenda is meant, told on stderr with the closing of its agenda.
fn meant<'g>(date: Option<NaiveDate>, views: &Views<'g>, session: &mut Session) -> Result<&'g Meeting, Error> {
    let meeting = chosen(date, views)?;
    let call = views.calendar.call(meeting);
    session.out.say(&match views.not_held_on(call.date) {
        Some(not_held) => call::not_held_message(call.date, &not_held),
        None => {
            let closing = closing_told(&call, views).map(|closing| format!("; its agenda {closing}"));
            format!("the call of {}{}", call.format_start(), closing.unwrap_or_default())
        }
    });
    Ok(meeting)
}

/// The call of a day that the user named, else the next one.
fn chosen<'g>(date: Option<NaiveDate>, views: &Views<'g>) -> Result<&'g Meeting, Error> {
    match date {
        Some(date) => call::of_day(date, views),
        None => call::next(views),
    }
}

/// `closes` or `closed`, seen from now, and when; `None` where the call has no start.
pub fn closing_told(call: &Call, views: &Views) -> Option<String> {
    let closing = views.calendar.closing(call);
    let verb = if closing.has_passed(views.now.moment()) { "closed" } else { "closes" };
    closing.moment().map(|moment| format!("{verb} {}", spoken(moment)))
}

/// Reports when a call is, and when its agenda closes.
pub fn report_call(call: &Call, views: &Views, session: &mut Session) {
    let end = call.times.map(|times| format!(" to {}", times.end.format("%H:%M"))).unwrap_or_default();
    session.out.say(&format!("the call: {} {}{end}", weekday_name(call.date.weekday()), call.format_start()));
    if let Some(closing) = closing_told(call, views) {
        session.out.say(&format!("its agenda {closing}"));
    }
}

/// A line an item: what it is and its verdict, in the order of the call; then the other topics.
pub fn told<'g>(meeting: &'g Meeting, views: &Views<'g>) -> String {
    let day = meeting.date.value;
    let items = views.agenda(meeting);
    if items.is_empty() && meeting.topics.is_empty() {
        return "nothing is on the agenda\n".to_owned();
    }
    let lines = items.iter().map(|item| {
        let issue = item.item.issue.as_ref().map(|issue| views.issue_label(issue));
        let pr = item.item.pr.as_ref().map(|pr| views.pr_label(pr));
        let of_proposal =
            || item.proposal.and_then(|proposal| proposal.issue.as_ref()).map(|issue| views.issue_label(issue));
        let title = item.proposal.map(|proposal| on_day::name(proposal, day));
        let title = title.or(item.item.title.as_ref().map(|title| title.as_str())).unwrap_or_default();
        let closing = if item.section == Section::Closing { ", to be closed" } else { "" };
        let verdict = format!("{}{closing}", item.verdict.words());
        [issue.or(pr).or_else(of_proposal).unwrap_or_default(), title.to_owned(), verdict]
    });
    let topics = meeting.topics.iter().map(|topic| {
        let number = topic.issue.as_ref().map(|issue| views.issue_label(issue));
        let number = number.or_else(|| topic.pr.as_ref().map(|pr| views.pr_label(pr))).unwrap_or_default();
        let proposal = || views.index.proposal_of(topic).map(|proposal| on_day::name(proposal, day));
        let title = topic.title.as_ref().map(|title| title.as_str()).or_else(proposal).unwrap_or_default();
        [number, title.to_owned(), "another topic".to_owned()]
    });
    let lines: Vec<[String; 3]> = lines.chain(topics).collect();
    let wide = |column: usize| lines.iter().map(|line| width(&line[column])).max().unwrap_or_default();
    let (issues, titles) = (wide(0), wide(1).min(56));
    let told = |[issue, title, verdict]: &[String; 3]| {
        format!("{}  {}  {verdict}\n", padded(issue, issues), padded(title, titles))
    };
    lines.iter().map(told).collect()
}
