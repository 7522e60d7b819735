//! Action points, their updates, and the registers of imported minutes.

use super::value::decode_word;
use super::{Decode, Fields, Reader};
use crate::model::action::{Action, ActionStatus, ActionUpdate, RegisterRow};
use crate::store::tree::Node;

impl Decode for Action {
    const EXPECTED: &'static str = "an action point with `id`, `owners` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let id = fields.optional("id", reader);
        let owners = fields.list("owners", reader);
        let text = fields.required("text", reader);
        let due = fields.optional("due", reader);
        fields.report_unknown_keys(reader);
        Some(Self { place: node.place, id, owners, text: text?, due })
    }
}

impl Decode for ActionStatus {
    const EXPECTED: &'static str = "the status of an action point";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &ActionStatus::KEYS)
    }
}

impl Decode for ActionUpdate {
    const EXPECTED: &'static str = "an update with `id` and `status`, `due` or `note`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let id = fields.required("id", reader);
        let status = fields.optional("status", reader);
        let due = fields.optional("due", reader);
        let note = fields.optional("note", reader);
        fields.report_unknown_keys(reader);
        Some(Self { id: id?, status, due, note })
    }
}

impl Decode for RegisterRow {
    const EXPECTED: &'static str = "an action point of a register";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let registered = Self {
            id: fields.optional("id", reader),
            owners: fields.list("owners", reader),
            text: fields.optional("text", reader),
            status: fields.optional("status", reader),
            due: fields.optional("due", reader),
            note: fields.optional("note", reader),
        };
        fields.report_unknown_keys(reader);
        Some(registered)
    }
}
