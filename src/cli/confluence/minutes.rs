//! `backlog confluence minutes`: the page with the minutes of a call.

use crate::cli::ExitStatus;
use crate::cli::call::NamedCall;
use crate::cli::mail::find_past_call;
use crate::cli::mode::{Mode, WriteArgs};
use crate::cli::proxy::find_proxy;
use crate::cli::send::{Consent, Secret, read_variable};
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::confluence::ConfluenceSite;
use crate::model::meeting::Meeting;
use crate::outside::confluence::{ConfluenceClient, require_feature};
use crate::record::call::{find_call_on, not_held_message};
use crate::record::changes::Changes;
use crate::record::confluence::{
    MinutesOnConfluence, PublishedPage, compare_minutes, create_page, find_space, is_recorded, record_page,
    require_terms, update_page,
};
use crate::render::document::{Document, PageText};
use crate::report::diff::unified_diff;
use crate::store::git::path_in_work_tree;
use crate::view::Views;
use std::path::Path;

/// The token, and the server that may receive it.
const TOKEN: Secret =
    Secret { variable: "BACKLOG_CONFLUENCE_TOKEN", server_variable: "BACKLOG_CONFLUENCE_SERVER", server_form: "HOST" };
/// The mail address of the user that the token belongs to.
const USER: &str = "BACKLOG_CONFLUENCE_USER";

/// Print the page with the minutes of a call, or publish it
#[derive(clap::Args)]
#[command(
    mut_arg("date", |date| date.help("Day of the call [default: the last one held]")),
    mut_arg("dry_run", |flag| {
        flag.requires("send").help("With --send: show what would be sent and recorded, without doing it")
    }),
    after_help = "Examples:
  backlog confluence minutes                   print the page of the last call
  backlog confluence minutes --send            create it, or bring it up to date
  backlog confluence minutes 2026-02-12 --send --yes

The page is created once, where `confluence: { site, space, parent }` in workgroup.yaml says; its number
and version are recorded in the call's file as `page`. Nothing is sent without --send. Sending needs
BACKLOG_CONFLUENCE_SERVER, BACKLOG_CONFLUENCE_USER (a mail address) and BACKLOG_CONFLUENCE_TOKEN."
)]
pub struct Args {
    #[command(flatten)]
    call: NamedCall,

    /// Show the page and send it
    #[arg(long)]
    send: bool,

    /// With --send: replace the page although somebody edited it
    #[arg(long, requires = "send")]
    overwrite: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    consent: Consent,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.mode = args.write.mode();
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let root = &repository.files.root;
    let (site, key) = require_terms(&views.workgroup.confluence)?;
    let meeting = find_past_call(args.call.day(), &views, root, session)?;
    let text = compose_page(meeting, root, &views)?;
    let place = describe_place(meeting, &views);
    if let Some(not_held) = views.calls.not_held_on(meeting.date.value) {
        session.out.print_message(&not_held_message(meeting.date.value, &not_held));
    } else if !meeting.is_recorded() {
        session.out.print_message("this is a draft: nothing is recorded about the call yet");
    }
    if !args.send {
        session.out.print(&format!("{place}Title: {}\n\n{}", text.title, text.storage));
        return Ok(ExitStatus::Clean);
    }
    let client = connect(site)?;
    let space = find_space(&client, key)?;
    let compared = compare(&client, &space, meeting, &text, args.overwrite)?;
    let is_sent = match &compared {
        MinutesOnConfluence::Missing => {
            session.out.print(&format!("{place}Title: {}\n\n{}", text.title, text.storage));
            true
        }
        MinutesOnConfluence::Same(page) => {
            session.out.print_message(&format!("page {} is up to date", page.id));
            if is_recorded(meeting, page) {
                return Ok(ExitStatus::Clean);
            }
            false
        }
        MinutesOnConfluence::Different(page) | MinutesOnConfluence::Edited(page) => {
            session.out.print(&format!("{place}\n{}", format_difference(page, &text)));
            true
        }
    };
    if is_sent {
        if session.mode == Mode::DryRun {
            session.out.print_message("not sent");
            return Ok(ExitStatus::Clean);
        }
        let to = match &compared {
            MinutesOnConfluence::Missing => format!("a new page of the space {key}"),
            MinutesOnConfluence::Same(page)
            | MinutesOnConfluence::Different(page)
            | MinutesOnConfluence::Edited(page) => format!("page {} of the space {key}", page.id),
        };
        args.consent.confirm_sending(site, &[to], session)?;
        session.has_sent = true;
    }
    let day = meeting.date.value;
    let root = root.clone();
    session.record(Needs::AllFiles, |views, session| -> Result<Changes, Error> {
        let meeting = find_call_on(day, views)?;
        if compose_page(meeting, &root, views)? != text {
            return Err(Error::not_allowed("not sent: the records changed meanwhile", "Run the command again."));
        }
        // Another command may have created it while the user was asked, and people may have edited it.
        let page = match compare(&client, &space, meeting, &text, args.overwrite)? {
            MinutesOnConfluence::Same(page) => page,
            MinutesOnConfluence::Different(page) | MinutesOnConfluence::Edited(page) => {
                let page = update_page(&client, &page, &text)?;
                session.out.print_message(&format!("brought up to date page {}", page.id));
                page
            }
            MinutesOnConfluence::Missing => {
                let page = create_page(&client, &space, views.workgroup.confluence.parent, &text)?;
                session.out.print_message(&format!("created page {}", page.id));
                page
            }
        };
        record_page(meeting, &page, views)
    })
}

