//! A choice of classes of cells, and draws from it.

use super::{CELLS, CellClass, Draw, Kind};
use crate::csv::Delimiter;

/// Of so many draws from all classes about one is longer than a line.
const RARE: u32 = 24;

/// Classes of cells to draw from, each as likely as the others; long ones are rare.
#[derive(Clone, Debug)]
pub struct Cells {
    classes: Vec<CellClass>,
}

impl Cells {
    /// All whose values a row can hold.
    pub fn all() -> Self {
        Self { classes: CELLS.to_vec() }.without(&[Kind::TooLong])
    }

    /// Those of these kinds.
    pub fn of(kinds: &[Kind]) -> Self {
        let of_kind = CELLS.iter().filter(|class| kinds.contains(&class.kind));
        Self { classes: of_kind.copied().collect() }
    }

    /// Without those of these kinds.
    #[must_use]
    pub fn without(mut self, kinds: &[Kind]) -> Self {
        self.classes.retain(|class| !kinds.contains(&class.kind));
        self
    }

    /// With another class.
    #[must_use]
    pub fn with(mut self, class: CellClass) -> Self {
        self.classes.push(class);
        self
    }

    /// Without those that may be longer than this.
    #[must_use]
    pub fn at_most(mut self, chars: usize) -> Self {
        self.classes.retain(|class| class.longest <= chars);
        self
    }

    /// With line feeds or CR LF, not both, in most draws: a job takes one kind at best, and a client may
    /// well refuse a mixture.
    #[must_use]
    pub fn of_one_line_end(self, draw: &mut Draw) -> Self {
        match draw.pick(0_u32..8) {
            0 => self,
            1..=4 => self.without(&[Kind::CrLf]),
            _ => self.without(&[Kind::Lf]),
        }
    }

    /// One text of each class, the same in every run.
    pub fn each(&self, job: Delimiter) -> Vec<(&'static str, String)> {
        let text = |class: &CellClass| {
            let mut draw = Draw::new(0, "each class once", class.name, 0);
            (class.name, draw.pick((class.strategy)(job)))
        };
        self.classes.iter().map(text).collect()
    }

    /// The names of the classes.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.classes.iter().map(|class| class.name)
    }

    /// A text, and the name of its class.
    pub fn draw(&self, draw: &mut Draw, job: Delimiter) -> (&'static str, String) {
        let weight = |class: &CellClass| if class.longest > 1_000 { 1 } else { RARE };
        let all: u32 = self.classes.iter().map(weight).sum();
        let mut at = draw.pick(0..all.max(1));
        for class in &self.classes {
            let own = weight(class);
            if at < own {
                return (class.name, draw.pick((class.strategy)(job)));
            }
            at -= own;
        }
        ("cell: empty", String::new())
    }
}
