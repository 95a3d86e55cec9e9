//! What a file would change, before it does.

use std::collections::BTreeMap;

use super::IndicatorFile;
use crate::{
    document::Key,
    indicator::{Figure, Figures},
    ruleset::Code,
};

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Each figure of the file, by territory and then by indicator.
    pub figures: Vec<PreviewedFigure>,
    /// How many are new.
    pub new: usize,
    /// How many are changed.
    pub changed: usize,
    /// How many are as they were.
    pub unchanged: usize,
}

/// One figure of a file beside the one that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewedFigure {
    /// Of which territory.
    pub code: Code,
    /// Of which indicator.
    pub indicator: Key,
    /// The known one; `None` when it is new.
    pub before: Option<Figure>,
    /// The file's.
    pub after: Figure,
}

/// What a file would change in the known figures.
pub fn preview(file: &IndicatorFile, known: &BTreeMap<Code, Figures>) -> Preview {
    let mut preview = Preview { figures: Vec::new(), new: 0, changed: 0, unchanged: 0 };
    for (code, figures) in &file.figures {
        for (indicator, &after) in figures {
            let before = known.get(code).and_then(|known| known.get(indicator)).copied();
            match before {
                None => preview.new += 1,
                Some(before) if before == after => preview.unchanged += 1,
                Some(_) => preview.changed += 1,
            }
            preview.figures.push(PreviewedFigure { code: code.clone(), indicator: indicator.clone(), before, after });
        }
    }
    preview
}
