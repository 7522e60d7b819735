//! The page on Confluence with the minutes of a call: created once, and brought up to date after that. It is found again
//! by the number in the call's file, or by its title and the line at its end.

use super::changes::Changes;
use crate::error::Error;
use crate::model::confluence::{ConfluenceTerms, ContentId, PublishedMinutes, SpaceKey};
use crate::model::digest::fingerprint;
use crate::model::meeting::Meeting;
use crate::outside::confluence::{ConfluenceClient, escape_segment};
use crate::render::document::PageText;
use crate::store::edit::Edit;
use crate::view::Views;
use serde::Deserialize;
use serde_json::json;

/// How the message of a version that backlog wrote begins; the digest of what was written follows.
const MESSAGE: &str = "Written by backlog ";

/// A page as Confluence has it. Whatever it says is untrusted text.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublishedPage {
    /// Its number.
    pub id: String,
    /// Its title.
    pub title: String,
    #[serde(default)]
    status: String,
    /// Its latest version.
    pub version: PageVersion,
    #[serde(default)]
    body: PageBody,
}

/// A version of a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageVersion {
    /// Its number, from 1.
    pub number: u64,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    author_id: Option<String>,
    #[serde(default)]
    created_at: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct PageBody {
    #[serde(default)]
    storage: Option<StorageBody>,
}

#[derive(Debug, Clone, Deserialize)]
struct StorageBody {
    value: String,
}

#[derive(Deserialize)]
struct ResultList<T> {
    results: Vec<T>,
}

#[derive(Deserialize)]
struct Space {
    id: String,
    key: String,
}

/// How Confluence has the minutes of a call.
#[derive(Debug, Clone)]
pub enum MinutesOnConfluence {
    /// They have no page yet.
    Missing,
    /// Their page says the same.
    Same(PublishedPage),
    /// Their page says something else, and nobody edited it.
    Different(PublishedPage),
    /// Somebody edited their page after backlog wrote it.
    Edited(PublishedPage),
}

impl PublishedPage {
    /// Its text in storage format.
    pub fn storage(&self) -> &str {
        self.body.storage.as_ref().map_or("", |storage| &storage.value)
    }

    fn to_record(&self) -> Option<PublishedMinutes> {
        let id = self.id.parse().ok().map(ContentId)?;
        Some(PublishedMinutes { id: Some(id), version: Some(ContentId(self.version.number)) })
    }

    fn is_ours(&self) -> bool {
        self.version.message.as_ref().is_some_and(|message| message.starts_with(MESSAGE))
    }

    fn says(&self, text: &PageText) -> bool {
        let is_written = self.version.message.as_ref() == Some(&version_message(text));
        is_written || (self.title == text.title && without_spaces(self.storage()) == without_spaces(&text.storage))
    }

    /// `version 5 of 2026-02-13T10:00:00Z by the account 5b10`.
    pub fn describe_version(&self) -> String {
        let PageVersion { number, author_id, created_at, .. } = &self.version;
        let when = created_at.as_ref().map(|moment| format!(" of {moment}"));
        let who = author_id.as_ref().map(|account| format!(" by the account {account}"));
        format!("version {number}{}{}", when.unwrap_or_default(), who.unwrap_or_default())
    }
}

/// What the history of a page says about a version, by which backlog recognizes what it wrote.
fn version_message(text: &PageText) -> String {
    format!("{MESSAGE}({:016x})", fingerprint(&[&text.title, &text.storage]))
}

/// Confluence formats what it is given in another way.
fn without_spaces(storage: &str) -> String {
    storage.split_whitespace().collect()
}

/// The space of a key.
///
/// # Errors
/// [`Error::Confluence`]; [`Error::NotAllowed`] where the site has no such space.
pub fn find_space(client: &ConfluenceClient, key: &SpaceKey) -> Result<String, Error> {
    let spaces: Option<ResultList<Space>> = client.get(&format!("spaces?keys={}", escape_segment(key.as_str())))?;
    let found = spaces.into_iter().flat_map(|spaces| spaces.results).find(|space| space.key == key.as_str());
    let missing = || {
        let message = format!("{} has no space {key}, or hides it from this user", client.site());
        Error::not_allowed(message, "Check `space` under `confluence` in workgroup.yaml.")
    };
    found.map(|space| space.id).ok_or_else(missing)
}

