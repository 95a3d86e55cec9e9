//! The sample selection of municipalities: made-up figures, the criteria of a preset, and the table that they give.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use shared::{
    document::{Key, Text},
    indicator::file::{Expected, read},
    ruleset::Code,
    selection::{Candidate, select},
    tenant::Slug,
};
use store::{
    StoreError, TenantTx,
    selection::{self, NewSelection},
    site::Site,
};

/// The figures, a line for each municipality.
const FIGURES: &[u8] = include_bytes!("../../presets/demonstration/selection.csv");

/// What is published with them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Who chooses.
    pub group: Slug,
    /// The preset whose criteria count.
    template: Key,
    title: Text,
    source: Text,
    act: String,
    date: NaiveDate,
}

impl Sample {
    pub(super) fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../../presets/demonstration/selection.json"))
    }

    /// The selection; `members` are the codes of the group's municipalities.
    ///
    /// # Errors
    /// With what the files lack.
    fn selection(&self, site: &Site, members: &BTreeSet<Code>, id: uuid::Uuid) -> Result<NewSelection, String> {
        let preset = store::rules::presets().iter().find(|preset| preset.slug == self.template.as_str());
        let rules = preset.map(|preset| &preset.document).ok_or("there is no such template")?;
        let rule = rules.selection.clone().ok_or("the template has no criteria")?;
        let expected = Expected {
            indicators: &rules.indicators,
            territories: members,
            currency: site.currency,
            decimal: None,
            regions: rule.within.is_some(),
        };
        let mut file = read(FIGURES, &expected)
            .map_err(|mistakes| mistakes.list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
        let candidates: Vec<_> = file
            .figures
            .into_iter()
            .map(|(code, figures)| Candidate { region: file.regions.remove(&code), code, figures })
            .collect();
        let outcome = select(&rule, &candidates).map_err(|error| error.to_string())?;
        let counts = |id: &Key| rule.criteria.iter().any(|criterion| criterion.indicator == *id);
        Ok(NewSelection {
            id,
            title: self.title.clone(),
            indicators: rules.indicators.iter().filter(|indicator| counts(&indicator.id)).cloned().collect(),
            rule,
            outcome,
            source: self.source.clone(),
            act: self.act.clone(),
            on: self.date,
            sample: true,
        })
    }

    /// Publishes it where none is published yet.
    pub(super) async fn seed(
        &self,
        tx: &mut TenantTx,
        site: &Site,
        members: &BTreeSet<Code>,
        id: uuid::Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        if !selection::all(tx).await?.is_empty() {
            return Ok(());
        }
        let new = self.selection(site, members, id).map_err(StoreError::corrupt("the sample selection"))?;
        selection::publish(tx, &new, None, now).await
    }
}
