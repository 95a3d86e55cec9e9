//! The order in which a voter sees the projects, where the rules leave it to chance.
//!
//! The browser keeps the random number from which the orders of its ballots are drawn, longer than any session: signing in
//! again changes no order. The last yes carries the code of the order to the receipt, since forms that are sent go where
//! the number does not. Nothing of it is stored.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::{ballot::OrderSecret, code::OrderCode};
use uuid::Uuid;

use super::{
    booth::{At, Booth},
    cookie::Cookie,
};
use crate::{forms::Fields, path, visit::Visit};

/// The field of the last yes that carries the code.
const FIELD: &str = "order";

impl At {
    /// Where the number waits: longer than any vote lasts; on a tablet for one voter only.
    pub const fn order(self) -> Cookie {
        match self {
            Self::Home => Cookie { name: "orden", path: path::VOTE, seconds: 90 * 24 * 60 * 60 },
            Self::Tablet => Cookie { name: "orden-en-mesa", path: path::TABLET, seconds: 1_800 },
        }
    }

    /// The number that the browser sent, if it has one. Called while the request is at hand.
    pub fn secret(self) -> Option<OrderSecret> {
        self.order().sent()?.parse().ok()
    }
}

/// A number for a browser that has none.
pub fn draw(visit: &Visit) -> OrderSecret {
    OrderSecret::new(visit.fresh_id::<Uuid>().as_u128())
}

/// Leaves the number with the browser that sees a ballot in an order of its own; with no other.
pub fn keep_with(response: &ResponseOptions, secret: OrderSecret, booth: &Booth) {
    if booth.order.is_some() {
        booth.at.order().leave_with(response, &secret.to_string());
    }
}

/// The field that carries the code of the order.
pub fn field(booth: &Booth) -> Option<AnyView> {
    let code = booth.order?.to_string();
    Some(view! { <input type="hidden" name=FIELD value=code/> }.into_any())
}

/// The code that a form carries. It is only shown again to whoever sent it.
pub fn carried(fields: &Fields) -> Option<OrderCode> {
    fields.iter().find(|(name, _)| *name == FIELD)?.1.parse().ok()
}
