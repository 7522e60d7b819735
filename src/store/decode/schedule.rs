//! The schedule in `workgroup.yaml`: slots and exceptions.

use super::{Decode, Fields, Reader};
use crate::finding::ProblemKind;
use crate::model::schedule::{
    Cadence, Exception, Slot, check_times, parse_every, parse_slot, suggest_every, suggest_slot,
};
use crate::store::tree::Node;
use chrono::NaiveDate;

/// A slot of the group, with times.
pub struct GroupSlot(pub Slot);

impl Decode for GroupSlot {
    const EXPECTED: &'static str = "a slot with `slot` or `every`, `start` and `end`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let cadence = decode_cadence(&mut fields, node, reader);
        let start = fields.required("start", reader);
        let end = fields.required("end", reader);
        let (since, until) = (fields.optional("since", reader), fields.optional("until", reader));
        fields.report_unknown_keys(reader);
        if let (Some(start), Some(end)) = (start, end)
            && let Err(message) = check_times(start, end)
        {
            reader.report(ProblemKind::WrongType, node.place, message, Some("Correct `start` or `end`.".to_owned()));
        }
        Some(Self(Slot { cadence: cadence?, start: Some(start?), end: Some(end?), since, until }))
    }
}

/// A slot of the reviewer: only its days matter.
impl Decode for Slot {
    const EXPECTED: &'static str = "a slot with `slot` or `every`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let cadence = decode_cadence(&mut fields, node, reader);
        let (start, end) = (fields.optional("start", reader), fields.optional("end", reader));
        let (since, until) = (fields.optional("since", reader), fields.optional("until", reader));
        fields.report_unknown_keys(reader);
        Some(Slot { cadence: cadence?, start, end, since, until })
    }
}

fn decode_cadence(fields: &mut Fields, node: &Node, reader: &mut Reader) -> Option<Cadence> {
    let slot = fields.optional::<MonthlySlot>("slot", reader);
    let every = fields.take_node("every");
    let from = fields.optional::<NaiveDate>("from", reader);
    let has_slot = fields.entries.iter().any(|entry| entry.key == "slot" && !entry.value.is_null());
    match (has_slot, every) {
        (true, None) => slot.map(|slot| slot.0),
        (false, Some(every)) => {
            let weeks = Weeks::decode(every, reader)?;
            if from.is_none() && !fields.entries.iter().any(|entry| entry.key == "from" && !entry.value.is_null()) {
                let message = "missing key \"from\": `every` counts the weeks from a date";
                let help = "Add `from:` with the date of one call.".to_owned();
                reader.report(ProblemKind::MissingKey, every.place, message, Some(help));
            }
            Some(Cadence::Weekly { weeks: weeks.0, from: from? })
        }
        (true, Some(every)) => {
            let message = "expected `slot` or `every`, found both";
            let help = "Split it into two slots, or remove one of the keys.".to_owned();
            reader.report(ProblemKind::WrongType, every.place, message, Some(help));
            None
        }
        (false, None) => {
            let help = "Add `slot: 2nd thursday`, or `every: 2 weeks` with `from:`.".to_owned();
            reader.report(ProblemKind::MissingKey, node.place, "missing key \"slot\" or \"every\"", Some(help));
            None
        }
    }
}

struct MonthlySlot(Cadence);

impl Decode for MonthlySlot {
    const EXPECTED: &'static str = "a slot such as `2nd thursday`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::decode(node, reader)?;
        let slot = parse_slot(&text).map(Self);
        if slot.is_none() {
            reader.report_wrong_type(
                node,
                Self::EXPECTED,
                suggest_slot(&text).map(|slot| format!("Did you mean `{slot}`?")),
            );
        }
        slot
    }
}

struct Weeks(u32);

impl Decode for Weeks {
    const EXPECTED: &'static str = "a number of weeks such as `2 weeks`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::decode(node, reader)?;
        let weeks = parse_every(&text).map(Self);
        if weeks.is_none() {
            reader.report_wrong_type(
                node,
                Self::EXPECTED,
                suggest_every(&text).map(|weeks| format!("Did you mean `{weeks}`?")),
            );
        }
        weeks
    }
}

impl Decode for Exception {
    const EXPECTED: &'static str = "an exception with `date`, and `moved-to` if the call is moved";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let date = fields.required("date", reader);
        let moved_to = fields.optional("moved-to", reader);
        let reason = fields.optional("reason", reader);
        let (start, end) = (fields.optional("start", reader), fields.optional("end", reader));
        fields.report_unknown_keys(reader);
        if let (Some(start), Some(end)) = (start, end)
            && let Err(message) = check_times(start, end)
        {
            reader.report(ProblemKind::WrongType, node.place, message, Some("Correct `start` or `end`.".to_owned()));
        }
        Some(Self { date: date?, moved_to, reason, start, end })
    }
}
