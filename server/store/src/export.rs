//! Everything a tenant has, row by row, as JSON: through row-level security, like every other reader.

use futures_util::stream::{BoxStream, StreamExt as _};
use sqlx::AssertSqlSafe;

use crate::{Result, StoreError, TenantTx};

/// Tables that hold secrets: of whoever is at the keyboard, at the door or at a tablet, of a draw that was not held, and
/// what people make of a signal before they may read each other. They are not exported; the server cannot even read the
/// draw's secret and the opinions.
pub const LEFT_OUT: [&str; 7] =
    ["desk_tablet", "draw_secret", "session", "session_code", "sign_in", "signal_note", "signal_opinion"];

/// Tables whose rows say how many voted, and who. They are not exported while people vote: an archive is no way around
/// the embargo.
pub const HELD_BACK: [&str; 22] = [
    "desk_claim",
    "desk_contradiction",
    "desk_envelope",
    "desk_envelope_loss",
    "desk_envelope_loss_decision",
    "desk_envelope_opening",
    "desk_event",
    "desk_shift",
    "envelope",
    "paper_custody",
    "paper_entry",
    "paper_photo",
    "paper_reading",
    "paper_resolution",
    "paper_sheet",
    "paper_statement",
    "paper_statement_decision",
    "paper_void",
    "paper_void_decision",
    "participation",
    "signal_sum",
    "urn",
];

/// Whether votes have been cast, or handed out, whose urn is not sealed.
///
/// # Errors
/// When the database does not answer.
pub async fn is_voting(tx: &mut TenantTx) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from urn where tenant_id = $1 and sealed_at is null)
            or exists (select from desk_shift where tenant_id = $1 and ended_at is null)
            or exists (
                select from contest
                where tenant_id = $1
                    and exists (
                        select from participation
                        where participation.tenant_id = $1 and participation.contest_id = contest.id
                    )
                    and not exists (
                        select from urn
                        where urn.tenant_id = $1 and urn.contest_id = contest.id and sealed_at is not null
                    )
            ) as "is_voting!""#,
        tx.tenant().uuid()
    )
    .fetch_one(tx.connection())
    .await?)
}

/// The tables behind the fence, quoted where their names need it, in alphabetical order.
///
/// # Errors
/// When the database does not answer.
pub async fn tables(tx: &mut TenantTx) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"select class.oid::regclass::text as "name!"
        from pg_class class
        join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attname = 'tenant_id'
        where class.relkind in ('r', 'p') and class.relrowsecurity
            and class.relnamespace = 'public'::regnamespace
        order by 1"#
    )
    .fetch_all(tx.connection())
    .await?)
}

/// The rows of one of the [`tables`], each as one line of JSON, in the order of the primary key.
///
/// # Errors
/// When the database does not answer.
pub async fn rows<'t>(tx: &'t mut TenantTx, table: &str) -> Result<BoxStream<'t, Result<String>>> {
    let key: Option<String> = sqlx::query_scalar!(
        r#"select string_agg(format('%I', attribute.attname), ', ' order by position.ordinality) as "columns"
        from pg_index index
        cross join lateral unnest(index.indkey::int2[]) with ordinality as position (attnum, ordinality)
        join pg_attribute attribute on attribute.attrelid = index.indrelid and attribute.attnum = position.attnum
        where index.indrelid = $1::text::regclass and index.indisprimary"#,
        table
    )
    .fetch_one(tx.connection())
    .await?;
    let Some(key) = key else { return Err(StoreError::corrupt("schema")(format!("{table} has no primary key"))) };
    let tenant = tx.tenant().uuid();
    // Names cannot be parameters; these come from the catalogue, quoted by it.
    let statement =
        AssertSqlSafe(format!("select row_to_json(row)::text from {table} row where tenant_id = $1 order by {key}"));
    Ok(sqlx::query_scalar::<_, String>(statement)
        .bind(tenant)
        .fetch(tx.connection())
        .map(|row| row.map_err(StoreError::from))
        .boxed())
}

/// The site's own entry of the registry, as JSON.
///
/// # Errors
/// When the database does not answer.
pub async fn registry_row(tx: &mut TenantTx) -> Result<String> {
    Ok(sqlx::query_scalar!(
        r#"select row_to_json(tenant)::text as "row!" from tenant where id = $1"#,
        tx.tenant().uuid()
    )
    .fetch_one(tx.connection())
    .await?)
}
