//! `backlog/<slug>.yaml`.

use super::value::decode_word;
use super::{Decode, Fields, Reader};
use crate::model::proposal::{
    ApiRepository, Earlier, FormerName, FormerOwner, Proposal, ProposalKind, ProposalTemplate, Release, UnparsedText,
    Validation,
};
use crate::model::stage::{ReachedStage, Stage};
use crate::source::Spanned;
use crate::store::tree::{self, Node};

/// Decodes a proposal; `None` if a problem leaves no record.
pub fn decode_proposal(node: &Node, slug: &str, reader: &mut Reader) -> Option<Proposal> {
    let mut fields = Fields::from_node(node, "a proposal (a map)", reader)?;
    let name = fields.required("name", reader);
    let kind = fields.optional("kind", reader);
    let proposal = Proposal {
        slug: slug.to_owned(),
        file: reader.file,
        name: name.unwrap_or_else(|| Spanned::without_place(String::new())),
        former_names: fields.list("former-names", reader),
        kind: kind.unwrap_or(ProposalKind::NewApi),
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
    fields.report_unknown_keys(reader);
    Some(proposal)
}

impl Decode for ProposalKind {
    const EXPECTED: &'static str = "a kind of proposal";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &ProposalKind::KEYS)
    }
}

impl Decode for FormerName {
    const EXPECTED: &'static str = "a former name";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::NodeKind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, until: None, issue: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let until = fields.optional("until", reader);
        let issue = fields.optional("issue", reader);
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, until, issue })
    }
}

impl Decode for FormerOwner {
    const EXPECTED: &'static str = "a former owner";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::NodeKind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, until: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let until = fields.optional("until", reader);
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, until })
    }
}

impl Decode for ProposalTemplate {
    const EXPECTED: &'static str = "a template with `pr`, `path` or `url`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let template = Self {
            pr: fields.optional("pr", reader),
            superseded: fields.list("superseded", reader),
            merged: fields.optional("merged", reader),
            path: fields.optional("path", reader),
            url: fields.optional("url", reader),
        };
        fields.report_unknown_keys(reader);
        Some(template)
    }
}

impl Decode for Earlier {
    const EXPECTED: &'static str = "a text, or a map with `date` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::NodeKind::Scalar { .. } = node.kind {
            return Some(Self { date: None, treated: None, text: Some(Decode::decode(node, reader)?) });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let earlier = Self {
            date: fields.optional("date", reader),
            treated: fields.optional("treated", reader),
            text: fields.optional("text", reader),
        };
        fields.report_unknown_keys(reader);
        Some(earlier)
    }
}

impl Decode for Validation {
    const EXPECTED: &'static str = "a validation with `group` and `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let validation = Self {
            group: fields.optional("group", reader),
            date: fields.optional("date", reader),
            link: fields.optional("link", reader),
        };
        fields.report_unknown_keys(reader);
        Some(validation)
    }
}

impl Decode for Stage {
    const EXPECTED: &'static str = "a stage";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let stages: Vec<_> = Stage::all().map(|stage| (stage.record_key(), stage)).collect();
        decode_word(node, reader, Self::EXPECTED, &stages)
    }
}

impl Decode for ReachedStage {
    const EXPECTED: &'static str = "a stage with its `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let tree::NodeKind::Scalar { .. } = node.kind {
            return Some(Self { stage: Decode::decode(node, reader)?, date: None, note: None, notified: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let stage = fields.required("stage", reader);
        let date = fields.optional("date", reader);
        let note = fields.optional("note", reader);
        let notified = fields.optional("notified", reader);
        fields.report_unknown_keys(reader);
        Some(Self { stage: stage?, date, note, notified })
    }
}

impl Decode for ApiRepository {
    const EXPECTED: &'static str = "a repository with `name` and `url`, or a `note`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let repository = Self {
            name: fields.optional("name", reader),
            url: fields.optional("url", reader),
            maintainers: fields.optional("maintainers", reader),
            note: fields.optional("note", reader),
        };
        fields.report_unknown_keys(reader);
        Some(repository)
    }
}

impl Decode for Release {
    const EXPECTED: &'static str = "a release with `version` and `date`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let release = Self {
            version: fields.optional("version", reader),
            meta_release: fields.optional("meta-release", reader),
            tag: fields.optional("tag", reader),
            date: fields.optional("date", reader),
            url: fields.optional("url", reader),
        };
        fields.report_unknown_keys(reader);
        Some(release)
    }
}

impl Decode for UnparsedText {
    const EXPECTED: &'static str = "text that an import preserved, with `where` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let place = fields.required("where", reader);
        let text = fields.required("text", reader);
        fields.report_unknown_keys(reader);
        Some(Self { place: place?, text: text? })
    }
}
