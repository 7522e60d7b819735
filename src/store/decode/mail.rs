//! How mail goes out, in `workgroup.yaml`.

use super::{Decode, Fields, Reader};
use crate::model::mail::{Mail, Mailbox, SmtpServer};
use crate::store::tree::Node;

impl Decode for Mail {
    const EXPECTED: &'static str = "a map with `from`, `to`, `server` and `user`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let mail = Self {
            from: fields.optional("from", reader),
            to: fields.list("to", reader),
            server: fields.optional("server", reader),
            user: fields.optional("user", reader),
        };
        fields.report_unknown_keys(reader);
        Some(mail)
    }
}

impl Decode for Mailbox {
    const EXPECTED: &'static str = "an email address such as secretary@example.org";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::decode(node, reader)?;
        let mailbox = Self::parse(&text);
        if mailbox.is_none() {
            let help = "A name before it may only have letters, digits and spaces, or is in quotation marks: \
                        '\"Backlog, the API\" <secretary@example.org>'.";
            reader.report_wrong_type(node, Self::EXPECTED, text.contains('<').then(|| help.to_owned()));
        }
        mailbox
    }
}

impl Decode for SmtpServer {
    const EXPECTED: &'static str = "a server such as smtp.example.org:587";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::decode(node, reader)?;
        match Self::parse(&text) {
            Some(server) => Some(server),
            None => reader.report_unexpected::<Self>(node),
        }
    }
}
