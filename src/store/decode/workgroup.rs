//! `workgroup.yaml`.

use super::schedule::GroupSlot;
use super::value::decode_word;
use super::{Decode, Fields, Reader};
use crate::model::organization::{Organization, Person};
use crate::model::reference::is_repository;
use crate::model::schedule::Slot;
use crate::model::spelling::suggest_word;
use crate::model::workgroup::{
    AgendaTerms, Lifecycle, MinutesStyle, Notice, ProseSection, Records, Reviewer, RuleLevel, RuleSetting, TableForm,
    Waiver, Workgroup,
};
use crate::source::Spanned;
use crate::store::tree::{Node, NodeKind};
use chrono_tz::Tz;

/// Decodes the group; `None` if a problem leaves no record.
pub fn decode_workgroup(node: &Node, reader: &mut Reader) -> Option<Workgroup> {
    let mut fields = Fields::from_node(node, "a group (a map)", reader)?;
    let name = fields.required("name", reader);
    let repository = fields.optional::<Spanned<RepositoryName>>("repository", reader);
    let workgroup = Workgroup {
        file: reader.file,
        name: name.unwrap_or_else(|| Spanned::without_place(String::new())),
        repository: repository.map(|name| Spanned::new(name.value.0, name.place)),
        timezone: fields.optional("timezone", reader).unwrap_or(Tz::UTC),
        schedule: unwrap_slots(fields.list("schedule", reader)),
        exceptions: fields.list("exceptions", reader),
        agenda: fields.optional("agenda", reader).unwrap_or_default(),
        reviewer: fields.optional("reviewer", reader),
        mail: fields.optional("mail", reader).unwrap_or_default(),
        lifecycle: fields.optional("lifecycle", reader).unwrap_or_default(),
        records: fields.optional("records", reader).unwrap_or_default(),
        style: fields.optional("style", reader).unwrap_or_default(),
        table: fields.optional("table", reader).unwrap_or_default(),
        notices: fields.list("notices", reader),
        organizations: fields.list("organizations", reader),
        people: fields.list("people", reader),
        rules: fields.optional::<RuleSettings>("rules", reader).map(|rules| rules.0).unwrap_or_default(),
        sections: fields.list("sections", reader),
        allow: fields.list("allow", reader),
    };
    fields.report_unknown_keys(reader);
    Some(workgroup)
}

fn unwrap_slots(slots: Vec<Spanned<GroupSlot>>) -> Vec<Spanned<Slot>> {
    slots.into_iter().map(|slot| Spanned::new(slot.value.0, slot.place)).collect()
}

/// `owner/repo`.
struct RepositoryName(String);

impl Decode for RepositoryName {
    const EXPECTED: &'static str = "a repository as owner/repo";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let name = String::decode(node, reader)?;
        if is_repository(&name) { Some(Self(name)) } else { reader.report_unexpected::<Self>(node) }
    }
}

impl Decode for Tz {
    const EXPECTED: &'static str = "a time zone such as UTC or Europe/Madrid";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let name = String::decode(node, reader)?;
        let zone = name.parse().ok();
        if zone.is_none() {
            let near = suggest_word(&name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
            let help = near.map(|near| format!("Did you mean `{near}`?"));
            reader.report_wrong_type(node, Self::EXPECTED, help);
        }
        zone
    }
}

impl Decode for AgendaTerms {
    const EXPECTED: &'static str = "a map with `closes-days-before`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let usual = Self::default();
        let closes_days_before = fields.optional("closes-days-before", reader).unwrap_or(usual.closes_days_before);
        fields.report_unknown_keys(reader);
        Some(Self { closes_days_before })
    }
}

impl Decode for Reviewer {
    const EXPECTED: &'static str = "the reviewer with its `name`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let mail = fields.optional("mail", reader);
        let schedule = fields.list("schedule", reader);
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, mail, schedule })
    }
}

