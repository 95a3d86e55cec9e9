//! What is known of a person, as the conditions of the rules see it (requisitos).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use shared::{
    document::Key,
    eligibility::{Area, OwnDocument, Person, Seat},
    id::PersonId,
    ruleset::{Code, Roll, RuleSet, Tie},
};

use sqlx::types::Json;

use crate::{
    Result, StoreError, TenantTx, body,
    roll::{Standing, StoredStanding},
};

/// What is known of a person on a day: age, where they live, what their identity provider vouches for, and the seats
/// that they hold. The rules say which territory lies in which, and when a term is over.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of(tx: &mut TenantTx, id: PersonId, rules: &RuleSet, today: NaiveDate) -> Result<Person> {
    let tenant = tx.tenant().uuid();
    let row = sqlx::query!(
        r#"select birth_date, identity_level, documents, rolls, guardian_consent, organisations,
            document_taken, document_hash is not null as "has_document!", territory.code as "territory?",
            -- Of each roll that is in force: whether the person is on it, by the last correction that holds, else by
            -- its file.
            coalesce((
                select jsonb_object_agg(standing.roll, jsonb_build_object(
                    'on', case when person.document_hash is not null
                        then coalesce(standing.corrected, standing.listed, false) end,
                    'born', standing.born))
                from (
                    select import.roll,
                        (select correction.what = 'added'
                        from roll_corrected corrected
                        join roll_correction correction on correction.tenant_id = corrected.tenant_id
                            and correction.id = corrected.correction_id
                        join roll_correction_decision decision on decision.tenant_id = corrected.tenant_id
                            and decision.correction_id = corrected.correction_id and decision.approved
                        where corrected.tenant_id = $1 and corrected.roll = import.roll
                            and corrected.hash = person.document_hash
                        order by decision.decided_at desc, decision.correction_id
                        limit 1) as corrected,
                        entry.listed, entry.born
                    from roll_import import
                    left join lateral (
                        select true as listed, born from roll_entry
                        where tenant_id = $1 and import_id = import.id and hash = person.document_hash
                        union all
                        select true, born from roll_minor
                        where tenant_id = $1 and import_id = import.id and hash = person.document_hash
                        union all
                        (select true, null from roll_account
                        where tenant_id = $1 and import_id = import.id and hash = person.document_hash limit 1)
                        limit 1
                    ) entry on true
                    where import.tenant_id = $1 and import.state = 'in_force'
                ) standing
            ), '{}') as "standing!: Json<BTreeMap<String, StoredStanding>>"
        from person
        left join territory on territory.tenant_id = person.tenant_id and territory.id = person.territory_id
        where person.tenant_id = $1 and person.id = $2"#,
        tenant,
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(Person::default()) };
    let standing = Standing::read(row.standing.0)?;
    let age = row.birth_date.or(standing.born).and_then(|born| today.years_since(born));
    let mut ties = BTreeMap::new();
    if let Some(home) = row.territory {
        let home: Code = home.parse().map_err(StoreError::corrupt("territory.code"))?;
        ties.insert(Tie::Resides, BTreeSet::from([Area::of(&home, &rules.territories)]));
    }
    let identity = row.identity_level.map(|level| level.parse().map_err(StoreError::corrupt("person.identity_level")));
    // A provider names the rolls that somebody is on; of all others nobody has looked. What is in force here decides.
    let claimed = names(row.rolls, "person.rolls")?.unwrap_or_default().into_iter();
    let mut rolls: BTreeMap<Key, bool> =
        claimed.filter(|roll| !standing.on.contains_key(roll)).map(|roll| (roll, true)).collect();
    rolls.extend(standing.on.into_iter().filter_map(|(roll, on)| Some((roll, on?))));
    let shuts_out = |roll: &&Roll| roll.excludes && rolls.get(&roll.id) == Some(&true);
    let excluded = rules.rolls.iter().find(shuts_out).map(|roll| roll.id.clone());
    Ok(Person {
        age: age.map(|years| u8::try_from(years).unwrap_or(u8::MAX)),
        ties,
        documents: names(row.documents, "person.documents")?,
        rolls,
        excluded,
        identity: identity.transpose()?,
        guardian_consent: row.guardian_consent,
        organisations: names(row.organisations, "person.organisations")?,
        group: None,
        seats: seats(tx, id, rules, today).await?,
        own_document: match (row.has_document, row.document_taken) {
            (true, _) => OwnDocument::Known,
            (false, true) => OwnDocument::Taken,
            (false, false) => OwnDocument::Unknown,
        },
    })
}

fn names(stored: Option<Vec<String>>, what: &'static str) -> Result<Option<BTreeSet<Key>>> {
    let read = |name: String| name.parse().map_err(StoreError::corrupt(what));
    stored.map(|names| names.into_iter().map(read).collect()).transpose()
}

/// The seats that a person holds on a day: those of appointments whose term, by the rules, is not over.
async fn seats(tx: &mut TenantTx, id: PersonId, rules: &RuleSet, today: NaiveDate) -> Result<BTreeSet<Seat>> {
    let appointments = body::seats_of(tx, id).await?;
    if appointments.is_empty() {
        return Ok(BTreeSet::new());
    }
    let bodies: Vec<uuid::Uuid> = appointments.iter().map(|(body, _)| body.uuid()).collect();
    let rows = sqlx::query!(
        r#"select body.id, body.key, territory.code as "territory?"
        from body
        left join territory on territory.tenant_id = body.tenant_id and territory.id = body.territory_id
        where body.tenant_id = $1 and body.id = any($2)"#,
        tx.tenant().uuid(),
        &bodies
    )
    .fetch_all(tx.connection())
    .await?;
    let mut seats = BTreeSet::new();
    for row in rows {
        let key: Key = row.key.parse().map_err(StoreError::corrupt("body.key"))?;
        // What the rules know no more has no power by them.
        let Some(rule) = rules.bodies.iter().find(|rule| rule.id == key) else { continue };
        let mut held = appointments.iter().filter(|(body, _)| body.uuid() == row.id);
        if held.any(|(_, one)| one.in_force(rule.term.as_ref(), today)) {
            let territory = row.territory.map(|code| code.parse().map_err(StoreError::corrupt("territory.code")));
            seats.insert(Seat { body: key, territory: territory.transpose()? });
        }
    }
    Ok(seats)
}
