//! What is known of a person, as the conditions of the rules see it (requisitos).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shared::{
    document::Key,
    eligibility::{Area, Person, Seat},
    id::PersonId,
    ruleset::{Code, Territories, Tie},
};

use crate::{Result, StoreError, TenantTx};

/// What is known of a person on a day: age, where they live, what their identity provider vouches for, and the seats
/// that they hold. The territories of the rules say what lies in what.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of(tx: &mut TenantTx, id: PersonId, territories: &Territories, today: NaiveDate) -> Result<Person> {
    let tenant = tx.tenant().uuid();
    let row = sqlx::query!(
        r#"select birth_date, identity_level, documents, rolls, guardian_consent, organisations,
            territory.code as "territory?"
        from person
        left join territory on territory.tenant_id = person.tenant_id and territory.id = person.territory_id
        where person.tenant_id = $1 and person.id = $2"#,
        tenant,
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(Person::default()) };
    let age = row.birth_date.and_then(|born| today.years_since(born));
    let mut ties = BTreeMap::new();
    if let Some(home) = row.territory {
        let home: Code = home.parse().map_err(StoreError::corrupt("territory.code"))?;
        ties.insert(Tie::Resides, BTreeSet::from([Area::of(&home, territories)]));
    }
    let identity = row.identity_level.map(|level| level.parse().map_err(StoreError::corrupt("person.identity_level")));
    // A provider names the rolls that somebody is on; of all others nobody has looked.
    let rolls = names(row.rolls, "person.rolls")?.unwrap_or_default().into_iter().map(|roll| (roll, true));
    Ok(Person {
        age: age.map(|years| u8::try_from(years).unwrap_or(u8::MAX)),
        ties,
        documents: names(row.documents, "person.documents")?,
        rolls: rolls.collect(),
        identity: identity.transpose()?,
        guardian_consent: row.guardian_consent,
        organisations: names(row.organisations, "person.organisations")?,
        group: None,
        seats: seats(tx, id, today).await?,
    })
}

fn names(stored: Option<Vec<String>>, what: &'static str) -> Result<Option<BTreeSet<Key>>> {
    let read = |name: String| name.parse().map_err(StoreError::corrupt(what));
    stored.map(|names| names.into_iter().map(read).collect()).transpose()
}

/// The seats that a person holds on a day.
async fn seats(tx: &mut TenantTx, id: PersonId, today: NaiveDate) -> Result<BTreeSet<Seat>> {
    let rows = sqlx::query!(
        r#"select body.key, territory.code as "territory?"
        from appointment
        join body on body.tenant_id = appointment.tenant_id and body.id = appointment.body_id
        left join territory on territory.tenant_id = body.tenant_id and territory.id = body.territory_id
        where appointment.tenant_id = $1 and appointment.person_id = $2
            and appointment.from_day <= $3 and (appointment.until_day is null or appointment.until_day >= $3)"#,
        tx.tenant().uuid(),
        id.uuid(),
        today
    )
    .fetch_all(tx.connection())
    .await?;
    let seat = |key: String, territory: Option<String>| {
        let territory = territory.map(|code| code.parse().map_err(StoreError::corrupt("territory.code")));
        Ok(Seat { body: key.parse().map_err(StoreError::corrupt("body.key"))?, territory: territory.transpose()? })
    };
    rows.into_iter().map(|row| seat(row.key, row.territory)).collect()
}