impl Decode for Lifecycle {
    const EXPECTED: &'static str = "a map with the settings of the lifecycle";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let usual = Self::default();
        let lifecycle = Self {
            freeze_after_weeks: fields.optional("freeze-after-weeks", reader).unwrap_or(usual.freeze_after_weeks),
            freeze_after_absences: fields
                .optional("freeze-after-absences", reader)
                .unwrap_or(usual.freeze_after_absences),
            freeze_after_untracked: fields
                .optional("freeze-after-untracked", reader)
                .unwrap_or(usual.freeze_after_untracked),
            archive_after_months: fields.optional("archive-after-months", reader).unwrap_or(usual.archive_after_months),
        };
        fields.report_unknown_keys(reader);
        Some(lifecycle)
    }
}

impl Decode for Records {
    const EXPECTED: &'static str = "a map with `complete-since`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let complete_since = fields.optional("complete-since", reader);
        fields.report_unknown_keys(reader);
        Some(Self { complete_since })
    }
}

impl Decode for MinutesStyle {
    const EXPECTED: &'static str = "a style of minutes";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &MinutesStyle::KEYS)
    }
}

impl Decode for TableForm {
    const EXPECTED: &'static str = "a format of the table";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &Self::KEYS)
    }
}

impl Decode for Notice {
    const EXPECTED: &'static str = "a notice with `heading` and `body`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let heading = fields.required("heading", reader);
        let body = fields.required("body", reader);
        let (since, until) = (fields.optional("since", reader), fields.optional("until", reader));
        fields.report_unknown_keys(reader);
        Some(Self { heading: heading?, body: body?, since, until })
    }
}

impl Decode for Organization {
    const EXPECTED: &'static str = "an organization";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, aliases: Vec::new(), since: None, until: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let aliases = fields.list("aliases", reader);
        let (since, until) = (fields.optional("since", reader), fields.optional("until", reader));
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, aliases, since, until })
    }
}

impl Decode for Person {
    const EXPECTED: &'static str = "a person with `name` and `organization`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { .. } = node.kind {
            let name = Decode::decode(node, reader)?;
            return Some(Self { name, organization: None, since: None, until: None, github: None, role: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let organization = fields.optional("organization", reader);
        let (since, until) = (fields.optional("since", reader), fields.optional("until", reader));
        let github = fields.optional("github", reader);
        let role = fields.optional("role", reader);
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, organization, since, until, github, role })
    }
}

/// The map of rules to their levels.
struct RuleSettings(Vec<RuleSetting>);

impl Decode for RuleSettings {
    const EXPECTED: &'static str = "a map of rules to levels";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else { return reader.report_unexpected::<Self>(node) };
        let mut settings = Vec::new();
        for entry in entries {
            let rule = Spanned::new(entry.key.clone().into_owned(), entry.key_place);
            if let NodeKind::Map(_) = entry.value.kind {
                let Some(mut fields) = Fields::from_node(&entry.value, "a level", reader) else { continue };
                let level = fields.optional("level", reader);
                let since = fields.optional("since", reader);
                fields.report_unknown_keys(reader);
                settings.push(RuleSetting { rule, level, since });
            } else if let Some(level) = RuleLevel::decode(&entry.value, reader) {
                settings.push(RuleSetting { rule, level: Some(level), since: None });
            }
        }
        Some(Self(settings))
    }
}

impl Decode for RuleLevel {
    const EXPECTED: &'static str = "a level";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &RuleLevel::KEYS)
    }
}

impl Decode for ProseSection {
    const EXPECTED: &'static str = "a section with `heading` and `body`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let section = Self { heading: fields.optional("heading", reader), body: fields.optional("body", reader) };
        fields.report_unknown_keys(reader);
        Some(section)
    }
}

impl Decode for Waiver {
    const EXPECTED: &'static str = "a waiver with `rule` and `why`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let rule = fields.required("rule", reader);
        let why = fields.required("why", reader);
        fields.report_unknown_keys(reader);
        Some(Self { place: node.place, rule: rule?, why: why? })
    }
}
