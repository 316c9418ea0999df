//! Cells of a record that stand in no upload, in one piece of memory: single writes are many and
//! small, and an allocation for each cell would cost more than the cell.

use super::source::FieldId;

/// Length of a cell that is null; no cell is that long.
const NULL: u32 = u32::MAX;

/// Bytes before the value of a cell: its field and its length.
const HEAD_BYTES: usize = 2 + 4;

/// Cells, one behind the other: field, length, value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Packed(Box<[u8]>);

impl Packed {
    /// Packs cells; of two with one field the later one counts.
    pub(super) fn of<'a>(cells: impl Iterator<Item = (FieldId, Option<&'a [u8]>)>) -> Self {
        let mut bytes = Vec::new();
        for (field, value) in cells {
            bytes.extend_from_slice(&field.to_le_bytes());
            let length = value.map_or(NULL, |value| value.len() as u32);
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(value.unwrap_or_default());
        }
        Self(bytes.into_boxed_slice())
    }

    /// What is said of `field`, if anything; `None` inside is null.
    pub(super) fn get(&self, field: FieldId) -> Option<Option<&[u8]>> {
        self.cells().filter(|(of, _)| *of == field).last().map(|(_, value)| value)
    }

    /// The fields that have a cell.
    pub(super) fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.cells().map(|(field, _)| field)
    }

    /// The memory that the cells take.
    pub(super) fn bytes(&self) -> usize {
        self.0.len()
    }

    fn cells(&self) -> impl Iterator<Item = (FieldId, Option<&[u8]>)> {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            let (head, tail) = rest.split_first_chunk::<HEAD_BYTES>()?;
            let field = FieldId::from_le_bytes([head[0], head[1]]);
            match u32::from_le_bytes([head[2], head[3], head[4], head[5]]) {
                NULL => {
                    rest = tail;
                    Some((field, None))
                }
                length => {
                    let (value, after) = tail.split_at(length as usize);
                    rest = after;
                    Some((field, Some(value)))
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_value_or_null_or_not_there() {
        let cells = [(7, Some(&b"a"[..])), (300, None), (7, Some(b"")), (9, Some(b"\xff\0"))];
        let packed = Packed::of(cells.into_iter());
        assert_eq!(packed.get(7), Some(Some(&b""[..])));
        assert_eq!(packed.get(300), Some(None));
        assert_eq!(packed.get(9), Some(Some(&b"\xff\0"[..])));
        assert_eq!(packed.get(8), None);
        assert_eq!(packed.fields().collect::<Vec<_>>(), [7, 300, 7, 9]);
        assert_eq!(Packed::of(std::iter::empty()).get(0), None);
    }
}
