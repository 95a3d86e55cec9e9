//! Which process the demonstration shows where, and how far it has come: data (`server/presets/demonstration`).

use std::collections::BTreeSet;

use serde::Deserialize;
use shared::{document::Key, roll::DocumentNumber, ruleset::IdentityLevel, tenant::Slug};

use super::{
    bodies::Bodies,
    calendar::Stage,
    polling::SamplePlace,
    roll::SampleRoll,
    selection::Sample,
    text::{Catalogue, Places},
};

/// The whole demonstration.
#[derive(Debug)]
pub struct Demonstration {
    /// The processes.
    pub scenario: Scenario,
    /// The words of the ideas.
    pub catalogue: Catalogue,
    /// The neighbourhoods they speak of.
    pub places: Places,
    /// Ceilings of years before.
    pub history: Vec<Past>,
    /// Bodies and their sessions.
    pub bodies: Bodies,
    /// A group's selection of municipalities.
    pub selection: Sample,
    /// Rolls.
    pub rolls: Vec<SampleRoll>,
    /// Polling places.
    pub polling_places: Vec<SamplePlace>,
    /// The people one can sign in as.
    pub people: Vec<Person>,
}

/// The processes to show.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Where all drawing starts from.
    pub seed: u64,
    /// The processes' name in addresses; `{year}` is the year they belong to.
    pub slug: String,
    /// Their name; `{year}` likewise.
    pub name: String,
    /// One process each.
    pub processes: Vec<Scene>,
}

/// One process.
#[derive(Debug, Deserialize)]
pub struct Scene {
    /// Whose.
    pub tenant: Slug,
    /// Of this year (0) or an earlier one (-1).
    pub year: i32,
    /// Where it stands.
    #[serde(flatten)]
    pub stage: Stage,
    /// The money for what is decided in the tenant's own territories, as a plain decimal. What is decided with the same
    /// ballot beside it has the money that the rules say, and projects of its own.
    pub pool: String,
    /// What costs are multiples of, as a plain decimal.
    pub cost_step: String,
    /// Ideas sent, in all territories.
    pub ideas: u32,
    /// Of them, on ballots.
    pub projects: u32,
    /// Of them, turned down. The rest waits for its review.
    pub refused: u32,
    /// Who voted, each in all that is on their ballot.
    pub voters: u32,
    /// One contest for the whole tenant, with a name of its own; else one for each territory.
    pub contest: Option<Whole>,
    /// What is certified for the pool that the ballots spend, where its rule asks for it.
    pub certified: Option<SampleCertificate>,
}

/// A made-up certificate, which says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleCertificate {
    /// How much, as a plain decimal: for the tenant as a whole, or for its only territory.
    pub amount: String,
    /// Who is said to have certified it.
    pub by: String,
}

/// The one contest of a tenant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Whole {
    /// Its name in addresses.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Sample ceilings of a tenant over some years.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// Whose.
    pub tenant: Slug,
    /// The first year.
    pub first_year: i32,
    /// What is said of where they come from.
    pub source: String,
    /// A line for each territory.
    pub rows: Vec<PastRow>,
}

/// The sample ceilings of one territory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastRow {
    /// Its code.
    pub territory: String,
    /// One amount for each year, as plain decimals.
    pub ceilings: Vec<String>,
}

/// Somebody to sign in as, as the demonstration's identity provider knows them.
#[derive(Debug, Clone, Deserialize)]
pub struct Person {
    /// The name the provider knows the person by.
    #[serde(rename = "sub")]
    pub subject: String,
    /// The person's name.
    pub name: String,
    /// Date of birth.
    #[serde(rename = "birthdate")]
    pub birth_date: chrono::NaiveDate,
    /// Code of the territory where the person lives.
    pub territory: Option<String>,
    /// How sure the provider is of who the person is.
    #[serde(rename = "identity_level")]
    pub level: Option<IdentityLevel>,
    /// The kinds of document that the person has shown.
    pub documents: Option<BTreeSet<Key>>,
    /// The number of the only one of them, made up.
    pub document_number: Option<String>,
    /// The rolls that the person is on.
    pub rolls: Option<BTreeSet<Key>>,
    /// The site where the person is somebody.
    pub site: Slug,
    /// The roles there, besides being a citizen.
    pub roles: Vec<shared::role::Role>,
}

impl Person {
    /// The document that the provider vouches for.
    pub fn document(&self) -> Option<DocumentNumber> {
        let kind = self.documents.as_ref()?.first()?;
        DocumentNumber::new(kind.clone(), self.document_number.as_ref()?).ok()
    }
}

impl Demonstration {
    /// Reads the demonstration's files.
    ///
    /// # Errors
    /// When one is not what it should be; the tests read them all.
    pub fn read() -> Result<Self, serde_json::Error> {
        Ok(Self {
            scenario: serde_json::from_str(include_str!("../../presets/demonstration/scenario.json"))?,
            catalogue: serde_json::from_str(include_str!("../../presets/demonstration/ideas.json"))?,
            places: serde_json::from_str(include_str!("../../presets/demonstration/places.json"))?,
            history: serde_json::from_str(include_str!("../../presets/demonstration/history.json"))?,
            bodies: Bodies::read()?,
            selection: Sample::read()?,
            rolls: serde_json::from_str(include_str!("../../presets/demonstration/rolls.json"))?,
            polling_places: serde_json::from_str(include_str!("../../presets/demonstration/polling_places.json"))?,
            people: serde_json::from_str(include_str!("../../../infra/idp/people.json"))?,
        })
    }
}
