//! `backlog/<slug>.yaml`.

use super::value::word;
use super::{Decode, Fields, Reader};
use crate::model::proposal::{
    Earlier, FormerName, FormerOwner, Kind, Proposal, Release, Repository, Template, Unparsed, Validation,
};
use crate::model::stage::{Reached, Stage};
use crate::source::Spanned;
use crate::store::tree::{self, Node};

/// Reads a proposal; `None` when what is missing or wrong leaves no record.
pub fn proposal(node: &Node, slug: &str, reader: &mut Reader) -> Option<Proposal> {
    let mut fields = Fields::open(node, "a proposal with its keys", reader)?;
    let name = fields.required("name", reader);
    let kind = fields.optional("kind", reader);
    let proposal = Proposal {
        slug: slug.to_owned(),
        file: reader.file,
        name: name.unwrap_or_else(|| Spanned::nowhere(String::new())),
        former_names: fields.list("former-names", reader),
        kind: kind.unwrap_or(Kind::NewApi),
        target: fields.optional("target", reader),
        issue: fields.optional("issue", reader),
        opened: fields.optional("opened", reader),
        former_issues: fields.list("former-issues", reader),
        template: fields.optional("template", reader),
        registered: fields.optional("registered", reader),
        owners: fields.list("owners", reader),
        former_owners: fields.list("former-owners", reader),
        supporters: fields.list("supporters", reader),
        summary: fields.optional("summary", reader),
        earlier: fields.list("earlier", reader),
        related: fields.list("related", reader),
        validation: fields.optional("validation", reader),
        stages: fields.list("stages", reader),
        closed: fields.optional("closed", reader),
        onboarding_issue: fields.optional("onboarding-issue", reader),
        repository: fields.optional("repository", reader),
        releases: fields.list("releases", reader),
        unparsed: fields.list("unparsed", reader),
        sections: fields.list("sections", reader),
        allow: fields.list("allow", reader),
    };
    fields.finish(reader);
    Some(proposal)
}

impl Decode for Kind {
    const WANTED: &'static str = "a kind of proposal";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        word(node, reader, Self::WANTED, &Kind::KEYS)
    }
}

impl Decode for FormerName {
    const WANTED: &'static str = "a former name";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::Kind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, until: None, issue: None });
        }
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let name = fields.required("name", reader);
        let until = fields.optional("until", reader);
        let issue = fields.optional("issue", reader);
        fields.finish(reader);
        Some(Self { name: name?, until, issue })
    }
}

impl Decode for FormerOwner {
    const WANTED: &'static str = "a former owner";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::Kind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, until: None });
        }
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let name = fields.required("name", reader);
        let until = fields.optional("until", reader);
        fields.finish(reader);
        Some(Self { name: name?, until })
    }
}

impl Decode for Template {
    const WANTED: &'static str = "a template with `pr`, `path` or `url`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let template = Self {
            pr: fields.optional("pr", reader),
            superseded: fields.list("superseded", reader),
            merged: fields.optional("merged", reader),
            path: fields.optional("path", reader),
            url: fields.optional("url", reader),
        };
        fields.finish(reader);
        Some(template)
    }
}

impl Decode for Earlier {
    const WANTED: &'static str = "a text, or a map with `date` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::Kind::Scalar { .. } = node.kind {
            return Some(Self { date: None, treated: None, text: Some(Decode::decode(node, reader)?) });
        }
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let earlier = Self {
            date: fields.optional("date", reader),
            treated: fields.optional("treated", reader),
            text: fields.optional("text", reader),
        };
        fields.finish(reader);
        Some(earlier)
    }
}

impl Decode for Validation {
    const WANTED: &'static str = "a validation with `group` and `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let validation = Self {
            group: fields.optional("group", reader),
            date: fields.optional("date", reader),
            link: fields.optional("link", reader),
        };
        fields.finish(reader);
        Some(validation)
    }
}

impl Decode for Stage {
    const WANTED: &'static str = "a stage";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let stages: Vec<_> = Stage::all().map(|stage| (stage.key(), stage)).collect();
        word(node, reader, Self::WANTED, &stages)
    }
}

impl Decode for Reached {
    const WANTED: &'static str = "a stage with its `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::Kind::Scalar { .. } = node.kind {
            return Some(Self { stage: Decode::decode(node, reader)?, date: None, note: None, notified: None });
        }
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let stage = fields.required("stage", reader);
        let date = fields.optional("date", reader);
        let note = fields.optional("note", reader);
        let notified = fields.optional("notified", reader);
        fields.finish(reader);
        Some(Self { stage: stage?, date, note, notified })
    }
}

impl Decode for Repository {
    const WANTED: &'static str = "a repository with `name` and `url`, or a `note`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let repository = Self {
            name: fields.optional("name", reader),
            url: fields.optional("url", reader),
            maintainers: fields.optional("maintainers", reader),
            note: fields.optional("note", reader),
        };
        fields.finish(reader);
        Some(repository)
    }
}

impl Decode for Release {
    const WANTED: &'static str = "a release with `version` and `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let release = Self {
            version: fields.optional("version", reader),
            meta_release: fields.optional("meta-release", reader),
            tag: fields.optional("tag", reader),
            date: fields.optional("date", reader),
            url: fields.optional("url", reader),
        };
        fields.finish(reader);
        Some(release)
    }
}

impl Decode for Unparsed {
    const WANTED: &'static str = "a text that an import kept, with `where` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let place = fields.required("where", reader);
        let text = fields.required("text", reader);
        fields.finish(reader);
        Some(Self { place: place?, text: text? })
    }
}
