//! What the simulator says, at two paces: what is in sight follows the hand in every frame; the rest, which nobody sees
//! and a screen reader should not announce while a slider moves, follows once the hand rests.

use std::time::Duration;

use leptos::{leptos_dom::helpers::debounce, prelude::*};
use shared::locale::Locale;

use super::{
    sight::Sight,
    table::{Scene, Table, inputs},
    trial::Typed,
};

/// How long a hand has to be still to rest.
const REST: Duration = Duration::from_millis(120);

/// What comes of the formula.
#[derive(Clone, Copy)]
pub(super) struct Told {
    live: Memo<Simulated>,
    rested: RwSignal<Simulated>,
    scene: StoredValue<Scene>,
    sight: Sight,
    /// The language.
    pub locale: Locale,
}

type Simulated = Result<Table, String>;

impl Told {
    /// What comes of `formula` in `scene`.
    pub fn new(scene: StoredValue<Scene>, formula: RwSignal<Typed>, sight: Sight, locale: Locale) -> Self {
        let inputs = StoredValue::new(scene.with_value(|scene| inputs(&scene.places)));
        let live = Memo::new(move |_| {
            let simulate =
                |scene: &Scene| inputs.with_value(|inputs| formula.with(|typed| scene.simulate(inputs, typed, locale)));
            scene.with_value(simulate)
        });
        let rested = RwSignal::new(live.get_untracked());
        let mut rest = debounce(REST, move |()| rested.set(live.get_untracked()));
        Effect::new(move |before: Option<()>| {
            live.track();
            if before.is_some() {
                rest(());
            }
        });
        Self { live, rested, scene, sight, locale }
    }

    /// Why the pool cannot be shared out, while it cannot.
    pub fn trouble(self) -> Option<String> {
        self.live.with(|table| table.as_ref().err().cloned())
    }

    /// What is said once the hand rests.
    pub fn rested<Said>(self, pick: impl Fn(&Scene, &Table) -> Said) -> Option<Said> {
        self.rested.with(|table| self.picked(table, pick))
    }

    /// What is said at once where this part is in sight, and otherwise once the hand rests.
    pub fn of<Said>(self, part: usize, pick: impl Fn(&Scene, &Table) -> Said) -> Option<Said> {
        if self.sight.has(part) { self.live.with(|table| self.picked(table, pick)) } else { self.rested(pick) }
    }

    fn picked<Said>(self, table: &Simulated, pick: impl Fn(&Scene, &Table) -> Said) -> Option<Said> {
        let table = table.as_ref().ok()?;
        Some(self.scene.with_value(|scene| pick(scene, table)))
    }
}
