//! Maps with free keys: organizations with their people, rules with the group's settings.

use crate::model::record::{AsWritten, Form, Key, Reader, RecordValue, TextVisitor};
use crate::source::{Node, NodeKind, Spanned};
use serde::Serializer;
use std::ops::Deref;

/// An entry of a map with free keys.
pub trait KeyedEntry: Sized {
    /// The type of the value.
    type Value: RecordValue;
    /// For messages: `a map of rules to levels`.
    const EXPECTED: &'static str;

    /// Creates the entry from its key and value.
    fn from_parts(key: Spanned<String>, value: Self::Value) -> Self;

    /// Returns its key and value.
    fn parts(&self) -> (&Spanned<String>, &Self::Value);
}

/// A map with free keys, in file order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByKey<T>(pub Vec<T>);

impl<T> Deref for ByKey<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<'m, T> IntoIterator for &'m ByKey<T> {
    type Item = &'m T;
    type IntoIter = std::slice::Iter<'m, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: KeyedEntry> RecordValue for ByKey<T> {
    const FORM: Form = Form::Map(&<T::Value as RecordValue>::FORM);
    const IS_OPTIONAL: bool = true;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else {
            reader.report_wrong_type(node, T::EXPECTED, None);
            return None;
        };
        let mut read = Vec::with_capacity(entries.len());
        for entry in entries {
            let absent = T::Value::absent().filter(|_| entry.value.is_null());
            if let Some(value) = absent.or_else(|| T::Value::read(&entry.value, reader)) {
                read.push(T::from_parts(Spanned::new(entry.key.trim().to_owned(), entry.key_place), value));
            }
        }
        Some(Self(read))
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|entry| {
            let (key, value) = entry.parts();
            (&key.value, AsWritten(value))
        }))
    }

    fn visit_texts<'r>(&'r self, key: &'static Key, visitor: &mut dyn TextVisitor<'r>) {
        self.iter().for_each(|entry| entry.parts().1.visit_texts(key, visitor));
    }
}