/// The page of a call's minutes. Links to the minutes of other calls lead to their pages.
fn compose_page<'g>(meeting: &'g Meeting, root: &Path, views: &Views<'g>) -> Result<PageText, Error> {
    let (site, key) = require_terms(&views.workgroup.confluence)?;
    let folder = views.links.page_folder(&path_in_work_tree(root), "minutes");
    let document = Document::from_minutes(meeting, views)?;
    Ok(document.render_page_text(&folder, |day| {
        let id = views.calls.meeting_on(day)?.page.as_ref()?.id?;
        Some(site.url(&format!("wiki/spaces/{key}/pages/{id}")))
    }))
}

/// Where the page is or will be, a line for each part.
fn describe_place(meeting: &Meeting, views: &Views) -> String {
    let terms = &views.workgroup.confluence;
    let parent = terms.parent.map_or_else(|| "the space itself".to_owned(), |parent| format!("page {parent}"));
    let page = meeting.page.as_ref().and_then(|page| page.id);
    let lines = [
        ("Site", terms.site.as_ref().map(ToString::to_string)),
        ("Space", terms.space.as_ref().map(|space| space.value.to_string())),
        ("Parent", Some(parent)),
        ("Page", Some(page.map_or_else(|| "not recorded yet".to_owned(), |id| id.to_string()))),
    ];
    lines.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}\n", value?))).collect()
}

/// How Confluence has the minutes; a page that somebody edited is refused unless the user replaces it.
fn compare(
    client: &ConfluenceClient,
    space: &str,
    meeting: &Meeting,
    text: &PageText,
    overwrite: bool,
) -> Result<MinutesOnConfluence, Error> {
    match compare_minutes(client, space, meeting, text)? {
        MinutesOnConfluence::Edited(page) if !overwrite => {
            let message =
                format!("somebody edited page {} after backlog wrote it: it is {}", page.id, page.describe_version());
            let help = "Take what they changed into the records; then --overwrite replaces the page.";
            Err(Error::not_allowed(message, help))
        }
        compared => Ok(compared),
    }
}

/// The lines that change on a page.
fn format_difference(page: &PublishedPage, text: &PageText) -> String {
    // Confluence keeps a page on one line.
    let lines = |title: &str, storage: &str| {
        let starts = ["<h2>", "<h3>", "<table>", "<tr>", "<li>"];
        let one =
            storage.replace('\n', "").replace("><p>", ">\n<p>").replace("<li>\n", "<li>").replace("<td>\n", "<td>");
        let broken = starts.iter().fold(one, |text, start| text.replace(start, &format!("\n{start}")));
        format!("Title: {title}\n\n{}\n", broken.trim_end())
    };
    unified_diff("Confluence", &lines(&page.title, page.storage()), &lines(&text.title, &text.storage))
}

/// A client for the site, if the environment permits it to receive the token.
fn connect(site: &ConfluenceSite) -> Result<ConfluenceClient, Error> {
    require_feature()?;
    let missing = |variable: &str| {
        let help = format!(
            "Set {} to {site}, {USER} to your mail address, and {} to a token of yours.",
            TOKEN.server_variable, TOKEN.variable
        );
        Error::usage(format!("not sent: {variable} is not set"), help)
    };
    let token = TOKEN.read_secret(site, ConfluenceSite::parse)?.ok_or_else(|| missing(TOKEN.variable))?;
    let user = read_variable(USER)?.ok_or_else(|| missing(USER))?;
    let client = ConfluenceClient::new(site.clone(), &user, token)?;
    match find_proxy(site.host()) {
        Some(url) => client.with_proxy(&url),
        None => Ok(client),
    }
}