/// Compares the minutes with their page: the one that the call's file names, or else the one in the space with their title
/// and the line at its end, which a command that was interrupted may have written.
///
/// # Errors
/// [`Error::Confluence`]; [`Error::NotAllowed`] where the page does not exist, or another page has the title.
pub fn compare_minutes(
    client: &ConfluenceClient,
    space: &str,
    meeting: &Meeting,
    text: &PageText,
) -> Result<MinutesOnConfluence, Error> {
    let day = meeting.date.value;
    let recorded = meeting.page.as_ref().and_then(|page| Some((page.id?, page.version)));
    let (page, is_edited) = match recorded {
        Some((id, version)) => {
            let page: Option<PublishedPage> = client.get(&format!("pages/{id}?body-format=storage"))?;
            let missing = || {
                let message = format!("{} has no page {id}, which has the minutes of {day}", client.site());
                Error::not_allowed(message, format!("Remove `page` from the file of {day} to publish another page."))
            };
            let page = page.filter(|page| page.status != "trashed").ok_or_else(missing)?;
            let is_recorded = version.is_some_and(|version| version.0 == page.version.number);
            // A command that was interrupted may have written another version.
            let is_edited = !is_recorded && !page.is_ours();
            (page, is_edited)
        }
        None => {
            let query = format!("space-id={space}&title={}&status=current", escape_segment(&text.title));
            let pages: Option<ResultList<PublishedPage>> = client.get(&format!("pages?{query}&body-format=storage"))?;
            let pages = pages.into_iter().flat_map(|pages| pages.results);
            let Some(page) = pages.into_iter().find(|page| page.title == text.title) else {
                return Ok(MinutesOnConfluence::Missing);
            };
            if !page.storage().contains(&format!("from {}:", text.origin)) {
                let message = format!("page {} has the title `{}`, and backlog did not write it", page.id, page.title);
                return Err(Error::not_allowed(message, "Rename or remove that page, or choose another space."));
            }
            let is_edited = page.version.number > 1 && !page.is_ours();
            (page, is_edited)
        }
    };
    Ok(if is_edited {
        MinutesOnConfluence::Edited(page)
    } else if page.says(text) {
        MinutesOnConfluence::Same(page)
    } else {
        MinutesOnConfluence::Different(page)
    })
}

/// Creates the page of minutes.
///
/// # Errors
/// [`Error::Confluence`].
pub fn create_page(
    client: &ConfluenceClient,
    space: &str,
    parent: Option<ContentId>,
    text: &PageText,
) -> Result<PublishedPage, Error> {
    let body = json!({ "representation": "storage", "value": text.storage });
    let mut page = json!({ "spaceId": space, "status": "current", "title": text.title, "body": body });
    if let (Some(parent), Some(page)) = (parent, page.as_object_mut()) {
        page.insert("parentId".to_owned(), parent.to_string().into());
    }
    client.post("pages", &page)
}

/// Replaces the text of a page by a new version.
///
/// # Errors
/// [`Error::Confluence`], also if the page has another version by now.
pub fn update_page(client: &ConfluenceClient, page: &PublishedPage, text: &PageText) -> Result<PublishedPage, Error> {
    let version = json!({ "number": page.version.number + 1, "message": version_message(text) });
    let body = json!({ "representation": "storage", "value": text.storage });
    let id = escape_segment(&page.id);
    let update = json!({
        "id": page.id, "status": "current", "title": text.title, "body": body, "version": version,
    });
    client.put(&format!("pages/{id}"), &update)
}

/// Whether the call's file names this version of the page.
pub fn is_recorded(meeting: &Meeting, page: &PublishedPage) -> bool {
    meeting.page.is_some() && meeting.page == page.to_record()
}

/// Records the page with the minutes of a call.
///
/// # Errors
/// [`Error::NotAllowed`] where Confluence gave the page another id than a number.
pub fn record_page(meeting: &Meeting, page: &PublishedPage, views: &Views) -> Result<Changes, Error> {
    let odd = || {
        Error::not_allowed(format!("expected a number as the id of a page, found {}", page.id), "Record it by hand.")
    };
    let published = page.to_record().ok_or_else(odd)?;
    let edits = match is_recorded(meeting, page) {
        true => Vec::new(),
        false => vec![Edit::set(["page".into()], &published)?],
    };
    let description = format!("page: {}, version {}", page.id, page.version.number);
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// The site and the space of the group.
///
/// # Errors
/// [`Error::NotAllowed`] where `workgroup.yaml` does not say them.
pub fn require_terms(terms: &ConfluenceTerms) -> Result<(&crate::model::confluence::ConfluenceSite, &SpaceKey), Error> {
    let help = "Add them to workgroup.yaml: `confluence: { site: example.atlassian.net, space: KEY }`.";
    let missing = || Error::not_allowed("the records name no site and space of Confluence", help);
    Ok((terms.site.as_ref().ok_or_else(missing)?, &terms.space.as_ref().ok_or_else(missing)?.value))
}
