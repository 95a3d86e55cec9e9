//! Small rolls with made-up numbers, loaded and approved as those of a tenant are.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rand::Rng;
use serde::Deserialize;
use shared::{
    document::Key,
    locale::in_zone,
    roll::{Expected, Reading, RollKey},
    ruleset::Code,
    tenant::Slug,
};
use store::{TenantTx, person, process, roll, site::Site, territory};

use super::DemoError;

/// A roll of the demonstration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleRoll {
    /// Whose.
    pub tenant: Slug,
    /// Its name in the rules.
    pub roll: Key,
    /// The name of the file.
    pub file: String,
    /// Who approved it, as the identity provider knows them.
    pub approved_by: String,
    /// The lines of the file.
    pub lines: Vec<String>,
}

impl SampleRoll {
    /// Loads it and puts it into force.
    ///
    /// # Errors
    /// When the rules have no such roll, nobody could approve it, or the database does not answer.
    pub async fn seed(
        &self,
        tx: &mut TenantTx,
        site: &Site,
        issuer: &str,
        key: &RollKey,
        now: DateTime<Utc>,
        random: &mut impl Rng,
    ) -> Result<(), DemoError> {
        let failed = |why: String| DemoError::Roll { tenant: self.tenant.clone(), roll: self.roll.clone(), why };
        let process = process::current(tx).await?.ok_or_else(|| failed("no process".to_owned()))?;
        let rule = process.rule_set.rolls.iter().find(|rule| rule.id == self.roll);
        let rule = rule.ok_or_else(|| failed("the rules do not have it".to_owned()))?;
        let codes = territory::all(tx).await?.into_iter();
        let territories: BTreeSet<Code> = codes.filter_map(|territory| territory.code.parse().ok()).collect();
        let today = in_zone(now, site.time_zone).date();
        let reading = Reading::new(Expected::of(&process.rule_set, rule, territories, today), key.clone());
        let id = uuid::Builder::from_random_bytes(random.random()).into_uuid().into();
        let file = self.lines.join("\n");
        let loaded =
            roll::load(tx, id, (&rule.id, rule.entries), (&self.file, file.as_bytes()), reading, None, now).await;
        loaded.map_err(|error| failed(error.to_string()))?;
        let approver = person::by_subject(tx, &self.approved_by).await?;
        let approver = approver.into_iter().find(|(_, known)| known == issuer);
        let (approver, _) = approver.ok_or_else(|| failed(format!("nobody is `{}`", self.approved_by)))?;
        roll::approve(tx, id, approver, now).await.map_err(|error| failed(error.to_string()))?;
        Ok(())
    }
}
