//! Action points, their updates, and the registers of imported minutes.

use super::value::word;
use super::{Decode, Fields, Reader};
use crate::model::action::{Action, ActionStatus, ActionUpdate, Registered};
use crate::store::tree::Node;

impl Decode for Action {
    const WANTED: &'static str = "an action point with `id`, `owners` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let id = fields.optional("id", reader);
        let owners = fields.list("owners", reader);
        let text = fields.required("text", reader);
        let due = fields.optional("due", reader);
        fields.finish(reader);
        Some(Self { place: node.place, id, owners, text: text?, due })
    }
}

impl Decode for ActionStatus {
    const WANTED: &'static str = "the status of an action point";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        word(node, reader, Self::WANTED, &ActionStatus::KEYS)
    }
}

impl Decode for ActionUpdate {
    const WANTED: &'static str = "an update with `id` and `status`, `due` or `note`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let id = fields.required("id", reader);
        let status = fields.optional("status", reader);
        let due = fields.optional("due", reader);
        let note = fields.optional("note", reader);
        fields.finish(reader);
        Some(Self { id: id?, status, due, note })
    }
}

impl Decode for Registered {
    const WANTED: &'static str = "an action point as these minutes listed it";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let registered = Self {
            id: fields.optional("id", reader),
            owners: fields.list("owners", reader),
            text: fields.optional("text", reader),
            status: fields.optional("status", reader),
            due: fields.optional("due", reader),
            note: fields.optional("note", reader),
        };
        fields.finish(reader);
        Some(registered)
    }
}
