//! Decodes what holds values: a place, an option, a list, a map by numbers.

use super::decode::{Reader, shorten_text};
use super::{AsWritten, Form, Key, RecordValue, ShapedText, TextVisitor};
use crate::finding::ProblemKind;
use crate::source::{Node, NodeKind, Spanned};
use chrono::NaiveDate;
use serde::Serializer;
use std::collections::BTreeMap;

impl<T: RecordValue> RecordValue for Spanned<T> {
    const FORM: Form = T::FORM;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(|value| Spanned::new(value, node.place))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write(serializer)
    }

    fn visit_texts<'r>(&'r self, key: &'static Key, visitor: &mut dyn TextVisitor<'r>) {
        match T::as_text(self) {
            Some(text) => visitor.visit(key, text),
            None => self.value.visit_texts(key, visitor),
        }
    }

    fn as_day(&self) -> Option<NaiveDate> {
        self.value.as_day()
    }
}

impl<T: RecordValue> RecordValue for Option<T> {
    const FORM: Form = T::FORM;
    const IS_OPTIONAL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn visit_texts<'r>(&'r self, key: &'static Key, visitor: &mut dyn TextVisitor<'r>) {
        self.iter().for_each(|value| value.visit_texts(key, visitor));
    }

    fn as_day(&self) -> Option<NaiveDate> {
        self.as_ref()?.as_day()
    }
}

/// The values of a list, without the ones that cannot be read; a single value is a list of one.
impl<T: RecordValue> RecordValue for Vec<T> {
    const FORM: Form = Form::List(&T::FORM);
    const IS_OPTIONAL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::List(nodes) = &node.kind else { return Some(T::read(node, reader).into_iter().collect()) };
        // Records are large, and most lists are short: room for exactly as many.
        let mut values = Vec::with_capacity(nodes.len());
        values.extend(nodes.iter().filter_map(|node| T::read(node, reader)));
        Some(values)
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsWritten))
    }

    fn visit_texts<'r>(&'r self, key: &'static Key, visitor: &mut dyn TextVisitor<'r>) {
        self.iter().for_each(|value| value.visit_texts(key, visitor));
    }

    fn as_day(&self) -> Option<NaiveDate> {
        self.first()?.as_day()
    }
}

/// Facts by the numbers of issues.
impl<K: ShapedText + Ord, T: RecordValue> RecordValue for BTreeMap<K, T> {
    const FORM: Form = Form::Map(&T::FORM);
    const IS_OPTIONAL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else {
            reader.report_wrong_type(node, "a map of numbers", None);
            return None;
        };
        let mut facts = BTreeMap::new();
        for entry in entries {
            let Some(number) = K::parse_text(&entry.key) else {
                let message = format!("expected the number of an issue or PR, found \"{}\"", shorten_text(&entry.key));
                reader.report(ProblemKind::WrongType, entry.key_place, message, None);
                continue;
            };
            facts.extend(T::read(&entry.value, reader).map(|value| (number, value)));
        }
        Some(facts)
    }

    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(number, value)| (AsWritten(number), AsWritten(value))))
    }
}
