//! Presets: rule sets to begin with. Their files are data (`server/presets/rules`), read at compile time.

use std::sync::LazyLock;

use shared::{
    document::{self, Format},
    ruleset::RuleSet,
};

const FILES: [&str; 7] = [
    include_str!("../../../presets/rules/bogota-localidad.toml"),
    include_str!("../../../presets/rules/envigado.toml"),
    include_str!("../../../presets/rules/jalisco-predial.toml"),
    include_str!("../../../presets/rules/jalisco-vamos-juntos.toml"),
    include_str!("../../../presets/rules/medellin.toml"),
    include_str!("../../../presets/rules/municipio.toml"),
    include_str!("../../../presets/rules/sabaneta.toml"),
];

/// A rule set to begin with.
#[derive(Debug)]
pub struct Preset {
    /// Its name in addresses and forms: the short name of the document.
    pub slug: String,
    /// The rules.
    pub document: RuleSet,
}

static PRESETS: LazyLock<Vec<Preset>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|file| {
            let document: RuleSet = document::read(file, Format::Toml).expect("the tests read every preset");
            Preset { slug: document.id.to_string(), document }
        })
        .collect()
});

/// Every preset, by its file's name.
///
/// # Panics
/// Never: the tests read every preset.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_preset_can_be_read_and_is_sound() {
        assert_eq!(super::presets().len(), super::FILES.len());
        for preset in super::presets() {
            assert_eq!(preset.document.defects(), [], "{}", preset.slug);
        }
    }
}
