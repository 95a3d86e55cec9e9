//! What lies in the envelopes of a town: the tests hold the keys.

use shared::id::ContestId;
use shared::urn::Slip;
use uuid::Uuid;
use vault::{Envelope, UrnPublicKey};

use crate::cluster::close;
use crate::world::{Town, World};

/// How many envelopes lie in the urns of a town.
pub async fn envelopes(world: &World, town: &Town) -> i64 {
    world.database.count(town.site.tenant, "select count(*) from envelope").await
}

/// The ballots in the envelopes of a town.
pub async fn slips(world: &World, town: &Town) -> Vec<Slip> {
    let mut inside = world.database.inside(town.site.tenant).await;
    let rows: Vec<(Uuid, Vec<u8>, Vec<u8>)> = sqlx::query_as(
        "select contest_id, public_key, sealed from envelope join urn using (tenant_id, contest_id) order by id",
    )
    .fetch_all(&mut inside)
    .await
    .expect("the envelopes");
    close(inside).await;
    let open = |(contest, key, sealed): (Uuid, Vec<u8>, Vec<u8>)| {
        let key: [u8; 32] = key.try_into().expect("a key");
        let key = world.database.vault.urn_key(UrnPublicKey::from(key)).expect("the key of the urn");
        let ballot = key.open(ContestId::from(contest), &Envelope::from(sealed)).expect("an envelope of this urn");
        Slip::unpadded(&ballot).expect("a slip")
    };
    rows.into_iter().map(open).collect()
}

/// What the field of the attempt may hold, by number.
pub fn attempt(number: usize) -> String {
    format!("{number:032x}")
}
