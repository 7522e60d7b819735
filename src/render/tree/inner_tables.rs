//! Tables within a cell of a table: editors that a page is pasted into break the outer table at them.

use super::{collect_text, text};
use comrak::Arena;
use comrak::nodes::{ListType, Node, NodeList, NodeValue};

/// Whether a node is within a cell of a table.
pub fn is_in_cell(node: Node<'_>) -> bool {
    node.ancestors().any(|around| matches!(around.data().value, NodeValue::TableCell))
}

/// Replaces the tables of a tree by lists: an item for each row, with the name of the column before each cell.
pub fn list_tables<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let tables: Vec<Node<'a>> =
        root.descendants().filter(|node| matches!(node.data().value, NodeValue::Table(_))).collect();
    for table in tables {
        let rows: Vec<Node<'a>> = table.children().collect();
        let (header, body) = rows.split_at(rows.len().min(1));
        let names: Vec<String> =
            header.iter().flat_map(|row| row.children()).map(|cell| collect_text(cell, |_| String::new())).collect();
        let form = NodeList { list_type: ListType::Bullet, tight: true, ..NodeList::default() };
        let list = arena.alloc(NodeValue::List(form).into());
        // A table without rows is its header.
        for row in if body.is_empty() { header } else { body } {
            let line = arena.alloc(NodeValue::Paragraph.into());
            for (number, cell) in row.children().enumerate() {
                if number > 0 {
                    line.append(arena.alloc(text("; ").into()));
                }
                if let Some(name) = names.get(number).filter(|name| !body.is_empty() && !name.is_empty()) {
                    line.append(arena.alloc(text(&format!("{name}: ")).into()));
                }
                cell.children().collect::<Vec<_>>().into_iter().for_each(|child| line.append(child));
            }
            let item = arena.alloc(NodeValue::Item(form).into());
            item.append(line);
            list.append(item);
        }
        table.insert_before(list);
        table.detach();
    }
}
