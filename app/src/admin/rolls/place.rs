//! Where a correction says that somebody belongs (territorio): the field for it, and what was chosen there.

use leptos::prelude::*;
use shared::{locale::Locale, ruleset::Code};
use store::{TenantTx, roll::What, territory};

use crate::{
    components::Select,
    forms::{FieldMessage, Rejected},
    text::rolls as words,
};

/// The territories of the site that a correction can name, with what they are called.
pub(in crate::admin) struct Places(Vec<(Code, String)>);

impl Places {
    /// All of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(tx: &mut TenantTx) -> store::Result<Self> {
        let all = territory::all(tx).await?.into_iter();
        Ok(Self(all.filter_map(|one| Some((one.code.parse().ok()?, format!("{} {}", one.code, one.name)))).collect()))
    }

    /// The field, where there is anything to choose.
    pub fn field(&self, rejected: &Rejected, locale: Locale) -> Option<AnyView> {
        let options: Vec<_> = self.0.iter().map(|(code, name)| (code.to_string(), name.clone())).collect();
        (!options.is_empty()).then(|| {
            view! {
                <Select
                    name="territory" label=words::territory(locale) hint=Some(words::territory_hint(locale).to_owned())
                    prompt=words::territory_none(locale) options rejected locale
                />
            }
            .into_any()
        })
    }

    /// What was chosen; nothing where it was left open.
    ///
    /// # Errors
    /// When there is no such territory, or the correction adds nobody.
    pub fn chosen(&self, typed: &str, what: Option<What>, locale: Locale) -> Result<Option<Code>, FieldMessage> {
        if typed.is_empty() {
            return Ok(None);
        }
        if what == Some(What::Removed) {
            return Err(FieldMessage::new("territory", words::territory_needless(locale)));
        }
        let found = self.0.iter().find(|(code, _)| code.as_str() == typed);
        let (code, _) = found.ok_or_else(|| FieldMessage::new("territory", words::territory_wrong(locale)))?;
        Ok(Some(code.clone()))
    }
}
